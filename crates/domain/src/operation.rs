//! An operation: the record of one asynchronous change.

use chrono::{DateTime, Utc};

use crate::ids::{OperationId, PlanId, SubscriptionId};
use crate::words::open_words;

open_words! {
    /// What an operation does.
    Action {
        /// Another plan.
        ChangePlan = "ChangePlan" | "Convert",
        /// Another number of seats.
        ChangeQuantity = "ChangeQuantity",
        /// Payment arrived after a suspension.
        Reinstate = "Reinstate",
        /// A payment is missing.
        Suspend = "Suspend" | "Suspended",
        /// The end.
        Unsubscribe = "Unsubscribe",
        /// A new term began.
        Renew = "Renew",
        /// Bought and activated in one step.
        Subscribe = "Subscribe",
    }
}

open_words! {
    /// How far an operation has come.
    OperationStatus {
        /// Not begun.
        NotStarted = "NotStarted",
        /// Running, or waiting for an answer.
        InProgress = "InProgress",
        /// Done. The documentation writes "Succeed" in places.
        Succeeded = "Succeeded" | "Succeed",
        /// Refused or broken.
        Failed = "Failed",
        /// The wanted value is the present one.
        Conflict = "Conflict",
    }
}

open_words! {
    /// Who started an operation.
    OperationSource {
        /// A storefront, or Microsoft itself.
        Azure = "Azure",
        /// The publisher, through the API.
        Partner = "Partner",
    }
}

/// One asynchronous change at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id: the only one that belongs in a path.
    pub id: OperationId,
    /// For correlation alone.
    pub activity_id: String,
    /// Whose change.
    pub subscription: SubscriptionId,
    /// What is to change.
    pub action: Action,
    /// How far it has come.
    pub status: OperationStatus,
    /// Who started it.
    pub source: Option<OperationSource>,
    /// For a change of plan: the new one.
    pub plan: Option<PlanId>,
    /// For a change of seats: the new number.
    pub seats: Option<u32>,
    /// When it began.
    pub at: Option<DateTime<Utc>>,
    /// Why it failed, in the service's words.
    pub error: Option<String>,
}

impl OperationStatus {
    /// Whether nothing more will come. An unknown status is taken as not final.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Conflict)
    }
}
