//! One connection that writes, a few that cannot.
//!
//! Writes queue at a mutex outside SQLite and run in `BEGIN IMMEDIATE`, so that none ever fails half-way because it
//! could not become a writer. Readers are a stack: the one used last has the warmest pages and is lent first. They are
//! opened when first needed, because every connection costs milliseconds and the start has few to spare. A lent reader
//! comes home in `Drop`, even after a panic.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{Mutex as AsyncMutex, Semaphore};

use crate::error::{Result, StoreError};
use crate::file::{Place, Role};

/// More readers would not be quicker: the machine has few cores and every one keeps pages in memory.
const READERS: usize = 3;

/// A database: one writer, several readers. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Db(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    place: Place,
    writer: Arc<AsyncMutex<Connection>>,
    idle: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
}

impl Db {
    /// A database whose writer is open already.
    pub(crate) fn new(place: Place, writer: Connection) -> Self {
        Self(Arc::new(Inner {
            place,
            writer: Arc::new(AsyncMutex::new(writer)),
            idle: Mutex::default(),
            turns: Arc::new(Semaphore::new(READERS)),
        }))
    }

    /// Runs `work` on a connection that cannot write.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.0.turns).acquire_owned().await.map_err(|_| StoreError::BrokenOff)?;
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            inner.noting(inner.lend().and_then(|lent| lent.with(work)))
        })
        .await?
    }

    /// Runs `work` in the one write transaction; an error rolls everything back.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut writer = Arc::clone(&self.0.writer).lock_owned().await;
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || inner.noting(transact(&mut writer, work))).await?
    }

    /// The same, for work that is on a blocking thread already.
    pub(crate) fn write_here<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.0.noting(transact(&mut self.0.writer.blocking_lock(), work))
    }
}

fn transact<T>(conn: &mut Connection, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let out = work(&tx)?;
    tx.commit()?;
    Ok(out)
}

impl Inner {
    fn lend(&self) -> Result<Lent<'_>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => self.place.open(Role::Reader)?.0,
        };
        Ok(Lent { conn: Some(conn), home: &self.idle })
    }

    /// Says which file failed, and leaves a mark where it is damaged.
    fn noting<T>(&self, outcome: Result<T>) -> Result<T> {
        let outcome = outcome.map_err(|error| error.of(self.place.name));
        if matches!(outcome, Err(StoreError::Corrupt(name)) if name == self.place.name) {
            self.place.mark_damaged();
        }
        outcome
    }
}

struct Lent<'a> {
    conn: Option<Connection>,
    home: &'a Mutex<Vec<Connection>>,
}

impl Lent<'_> {
    fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.conn.as_ref().map_or(Err(StoreError::BrokenOff), work)
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.home.lock().unwrap_or_else(PoisonError::into_inner).extend(self.conn.take());
    }
}
