//! Rules: what a draft would do, and putting it in force.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Channel, Fault, RuleOffer, RulePlan, RulesDraft, Sentence};

/// One version of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulesVersion {
    /// Which; 1 is the first.
    pub version: u32,
    /// Who put it in force.
    pub author: String,
    /// Why, in their words.
    pub reason: String,
    /// When.
    pub at: String,
    /// How many rules it has.
    pub rules: u32,
    /// What it changed, against the version before.
    pub changes: Vec<Sentence>,
}

/// Everything the page of rules begins with.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RulesPage {
    /// What the relay answers by, as last heard; nothing where no relay is connected or it has no rules.
    pub in_force: Option<RulesVersion>,
    /// What is being edited: the draft kept on this computer, or else what is in force.
    pub draft: RulesDraft,
    /// Offers and plans that a rule may name.
    pub offers: Vec<RuleOffer>,
    /// Names of the sets of customers that a rule may name.
    pub sets: Vec<String>,
    /// Why nothing can be put in force from here; nothing where it can.
    pub refused: Option<Sentence>,
    /// Why the relay could not be asked.
    pub fault: Option<Fault>,
}

/// Asks what a draft would do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct TryRules {
    /// The draft.
    pub draft: RulesDraft,
    /// Which matrix is wanted as well.
    pub matrix: Option<MatrixRequest>,
}

/// For whom the matrix is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct MatrixRequest {
    /// The offer.
    pub offer: String,
    /// How the customer bought it.
    pub channel: Channel,
    /// How many seats the customer has; nothing for a plan that is not sold per user.
    pub seats: Option<u32>,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AnswerKind {
    /// Yes.
    Accept,
    /// Yes, and for review: a rule could not be decided.
    Review,
    /// A person is asked first.
    Ask,
    /// No for now; kept for a person.
    Hold,
    /// No.
    Refuse,
}

impl AnswerKind {
    /// All, from yes to no.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Review, Self::Ask, Self::Hold, Self::Refuse];
}

/// An answer, and what gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Answered {
    /// The answer.
    pub answer: AnswerKind,
    /// Place of the rule in its list, from 1; nothing where no rule held.
    pub rule: Option<u32>,
    /// Why it is for review.
    pub doubt: Option<Sentence>,
}

/// What a draft says and does.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RulesTrial {
    /// It differs from what is in force.
    pub changed: bool,
    /// Each rule in plain words, in the order of the draft.
    pub rules: Vec<RulePreview>,
    /// Requests of the past that no rule decides.
    pub all_else: u32,
    /// What it would have answered.
    pub dry_run: DryRun,
    /// Every change of plan there can be.
    pub matrix: Option<RulesMatrix>,
}

/// A rule in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulePreview {
    /// What is asked for.
    pub asks: Sentence,
    /// What must hold as well, part by part.
    pub when: Vec<Sentence>,
    /// What it answers.
    pub answer: Sentence,
    /// Why it may not be put in force.
    pub flaws: Vec<Sentence>,
    /// What to know about it.
    pub notes: Vec<Sentence>,
    /// How many requests of the past it decides.
    pub decides: u32,
}

/// What the draft would have answered, beside what is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DryRun {
    /// From this moment on.
    pub since: String,
    /// To this moment.
    pub until: String,
    /// Requests looked at.
    pub requests: u32,
    /// How many of each answer.
    pub counts: Vec<AnswerCount>,
    /// How many would be answered otherwise.
    pub otherwise: u32,
    /// The latest of those.
    pub lines: Vec<DryRunLine>,
}

/// How often one answer is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerCount {
    /// The answer.
    pub answer: AnswerKind,
    /// By the rules in force.
    pub in_force: u32,
    /// By the draft.
    pub draft: u32,
}

/// A request that would be answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DryRunLine {
    /// When it took effect.
    pub at: String,
    /// Subscription id.
    pub subscription: String,
    /// The customer's name.
    pub customer: String,
    /// What was asked.
    pub what: Sentence,
    /// By the rules in force.
    pub in_force: Answered,
    /// By the draft.
    pub draft: Answered,
}

/// Every change of plan within an offer, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulesMatrix {
    /// The offer.
    pub offer: String,
    /// Its plans, in the order of the ladder.
    pub plans: Vec<RulePlan>,
    /// From each plan to each other, row by row.
    pub cells: Vec<MatrixCell>,
}

/// One change of plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixCell {
    /// From this plan.
    pub from: String,
    /// To this one.
    pub to: String,
    /// What is answered.
    pub answered: Answered,
    /// How often it was asked for.
    pub past: u32,
}

/// What the relay's own log says of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RelayDryRun {
    /// Requests that the relay answered.
    pub requests: u32,
    /// Of those, how many would be answered otherwise.
    pub otherwise: u32,
    /// What the relay has against the list, in its words.
    pub flaws: Vec<String>,
}

/// Puts a draft in force.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct PutRules {
    /// The draft.
    pub draft: RulesDraft,
    /// Why; must not be empty.
    pub reason: String,
}

/// Puts an earlier version in force again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct RollBackRules {
    /// The version that was read.
    pub version: u32,
    /// The version that is wanted back.
    pub to: u32,
    /// Why; must not be empty.
    pub reason: String,
}

/// Every version, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulesHistory {
    /// The versions.
    pub versions: Vec<RulesVersion>,
    /// Why there is nothing to show.
    pub refused: Option<Sentence>,
}
