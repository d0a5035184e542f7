//! Purchases that are activated by themselves, by the owner's rules, day and night.
//!
//! What is to be activated is written with the visit that calls for it ([`planning`]), in one step; a purchase is called
//! for once, because the errand's id is made of the purchase. It is done later ([`sending`]): a fresh reading of
//! Microsoft's own data says whether it still waits and whether a rule covers it as it is ([`judging`]), then it goes
//! through the outbox ([`keeping`]), which reads once more, counts the attempt before it is made, and settles a lost
//! answer by reading. So a relay that is killed at any moment activates once. Of several replicas one works
//! ([`crate::lease`]).
//!
//! ```text
//! Confirming ─ it waits, and is covered ─▶ Sending ─ taken on ─▶ Sent ─ Microsoft shows it ─▶ Active
//!  │   └─────── it changed meanwhile ◀───────┘│                    └── it has ended instead ─▶ Failed
//!  └─ somebody was quicker ─▶ Withdrawn       └─ refused, and read back ─▶ Stuck
//! ```
//!
//! Nobody who is nobody to the purchase has it activated: what a stranger's visit would call for waits for a person. What
//! is stuck is looked at ever more rarely, until somebody has activated it, or it is over; it is not sent again.

mod errand;
mod judging;
mod keeping;
mod microsoft;
mod planning;
mod sending;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::relay_feed::Activates;
use domain::{OfferId, PlanId};

use crate::config::ActivationRule;

pub(crate) use errand::Errand;
pub(crate) use microsoft::Microsoft;
pub(crate) use planning::plan;
pub(crate) use sending::Activator;

/// What the owner wants activated, and who is asked to.
pub struct Activation {
    rules: Vec<ActivationRule>,
    microsoft: Arc<dyn Microsoft>,
}

impl Activation {
    /// Nothing is sent yet.
    pub(crate) fn new(rules: Vec<ActivationRule>, microsoft: Arc<dyn Microsoft>) -> Self {
        Self { rules, microsoft }
    }

    /// As desks are told of it.
    pub(crate) fn told(&self) -> Vec<Activates> {
        let rules = self.rules.iter();
        let told = rules.map(|ActivationRule { offer, plans, .. }| Activates {
            offer: offer.as_str().into(),
            plans: plans.iter().map(|plan| plan.as_str().into()).collect(),
        });
        told.collect()
    }

    /// Whether a rule allows that a purchase is activated. `is_answered`: its buyer has answered everything.
    fn allows(&self, offer: &OfferId, plan: &PlanId, is_answered: bool) -> bool {
        self.rules.iter().any(|rule| rule.allows(offer, plan, is_answered))
    }
}
