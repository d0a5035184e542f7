//! The door through which bytes leave and come back.
//!
//! Requests and answers are plain `http` values here, so that everything above can be tested without a socket and
//! with a clock that stands still.

use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;

/// What is sent.
pub(crate) type Request = http::Request<Vec<u8>>;
/// What came back, whole.
pub(crate) type Answer = http::Response<Bytes>;

/// Sends one request and reads one answer, whatever its status. Follows nothing and repeats nothing.
pub(crate) trait Wire: Send + Sync {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Answer, WireError>>;
}

/// What kept an answer from arriving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// No connection came about: nothing was sent.
    NoConnection,
    /// Nothing came in time.
    TooLate,
    /// The connection ended before an answer began.
    Lost,
    /// The answer ended before it was whole.
    Cut,
    /// The answer is larger than we read.
    TooLarge,
    /// No client could be made, or the request could not be written down.
    Unusable,
}

/// The cause of a failed exchange, as the HTTP library tells it, without the address that was asked.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", self.words())]
pub struct WireError {
    pub(crate) broken: Broken,
    #[source]
    source: Option<Arc<reqwest::Error>>,
}

impl WireError {
    pub(crate) fn new(broken: Broken, source: Option<reqwest::Error>) -> Self {
        Self { broken, source: source.map(|error| Arc::new(error.without_url())) }
    }

    fn words(&self) -> &'static str {
        match self.broken {
            Broken::NoConnection => "no connection came about",
            Broken::TooLate => "nothing came in time",
            Broken::Lost => "the connection ended before an answer began",
            Broken::Cut => "the answer ended before it was whole",
            Broken::TooLarge => "the answer is larger than we read",
            Broken::Unusable => "the request could not be made",
        }
    }
}
