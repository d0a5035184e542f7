//! A change of plan or seats, before and when it is asked for: whether it may be, what it costs, and asking for it.

mod deciding;
mod money;
mod preview;
mod prices;
mod rules;

pub(crate) use deciding::{Operator, intent_id};
pub(crate) use money::monthly;
pub(crate) use preview::Standing;
pub(crate) use prices::PriceList;
pub(crate) use rules::{Asked, may_not_change, refusal};
