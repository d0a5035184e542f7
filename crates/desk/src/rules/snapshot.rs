//! The dated snapshot that rules are judged on: orders of plans, list prices, customers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::rule::{Customer, OfferFacts, PlanFacts, Rules, Seats, Snapshot, TenantId};
use domain::{OfferId, Plan, PlanId, Subscription, SubscriptionId, TermUnit};
use store::PlanInUse;

use super::beside;
use crate::change::PriceList;
use crate::contract::{Fault, RuleOffer, RulePlan};
use crate::explain;
use crate::opened::Opened;

/// For so long the relay may rely on a snapshot: a fortnight, so that holidays do not make every rule doubtful.
const GOOD_FOR: u32 = 14 * 24 * 60 * 60;
/// Subscriptions that are read at once.
const AT_ONCE: u32 = 1_000;
/// Terms the publisher's own list can price.
const TERMS: [TermUnit; 6] = [TermUnit::P1M, TermUnit::P1Y, TermUnit::P2Y, TermUnit::P3Y, TermUnit::P4Y, TermUnit::P5Y];

/// Every plan that is known, by offer and id.
pub(super) type Offers = BTreeMap<OfferId, BTreeMap<PlanId, Known>>;

/// What is known of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub name: String,
    pub facts: PlanFacts,
    pub subscriptions: u32,
}

/// Offers from plans in use and from what was read of plans on offer, the newest reading first.
pub(super) fn offers(in_use: &[PlanInUse], readings: &[(OfferId, Vec<String>)], own: &PriceList) -> Offers {
    let mut offers = Offers::new();
    for PlanInUse { offer, plan, subscriptions } in in_use.iter().filter(|used| !used.offer.as_str().is_empty()) {
        let known = offers.entry(offer.clone()).or_default().entry(plan.clone()).or_default();
        known.subscriptions += subscriptions;
    }
    for (offer, raws) in readings {
        let plans = offers.entry(offer.clone()).or_default();
        for plan in raws.iter().filter_map(|raw| marketplace::read_plan(raw).ok()).map(|read| read.value) {
            plans.entry(plan.id.clone()).or_default().learn(&plan);
        }
    }
    for (offer, plans) in &mut offers {
        for (plan, known) in plans.iter_mut() {
            known.fill_in(offer, plan, own);
        }
    }
    offers
}

impl Known {
    /// An older reading adds what newer ones did not tell.
    fn learn(&mut self, plan: &Plan) {
        if self.name.is_empty() {
            self.name.clone_from(&plan.display_name);
            self.facts.per_seat = plan.is_per_seat;
        }
        for price in &plan.prices {
            let Some(currency) = price.amount.currency() else { continue };
            let terms = self.facts.prices.entry(currency.code().to_owned()).or_default();
            terms.entry(price.term.clone()).or_insert(price.amount.value);
        }
    }

    /// The publisher's own prices where Microsoft tells none, and the id where nobody told a name.
    fn fill_in(&mut self, offer: &OfferId, plan: &PlanId, own: &PriceList) {
        if self.name.is_empty() {
            self.name = plan.to_string();
        }
        if !self.facts.prices.is_empty() {
            return;
        }
        for term in TERMS {
            for amount in own.of(offer.as_str(), plan.as_str(), &term) {
                self.facts.prices.entry(amount.code).or_default().insert(term.clone(), amount.value);
            }
        }
    }
}

/// The snapshot without customers: enough for requests that tell everything themselves.
pub(super) fn taken(offers: &Offers, rules: &Rules, now: DateTime<Utc>) -> Snapshot {
    let mut facts: BTreeMap<OfferId, OfferFacts> = BTreeMap::new();
    for (offer, plans) in offers {
        let plans = plans.iter().map(|(id, known)| (id.clone(), known.facts.clone())).collect();
        facts.insert(offer.clone(), OfferFacts { plans, ladder: BTreeMap::new() });
    }
    for (offer, ladder) in beside::ladders(rules) {
        facts.entry(offer).or_default().ladder = ladder;
    }
    Snapshot { good_for: GOOD_FOR, offers: facts, sets: beside::sets(rules), ..Snapshot::empty(now) }
}

/// Offers for the page, each with its plans in the order of its ladder, the lowest rung first, and else by name.
pub(super) fn for_the_page(offers: &Offers, rules: &Rules) -> Vec<RuleOffer> {
    let ladders = beside::ladders(rules);
    let plan = |(id, known): (&PlanId, &Known)| RulePlan {
        id: id.to_string(),
        name: known.name.clone(),
        priced: !known.facts.prices.is_empty(),
        subscriptions: known.subscriptions,
    };
    let offer = |(id, plans): (&OfferId, &BTreeMap<PlanId, Known>)| {
        let rung = |plan: &RulePlan| ladders.get(id)?.get(&PlanId::from(plan.id.as_str())).copied();
        let mut plans: Vec<RulePlan> = plans.iter().map(plan).collect();
        plans.sort_by_cached_key(|plan| (rung(plan).unwrap_or(u32::MAX), plan.name.to_lowercase()));
        RuleOffer { id: id.to_string(), plans }
    };
    offers.iter().map(offer).collect()
}

/// A subscription, as far as rules are concerned.
fn customer(it: &Subscription) -> Customer {
    Customer {
        offer: Some(it.offer.clone()),
        plan: Some(it.plan.clone()),
        seats: it.seats.map_or(Seats::Flat, Seats::Count),
        seats_in_use: None,
        purchaser: TenantId::told(&it.purchaser.tenant_id),
        beneficiary: TenantId::told(&it.beneficiary.tenant_id),
        channel: Some(it.channel()),
    }
}

impl Opened {
    /// The whole snapshot, for the relay: every customer that is not cancelled.
    pub(super) async fn snapshot(&self, offers: &Offers, rules: &Rules) -> Result<Snapshot, Fault> {
        let mut customers: BTreeMap<SubscriptionId, Customer> = BTreeMap::new();
        let mut place = 0;
        loop {
            let raws = self.source.store.cache.live_raws(place, AT_ONCE).await.map_err(explain::store)?;
            let Some((last, _)) = raws.last() else { break };
            place = *last;
            let read = raws.iter().filter_map(|(_, raw)| marketplace::read_subscription(raw).ok());
            customers.extend(read.map(|read| (read.value.id.clone(), customer(&read.value))));
        }
        Ok(Snapshot { customers, ..taken(offers, rules, self.source.clock.now()) })
    }
}
