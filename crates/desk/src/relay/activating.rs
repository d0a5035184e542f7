//! Purchases that the relay's rules activate: what stands is kept with the purchase, what is over is on the timeline.
//!
//! The relay tells each step. A purchase's item says so while a rule is at work, and why where it could not. That it
//! is active counts once it is read here, as everywhere.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::relay_feed::{ActivationState, ActivationStep, Happened};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::ItemWrite;

use super::announced::REVIEW;
use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, ByRule, Facts};
use crate::opened::Opened;

/// The journal's name for those that are not over.
const STANDING: &str = "relay-activations";
const MOST_LOOKED_AT: u32 = 200;

/// Activations by rule that are not over, by subscription.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Activations(BTreeMap<String, ActivationStep>);

impl Activations {
    /// What a rule does about a purchase, where one does.
    pub(crate) fn about(&self, id: &SubscriptionId) -> Option<ByRule> {
        let step = self.0.get(&key(id))?;
        Some(match &step.state {
            ActivationState::Confirming { why } | ActivationState::Sending { why } => {
                ByRule::Working { why: why.clone() }
            }
            ActivationState::Stuck { why, .. } => ByRule::Stuck { why: why.clone() },
            ActivationState::Sent { .. }
            | ActivationState::Active { .. }
            | ActivationState::Failed { .. }
            | ActivationState::Withdrawn { .. }
            | ActivationState::Other => ByRule::Working { why: None },
        })
    }

    fn hear(&mut self, step: &ActivationStep) {
        let key = key(&step.subscription);
        if step.state.is_over() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, step.clone());
        }
    }
}

/// The item of a purchase that a rule had activated, and that has ended instead.
fn ended_id(id: &SubscriptionId) -> String {
    format!("{id}:ended-instead")
}

/// Microsoft's ids come in either case.
fn key(id: &SubscriptionId) -> String {
    id.as_str().to_ascii_lowercase()
}

impl Opened {
    /// A rule's activation has come further.
    pub(super) async fn activation_told(&self, step: &ActivationStep) -> Result<Vec<ItemWrite>, Fault> {
        let mut standing = self.activations().await?;
        standing.hear(step);
        self.keep_activations(&standing).await?;
        self.keep_inbox_soon();
        match &step.state {
            ActivationState::Active { .. } => {
                let id = crate::inbox::purchase_id(&step.subscription);
                Ok(vec![ItemWrite::Settled { id, how: "by-rule".to_owned() }])
            }
            ActivationState::Failed { at } => self.ended_instead(&step.subscription, self.in_our_time(*at)).await,
            _ => Ok(Vec::new()),
        }
    }

    /// A purchase has ended instead of beginning. Nobody here may ever have seen it wait, so that its end is news to no
    /// reading; where one has told of it, once is enough.
    async fn ended_instead(&self, id: &SubscriptionId, at: DateTime<Utc>) -> Result<Vec<ItemWrite>, Fault> {
        let open = self.open_items().await?;
        if open.of(id).any(|known| matches!(known.facts.about, About::Cancelled { .. })) {
            return Ok(Vec::new());
        }
        if self.row_of(id).await?.is_none() {
            self.read(id).await; // For the customer's name.
        }
        let facts = Facts::of(self.row_of(id).await?.as_ref(), id, About::Cancelled { since: at });
        let item = clocks::found(&ended_id(id), Some(id.clone()), &facts, at + REVIEW);
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// Whether the relay has told of the end of a purchase that a rule had activated.
    pub(crate) async fn is_told_to_have_ended(&self, id: &SubscriptionId) -> Result<bool, Fault> {
        let item = self.source.store.journal.item(&ended_id(id)).await.map_err(explain::store)?;
        Ok(item.is_some())
    }

    /// These stand at present, and no others.
    pub(super) async fn activations_begin_anew(&self, steps: &[ActivationStep]) -> Result<(), Fault> {
        let mut standing = Activations::default();
        steps.iter().for_each(|step| standing.hear(step));
        self.keep_activations(&standing).await?;
        self.keep_inbox_soon();
        Ok(())
    }

    /// Those that are not over, as far as the feed was looked at.
    pub(crate) async fn activations(&self) -> Result<Activations, Fault> {
        let kept = self.source.store.journal.setting(STANDING).await.map_err(explain::store)?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    async fn keep_activations(&self, standing: &Activations) -> Result<(), Fault> {
        let kept = serde_json::to_value(standing).unwrap_or_default();
        self.source.store.journal.set(STANDING, kept).await.map_err(explain::store)
    }

    /// Another relay is meant from now on, or none.
    pub(super) async fn forget_activations(&self) -> Result<(), Fault> {
        self.source.store.journal.set(STANDING, Value::Null).await.map_err(explain::store)
    }

    /// The latest that was told of a purchase, whether it is over or not, and the id of the event that told it.
    pub(crate) async fn latest_activation(
        &self,
        id: &SubscriptionId,
    ) -> Result<Option<(String, ActivationStep)>, Fault> {
        let told = self.source.store.journal.feed_of(id, MOST_LOOKED_AT).await.map_err(explain::store)?;
        let mut steps = told.into_iter().filter_map(|event| match event.happened() {
            Happened::Activation(step) => Some((event.id, *step)),
            _ => None,
        });
        Ok(steps.next())
    }
}

#[cfg(test)]
mod tests {
    use domain::relay_feed::{ActivationOver, ActivationTrouble};
    use rstest::rstest;

    use super::*;

    fn step(subscription: &str, state: ActivationState) -> ActivationStep {
        ActivationStep {
            id: "a-1".into(),
            version: 1,
            subscription: subscription.into(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: None,
            visit: "v-1".to_owned(),
            asked_at: DateTime::UNIX_EPOCH,
            attempts: 0,
            state,
        }
    }

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[rstest]
    #[case::at_work(ActivationState::Sent { at: AT }, Some(ByRule::Working { why: None }))]
    #[case::waiting(
        ActivationState::Sending { why: Some("busy".to_owned()) },
        Some(ByRule::Working { why: Some("busy".to_owned()) })
    )]
    #[case::stuck(
        ActivationState::Stuck { why: ActivationTrouble::Stranger, at: AT },
        Some(ByRule::Stuck { why: ActivationTrouble::Stranger })
    )]
    #[case::of_tomorrow(ActivationState::Other, Some(ByRule::Working { why: None }))]
    #[case::active(ActivationState::Active { at: AT }, None)]
    #[case::withdrawn(ActivationState::Withdrawn { why: ActivationOver::Ended, at: AT }, None)]
    fn a_purchase_says_what_a_rule_does_about_it(#[case] state: ActivationState, #[case] by_rule: Option<ByRule>) {
        let mut standing = Activations::default();
        standing.hear(&step("S-1", ActivationState::Confirming { why: None }));
        standing.hear(&step("s-1", state));
        assert_eq!(standing.about(&"S-1".into()), by_rule);
        assert_eq!(standing.about(&"s-2".into()), None);
    }
}
