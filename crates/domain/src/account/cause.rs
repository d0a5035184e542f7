//! What an event follows from.

use serde::{Deserialize, Serialize};

use crate::ids::{IntentId, OperationId};

/// What an event follows from. Part of its id: the same cause twice is one event, whoever sends it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "id")]
pub enum Cause {
    /// Something Microsoft announced, by its operation.
    Operation(OperationId),
    /// Something Microsoft announced without an operation, by the key every replica of a relay gives its message.
    Message(String),
    /// A buyer's visit to the landing page.
    Visit(String),
    /// A person's wish.
    Intent(IntentId),
}

impl Cause {
    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Operation(_) => "operation",
            Self::Message(_) => "message",
            Self::Visit(_) => "visit",
            Self::Intent(_) => "intent",
        }
    }

    /// Which one of its kind.
    pub fn id(&self) -> &str {
        match self {
            Self::Operation(id) => id.as_str(),
            Self::Intent(id) => id.as_str(),
            Self::Message(id) | Self::Visit(id) => id,
        }
    }
}
