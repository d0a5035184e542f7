//! A message of Microsoft's, and what it was answered.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{OperationId, SubscriptionId};
use crate::operation::{Action, OperationSource};
use crate::rule::{Decision, Request};

/// A message and its answer. What the message says is a claim until it is read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Announced {
    /// The message's key: equal for repeats of it.
    pub key: String,
    /// The operation; missing in the sparsest messages.
    #[serde(default)]
    pub operation: Option<OperationId>,
    /// For correlation alone; may be empty.
    #[serde(default)]
    pub activity_id: String,
    /// Whose.
    pub subscription: SubscriptionId,
    /// What happens, or is asked for.
    pub action: Action,
    /// Who started it.
    #[serde(default)]
    pub source: Option<OperationSource>,
    /// The request, where it asks.
    #[serde(default)]
    pub request: Option<Request>,
    /// When it happened, by Microsoft's clock, UTC.
    #[serde(default)]
    pub message_at: Option<DateTime<Utc>>,
    /// When it arrived, by the relay's clock, UTC.
    pub received_at: DateTime<Utc>,
    /// From its arrival until the decision was to be written, in milliseconds.
    pub took_ms: u32,
    /// How it came.
    pub way: Way,
    /// What was answered, and why.
    pub answered: Answered,
    /// Whether Microsoft's own data has confirmed it. A desk confirms before it writes.
    #[serde(default)]
    pub is_confirmed: bool,
    /// The message as it came.
    pub raw: String,
}

/// How a message came to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// Microsoft called the relay, or the publisher's endpoint passed the call on and returns the relay's status.
    Asked,
    /// The publisher's own endpoint answered, and told the relay afterwards: nothing was decided here.
    Told,
}

/// An answer and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// The status code that was answered.
    pub status: u16,
    /// What it means.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// What the rules said, where they were asked.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// The held request it opened.
    #[serde(default)]
    pub held: Option<String>,
}

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Heard; nothing was asked.
    Noted,
    /// Yes.
    Accepted,
    /// No.
    Refused,
    /// No for now; a person decides.
    Held,
}

/// Why it was answered so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "because")]
pub enum Because {
    /// It asks nothing.
    Notice,
    /// Its action is none we know.
    UnknownAction,
    /// The publisher made the change itself.
    OwnChange,
    /// It is the echo of a change that was registered.
    Echo {
        /// The registered change.
        coming: String,
    },
    /// Microsoft takes a refused change back.
    Revert {
        /// The request that was refused, where we remember it.
        refused: Option<String>,
    },
    /// It was promised a yes.
    Pass {
        /// The pass, now used up.
        pass: String,
    },
    /// A rule decided.
    Rule,
    /// No rule holds: silence means yes.
    NoRule,
    /// A person decided while the answer was kept open.
    Person {
        /// The desk's name.
        desk: String,
    },
    /// Nobody answered in time: the rule's fallback.
    Silence,
    /// Nobody was looking: the rule's fallback.
    NobodyLooked,
    /// It was answered elsewhere.
    Elsewhere,
}
