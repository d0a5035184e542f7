//! The desk's SQLite: two encrypted files per connection, and the only crate that knows rusqlite.
//!
//! `cache.db` mirrors Microsoft and may be thrown away: when its schema changes or it is damaged, a new file is filled
//! beside it and takes its place when complete. `journal.db` holds what only we know and is never thrown away: it is
//! copied before it migrates, only read when a newer program wrote it, and moved aside when damaged.
//!
//! The one rule: what is journalled is on disk before the cache moves on, so that a kill at any moment neither loses an
//! observed event nor tells it twice.

mod applying;
mod cache;
mod error;
mod file;
#[cfg(test)]
mod inside;
mod integrity;
mod journal;
mod key;
mod list;
mod pool;
mod store;
mod times;

pub use applying::{Applied, PageApplied, PageToApply, SweepFinished};
pub use cache::{
    Cache, CacheOpened, Counts, FinishedSweep, Gone, PlanInUse, Quarantined, Raws, Rebuilt, StoredSubscription,
    SweepState, WithPlans,
};
pub use error::StoreError;
pub use file::FileName;
pub use journal::{
    AccessSource, AccessStep, Event, EventKind, EventSource, FeedPlace, FoundItem, HistoryStep, Item, ItemWrite,
    Journal, JournalOpened, Many, ManyFate, ManyRow, ManyStage, NewManyRow, NewSuspensionPlan, Note, Removed, Skipped,
    StatusChange, SuspensionPlan, TimelineCursor, ToldOfSuspension, WaitingRow,
};
pub use key::Key;
pub use list::{ListCount, ListPage, ListQuery, ListRow, PageKey, Sort, SortField};
pub use store::{OpenReport, Store};
