//! Which way a change of plan goes.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::snapshot::{OfferFacts, PlanFacts};
use crate::ids::PlanId;

/// Which way a change of plan goes, by the ladder the publisher set up for the offer, or else by list price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// To a higher rung, or a higher price.
    Upgrade,
    /// To a lower rung, or a lower price.
    Downgrade,
    /// To the same rung, or the same price.
    Same,
    /// The two are known, and neither stands above the other.
    Unordered,
}

/// Which way it goes from one plan of an offer to another; nothing where the offer does not tell enough of them.
pub(super) fn direction(offer: &OfferFacts, from: &PlanId, to: &PlanId) -> Option<Direction> {
    match (offer.ladder.get(from), offer.ladder.get(to)) {
        (Some(from), Some(to)) => Some(to.cmp(from).into()),
        _ if offer.ladder.is_empty() => by_price(offer.plans.get(from)?, offer.plans.get(to)?),
        // A plan that the publisher knew and left off the ladder has no rung; one that it did not know yet may have.
        _ => (offer.knows(from) && offer.knows(to)).then_some(Direction::Unordered),
    }
}

/// By the prices of one term in one currency, if all of those that both plans have agree.
fn by_price(from: &PlanFacts, to: &PlanFacts) -> Option<Direction> {
    if from.prices.is_empty() || to.prices.is_empty() {
        return None;
    }
    if from.per_seat != to.per_seat {
        return Some(Direction::Unordered);
    }
    let terms = from.prices.iter().filter_map(|(currency, terms)| Some((terms, to.prices.get(currency)?)));
    let pairs = terms.flat_map(|(from, to)| from.iter().filter_map(|(term, price)| Some((price, to.get(term)?))));
    let mut ways = pairs.map(|(from, to)| to.cmp(from));
    let agreed = ways.next().filter(|first| ways.all(|way| way == *first));
    Some(agreed.map_or(Direction::Unordered, Into::into))
}

impl From<Ordering> for Direction {
    fn from(way: Ordering) -> Self {
        match way {
            Ordering::Greater => Self::Upgrade,
            Ordering::Less => Self::Downgrade,
            Ordering::Equal => Self::Same,
        }
    }
}

impl OfferFacts {
    fn knows(&self, plan: &PlanId) -> bool {
        self.ladder.contains_key(plan) || self.plans.contains_key(plan)
    }
}
