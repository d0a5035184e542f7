//! Whether asking again may help after a failure.

use std::time::Duration;

use crate::error::ApiError;

/// Whether asking again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same question gets the same answer.
    Never,
    /// Yes, if asking twice does no harm: whether the call took effect is unknown.
    IfRepeatable,
    /// Yes, always, and no sooner than this: the call took no effect. Zero where nobody said how long.
    After(Duration),
}

impl ApiError {
    /// Whether asking again may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unreachable { .. } | Self::Locked { .. } => Retry::After(Duration::ZERO),
            Self::Throttled { retry_after, .. } => Retry::After(retry_after.unwrap_or_default()),
            Self::Timeout { .. }
            | Self::ConnectionLost { .. }
            | Self::TruncatedAnswer { .. }
            | Self::ServerTrouble { .. } => Retry::IfRepeatable,
            Self::SignIn(error) => error.retry(),
            Self::OversizedAnswer { .. }
            | Self::NotJson { .. }
            | Self::UnreadableAnswer { .. }
            | Self::ForeignLink { .. }
            | Self::ContinuationExpired { .. }
            | Self::NotFound { .. }
            | Self::Refused { .. }
            | Self::AlreadySo { .. }
            | Self::TooLate { .. }
            | Self::TokenRefused { .. }
            | Self::AppNotRegistered { .. }
            | Self::InsecureAddress { .. }
            | Self::Unusable { .. } => Retry::Never,
        }
    }

    /// How long the other side asked us to wait, if it did.
    pub(crate) fn asked_to_wait(&self) -> Duration {
        match self {
            Self::Throttled { retry_after, .. } | Self::ServerTrouble { retry_after, .. } => {
                retry_after.unwrap_or_default()
            }
            Self::SignIn(error) => error.retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        }
    }

    /// Whether it looks as if this machine has no connection, rather than the service a fault.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Timeout { .. } | Self::ConnectionLost { .. })
    }

    /// Whether a fresh token may help.
    pub(crate) fn is_about_the_token(&self) -> bool {
        matches!(self, Self::TokenRefused { .. })
    }
}
