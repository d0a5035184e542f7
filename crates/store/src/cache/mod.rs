//! `cache.db`: what Microsoft last told, searchable, and nothing else.
//!
//! Each table has a file. Everything here may be lost and read again; whatever must not be lost is in the journal.

mod aside;
mod left_behind;
mod offers;
mod opening;
pub(crate) mod orders;
pub(crate) mod quarantine;
pub(crate) mod subscription;
pub(crate) mod sweep;
pub(crate) mod tally;
mod with_plans;
pub(crate) mod words;

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use domain::SubscriptionId;

pub use aside::Raws;
pub(crate) use left_behind::LeftBehind;
pub use offers::PlanInUse;
#[cfg(test)]
pub(crate) use opening::Versions;
pub use opening::{CacheOpened, Rebuilt};
pub use quarantine::Quarantined;
pub use subscription::{Gone, StoredSubscription};
pub use sweep::{FinishedSweep, SweepState};
pub use tally::Counts;
pub use with_plans::WithPlans;

use crate::error::Result;
use crate::list::{ListRow, Memory};
use crate::pool::Db;

/// The mirror of Microsoft's data. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Cache(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Where everything is written.
    filling: Db,
    /// Where lists are read while a new file is filled beside it; otherwise the same file.
    old: RwLock<Option<Db>>,
    memory: Memory,
}

impl Cache {
    fn over(filling: Db, old: Option<Db>) -> Self {
        Self(Arc::new(Inner { filling, old: RwLock::new(old), memory: Memory::default() }))
    }

    /// The file that is written.
    pub(crate) fn filling(&self) -> &Db {
        &self.0.filling
    }

    /// The file that lists are read from.
    pub(crate) fn shown(&self) -> Db {
        self.old().unwrap_or_else(|| self.0.filling.clone())
    }

    fn old(&self) -> Option<Db> {
        self.0.old.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on lists are read from the file that was filled; its name changes when the store is opened next.
    pub(crate) fn show_what_was_filled(&self) {
        if self.0.old.write().unwrap_or_else(PoisonError::into_inner).take().is_some() {
            self.0.memory.everything_changed();
        }
    }

    /// These rows have been written.
    pub(crate) fn changed(&self, rows: &[u32]) {
        if !rows.is_empty() && self.old().is_none() {
            self.0.memory.rows_changed(rows);
        }
    }

    /// What is kept in memory for the list.
    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// One subscription with its JSON, where it was ever read.
    pub async fn subscription(&self, id: &SubscriptionId) -> Result<Option<StoredSubscription>> {
        let (sought, again) = (id.clone(), id.clone());
        let newest = self.filling().read(move |conn| subscription::find(conn, &sought)).await?;
        match newest {
            Some(found) => Ok(Some(found)),
            None => self.shown().read(move |conn| subscription::find(conn, &again)).await,
        }
    }

    /// Subscriptions that are pending or suspended, the one read longest ago first.
    pub async fn in_motion(&self, limit: u32) -> Result<Vec<SubscriptionId>> {
        self.shown().read(move |conn| subscription::in_motion(conn, limit)).await
    }

    /// Subscriptions with a clock running: pending, suspended, or whose term or trial ends for good by a day.
    pub async fn clocked(&self, until: NaiveDate) -> Result<Vec<ListRow>> {
        self.shown().read(move |conn| subscription::clocked(conn, until)).await
    }

    /// Subscriptions that a full sweep no longer listed, the latest first.
    pub async fn missing(&self, limit: u32) -> Result<Vec<Gone>> {
        self.shown().read(move |conn| subscription::missing(conn, limit)).await
    }

    /// How many there are, kept rather than counted.
    pub async fn counts(&self) -> Result<Counts> {
        self.shown().read(tally::counts).await
    }

    /// Records that could not be read, the latest first.
    pub async fn quarantined(&self, limit: u32) -> Result<Vec<Quarantined>> {
        self.shown().read(move |conn| quarantine::latest(conn, limit)).await
    }

    /// The sweep that was begun and has not finished, if any: go on after its last page.
    pub async fn sweep_in_progress(&self) -> Result<Option<SweepState>> {
        self.filling().read(sweep::in_progress).await
    }

    /// Begins a sweep; one in progress is given up. It is a baseline as long as none has ever finished.
    pub async fn begin_sweep(&self, now: DateTime<Utc>) -> Result<SweepState> {
        self.filling().write(move |tx| sweep::begin(tx, now)).await
    }

    /// Begins the sweep in progress again from its first page, because its continuation has expired.
    pub async fn restart_sweep(&self, now: DateTime<Utc>) -> Result<SweepState> {
        self.begin_sweep(now).await
    }

    /// The last sweep that went through to the end.
    pub async fn last_sweep(&self) -> Result<Option<FinishedSweep>> {
        self.shown().read(sweep::last_finished).await
    }
}
