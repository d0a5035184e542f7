//! What a relay's rules do about customers' accounts in the publisher's own service.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::account::{Access, AccountAction, Cause};
use crate::ids::{HookId, IntentId, SubscriptionId};

/// Something a rule does about one account, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessStep {
    /// Where it is a hook, what is sent as `webhook-id`.
    pub id: HookId,
    /// Its version, to be named by whoever moves it on.
    pub version: i64,
    /// Whose account.
    pub subscription: SubscriptionId,
    /// What is done.
    pub what: AccessWork,
    /// What it follows from.
    pub cause: Cause,
    /// When that happened, UTC.
    pub caused_at: DateTime<Utc>,
    /// How often it was sent. Counted before each time.
    #[serde(default)]
    pub attempts: u32,
    /// Who had it tried again last, where anybody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<AccessAgain>,
    /// How far it has come.
    pub state: AccessState,
}

/// A person has what was stuck tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessAgain {
    /// Who: the desk, and whom it named.
    pub by: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The version that was stuck.
    pub of: i64,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "work", content = "action")]
pub enum AccessWork {
    /// The publisher's service is told, by a hook.
    Hook(AccountAction),
    /// Nothing is sent: a person is reminded to delete what is left of the customer's.
    DataDeletion,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum AccessState {
    /// Its days are not over.
    Waiting {
        /// When they are, UTC.
        until: DateTime<Utc>,
    },
    /// Microsoft's own data is to show what was announced.
    Confirming,
    /// On its way.
    Sending {
        /// Why it has not arrived yet: `unreachable`, `timed-out`, `lost`, or a status code.
        #[serde(default)]
        why: Option<String>,
    },
    /// The service has it, and is asked what access the account has now.
    Sent {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// It is so.
    Effective {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// A person is to do it.
    Due {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// It needs a person.
    Stuck {
        /// Why.
        #[serde(flatten)]
        why: AccessTrouble,
    },
    /// It is not done after all.
    Withdrawn {
        /// Why.
        why: AccessOver,
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// It was stuck, and a person does not want it done any more.
    Dropped {
        /// Who: the desk, and whom it named.
        by: String,
        /// Why, in the person's words.
        reason: String,
        /// When, UTC.
        at: DateTime<Utc>,
        /// The version that was stuck.
        of: i64,
    },
}

impl AccessState {
    /// Whether nothing more comes of it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Effective { .. } | Self::Due { .. } | Self::Withdrawn { .. } | Self::Dropped { .. })
    }
}

/// Why it needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "trouble")]
pub enum AccessTrouble {
    /// The service does not want it.
    Refused {
        /// Its status code, and its words.
        words: String,
    },
    /// The service has not taken it for days.
    NotTaken,
    /// Microsoft does not know the subscription.
    Unknown,
    /// Microsoft's own data does not show, after a day, what was announced.
    NotConfirmed,
    /// The service took it, and says that the account has another access.
    NotSo {
        /// Which.
        access: Access,
    },
    /// The service took it, and cannot say what access the account has.
    NoProof,
}

/// Why it is not done after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessOver {
    /// Something newer took its place.
    Superseded,
    /// The subscription is not so any more.
    NotSoAnyMore,
    /// It never came about.
    NeverCame,
}

/// Tries again what is stuck, under the same id. `POST /v1/{connection}/access/{id}/again`; repeating it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TryAgain {
    /// The version that was read.
    pub version: i64,
    /// Who, in the desk's words.
    pub who: String,
}

/// Gives up what is stuck. `POST /v1/{connection}/access/{id}/drop`; repeating it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DropStep {
    /// The version that was read.
    pub version: i64,
    /// Who, in the desk's words.
    pub who: String,
    /// Why.
    pub reason: String,
}

/// Says that a desk has activated a purchase, so that the relay tells the publisher's own service.
/// `POST /v1/{connection}/access/activated`; repeating it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportActivated {
    /// What was activated.
    pub subscription: SubscriptionId,
    /// By which intent: the event's cause, and so a part of its id.
    pub intent: IntentId,
}
