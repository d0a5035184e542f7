//! Where Microsoft's status and an account's access do not fit together.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Access;
use crate::subscription::Status;

/// A customer who has left may fetch what is theirs for this long.
pub const CLOSED_WITHIN: TimeDelta = TimeDelta::days(7);

/// What follows of itself takes a moment: the relay's rule, a hook on its way. Until then nobody is bothered.
const FOLLOWS_WITHIN: TimeDelta = TimeDelta::minutes(5);

/// How status and access do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drift {
    /// Microsoft has suspended the subscription, and the customer still gets in.
    OpenThoughSuspended,
    /// The customer pays, and does not get in.
    ShutThoughSubscribed,
    /// The customer has left for longer than [`CLOSED_WITHIN`], and still gets in.
    OpenThoughEnded,
}

/// Whether a status and an access drift apart. `since` is when the status was first seen; where nobody knows, it is taken
/// to be long ago. An access that nobody knows drifts from nothing.
pub fn drift(status: &Status, since: Option<DateTime<Utc>>, access: &Access, now: DateTime<Utc>) -> Option<Drift> {
    let (drift, within) = match (status, access) {
        (Status::Suspended, Access::Open) => (Drift::OpenThoughSuspended, FOLLOWS_WITHIN),
        (Status::Subscribed, Access::Suspended | Access::Closed) => (Drift::ShutThoughSubscribed, FOLLOWS_WITHIN),
        (Status::Unsubscribed, Access::Open) => (Drift::OpenThoughEnded, CLOSED_WITHIN),
        _ => return None,
    };
    since.is_none_or(|since| now - since >= within).then_some(drift)
}

impl Drift {
    /// What brings both together again, by the publisher's hand.
    pub fn remedy(self) -> super::AccountAction {
        match self {
            Self::OpenThoughSuspended => super::AccountAction::Suspend,
            Self::ShutThoughSubscribed => super::AccountAction::Reinstate,
            Self::OpenThoughEnded => super::AccountAction::Close,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OpenThoughSuspended => "open-though-suspended",
            Self::ShutThoughSubscribed => "shut-though-subscribed",
            Self::OpenThoughEnded => "open-though-ended",
        }
    }
}
