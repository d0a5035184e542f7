//! The subscription as the service writes it: member order, missing members and sentinels as recorded.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Text that is mostly known at compile time.
pub(crate) type Text = Cow<'static, str>;

/// Where a subscription is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Bought, not activated.
    PendingFulfillmentStart,
    /// Active and billed.
    Subscribed,
    /// A payment is missing.
    Suspended,
    /// Ended; final.
    Unsubscribed,
}

/// A buyer or user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    pub(crate) email_id: String,
    pub(crate) object_id: String,
    pub(crate) tenant_id: String,
    pub(crate) puid: String,
}

/// The running billing term. The dates are missing until activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Term {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_date: Option<String>,
    pub(crate) term_unit: Text,
}

/// One subscription in a list page or a Get answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) publisher_id: Text,
    pub(crate) offer_id: Text,
    pub(crate) name: String,
    pub(crate) saas_subscription_status: Status,
    pub(crate) beneficiary: Person,
    pub(crate) purchaser: Person,
    pub(crate) plan_id: Text,
    pub(crate) term: Term,
    pub(crate) auto_renew: bool,
    pub(crate) is_test: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_free_trial: Option<bool>,
    pub(crate) allowed_customer_operations: Vec<Text>,
    pub(crate) sandbox_type: Text,
    pub(crate) created: String,
    pub(crate) last_modified: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity: Option<u32>,
    pub(crate) session_mode: Text,
}

impl Subscription {
    /// Whether the beneficiary may do this (`Read`, `Update`, `Delete`); the API holds the publisher to it too.
    pub(crate) fn allows(&self, operation: &str) -> bool {
        self.allowed_customer_operations.iter().any(|allowed| allowed == operation)
    }
}
