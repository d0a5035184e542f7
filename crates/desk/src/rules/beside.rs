//! What stands beside the rules in their list: the publisher's own orders of plans, and named sets of customers.
//!
//! Both are members that the rules' own reader does not know and keeps (`ladders`, `sets`), so that they travel with
//! every version. One that a newer program wrote in another form stays as it is.

use std::collections::BTreeMap;

use domain::rule::{Customers, Rules};
use domain::{OfferId, PlanId};
use serde::de::DeserializeOwned;

use crate::contract::PlanOrder;

/// The member that has the orders of plans.
pub(super) const LADDERS: &str = "ladders";
/// The member that has the sets of customers.
pub(super) const SETS: &str = "sets";

/// Each plan's rung, by offer; higher is more.
pub(super) type Ladders = BTreeMap<OfferId, BTreeMap<PlanId, u32>>;

/// The orders of plans.
pub(super) fn ladders(rules: &Rules) -> Ladders {
    member(rules, LADDERS)
}

/// The sets of customers.
pub(super) fn sets(rules: &Rules) -> BTreeMap<String, Customers> {
    member(rules, SETS)
}

fn member<T: DeserializeOwned + Default>(rules: &Rules, name: &str) -> T {
    rules.other.get(name).and_then(|value| T::deserialize(value).ok()).unwrap_or_default()
}

/// The orders as the page edits them: rung by rung from the lowest.
pub(super) fn orders(ladders: &Ladders) -> Vec<PlanOrder> {
    let order = |(offer, rungs): (&OfferId, &BTreeMap<PlanId, u32>)| {
        let mut by_rung: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (plan, rung) in rungs {
            by_rung.entry(*rung).or_default().push(plan.to_string());
        }
        PlanOrder { offer: offer.to_string(), rungs: by_rung.into_values().collect() }
    };
    ladders.iter().map(order).collect()
}

/// The orders as they are kept; an offer without rungs has none.
pub(super) fn kept(orders: &[PlanOrder]) -> Ladders {
    let rungs = |order: &PlanOrder| {
        let filled = order.rungs.iter().filter(|rung| !rung.is_empty());
        filled.zip(1..).flat_map(|(rung, at)| rung.iter().map(move |plan| (plan.as_str().into(), at))).collect()
    };
    let each = orders.iter().map(|order| (OfferId::from(order.offer.as_str()), rungs(order)));
    each.filter(|(_, rungs): &(_, BTreeMap<PlanId, u32>)| !rungs.is_empty()).collect()
}
