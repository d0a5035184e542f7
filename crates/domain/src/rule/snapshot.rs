//! What the publisher's desk knew at one moment, sent along so that a rule needs nothing else.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::customer::{Customers, TenantId};
use super::request::Seats;
use crate::ids::{OfferId, PlanId, SubscriptionId};
use crate::subscription::{Channel, TermUnit};

/// What was known at one moment. Past its age it decides nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// When it was taken, UTC.
    pub taken_at: DateTime<Utc>,
    /// For how many seconds from then it may be relied on.
    pub good_for: u32,
    /// Offers by their ids.
    #[serde(default)]
    pub offers: BTreeMap<OfferId, OfferFacts>,
    /// Subscriptions by their ids.
    #[serde(default)]
    pub customers: BTreeMap<SubscriptionId, Customer>,
    /// Named sets of customers.
    #[serde(default)]
    pub sets: BTreeMap<String, Customers>,
}

impl Snapshot {
    /// One that knows nothing.
    pub fn empty(taken_at: DateTime<Utc>) -> Self {
        Self { taken_at, good_for: 0, offers: BTreeMap::new(), customers: BTreeMap::new(), sets: BTreeMap::new() }
    }

    /// Whether it is past its age. One from the future is of a clock that is wrong, which is found elsewhere.
    pub fn is_stale(&self, now: DateTime<Utc>) -> bool {
        now.signed_duration_since(self.taken_at) > TimeDelta::seconds(self.good_for.into())
    }
}

/// An offer's plans and their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OfferFacts {
    /// The publisher's own order: a plan's rung, higher is more. Empty where list prices order the plans.
    pub ladder: BTreeMap<PlanId, u32>,
    /// Plans by their ids.
    pub plans: BTreeMap<PlanId, PlanFacts>,
}

/// A plan, as far as rules are concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PlanFacts {
    /// Sold per user: its prices are for one seat.
    pub per_seat: bool,
    /// The price of a term, of one seat where the plan is sold per user: by currency (ISO 4217), then by term.
    pub prices: BTreeMap<String, BTreeMap<TermUnit, Decimal>>,
}

/// A subscription, as far as rules are concerned. Used where the message does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Customer {
    /// The offer that was bought.
    pub offer: Option<OfferId>,
    /// In which plan.
    pub plan: Option<PlanId>,
    /// With how many seats.
    pub seats: Seats,
    /// How many of them are in use, as the publisher's own service counts.
    pub seats_in_use: Option<u32>,
    /// The tenant that pays.
    pub purchaser: Option<TenantId>,
    /// The tenant that uses it.
    pub beneficiary: Option<TenantId>,
    /// Who sold it.
    #[serde(with = "super::customer::channel")]
    pub channel: Option<Channel>,
}
