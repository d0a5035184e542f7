//! What came of sending a hook.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

/// What came of sending a hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Accepted {
        /// Its status code.
        status: u16,
    },
    /// The receiver does not want it, and will not want it later: a person has to look.
    Refused {
        /// Its status code.
        status: u16,
        /// Its words, as far as they are text; may be empty.
        words: String,
    },
    /// Not now. It may have arrived all the same, so it is to be sent again under the same id.
    Later {
        /// Why.
        why: Why,
        /// What the receiver asked for. Not sooner than this.
        after: Option<Duration>,
    },
}

/// Why a receiver cannot have a hook now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody answers at the address.
    Unreachable,
    /// It takes too long.
    TimedOut,
    /// The connection broke off.
    Lost,
    /// It says so itself, by this status code.
    Busy(u16),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => f.write_str("the receiver does not answer"),
            Self::TimedOut => f.write_str("the receiver takes too long"),
            Self::Lost => f.write_str("the connection to the receiver broke off"),
            Self::Busy(status) => write!(f, "the receiver answers {status}"),
        }
    }
}

impl Why {
    /// The word by which it is kept, and said in any language: a status code for what the receiver says itself.
    pub fn word(self) -> String {
        match self {
            Self::Unreachable => "unreachable".to_owned(),
            Self::TimedOut => "timed-out".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::Busy(status) => status.to_string(),
        }
    }
}

/// Whether a status code asks for the same again later.
pub(crate) fn is_later(status: StatusCode) -> bool {
    const TOO_EARLY: u16 = 425;
    status.is_server_error()
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
        || status.as_u16() == TOO_EARLY
}

impl From<&reqwest::Error> for Why {
    fn from(error: &reqwest::Error) -> Self {
        match () {
            () if error.is_connect() => Self::Unreachable,
            () if error.is_timeout() => Self::TimedOut,
            () => Self::Lost,
        }
    }
}
