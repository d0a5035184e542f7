//! Feed: following the relay, which hears Microsoft's webhooks day and night and answers them by rules.
//!
//! A [`Follower`] keeps the feed open by cursor and writes what it tells into the journal together with the cursor, in
//! one transaction: an event that comes again is known, and one that was not written comes again. Where the cursor
//! leads nowhere the relay sends what is so at present instead; that is kept as an event of kind [`SNAPSHOT`]. A relay
//! that says nothing for longer than its heartbeat is silent, whatever the connection pretends.
//! The [`Relay`] is also called: to answer a question, to take a held request, to register a change before it is sent,
//! to put rules in force with the facts they are judged on.
//! Nothing here decides what an event means.

mod error;
mod follower;
mod line;
mod place;
mod relay;
mod rules;
mod sse;
#[cfg(test)]
mod tests;
mod token;

pub use error::RelayError;
pub use follower::{Follower, FollowerHandle, Heard, SNAPSHOT};
pub use line::{FeedLine, Footing};
pub use place::{BadPlace, RelayPlace};
pub use relay::Relay;
pub use token::DeskToken;
