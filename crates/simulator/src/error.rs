//! Why a simulator could not start or do what it was asked.

use std::{io, path::PathBuf};

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A port could not be opened.
    #[error("could not listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was wanted; 0 means any.
        port: u16,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// A recorded file is missing or unreadable.
    #[error("no recorded answers at {}", path.display())]
    Recorded {
        /// The file that was wanted.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// A recorded file holds something else.
    #[error("{} is not a recording of the expected form", path.display())]
    NotARecording {
        /// The file or folder.
        path: PathBuf,
        /// What did not fit.
        #[source]
        source: serde_json::Error,
    },
    /// A key or certificate could not be made.
    #[error("could not make a key or certificate")]
    Certificate(#[from] rcgen::Error),
    /// A key could not be used for tokens.
    #[error("could not use a key for tokens")]
    Token(#[from] jsonwebtoken::errors::Error),
    /// A key is of the wrong kind.
    #[error("the signing key is not an RSA key")]
    NotRsa,
    /// The client for webhook calls could not be made.
    #[error("could not prepare webhook calls")]
    Webhook(#[from] reqwest::Error),
    /// The storefront refuses: no such subscription, plan, or state.
    #[error("the storefront refuses: {0}")]
    Refused(&'static str),
}
