//! Why a call to the relay was not done.

use domain::relay_feed::Problem;

/// Why a call to the relay was not done. Nothing in it can hold the token.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// Nobody answers there, or the answer broke off.
    #[error("the relay does not answer")]
    Unreachable(#[source] reqwest::Error),
    /// It follows the feed, and nothing comes, not even a heartbeat.
    #[error("the relay has fallen silent")]
    Silent,
    /// It ended the feed.
    #[error("the relay ended the feed")]
    Ended,
    /// The token is not known there, or was taken back.
    #[error("the relay does not know this desk")]
    NotKnown,
    /// One of the two is too old for the other.
    #[error("the relay speaks {oldest} to {newest}, this desk does not")]
    OtherVersion {
        /// The oldest protocol it speaks.
        oldest: u32,
        /// The newest protocol it speaks.
        newest: u32,
    },
    /// It says why not.
    #[error("the relay says: {} ({})", .0.message, .0.code)]
    Said(Problem),
    /// It cannot at present.
    #[error("the relay cannot do it now ({status})")]
    NotNow {
        /// The status code.
        status: u16,
    },
    /// Whoever answers there is no relay we understand.
    #[error("the answer is not a relay's")]
    NotARelay,
    /// The answer is larger than any of a relay's.
    #[error("the answer is too large")]
    TooLarge,
    /// Our side: what was told could not be kept.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl RelayError {
    /// Whether somebody was quicker.
    pub fn is_overtaken(&self) -> bool {
        matches!(self, Self::Said(problem) if problem.code == "overtaken")
    }

    /// Whether only a person can mend it.
    pub(super) fn needs_a_person(&self) -> bool {
        matches!(self, Self::NotKnown | Self::OtherVersion { .. })
    }
}
