//! A customer's request, as far as it is known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::customer::TenantId;
use crate::ids::{OfferId, PlanId, SubscriptionId};
use crate::intent::Change;
use crate::subscription::Channel;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RequestKind {
    /// Another plan (`ChangePlan`).
    Plan,
    /// Another number of seats (`ChangeQuantity`).
    Seats,
}

/// How many seats, as far as is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Seats {
    /// Nobody told us.
    #[default]
    Unknown,
    /// The plan is not sold per user.
    Flat,
    /// This many.
    Count(u32),
}

impl Seats {
    /// The number, where there is one.
    pub fn count(self) -> Option<u32> {
        match self {
            Self::Count(count) => Some(count),
            Self::Unknown | Self::Flat => None,
        }
    }
}

/// A customer's request, without the connection it came by. Whatever its message does not tell is absent; a rule that
/// needs it looks in the snapshot, and is in doubt where that does not know it either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Whose.
    pub subscription: SubscriptionId,
    /// What is asked for.
    pub kind: RequestKind,
    /// The offer that was bought.
    pub offer: Option<OfferId>,
    /// The plan as it is.
    pub from_plan: Option<PlanId>,
    /// The plan asked for; nothing for a change of seats.
    pub to_plan: Option<PlanId>,
    /// The seats as they are.
    pub from_seats: Seats,
    /// The seats asked for; nothing for a change of plan.
    pub to_seats: Option<u32>,
    /// The tenant that pays.
    pub purchaser: Option<TenantId>,
    /// The tenant that uses it.
    pub beneficiary: Option<TenantId>,
    /// Who sold it.
    #[serde(with = "super::customer::channel")]
    pub channel: Option<Channel>,
    /// When the request arrived, UTC.
    pub moment: DateTime<Utc>,
}

impl Request {
    /// A request of which nothing but this is known.
    pub fn new(subscription: SubscriptionId, kind: RequestKind, moment: DateTime<Utc>) -> Self {
        Self {
            subscription,
            kind,
            offer: None,
            from_plan: None,
            to_plan: None,
            from_seats: Seats::Unknown,
            to_seats: None,
            purchaser: None,
            beneficiary: None,
            channel: None,
            moment,
        }
    }

    /// What is asked for; nothing where the message did not say.
    pub fn target(&self) -> Option<Change> {
        match self.kind {
            RequestKind::Plan => self.to_plan.clone().map(Change::Plan),
            RequestKind::Seats => self.to_seats.map(Change::Seats),
        }
    }

    /// What there is now of what is to change; nothing where the message did not say.
    pub fn present(&self) -> Option<Change> {
        match self.kind {
            RequestKind::Plan => self.from_plan.clone().map(Change::Plan),
            RequestKind::Seats => self.from_seats.count().map(Change::Seats),
        }
    }
}
