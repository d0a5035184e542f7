//! Events: what happened, in the order in which it was committed.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;

/// A place in the feed of one connection. Grows, with gaps; 0 is before the first.
pub type Position = i64;

/// Something that happened, before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Unique in its connection. A second event of the same id is left out.
    pub id: String,
    /// What happened, as a word of the feed.
    pub kind: String,
    /// Whose, where it is about one subscription.
    pub subscription: Option<SubscriptionId>,
    /// JSON.
    pub body: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place.
    pub position: Position,
    /// When the relay wrote it down.
    pub at: DateTime<Utc>,
    /// What.
    pub what: NewEvent,
}

/// How far a feed reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Everything up to this place may have been deleted; after it everything is there.
    pub forgotten: Position,
    /// The last place given.
    pub last: Position,
}
