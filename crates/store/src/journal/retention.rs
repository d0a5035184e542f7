//! What is kept no longer, removed a little at a time.

use chrono::{DateTime, Utc};
use rusqlite::{Transaction, params};

use super::Journal;
use crate::error::Result;
use crate::times::At;

/// What one step removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// How many events.
    pub events: u32,
    /// Go on after this place; `None` where everything old was looked at.
    pub reached: Option<i64>,
}

impl Journal {
    /// Removes what the relay told before a moment, of the next `limit` events after a place. Stays: what nobody has
    /// looked at yet (beyond `looked_at`), and what was told of a customer about whom an item is open.
    pub async fn remove_told(&self, before: DateTime<Utc>, looked_at: i64, after: i64, limit: u32) -> Result<Removed> {
        self.writable()?
            .write(move |tx| {
                let mut removed = Removed { events: 0, reached: None };
                for (seq, recorded_at, is_needed) in next(tx, after, looked_at, limit)? {
                    // They were recorded in this order, so whatever follows is younger still.
                    if recorded_at >= before {
                        return Ok(Removed { reached: None, ..removed });
                    }
                    removed.reached = Some(seq);
                    if !is_needed {
                        tx.prepare_cached("DELETE FROM relay_event WHERE seq = ?1")?.execute([seq])?;
                        removed.events += 1;
                    }
                }
                Ok(removed)
            })
            .await
    }
}

/// Hooks that are over with somebody of the customer's in them: from before those were taken out at once.
const NAMING: &str = "UPDATE intent SET intent = json_set(intent, '$.wish.hook.event.data.customer', json('{}'))
      WHERE seq IN (SELECT seq FROM intent WHERE seq > ?1 AND is_over ORDER BY seq LIMIT ?2)
        AND json_extract(intent, '$.wish.wish') = 'access'";

impl Journal {
    /// Takes the customer's people out of the hooks that are over, of the next `limit` after a place. Says where to go on;
    /// `None` where there are no more.
    pub async fn forget_people_of_hooks(&self, after: i64, limit: u32) -> Result<Option<i64>> {
        self.writable()?
            .write(move |tx| {
                let mut statement = tx.prepare_cached(
                    "SELECT max(seq) FROM (SELECT seq FROM intent WHERE seq > ?1 AND is_over ORDER BY seq LIMIT ?2)",
                )?;
                let reached: Option<i64> = statement.query_row(params![after, limit], |row| row.get(0))?;
                if reached.is_some() {
                    tx.prepare_cached(NAMING)?.execute(params![after, limit])?;
                }
                Ok(reached)
            })
            .await
    }
}

fn next(tx: &Transaction<'_>, after: i64, looked_at: i64, limit: u32) -> Result<Vec<(i64, DateTime<Utc>, bool)>> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, recorded_at,
                subscription_id <> '' AND EXISTS (SELECT 1 FROM item
                    WHERE item.subscription_id = relay_event.subscription_id AND settled_at = '')
           FROM relay_event WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3",
    )?;
    let found = statement
        .query_map(params![after, looked_at, limit], |row| Ok((row.get(0)?, row.get::<_, At>(1)?.0, row.get(2)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
