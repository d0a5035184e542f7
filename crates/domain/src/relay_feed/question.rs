//! A request shown to people while its answer is kept open.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::intent::Answer;
use crate::rule::{Decision, Request};

/// A request whose answer is kept open for some seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The key of the message.
    pub id: String,
    /// What is asked.
    pub request: Request,
    /// What the rules said: the seconds, and what is answered on silence.
    pub decision: Decision,
    /// When it was asked, UTC.
    pub asked_at: DateTime<Utc>,
    /// Until when it is kept open, by the relay's clock, UTC.
    pub until: DateTime<Utc>,
    /// Desks that show it at present. Where none does, the fallback applies at once.
    #[serde(default)]
    pub shown_by: Vec<String>,
    /// How it ended.
    pub state: QuestionState,
}

/// How a question ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum QuestionState {
    /// Not yet.
    Open,
    /// The first who answered.
    Answered {
        /// The desk.
        by: String,
        /// When, UTC.
        at: DateTime<Utc>,
        /// What.
        answer: Answer,
    },
    /// Somebody looked, and nobody answered in time.
    Silence,
    /// Nobody looked.
    NobodyLooked,
}

/// A person answers. `POST /v1/{connection}/questions/{id}/answer`. The first answer wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerQuestion {
    /// What.
    pub answer: Answer,
}
