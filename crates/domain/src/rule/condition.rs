//! What must hold for a rule to decide.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::customer::{self, Customers};
use super::direction::Direction;
use super::request::RequestKind;
use super::span::Span;
use super::window::Window;
use crate::ids::{OfferId, PlanId};
use crate::subscription::Channel;

/// A condition's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// What is asked for.
    Asks,
    /// The offer.
    Offers,
    /// The plan as it is.
    FromPlans,
    /// The plan asked for.
    ToPlans,
    /// Which way the change goes.
    Direction,
    /// Number of seats.
    Seats,
    /// Whose request.
    Customers,
    /// Who sold it.
    Channel,
    /// When it arrived.
    Hours,
}

impl Condition {
    /// All, in the order in which they are looked at.
    pub const ALL: [Self; 9] = [
        Self::Asks,
        Self::Offers,
        Self::FromPlans,
        Self::ToPlans,
        Self::Direction,
        Self::Seats,
        Self::Customers,
        Self::Channel,
        Self::Hours,
    ];
}

/// What must hold for a rule to decide: all that is named. One that names nothing always holds.
///
/// A change of seats moves to no plan and in no direction, so it meets no condition on those; a change of plan changes no
/// seats, so it meets none on their change, but one on their number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "Map<String, Value>")]
pub struct Conditions {
    /// The request asks for this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<RequestKind>,
    /// The offer is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<BTreeSet<OfferId>>,
    /// The plan as it is is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_plans: Option<BTreeSet<PlanId>>,
    /// The plan asked for is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_plans: Option<BTreeSet<PlanId>>,
    /// The change of plan goes one of these ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<BTreeSet<Direction>>,
    /// The seats are so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<SeatsCondition>,
    /// The customer is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<Customers>,
    /// It was sold so.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "customer::channel::serialize")]
    pub channel: Option<Channel>,
    /// It arrived in one of these hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Vec<Window>>,
    /// What we cannot read: conditions of a newer program, or known ones in words we do not know. Kept as it came, and
    /// never decided.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Conditions on seats: all that are named must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SeatsCondition {
    /// The number after the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Span<u32>>,
    /// Seats more (or, below zero, fewer) than there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Span<i64>>,
    /// The same in percent of those there are. More than none is more than any percentage of none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Span<i32>>,
    /// Fewer than are in use.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub below_use: bool,
}

/// Each known member is taken out where we can read it; all others stay.
impl From<Map<String, Value>> for Conditions {
    fn from(mut members: Map<String, Value>) -> Self {
        Self {
            asks: take(&mut members, "asks"),
            offers: take(&mut members, "offers"),
            from_plans: take(&mut members, "fromPlans"),
            to_plans: take(&mut members, "toPlans"),
            direction: take(&mut members, "direction"),
            seats: take(&mut members, "seats"),
            customers: take(&mut members, "customers"),
            channel: take_with(&mut members, "channel", |value| customer::channel::deserialize(value)),
            hours: take(&mut members, "hours"),
            other: members,
        }
    }
}

fn take<T: DeserializeOwned>(members: &mut Map<String, Value>, name: &str) -> Option<T> {
    take_with(members, name, |value| Option::deserialize(value))
}

fn take_with<T>(
    members: &mut Map<String, Value>,
    name: &str,
    read: impl FnOnce(&Value) -> serde_json::Result<Option<T>>,
) -> Option<T> {
    let value = read(members.get(name)?).ok()?;
    members.remove(name);
    value
}
