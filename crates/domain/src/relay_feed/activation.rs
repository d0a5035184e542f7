//! Purchases that a relay's rules activate by themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{IntentId, OfferId, PlanId, SubscriptionId};

/// A purchase that a rule activates, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivationStep {
    /// Made from the purchase, so that every replica makes the same, and a purchase is called for once.
    pub id: IntentId,
    /// Its version.
    pub version: i64,
    /// What was bought.
    pub subscription: SubscriptionId,
    /// Its offer.
    pub offer: OfferId,
    /// Its plan, as it was read last.
    pub plan: PlanId,
    /// Its seats, as they were read last; nothing for a plan that is not sold per user.
    #[serde(default)]
    pub seats: Option<u32>,
    /// The visit it follows from.
    pub visit: String,
    /// When it was called for, UTC.
    pub asked_at: DateTime<Utc>,
    /// How often it was sent. Counted before each time.
    #[serde(default)]
    pub attempts: u32,
    /// How far it has come.
    pub state: ActivationState,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum ActivationState {
    /// Microsoft's own data is read before anything is sent.
    Confirming {
        /// Why it could not be read yet: `offline`, `sign-in`, `busy`.
        #[serde(default)]
        why: Option<String>,
    },
    /// On its way.
    Sending {
        /// Why it has not arrived yet: `offline`, `sign-in`, `busy`, `locked`, `lost`.
        #[serde(default)]
        why: Option<String>,
    },
    /// Microsoft has taken it on; its own data is to show it.
    Sent {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// Microsoft's own data shows it.
    Active {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// The subscription has ended instead. It cannot come back: the customer must buy again.
    Failed {
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// It needs a person.
    Stuck {
        /// Why.
        #[serde(flatten)]
        why: ActivationTrouble,
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// It is not done after all, and nothing took effect.
    Withdrawn {
        /// Why.
        #[serde(flatten)]
        why: ActivationOver,
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// Something that a newer relay knows.
    #[serde(other)]
    Other,
}

impl ActivationState {
    /// Whether nothing more comes of it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Active { .. } | Self::Failed { .. } | Self::Withdrawn { .. })
    }

    /// A word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Confirming { .. } => "confirming",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::Active { .. } => "active",
            Self::Failed { .. } => "failed",
            Self::Stuck { .. } => "stuck",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Other => "other",
        }
    }
}

/// Why it needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "trouble")]
pub enum ActivationTrouble {
    /// Microsoft refused, and its data shows that nothing came of it.
    Refused {
        /// In its words.
        #[serde(default)]
        words: String,
    },
    /// Microsoft does not know the purchase.
    Unknown,
    /// Microsoft has taken it on, and its data has not shown it for a day.
    NoProof,
    /// Whoever came is nobody that Microsoft names with the purchase.
    Stranger,
    /// Something that a newer relay knows.
    #[serde(other)]
    Other,
}

/// Why it is not done after all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "over")]
pub enum ActivationOver {
    /// It was active before: somebody has activated it, or it has activated itself.
    AlreadyActive,
    /// It has ended: somebody has cancelled it, or it has lapsed.
    Ended,
    /// No rule covers it as it is now.
    NotCovered,
    /// Something that a newer relay knows.
    #[serde(other)]
    Other,
}
