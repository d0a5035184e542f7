//! What Microsoft posts to the publisher: reading the message, and checking who sent it.
//!
//! Two rules. Of a message only the subscription and the action must be readable, and nothing it says is proven until it
//! is read back. Of a token nothing is kept, logged or told but the reason why it was not believed: the status code of
//! our answer refuses or accepts a customer's request, so a token is called forged only where it cannot be our own
//! setting, clock or network that is wrong.

pub(crate) mod claims;
mod depth;
mod fetch;
pub(crate) mod issuer;
mod judged;
pub(crate) mod key;
mod keys;
mod lenient;
mod message;
mod read;
mod token;

#[cfg(test)]
mod tests;

pub use judged::{Doubtful, Forged, Judged};
pub use keys::KeySets;
pub use message::Message;
pub use read::{MAX_MESSAGE_BYTES, Unreadable, read_message};
pub use token::{Caller, NoTenant, Recipient, TokenCheck};
