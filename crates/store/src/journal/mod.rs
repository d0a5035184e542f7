//! `journal.db`: what only we know.
//!
//! Nothing here can be read again from anywhere, so nothing here is ever deleted to make something work.

mod access;
pub(crate) mod answers;
pub(crate) mod event;
mod intent;
pub(crate) mod item;
pub(crate) mod many;
mod opening;
mod plan_and_seats;
mod relay;
mod retention;
mod setting;
pub(crate) mod suspension;

use domain::SubscriptionId;

pub use access::{AccessSource, AccessStep};
pub use event::{Event, EventKind, EventSource, TimelineCursor};
pub use intent::HistoryStep;
pub use item::{FoundItem, Item, ItemWrite, Note};
pub use many::{Many, ManyFate, ManyRow, ManyStage, NewManyRow, Skipped, WaitingRow};
pub use opening::JournalOpened;
#[cfg(test)]
pub(crate) use opening::STEPS;
pub use relay::FeedPlace;
pub use retention::Removed;
pub use suspension::{NewSuspensionPlan, StatusChange, SuspensionPlan, ToldOfSuspension};

use crate::error::{Result, StoreError};
use crate::pool::Db;

/// What only we know. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Journal {
    db: Db,
    /// Set where a newer program wrote the file: it is only read.
    newer: Option<Newer>,
}

#[derive(Debug, Clone, Copy)]
struct Newer {
    found: u32,
    known: u32,
}

impl Journal {
    /// What happened to a subscription, the latest first; `before` goes on where an earlier answer ended.
    pub async fn timeline(
        &self,
        id: &SubscriptionId,
        limit: u32,
        before: Option<TimelineCursor>,
    ) -> Result<Vec<Event>> {
        let id = id.clone();
        self.db.read(move |conn| event::timeline(conn, &id, limit, before)).await
    }

    /// What happened since, in the order in which it was recorded, each with its place in that order. From 0.
    pub async fn events_after(&self, place: i64, limit: u32) -> Result<Vec<(i64, Event)>> {
        self.db.read(move |conn| event::after(conn, place, limit)).await
    }

    /// Whether a newer program wrote the journal, so that this one only reads it.
    pub fn is_read_only(&self) -> bool {
        self.newer.is_some()
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    fn writable(&self) -> Result<&Db> {
        match self.newer {
            Some(Newer { found, known }) => Err(StoreError::NewerSchema { found, known }),
            None => Ok(&self.db),
        }
    }

    /// Records events, each once. Returns when they are on disk. For a thread that may block.
    pub(crate) fn record(&self, events: &[Event]) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        self.writable()?.write_here(|tx| events.iter().try_for_each(|event| event::record(tx, event)))
    }
}
