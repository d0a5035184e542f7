//! What a hook tells. The names of its members are a promise to receivers: members may be added, none goes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Access, Cause, EventType};
use crate::ids::{OfferId, PlanId, SubscriptionId};
use crate::subscription::{Status, Subscription};

/// An account, as an event names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Account {
    /// The publisher, by [`publisher_name`](super::publisher_name).
    pub connection: String,
    /// Whose account.
    pub subscription: SubscriptionId,
    /// Who uses it.
    pub customer: Customer,
    /// What was bought.
    pub offer: OfferId,
    /// In which plan.
    pub plan: PlanId,
    /// Seats; absent for a plan that is not sold per user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// Microsoft's status when this was told. It is not the access.
    pub status: Status,
}

impl Account {
    /// The account of a subscription as it was read.
    pub fn of(publisher: &str, subscription: &Subscription) -> Self {
        Self {
            connection: publisher.to_owned(),
            subscription: subscription.id.clone(),
            customer: Customer::of(subscription),
            offer: subscription.offer.clone(),
            plan: subscription.plan.clone(),
            seats: subscription.seats,
            status: subscription.status.clone(),
        }
    }
}

/// A customer, as far as Microsoft tells. What is not known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Customer {
    /// The name the buyer gave the subscription.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The user's tenant in Entra.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tenant: String,
    /// The user's object id in that tenant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// The user's address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

impl Customer {
    fn of(subscription: &Subscription) -> Self {
        let user = &subscription.beneficiary;
        Self {
            name: subscription.name.clone(),
            tenant: user.tenant_id.clone(),
            user: user.object_id.clone(),
            email: user.email.clone(),
        }
    }
}

/// Plan and seats before a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Before {
    /// The plan.
    pub plan: PlanId,
    /// The seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
}

/// An event about an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub event: EventType,
    /// When it was caused, UTC. The same at each attempt to send it.
    pub timestamp: DateTime<Utc>,
    /// To whom, and why.
    pub data: EventData,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventData {
    /// Which account.
    #[serde(flatten)]
    pub account: Account,
    /// The access it is to have from now on; absent where that stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Plan and seats before, where they have changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
    /// What it follows from.
    pub cause: Cause,
    /// Why, in a person's or a rule's words; absent where none were given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who wanted it: a person's name, or a rule's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl Event {
    /// The text that is signed and sent.
    pub fn body(&self) -> String {
        text(self)
    }
}

/// A trial of a receiver: signed as every event, and about nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// [`EventType::Test`].
    #[serde(rename = "type")]
    pub event: EventType,
    /// When it was made, UTC.
    pub timestamp: DateTime<Utc>,
    /// For whom.
    pub data: ProbeData,
}

/// Whose receiver is tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeData {
    /// The publisher, by [`publisher_name`](super::publisher_name).
    pub connection: String,
}

impl Probe {
    /// One made at this moment.
    pub fn new(publisher: &str, at: DateTime<Utc>) -> Self {
        Self { event: EventType::Test, timestamp: at, data: ProbeData { connection: publisher.to_owned() } }
    }

    /// The text that is signed and sent.
    pub fn body(&self) -> String {
        text(self)
    }
}

/// Text of what has only texts for keys, which cannot fail.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
