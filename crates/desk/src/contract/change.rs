//! What was asked for and how far it has come: changes, answers, their money and their history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Sentence, StatusKind};

/// Another plan, or another number of seats; exactly one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "to")]
pub enum WantedChange {
    /// To this plan id.
    Plan(String),
    /// To this many seats.
    Seats(u32),
}

/// A change somebody thinks of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ChangeRequest {
    /// Subscription id.
    pub subscription: String,
    /// To what.
    pub change: WantedChange,
}

/// A change somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct SubmitChange {
    /// Subscription id.
    pub subscription: String,
    /// To what.
    pub change: WantedChange,
    /// How the customer agreed, in the operator's words. Microsoft wants every change agreed to; must not be empty.
    pub consent: String,
    /// Why; may be empty.
    pub reason: String,
    /// The held request that is approved by it.
    #[serde(default)]
    pub item: Option<String>,
}

/// Where a price comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PriceSource {
    /// Microsoft's list of plans.
    Microsoft,
    /// The publisher's own price list.
    PriceList,
}

/// Money in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Money {
    /// Decimal text; negative where less is paid.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Plan id.
    pub plan_id: String,
    /// Its name, where it is known.
    pub plan_name: String,
    /// Seats, where the plan is sold per user.
    pub seats: Option<u32>,
    /// Length of the term.
    pub term_unit: Option<String>,
    /// Price of a term, seats included. `None`: not known, and not guessed.
    pub per_term: Option<Money>,
    /// The same for a month, to two more places than the currency has.
    pub per_month: Option<Money>,
    /// Where the price comes from.
    pub source: Option<PriceSource>,
}

/// A change, now and after, before anybody asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePreview {
    /// Subscription id.
    pub subscription: String,
    /// Its name.
    pub customer: String,
    /// To what.
    pub change: WantedChange,
    /// As it is.
    pub now: Side,
    /// As it would be.
    pub after: Side,
    /// What the customer pays more (or, negative, less) each month. `None` where one side has no price or the
    /// currencies differ.
    pub difference: Option<Money>,
    /// Why it cannot be asked for; nothing where it can.
    pub refused: Option<Sentence>,
    /// What to know before asking: proration, trial, running operation, unsent usage.
    pub notes: Vec<Sentence>,
    /// When the subscription was read.
    pub read_at: String,
}

/// How certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum IntentState {
    /// It waits out its undo time and can be taken back.
    Held,
    /// It waits: for the network, for its turn, or for Microsoft to be ready.
    Queued,
    /// It is being sent, or its answer was lost and we are finding out.
    Sending,
    /// Microsoft is working on it.
    Working,
    /// Microsoft's own data shows it.
    Done,
    /// It is over without effect: somebody or something was quicker, or its time ran out.
    Obsolete,
    /// It needs a person.
    NeedsYou,
    /// It was taken back before it left.
    Withdrawn,
}

/// Something asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntentCard {
    /// Ours.
    pub id: String,
    /// Subscription id.
    pub subscription: String,
    /// Its name.
    pub customer: String,
    /// What is asked for, in a line: "Gold → Silver".
    pub what: Sentence,
    /// How certain it is.
    pub state: IntentState,
    /// What is going on, or why it ended as it did.
    pub explanation: Option<Sentence>,
    /// The other side's own words.
    pub raw: Option<String>,
    /// It can be taken back until then.
    pub undo_until: Option<String>,
    /// It is tried, or looked at, again then.
    pub next_at: Option<String>,
    /// Nothing is sent after that.
    pub expires_at: Option<String>,
    /// Who asked.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// How the customer agreed.
    pub consent: Option<String>,
    /// When it was asked.
    pub asked_at: String,
    /// When it last came further.
    pub changed_at: String,
    /// How often it was sent.
    pub attempts: u32,
    /// It may be taken back, also where it needs a person.
    pub may_withdraw: bool,
    /// It may be sent again as it is.
    pub may_retry: bool,
}

/// An intent by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct IntentRequest {
    /// Ours.
    pub id: String,
}

/// An id that Microsoft's support asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CallId {
    /// `request`, `correlation`, `activity`, `operation` or `webhook`.
    pub name: String,
    /// The id.
    pub value: String,
}

/// One line of what was done, by whom or what: here, or at the relay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLine {
    /// Ours.
    pub id: String,
    /// When.
    pub at: String,
    /// The intent it belongs to; empty for what was decided at the relay.
    pub intent: String,
    /// Subscription id.
    pub subscription: String,
    /// Its name.
    pub customer: String,
    /// What happened, in a line.
    pub what: Sentence,
    /// For what was decided at the relay: what the customer asked for, or what a rule wants done.
    pub asked: Option<Sentence>,
    /// Who asked; for what was decided at the relay the rule, or the person's desk.
    pub actor: String,
    /// What Microsoft's own data said of an answer, where the relay has read it back.
    pub outcome: Option<Sentence>,
    /// Ids of the call, where there was one.
    pub ids: Vec<CallId>,
    /// Milliseconds the call took, where there was one; of an answer, from the message's arrival.
    pub took_ms: Option<u32>,
}

/// Which part of the history is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct HistoryRequest {
    /// Of one subscription; of all where there is none.
    pub subscription: Option<String>,
    /// Go on after this line's id.
    pub before: Option<String>,
    /// How many lines; 200 at most.
    pub limit: u32,
}

/// Part of the history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HistoryPage {
    /// The lines.
    pub lines: Vec<HistoryLine>,
    /// Whether there are older ones.
    pub more: bool,
}

/// What to write to a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    /// The whole history as CSV.
    History,
    /// One JSON file for Microsoft's support or ours: history, ids and log lines, without people and secrets.
    SupportBundle,
    /// The whole board of suspensions as CSV.
    Suspensions,
    /// What became of each of many, by its id, as CSV.
    Many(String),
}

/// A file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Exported {
    /// Where it is.
    pub path: String,
}

/// Whether something can be done to a customer now, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeButtons {
    /// Why no plan can be changed.
    pub plan_refused: Option<Sentence>,
    /// Why no seats can be changed.
    pub seats_refused: Option<Sentence>,
    /// Why what was bought cannot be activated.
    pub activate_refused: Option<Sentence>,
    /// Why it cannot be cancelled.
    pub cancel_refused: Option<Sentence>,
    /// Fewest seats of the present plan.
    pub min_seats: Option<u32>,
    /// Most seats of the present plan.
    pub max_seats: Option<u32>,
    /// The status, for the page's own words.
    pub status_kind: StatusKind,
}

/// The publisher's own prices, read from CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PriceList {
    /// How many prices it has.
    pub prices: u32,
    /// Lines that could not be read, and why.
    pub problems: Vec<Sentence>,
}
