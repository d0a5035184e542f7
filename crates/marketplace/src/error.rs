//! What can go wrong between us and Microsoft.
//!
//! Variants name what happened. Everything a caller decides is decided on a variant or on [`ApiError::retry`], never
//! on a text. No variant can hold a secret or a token.

use std::time::Duration;

use crate::sign_in::SignInError;
use crate::trace::Trace;
use crate::wire::{Broken, WireError};

/// A call that failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ApiError {
    /// No connection came about, so nothing was sent.
    #[error("{host} cannot be reached")]
    Unreachable {
        /// Who was asked.
        host: String,
        /// Ids for support.
        trace: Trace,
        /// What the HTTP library says.
        source: WireError,
    },
    /// Nothing came in time.
    #[error("{host} did not answer in time")]
    Timeout {
        /// Who was asked.
        host: String,
        /// Ids for support.
        trace: Trace,
        /// What the HTTP library says.
        source: WireError,
    },
    /// The connection ended before an answer began.
    #[error("the connection to {host} was lost")]
    ConnectionLost {
        /// Who was asked.
        host: String,
        /// Ids for support.
        trace: Trace,
        /// What the HTTP library says.
        source: WireError,
    },
    /// The answer ended before it was whole.
    #[error("the answer ended before it was whole")]
    TruncatedAnswer {
        /// Ids for support.
        trace: Trace,
    },
    /// The answer is larger than we read.
    #[error("the answer is larger than any that makes sense")]
    OversizedAnswer {
        /// Ids for support.
        trace: Trace,
    },
    /// Too many calls (429).
    #[error("the service asks us to wait")]
    Throttled {
        /// How long, where the service said.
        retry_after: Option<Duration>,
        /// Ids for support.
        trace: Trace,
    },
    /// A fault on the other side (5xx, 408).
    #[error("the service has trouble of its own ({status})")]
    ServerTrouble {
        /// The HTTP status.
        status: u16,
        /// How long to wait, where the service said.
        retry_after: Option<Duration>,
        /// Ids for support.
        trace: Trace,
    },
    /// Something other than the API answered: a proxy, a portal, a sign-in page.
    #[error("something other than the service answered ({status}, {content_type})")]
    NotJson {
        /// The HTTP status.
        status: u16,
        /// What the answer says it is; empty where it does not say.
        content_type: String,
        /// Ids for support.
        trace: Trace,
    },
    /// JSON, but not of a shape we can read.
    #[error("the answer could not be understood at `{field}`")]
    UnreadableAnswer {
        /// Path of the member, empty for the whole.
        field: String,
        /// Ids for support.
        trace: Trace,
    },
    /// A link leads to a host that must not see our token.
    #[error("the answer links to another host, {host}")]
    ForeignLink {
        /// The host it leads to.
        host: String,
    },
    /// The place in the listing is no longer known; begin at the first page.
    #[error("the listing can no longer be continued from here")]
    ContinuationExpired {
        /// Ids for support.
        trace: Trace,
    },
    /// No such subscription or operation for this publisher.
    #[error("the service does not know it")]
    NotFound {
        /// Ids for support.
        trace: Trace,
    },
    /// The request or the state is wrong.
    #[error("the service refused ({status}): {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The service's own code, where there is one.
        code: Option<String>,
        /// The service's words, free of secrets.
        message: String,
        /// Ids for support.
        trace: Trace,
    },
    /// Another operation of the subscription is pending; nothing can be changed meanwhile.
    #[error("another operation of the subscription is pending")]
    Locked {
        /// Ids for support.
        trace: Trace,
    },
    /// The subscription has the wanted plan or number of seats.
    #[error("the subscription has it already")]
    AlreadySo {
        /// Ids for support.
        trace: Trace,
    },
    /// The operation is decided already, or a newer update was fulfilled.
    #[error("the answer came too late")]
    TooLate {
        /// Ids for support.
        trace: Trace,
    },
    /// 401 or 403, also with a fresh token.
    #[error("the service does not accept our token ({status}): {text}")]
    TokenRefused {
        /// The HTTP status.
        status: u16,
        /// The service's words, free of secrets.
        text: String,
        /// Ids for support.
        trace: Trace,
    },
    /// The token is good, but no offer names the app.
    #[error("no published or previewed offer names this app")]
    AppNotRegistered {
        /// Ids for support.
        trace: Trace,
    },
    /// Entra gave no token.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// An address is neither HTTPS nor on this machine.
    #[error("{host} must be asked over HTTPS")]
    InsecureAddress {
        /// The host of the address.
        host: String,
    },
    /// The HTTP library could not begin.
    #[error("no request could be made")]
    Unusable {
        /// What the HTTP library says.
        source: WireError,
    },
}

impl ApiError {
    /// What a failed exchange with this host means.
    pub(crate) fn broken(source: WireError, host: String, trace: Trace) -> Self {
        match source.broken {
            Broken::NoConnection => Self::Unreachable { host, trace, source },
            Broken::TooLate => Self::Timeout { host, trace, source },
            Broken::Lost => Self::ConnectionLost { host, trace, source },
            Broken::Cut => Self::TruncatedAnswer { trace },
            Broken::TooLarge => Self::OversizedAnswer { trace },
            Broken::Unusable => Self::Unusable { source },
        }
    }

    /// What support asks for: the id of the whole call.
    pub fn correlation(&self) -> Option<&str> {
        self.trace()?.correlation()
    }

    /// The other side's words, free of secrets and cut to 2 KB.
    pub fn raw(&self) -> Option<&str> {
        self.trace()?.raw()
    }

    /// All ids of the failed call, where it was sent at all.
    pub fn trace(&self) -> Option<&Trace> {
        match self {
            Self::Unreachable { trace, .. }
            | Self::Timeout { trace, .. }
            | Self::ConnectionLost { trace, .. }
            | Self::TruncatedAnswer { trace }
            | Self::OversizedAnswer { trace }
            | Self::Throttled { trace, .. }
            | Self::ServerTrouble { trace, .. }
            | Self::NotJson { trace, .. }
            | Self::UnreadableAnswer { trace, .. }
            | Self::ContinuationExpired { trace }
            | Self::NotFound { trace }
            | Self::Refused { trace, .. }
            | Self::Locked { trace }
            | Self::AlreadySo { trace }
            | Self::TooLate { trace }
            | Self::TokenRefused { trace, .. }
            | Self::AppNotRegistered { trace } => Some(trace),
            Self::SignIn(error) => Some(&error.trace),
            Self::ForeignLink { .. } | Self::InsecureAddress { .. } | Self::Unusable { .. } => None,
        }
    }
}
