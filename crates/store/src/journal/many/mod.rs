//! Many at once: what is done to a number of customers, by whom and why, and how far it has come with each.
//!
//! A row that is asked for and the intent it becomes are written in one step, and so are a row that is taken back and
//! its intent. So a program that is killed anywhere goes on where it stood, and asks for nothing twice.

mod moves;
pub(crate) mod reading;

use chrono::{DateTime, Utc};
use domain::{Seen, SubscriptionId};
use outbox::Entry;
use serde_json::Value;

/// Something that is done to many. What its action means, whoever wrote it knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Many {
    /// Ours.
    pub id: String,
    /// What is done to each.
    pub action: Value,
    /// Who asked for it.
    pub actor: String,
    /// Why, in their words; may be empty.
    pub reason: String,
    /// When it was asked for.
    pub begun_at: DateTime<Utc>,
    /// Nothing leaves before.
    pub hold_until: DateTime<Utc>,
    /// How far it is.
    pub stage: ManyStage,
}

/// How far the whole of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManyStage {
    /// There may be more to begin.
    Going,
    /// Somebody stopped it.
    Stopped,
    /// Nothing is left to begin.
    Through,
}

impl ManyStage {
    fn word(self) -> &'static str {
        match self {
            Self::Going => "going",
            Self::Stopped => "stopped",
            Self::Through => "through",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "going" => Self::Going,
            "stopped" => Self::Stopped,
            _ => Self::Through,
        }
    }
}

/// One customer, when it is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct NewManyRow {
    /// Whose.
    pub subscription: SubscriptionId,
    /// What was seen of it; `None` where nothing could be.
    pub seen: Option<Seen>,
    /// Why nothing is done to it; `None` where something is.
    pub skipped: Option<Skipped>,
}

/// Why nothing is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    /// Because it is so already.
    pub already_so: bool,
    /// In words.
    pub why: Value,
}

/// One customer that waits for its turn.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingRow {
    /// Its place.
    pub place: u32,
    /// Whose.
    pub subscription: SubscriptionId,
    /// What was seen of it.
    pub seen: Option<Seen>,
    /// How often it was taken back before.
    pub turn: u32,
}

/// What became of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ManyFate {
    /// Nothing was begun.
    NotBegun,
    /// It is on its way.
    Working,
    /// It is done, and proven where there is proof.
    Effective,
    /// It was so before.
    AlreadySo,
    /// It could not be: by our own rules, by what happened meanwhile, or by Microsoft's word.
    Refused,
    /// It needs a person.
    Stuck,
    /// It was taken back before it left.
    Withdrawn,
}

impl ManyFate {
    /// Each, in the order of a report.
    pub const ALL: [Self; 7] =
        [Self::Stuck, Self::Refused, Self::Working, Self::NotBegun, Self::Withdrawn, Self::AlreadySo, Self::Effective];

    fn word(self) -> &'static str {
        match self {
            Self::NotBegun => "not-begun",
            Self::Working => "working",
            Self::Effective => "effective",
            Self::AlreadySo => "already-so",
            Self::Refused => "refused",
            Self::Stuck => "stuck",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|fate| fate.word() == word).unwrap_or(Self::Stuck)
    }
}

/// One customer with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ManyRow {
    /// Its place.
    pub place: u32,
    /// Whose.
    pub subscription: SubscriptionId,
    /// What became of it.
    pub fate: ManyFate,
    /// Why nothing was asked for; `Null` where something was.
    pub why: Value,
    /// What it became.
    pub intent: Option<Entry>,
}
