//! The desk's own journal as the model's ledger: the very file that intents are kept in.

use std::path::Path;

use anyhow::Result;
use chrono::{DateTime, Utc};
use domain::{Change, IntentId, SubscriptionId};
use outbox::{Did, Entry, Ledger};
use store::{Journal, Store, StoreError};
use tempfile::TempDir;

use super::ledger::Book;
use crate::pull;

/// A journal in a folder of its own.
pub struct Stored {
    journal: Journal,
    _folder: TempDir,
}

impl Stored {
    /// An empty one. In memory where the computer has files there: what a disk makes of a flush is not the question here.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new() -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
        let (store, _) = Store::open(folder.path(), &pull::key())?;
        Ok(Self { journal: store.journal, _folder: folder })
    }
}

impl Book for Stored {
    async fn ask(&self, entry: &Entry) -> Result<(), StoreError> {
        self.journal.ask(entry).await
    }

    async fn intent(&self, id: &IntentId) -> Result<Option<Entry>, StoreError> {
        self.journal.intent(id).await
    }
}

impl Ledger for Stored {
    type Error = StoreError;

    async fn open(&self) -> Result<Vec<Entry>, StoreError> {
        self.journal.open_intents().await
    }

    async fn write(&self, entry: &Entry, did: &Did) -> Result<bool, StoreError> {
        self.journal.write(entry, did).await
    }

    async fn effects(
        &self,
        subscription: &SubscriptionId,
        after: DateTime<Utc>,
        but: &IntentId,
    ) -> Result<Vec<Change>, StoreError> {
        self.journal.effects(subscription, after, but).await
    }
}
