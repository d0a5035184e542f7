//! What the relay's feed told, and up to where it was followed.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::relay_feed::FeedEvent;
use rusqlite::{OptionalExtension, Row, params};

use super::Journal;
use crate::error::Result;
use crate::times::{self, At};

/// Where to go on in a relay's feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPlace {
    /// The relay's name for its log: a cursor of another one means nothing.
    pub log: String,
    /// The last cursor that was kept.
    pub cursor: String,
}

pub(super) const SELECT: &str = "SELECT seq, id, kind, subscription_id, at, body FROM relay_event";

impl Journal {
    /// Up to where the feed was followed; nothing where it never was.
    pub async fn feed_place(&self) -> Result<Option<FeedPlace>> {
        self.db()
            .read(|conn| {
                let mut statement = conn.prepare_cached("SELECT log, cursor FROM relay_place")?;
                let place = statement.query_row([], |row| Ok(FeedPlace { log: row.get(0)?, cursor: row.get(1)? }));
                Ok(place.optional()?)
            })
            .await
    }

    /// Keeps events together with the place they lead to, all or nothing; says how many of them are new. One that is
    /// known stays as it is.
    pub async fn take_in(&self, place: FeedPlace, events: Vec<FeedEvent>, now: DateTime<Utc>) -> Result<usize> {
        self.writable()?
            .write(move |tx| {
                let mut statement = tx.prepare_cached(
                    "INSERT OR IGNORE INTO relay_event (log, id, kind, subscription_id, at, body, recorded_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?;
                let mut new = 0;
                for event in &events {
                    new += statement.execute(params![
                        place.log,
                        event.id,
                        event.kind,
                        event.subscription.as_ref().map(ToString::to_string).unwrap_or_default(),
                        times::text(event.at),
                        event.body.to_string(),
                        times::text(now),
                    ])?;
                }
                tx.execute(
                    "INSERT INTO relay_place (one, log, cursor, changed_at) VALUES (1, ?1, ?2, ?3)
                     ON CONFLICT (one) DO UPDATE SET log = excluded.log, cursor = excluded.cursor,
                            changed_at = excluded.changed_at",
                    params![place.log, place.cursor, times::text(now)],
                )?;
                Ok(new)
            })
            .await
    }

    /// Follows from the beginning the next time: another relay is meant.
    pub async fn forget_feed_place(&self) -> Result<()> {
        self.writable()?
            .write(|tx| {
                tx.execute("DELETE FROM relay_place", [])?;
                Ok(())
            })
            .await
    }

    /// What the feed told after this place of ours, in the order in which it was told. From 0.
    pub async fn feed_after(&self, place: i64, limit: u32) -> Result<Vec<(i64, FeedEvent)>> {
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE seq > ?1 ORDER BY seq LIMIT ?2"))?;
                let found = statement.query_map(params![place, limit], told)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// What the feed told of one subscription, the latest first.
    pub async fn feed_of(&self, id: &SubscriptionId, limit: u32) -> Result<Vec<FeedEvent>> {
        let id = id.clone();
        self.db()
            .read(move |conn| {
                let mut statement =
                    conn.prepare_cached(&format!("{SELECT} WHERE subscription_id = ?1 ORDER BY seq DESC LIMIT ?2"))?;
                let found = statement.query_map(params![id.as_str(), limit], told)?;
                Ok(found.map(|found| found.map(|(_, event)| event)).collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

pub(super) fn told(row: &Row<'_>) -> rusqlite::Result<(i64, FeedEvent)> {
    let subscription: String = row.get(3)?;
    let body = serde_json::from_str(row.get_ref(5)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok((
        row.get(0)?,
        FeedEvent {
            cursor: String::new(), // What was told is found by our own place.
            id: row.get(1)?,
            at: row.get::<_, At>(4)?.0,
            kind: row.get(2)?,
            subscription: (!subscription.is_empty()).then(|| subscription.into()),
            body,
        },
    ))
}
