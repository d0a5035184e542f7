//! What became of suspensions, by the journal's events: they began, were paid, or were lost.

use chrono::{DateTime, Utc};
use domain::{Action, Status, SubscriptionId};
use store::StatusChange;

use super::told::Told;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turned {
    Suspended,
    Recovered,
    Lost,
}

/// A suspension began or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    pub subscription: SubscriptionId,
    pub turned: Turned,
    /// Microsoft's moment where it was told, else the first reading that shows it.
    pub at: DateTime<Utc>,
    /// The reading that shows it.
    pub seen: DateTime<Utc>,
    /// Only two readings show it.
    pub is_observed: bool,
}

impl Turn {
    /// What a change of status means to a suspension, where it means something.
    pub(super) fn of(change: &StatusChange, told: &Told) -> Option<Self> {
        let (turned, action) = match (&change.before, &change.after) {
            (_, Status::Suspended) => (Turned::Suspended, Action::Suspend),
            (Status::Suspended, Status::Subscribed) => (Turned::Recovered, Action::Reinstate),
            (Status::Suspended, Status::Unsubscribed) => (Turned::Lost, Action::Unsubscribe),
            _ => return None,
        };
        let seen = change.seen_before;
        let moment = told.moment(&change.subscription, &action, change.seen_after, seen);
        Some(Self {
            subscription: change.subscription.clone(),
            turned,
            at: moment.unwrap_or(seen),
            seen,
            is_observed: moment.is_none(),
        })
    }
}
