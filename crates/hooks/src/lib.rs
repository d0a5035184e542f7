//! Hooks to the publisher's own service, by the [Standard Webhooks](https://www.standardwebhooks.com) specification.
//!
//! A hook is an [event](domain::account::Event) in a `POST`, with three headers: `webhook-id`, the same however often it
//! is sent and whoever sends it; `webhook-timestamp`, the second of this attempt; `webhook-signature`, an HMAC-SHA256
//! over id, timestamp and body for each [secret](Secrets) in use, so that a receiver may change from one to the next.
//! The events are written down in [`SCHEMA`].
//!
//! ```text
//! 2xx                                     accepted
//! 408, 425, 429, 5xx, too late, nobody    again later, under the same id; not before `Retry-After`
//! any other answer                        refused, with its words: a person has to look
//! ```
//!
//! A hook may be sent any number of times, so a lost answer is no doubt: it is sent again. Nothing is followed anywhere
//! else, and nothing leaves in the clear but to this computer itself. Who is sent what, and [when
//! again](domain::account::pause), others decide.

mod address;
mod answer;
mod endpoint;
mod outcome;
mod secret;
mod signature;
mod status;

pub use address::{Address, BadAddress};
pub use endpoint::{Endpoint, Unusable};
pub use outcome::{Outcome, Why};
pub use secret::{BadSecret, Secret, Secrets};
pub use signature::{Signed, check, looks_signed, sign};
pub use status::ReadBack;

/// The JSON schema of every event a hook may carry.
pub const SCHEMA: &str = include_str!("../schema/account-events.schema.json");
