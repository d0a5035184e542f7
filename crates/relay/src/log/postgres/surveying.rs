//! What the database's planner knows of the tables.
//!
//! A connection plans a statement once and keeps the plan. Made while a table is empty, when one index is as good as any
//! other, it may read thousands of rows for one, and stays until the table has statistics. The database takes those by
//! itself, but looks for tables that need them only once a minute; so a new log that is written to in a hurry would be
//! read whole for each message until then. Hence whoever writes has them taken early.

use deadpool_postgres::Pool;

use crate::log::LogError;

/// Writes after which the tables are looked at first; then after ten times as many, and so on.
const FIRST: u64 = 500;

/// Counts what this replica writes.
pub(super) struct Survey {
    pool: Pool,
    written: u64,
    next: u64,
}

impl Survey {
    /// Nothing is written yet.
    pub(super) fn new(pool: Pool) -> Self {
        Self { pool, written: 0, next: FIRST }
    }

    /// So many more were written. Nobody waits for what follows from it.
    pub(super) fn add(&mut self, writes: usize) {
        self.written = self.written.saturating_add(u64::try_from(writes).unwrap_or_default());
        if self.written < self.next {
            return;
        }
        self.next = self.next.saturating_mul(10);
        let pool = self.pool.clone();
        tokio::spawn(async move {
            if let Err(error) = survey(&pool).await {
                tracing::warn!(%error, "the tables' statistics wait for the database's own round");
            }
        });
    }
}

async fn survey(pool: &Pool) -> Result<(), LogError> {
    Ok(pool.get().await?.batch_execute("ANALYZE doc; ANALYZE event; ANALYZE feed").await?)
}
