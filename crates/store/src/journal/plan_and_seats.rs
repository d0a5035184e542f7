//! Changes of plan and of seats: what customers asked for, as far as it took effect.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::Journal;
use super::event::{Event, from_row};
use crate::error::Result;
use crate::times;

/// Through the whole table: it is asked when somebody opens the rules, and the kind is decided before the JSON is read.
const SINCE: &str = "SELECT id, subscription_id, kind, source, field, before, after, seen_after, seen_before, raw, seq
       FROM event WHERE kind IN ('plan', 'seats') AND seen_before >= ?1 ORDER BY seq DESC LIMIT ?2";

impl Journal {
    /// Changes of plan and of seats since a moment, the latest first.
    pub async fn plan_and_seat_events(&self, since: DateTime<Utc>, limit: u32) -> Result<Vec<Event>> {
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(SINCE)?;
                let events = statement.query_map(params![times::text(since), limit], from_row)?;
                Ok(events.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}
