//! The board of suspensions: who has not paid, how long is left, what it is worth, and what became of the others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AccessKind, Money, NoteCard, PriceSource};

/// How far a suspension is. The first three are a person's word, the last two are Microsoft's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionStage {
    /// A payment is missing, and nobody has written to the customer yet.
    Suspended,
    /// Somebody has.
    Contacted,
    /// The customer has said that they will pay.
    Promised,
    /// They have paid.
    Reinstated,
    /// It was cancelled, or its 30 days are over.
    Lost,
}

/// One suspension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuspensionCard {
    /// The inbox item of it, with its notes and its owner; also after it is over. `None` where it came and went unseen.
    pub item: Option<String>,
    /// Subscription id.
    pub subscription: String,
    /// The customer's name.
    pub customer: String,
    /// Offer id.
    pub offer: String,
    /// Plan id.
    pub plan: String,
    /// Seats; `None` where the plan is not sold per user.
    pub seats: Option<u32>,
    /// How far it is.
    pub stage: SuspensionStage,
    /// When it began; `None` where nobody saw it.
    pub since: Option<String>,
    /// That moment is when it was first seen; otherwise Microsoft told it.
    pub since_is_estimate: bool,
    /// When Microsoft cancels, 30 days after that; `None` once it is over.
    pub ends_at: Option<String>,
    /// Whole days until then; 0 on the last day and after it.
    pub days_left: u32,
    /// The 30 days have passed, and Microsoft's data does not say yet what became of it.
    pub is_overdue: bool,
    /// What it brings in a month. `None` where no price is known, and none is guessed.
    pub per_month: Option<Money>,
    /// Who tells that price.
    pub price_source: Option<PriceSource>,
    /// Whose it is.
    pub owner: Option<String>,
    /// What comes next; may be empty.
    pub next_step: String,
    /// When somebody wants to be reminded.
    pub remind_at: Option<String>,
    /// That moment has come.
    pub reminder_is_due: bool,
    /// How many notes there are.
    pub notes: u32,
    /// Whether the customer gets into the account; Microsoft's state is the stage. `None` where nobody is told of this
    /// offer's accounts, and nothing is known.
    pub access: Option<AccessKind>,
    /// A change of that is on its way, or stuck.
    pub access_waits: bool,
    /// When it ended.
    pub ended_at: Option<String>,
    /// That moment is when the end was first seen; otherwise Microsoft told it.
    pub end_is_observed: bool,
    /// On which day of the suspension it ended.
    pub ended_on_day: Option<u32>,
}

/// What is in one column of the board, shown or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageTotal {
    /// Which.
    pub stage: SuspensionStage,
    /// How many.
    pub count: u32,
    /// What they bring in a month: one sum a currency, never added to another.
    pub per_month: Vec<Money>,
    /// How many of them have no known price.
    pub unpriced: u32,
}

/// What happened in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuspensionMonth {
    /// `2026-11`, in UTC.
    pub month: String,
    /// Somebody kept watch in it; otherwise nothing is known of it.
    pub is_known: bool,
    /// How many were suspended.
    pub suspended: u32,
    /// How many paid.
    pub recovered: u32,
    /// How many were cancelled or lapsed.
    pub lost: u32,
    /// How many of all these only two readings show: Microsoft did not tell when.
    pub observed: u32,
}

/// Which part of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SuspensionsRequest {
    /// How many cards of each stage; 500 at most.
    pub limit: u32,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Suspensions {
    /// Open ones by how long they have left, then ended ones of the last 30 days, the latest first.
    pub cards: Vec<SuspensionCard>,
    /// Every stage, in order.
    pub stages: Vec<StageTotal>,
    /// What is suspended now, in a month: one sum a currency.
    pub at_risk: Vec<Money>,
    /// How many suspended ones have no known price.
    pub unpriced: u32,
    /// The last 12 months, the latest last.
    pub months: Vec<SuspensionMonth>,
    /// A newer program wrote the journal: nothing can be planned.
    pub is_read_only: bool,
}

/// What comes next about a suspension.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanSuspension {
    /// Its item.
    pub item: String,
    /// How far somebody is with the customer: suspended, contacted or promised.
    pub stage: SuspensionStage,
    /// What comes next; may be empty.
    pub next_step: String,
    /// When to be reminded (RFC 3339): until then the inbox does not show it. `None`: not at all.
    pub remind_at: Option<String>,
}

/// A plan somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuspensionStep {
    /// Ours.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// How far they were.
    pub stage: SuspensionStage,
    /// What was to come next.
    pub next_step: String,
    /// When they wanted to be reminded.
    pub remind_at: Option<String>,
}

/// What people did about a suspension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SuspensionStory {
    /// What was planned, the latest first.
    pub steps: Vec<SuspensionStep>,
    /// Notes, the latest first.
    pub notes: Vec<NoteCard>,
}
