//! Microsoft's marketplace in our words: Entra tokens, the fulfillment API, its operations, its webhook.
//!
//! The only crate that speaks HTTP to Microsoft. Its rules:
//!
//! - The bearer token goes to the configured base and its known second host, and nowhere else. Links in answers are
//!   data.
//! - What we do not understand costs as little as it can: a record costs itself, an unknown word or member nothing.
//! - No error, log line or `Debug` can carry a secret or a token.
//! - What may be repeated is repeated here, a few times; longer waiting is the caller's, who learns
//!   [how long](ApiError::retry). A write is sent once, under ids that its caller wrote down before.
//!
//! A call goes through `api` (what is asked) or `write` (what is changed), `client` (tokens, attempts, waits), `wire`
//! (bytes) and back through `verdict` (statuses) and `read` (records). [`Sender`] is the same for an outbox, in its words. What Microsoft posts comes in through `webhook`.

mod accepted;
mod api;
mod call;
mod client;
mod credential;
mod directory;
mod error;
mod hidden;
mod landing;
mod openid;
mod page;
mod patience;
mod read;
mod retry;
mod sending;
mod settings;
mod sign_in;
mod trace;
mod transport;
mod verdict;
mod webhook;
mod wire;
mod write;

#[cfg(test)]
mod tests;

pub use accepted::Accepted;
pub use api::Api;
pub use call::WriteIds;
pub use credential::{Certificate, Credential, CredentialError, Identity};
pub use directory::DirectoryInfo;
pub use error::ApiError;
pub use hidden::Secret;
pub use landing::Brought;
pub use openid::{Begun, Buyer, BuyerApp, BuyerSignIn, NotSignedIn};
pub use page::{Continuation, Page};
pub use patience::Patience;
pub use read::{Resolved, other_members, read_operation, read_plan, read_subscription};
pub use retry::Retry;
pub use sending::Sender;
pub use settings::{Settings, TokenVersion};
pub use sign_in::{SignInError, SignInProblem};
pub use trace::Trace;
pub use webhook::{
    Caller, Doubtful, Forged, Judged, KeySets, MAX_MESSAGE_BYTES, Message, NoTenant, Recipient, TokenCheck, Unreadable,
    read_message,
};
pub use wire::WireError;
