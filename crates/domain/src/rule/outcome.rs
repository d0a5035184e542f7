//! What a rule answers.

use serde::{Deserialize, Serialize};

/// What a rule answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Yes.
    Accept,
    /// No, and no person is needed.
    Refuse,
    /// No for now; the request is kept for a person.
    Hold,
    /// The answer is kept open while somebody looks at it.
    Ask(Ask),
}

/// How long a person is asked, and what is answered when nobody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ask {
    /// Seconds the answer is kept open, [`Ask::SHORTEST`] to [`Ask::LONGEST`].
    #[serde(default = "Ask::usual")]
    pub seconds: u8,
    /// Applies on silence, and at once where nobody is looking.
    pub fallback: Fallback,
}

impl Ask {
    /// Fewest seconds.
    pub const SHORTEST: u8 = 1;
    /// Seconds where a rule names none.
    pub const USUAL: u8 = 5;
    /// Most seconds: Microsoft waits ten.
    pub const LONGEST: u8 = 8;

    fn usual() -> u8 {
        Self::USUAL
    }

    pub(super) fn is_in_time(self) -> bool {
        (Self::SHORTEST..=Self::LONGEST).contains(&self.seconds)
    }
}

/// What is answered when nobody was asked or answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fallback {
    /// Yes.
    Accept,
    /// No, and no person is needed.
    Refuse,
    /// No for now; the request is kept for a person.
    Hold,
}

impl From<Fallback> for Outcome {
    fn from(fallback: Fallback) -> Self {
        match fallback {
            Fallback::Accept => Self::Accept,
            Fallback::Refuse => Self::Refuse,
            Fallback::Hold => Self::Hold,
        }
    }
}
