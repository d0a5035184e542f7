//! Rules: standing answers to customers' requests, as the page edits them.
//!
//! What this program does not know of a rule travels as JSON text beside what it knows (`unknown`), so that a list
//! written by a newer desk is saved by an older one without loss.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Channel;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RequestKind {
    /// Another plan.
    Plan,
    /// Another number of seats.
    Seats,
}

/// Which way a change of plan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// To a higher rung, or a higher price.
    Upgrade,
    /// To a lower one.
    Downgrade,
    /// To the same.
    Same,
    /// Neither plan stands above the other.
    Unordered,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "their names are their meaning")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Numbers between two ends, both included; an open end does not bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bounds {
    /// Not less than this.
    pub at_least: Option<i32>,
    /// Not more than this.
    pub at_most: Option<i32>,
}

/// Conditions on seats: all that are named must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeatBounds {
    /// The number after the change.
    #[serde(default)]
    pub total: Option<Bounds>,
    /// Seats more, or below zero fewer.
    #[serde(default)]
    pub change: Option<Bounds>,
    /// The same in percent.
    #[serde(default)]
    pub percent: Option<Bounds>,
    /// Fewer than are in use.
    #[serde(default)]
    pub below_use: bool,
}

/// Some customers: whoever is in any of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct CustomerChoice {
    /// By tenant.
    pub tenants: Vec<String>,
    /// By subscription.
    pub subscriptions: Vec<String>,
    /// By the name of a set.
    pub sets: Vec<String>,
}

/// Hours on some days of the week, by the clocks of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Days on which they begin; every day where none is named.
    #[serde(default)]
    pub days: Vec<Day>,
    /// Begins at this hour (`09:00`), included.
    #[serde(default = "midnight")]
    pub from: String,
    /// Ends before this hour; where that is not later, on the next day.
    #[serde(default = "midnight")]
    pub to: String,
    /// The place, by its IANA name.
    pub zone: String,
}

fn midnight() -> String {
    "00:00:00".to_owned()
}

/// What must hold for a rule to decide: all that is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RuleConditions {
    /// What is asked for.
    pub asks: Option<RequestKind>,
    /// The offer is one of these.
    pub offers: Option<Vec<String>>,
    /// The plan as it is is one of these.
    pub from_plans: Option<Vec<String>>,
    /// The plan asked for is one of these.
    pub to_plans: Option<Vec<String>>,
    /// The change of plan goes one of these ways.
    pub direction: Option<Vec<Direction>>,
    /// The seats are so.
    pub seats: Option<SeatBounds>,
    /// The customer is one of these.
    pub customers: Option<CustomerChoice>,
    /// It was sold so.
    pub channel: Option<Channel>,
    /// It arrived in one of these hours.
    pub hours: Option<Vec<Hours>>,
    /// Conditions that this program cannot read: a JSON object as text. Never to be edited.
    pub unknown: String,
}

/// What is answered when nobody was asked or answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Fallback {
    /// Yes.
    Accept,
    /// No, and no person is needed.
    Refuse,
    /// No for now; kept for a person.
    Hold,
}

/// What a rule answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum RuleOutcome {
    /// Yes.
    Accept,
    /// No, and no person is needed.
    Refuse,
    /// No for now; kept for a person.
    Hold,
    /// Kept open while somebody looks at it.
    Ask {
        /// For how many seconds.
        seconds: u8,
        /// What is answered when nobody does.
        fallback: Fallback,
    },
    /// Something this program cannot read.
    Unknown {
        /// Its JSON as text. Never to be edited.
        json: String,
    },
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditedRule {
    /// Ours; the page makes one for a new rule.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Who changed it last.
    pub author: String,
    /// Why, in their words.
    pub reason: String,
    /// When it was changed last; empty for a new rule.
    pub since: String,
    /// Whether it is looked at.
    pub enabled: bool,
    /// What must hold.
    pub conditions: RuleConditions,
    /// What it answers.
    pub outcome: RuleOutcome,
    /// Members that this program cannot read: a JSON object as text. Never to be edited.
    pub unknown: String,
}

/// The publisher's own order of an offer's plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanOrder {
    /// The offer.
    pub offer: String,
    /// Rung by rung from the lowest; plans beside each other are equal.
    pub rungs: Vec<Vec<String>>,
}

/// A list of rules as somebody edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RulesDraft {
    /// The version in force that it began with; 0 where there was none.
    pub version: u32,
    /// First to last: the first that holds decides.
    pub rules: Vec<EditedRule>,
    /// Orders of plans.
    pub ladders: Vec<PlanOrder>,
    /// Members that this program cannot read: a JSON object as text. Never to be edited.
    pub unknown: String,
}

/// A plan that a rule may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulePlan {
    /// Its id.
    pub id: String,
    /// Its name, or the id where that is not known.
    pub name: String,
    /// Whether a list price is known.
    pub priced: bool,
    /// How many subscriptions use it.
    pub subscriptions: u32,
}

/// An offer that a rule may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleOffer {
    /// Its id.
    pub id: String,
    /// Its plans as far as they are known, in the order of the draft's ladder or else by name.
    pub plans: Vec<RulePlan>,
}
