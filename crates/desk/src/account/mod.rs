//! The access to customers' accounts in the publisher's own service: who is told, what was told, what holds.

mod asking;
mod drifting;
mod following;
mod forgetting;
mod heard;
mod kept;
mod moves;
mod reading_back;
mod refusing;
mod setting;
mod trying;
mod view;
mod words;

pub(crate) use asking::Wanted;
pub(crate) use kept::receivers;
pub(crate) use moves::moved;
pub(crate) use refusing::{Standing, refusal as access_refusal};
pub(crate) use view::kind;
pub(crate) use words::{did, explained, ruled, told};
