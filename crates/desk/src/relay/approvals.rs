//! Approvals of held requests, written down before the relay hears of them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{ApprovedHow, Consent};
use domain::{Intent, IntentId};
use serde::{Deserialize, Serialize};
use store::{Journal, StoreError};

/// The journal's name for them.
const APPROVALS: &str = "relay-approvals";
/// The relay expects what was approved for so long, also where it has let the request wait for a person again meanwhile.
const EXPECTED_FOR: TimeDelta = TimeDelta::days(7);

/// An approval on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Approval {
    /// The item it settles.
    pub item: String,
    /// The held request's id at the relay.
    pub held: String,
    /// The change. It is sent where the publisher may make it; with a pass nothing is sent.
    pub intent: Intent,
    /// How the customer agreed, by the relay's clock. The same at every try.
    pub consent: Consent,
    /// Give a pass for so many days in place of the change.
    pub pass_days: Option<u16>,
    /// What the relay has promised, and when by its clock; nothing while that is not known.
    pub promised: Option<Promised>,
    /// The relay knows that the change was sent.
    #[serde(default)]
    pub is_reported: bool,
}

/// What the relay has promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Promised {
    pub at: DateTime<Utc>,
    pub how: ApprovedHow,
}

/// All approvals on their way, by their intents.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Approvals(BTreeMap<String, Approval>);

impl Approvals {
    pub(super) async fn read(journal: &Journal) -> Result<Self, StoreError> {
        let kept = journal.setting(APPROVALS).await?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    /// On disk when this returns.
    pub(super) async fn keep(&self, journal: &Journal) -> Result<(), StoreError> {
        journal.set(APPROVALS, serde_json::to_value(self).unwrap_or_default()).await
    }

    pub(super) fn add(&mut self, approval: Approval) {
        self.0.insert(approval.intent.id.to_string(), approval);
    }

    /// Whether there was one.
    pub(super) fn remove(&mut self, intent: &IntentId) -> bool {
        self.0.remove(intent.as_str()).is_some()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Approval> {
        self.0.values()
    }

    /// The one on its way for this held request, of which nobody knows yet what the relay says.
    pub(super) fn unsure_of(&self, held: &str) -> Option<&Approval> {
        self.all().find(|one| one.held == held && one.promised.is_none())
    }

    /// Whether the relay expects this change already, because it was approved there. `now` by the relay's clock.
    pub(super) fn expects(&self, intent: &IntentId, now: DateTime<Utc>) -> bool {
        let promised = self.0.get(intent.as_str()).and_then(|approval| approval.promised.as_ref());
        promised.is_some_and(|promised| now - promised.at < EXPECTED_FOR)
    }
}
