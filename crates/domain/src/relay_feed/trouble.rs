//! What goes wrong, and what turned out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::operation::OperationStatus;

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// What, as a word to switch on: `token`, `message`, `alarm`.
    pub what: String,
    /// Which of those, as a word: `audience`, `expired`, `not-json`.
    pub which: String,
    /// In words for people, without any content of a message.
    pub words: String,
    /// When it was first seen in this hour, UTC.
    pub at: DateTime<Utc>,
}

/// What Microsoft's own data says of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadBack {
    /// The message's key.
    pub key: String,
    /// When it was read, UTC.
    pub at: DateTime<Utc>,
    /// How the operation ended, where one could be read.
    #[serde(default)]
    pub status: Option<OperationStatus>,
    /// Whether the subscription shows what was asked for; nothing where nothing was, or it could not be read.
    #[serde(default)]
    pub shows_target: Option<bool>,
    /// Whether what Microsoft shows fits what was answered.
    pub fits: bool,
    /// Whether it could be read at all.
    pub was_read: bool,
}

/// Why a desk's call was not done. The code is for programs, the message for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// `not-signed-in`, `not-found`, `overtaken`, `not-possible`, `ask-again`, `bad-request`, `not-now`.
    pub code: String,
    /// One sentence.
    pub message: String,
}
