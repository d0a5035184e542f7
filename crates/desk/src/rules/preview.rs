//! A rule in plain words: what is asked, what must hold as well, and the answer.
//!
//! The words are the page's; here are their keys and what goes into their places. A place named `any` holds names with a
//! line break between them, as does one named `all`, and one named `anyOf` keys of further words; the page joins them as its
//! language does.

use std::collections::{BTreeMap, BTreeSet};

use domain::rule::{Ask, Customers, Fallback, Outcome, RequestKind, Rule, Understood};
use domain::{Channel, OfferId, PlanId};

use super::{clauses, seats};
use crate::contract::Sentence;

/// What things are called in front of people.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Plans, by offer and id.
    pub plans: BTreeMap<(OfferId, PlanId), String>,
    /// Subscriptions, by id.
    pub customers: BTreeMap<String, String>,
}

impl Names {
    /// A plan's name, where every offer that knows it calls it the same.
    pub(super) fn plan(&self, plan: &PlanId) -> String {
        let mut called = self.plans.iter().filter(|((_, id), _)| id == plan).map(|(_, name)| name);
        let first = called.next().filter(|first| called.all(|other| other == *first));
        first.map_or_else(|| plan.to_string(), Clone::clone)
    }

    /// A plan's name within an offer.
    pub(super) fn plan_of(&self, offer: &OfferId, plan: &PlanId) -> String {
        self.plans.get(&(offer.clone(), plan.clone())).cloned().unwrap_or_else(|| plan.to_string())
    }

    fn customer(&self, id: &str) -> String {
        self.customers.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// What is asked for.
pub(super) fn asks(rule: &Rule) -> Sentence {
    Sentence::plain(match rule.conditions.asks {
        Some(RequestKind::Plan) => "rule-asks-plan",
        Some(RequestKind::Seats) => "rule-asks-seats",
        None => "rule-asks-any",
    })
}

/// Everything else that must hold, part by part.
pub(super) fn when(rule: &Rule, names: &Names) -> Vec<Sentence> {
    let it = &rule.conditions;
    let plans =
        |key, plans: &BTreeSet<PlanId>| any(key, &plans.iter().map(|plan| names.plan(plan)).collect::<Vec<_>>());
    let ids = |offers: &BTreeSet<OfferId>| offers.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut parts = Vec::new();
    parts.extend(it.offers.as_ref().map(|offers| any("rule-if-offers", &ids(offers))));
    parts.extend(it.from_plans.as_ref().map(|from| plans("rule-if-from", from)));
    parts.extend(it.to_plans.as_ref().map(|to| plans("rule-if-to", to)));
    parts.extend(it.direction.as_ref().map(clauses::direction));
    parts.extend(it.seats.as_ref().map(seats::clauses).into_iter().flatten());
    parts.extend(it.customers.as_ref().map(|customers| these(customers, names)));
    parts.extend(it.channel.map(|channel| match channel {
        Channel::Direct => Sentence::plain("rule-if-direct"),
        Channel::Reseller => Sentence::plain("rule-if-reseller"),
    }));
    parts.extend(it.hours.as_ref().map(|hours| clauses::hours(hours)).into_iter().flatten());
    parts.extend((!it.other.is_empty()).then(|| all("rule-if-unknown", &it.other.keys().cloned().collect::<Vec<_>>())));
    parts
}

/// What it answers.
pub(super) fn answer(rule: &Rule) -> Sentence {
    let plain = Sentence::plain;
    match rule.outcome {
        Understood::Known(Outcome::Accept) => plain("rule-then-accept"),
        Understood::Known(Outcome::Refuse) => plain("rule-then-refuse"),
        Understood::Known(Outcome::Hold) => plain("rule-then-hold"),
        Understood::Known(Outcome::Ask(Ask { seconds, fallback })) => {
            let key = match fallback {
                Fallback::Accept => "rule-then-ask-accept",
                Fallback::Refuse => "rule-then-ask-refuse",
                Fallback::Hold => "rule-then-ask-hold",
            };
            plain(key).with("seconds", seconds)
        }
        Understood::Unknown(_) => plain("rule-then-unknown"),
    }
}

/// A sentence with a place for several names, any of which may be meant.
pub(super) fn any(key: &str, names: &[String]) -> Sentence {
    Sentence::plain(key).with("any", names.join("\n"))
}

/// A sentence with a place for several names, all of which are meant.
pub(super) fn all(key: &str, names: &[String]) -> Sentence {
    Sentence::plain(key).with("all", names.join("\n"))
}

/// More than a few customers are counted rather than named.
const NAMED: usize = 4;

fn these(customers: &Customers, names: &Names) -> Sentence {
    let Customers { tenants, subscriptions, sets } = customers;
    let all = subscriptions.iter().map(|id| names.customer(id.as_str()));
    let all: Vec<String> = sets.iter().cloned().chain(all).chain(tenants.iter().map(ToString::to_string)).collect();
    if all.len() > NAMED {
        return Sentence::plain("rule-if-customers-many").with("count", all.len());
    }
    any("rule-if-customers", &all)
}
