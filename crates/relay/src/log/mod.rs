//! What the relay keeps: an ordered log of what happened, and documents with versions.
//!
//! Everything the relay decides is one [`Write`]: some events, some documents, all or nothing, durable when it returns.
//! A document is put on condition of the version that was read, so that of two who decide the same thing one is first
//! and the other hears of it. That one condition is what makes a repeat join its decision, a claim belong to one desk,
//! a pass work once and an edit of the rules never overwrite another, on one replica and on several alike.
//!
//! Events get their position in the order in which their writes were committed. Whoever has read up to a position has
//! missed nothing before it.
//!
//! [`sqlite`] needs nothing but a file. [`postgres`] is for more than one replica. Both pass the same tests.

mod doc;
mod error;
mod event;
pub mod postgres;
pub mod sqlite;
#[cfg(test)]
pub(crate) mod tests;
mod write;

use chrono::{DateTime, Utc};
use domain::{ConnectionId, SubscriptionId};
use futures::future::BoxFuture;
use tokio::sync::watch;

pub use doc::{Doc, Kind, Which};
pub use error::LogError;
pub use event::{Bounds, Event, NewEvent, Position};
pub use write::{Put, Write, Written};

/// What a decision looks at, read in one step.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The answer given to the same message before.
    pub answer: Option<Doc>,
    /// Every open document of the subscription.
    pub open: Vec<Doc>,
    /// Version of the rules in force; 0 where there are none.
    pub rules_version: i64,
    /// Version of the dated snapshot of prices and customers; 0 where there is none.
    pub facts_version: i64,
}

/// Where the relay keeps what it knows. What a method has written is on disk when it returns.
pub trait Log: Send + Sync {
    /// Writes all of it, or nothing where a document has another version than expected.
    fn write(&self, write: Write) -> BoxFuture<'_, Result<Written, LogError>>;

    /// One document.
    fn doc<'a>(&'a self, of: &'a ConnectionId, kind: Kind, id: &'a str)
    -> BoxFuture<'a, Result<Option<Doc>, LogError>>;

    /// The documents of a kind, oldest change first.
    fn docs<'a>(&'a self, of: &'a ConnectionId, which: Which) -> BoxFuture<'a, Result<Vec<Doc>, LogError>>;

    /// What a decision looks at.
    fn about<'a>(
        &'a self,
        of: &'a ConnectionId,
        answer: &'a str,
        subscription: &'a SubscriptionId,
    ) -> BoxFuture<'a, Result<About, LogError>>;

    /// Events after a position, in their order, at most `limit`.
    fn events<'a>(
        &'a self,
        of: &'a ConnectionId,
        after: Position,
        limit: u32,
    ) -> BoxFuture<'a, Result<Vec<Event>, LogError>>;

    /// How far back and how far forward the feed reaches.
    fn bounds<'a>(&'a self, of: &'a ConnectionId) -> BoxFuture<'a, Result<Bounds, LogError>>;

    /// Deletes events from before a moment, and what is over since then and not to be kept; at most a few thousand rows
    /// a call. Returns how many.
    fn forget<'a>(&'a self, of: &'a ConnectionId, before: DateTime<Utc>) -> BoxFuture<'a, Result<u64, LogError>>;

    /// Whether it can write.
    fn check(&self) -> BoxFuture<'_, Result<(), LogError>>;

    /// Ends writing after what is on its way.
    fn close(&self) -> BoxFuture<'_, ()>;

    /// Names this log. Positions of another mean nothing here.
    fn name(&self) -> &str;

    /// Whether what it keeps is encrypted by us.
    fn is_encrypted(&self) -> bool;

    /// Whether other replicas may write to it too.
    fn is_shared(&self) -> bool;

    /// Changes whenever events may have been added.
    fn stirred(&self) -> watch::Receiver<u64>;
}
