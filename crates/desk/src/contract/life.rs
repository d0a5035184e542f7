//! Steps in the life of a customer that a person takes: beginning what was bought, and ending it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Person, Sentence, Side};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LifeStep {
    /// Begin what was bought: from then on it is billed.
    Activate,
    /// End the subscription, for ever.
    Cancel,
}

/// A step somebody thinks of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct LifeRequest {
    /// Subscription id.
    pub subscription: String,
    /// Which.
    pub step: LifeStep,
}

/// A step somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct TakeLifeStep {
    /// Subscription id.
    pub subscription: String,
    /// Which.
    pub step: LifeStep,
    /// The name as it was typed; only an end asks for it.
    pub typed: String,
    /// Why; may be empty.
    pub reason: String,
}

/// A purchase that was looked up by its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FoundPurchase {
    /// Subscription id.
    pub subscription: String,
}

/// Somebody who came to the landing page with this purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VisitorCard {
    /// Their name, by their directory; may be empty.
    pub name: String,
    /// Where they can be written to.
    pub contact: Option<String>,
    /// What they are to the purchase: `beneficiary`, `purchaser`, `colleague`, `stranger`; empty where nobody knows.
    pub relation: String,
    /// The language they were spoken to in.
    pub language: String,
    /// When they came.
    pub came_at: String,
    /// They left before everything was answered.
    pub is_unfinished: bool,
    /// What the publisher's own questions were answered.
    pub answers: Vec<VisitorAnswer>,
}

/// An answer to one of the publisher's own questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VisitorAnswer {
    /// What was asked.
    pub asked: String,
    /// What was answered; may be empty.
    pub answer: String,
}

/// A step before anybody takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LifePreview {
    /// Subscription id.
    pub subscription: String,
    /// Its name; the id where it has none.
    pub customer: String,
    /// Which step.
    pub step: LifeStep,
    /// What was bought, and what it costs.
    pub side: Side,
    /// Who pays.
    pub buyer: Person,
    /// Who uses.
    pub user: Person,
    /// Who came to the landing page, the latest first.
    pub visitors: Vec<VisitorCard>,
    /// What must be typed for it; nothing where nothing must.
    pub type_name: Option<String>,
    /// Why it cannot be done; nothing where it can.
    pub refused: Option<Sentence>,
    /// What to know before.
    pub notes: Vec<Sentence>,
    /// When the subscription was read.
    pub read_at: String,
}
