//! What time it is, as somebody else says.
//!
//! No rule reads a clock of its own. Whoever starts the program hands one in; tests hand in one they can move.

use chrono::{DateTime, Utc};

/// A source of the present moment.
pub trait Clock: Send + Sync {
    /// The present moment, UTC.
    fn now(&self) -> DateTime<Utc>;
}
