//! Records that could not be read, kept as they came until they can be.

use chrono::{DateTime, Utc};
use domain::{BadRecord, SubscriptionId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::applying::digest_of;
use crate::error::Result;
use crate::key::hex;
use crate::times::{self, At};

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its number in the quarantine.
    pub row: u32,
    /// Whose it is, where at least that could be read.
    pub subscription: Option<SubscriptionId>,
    /// Path of the member that could not be read.
    pub field: String,
    /// What was wrong with it: a [`Misread`](domain::Misread)'s word.
    pub misread: String,
    /// The JSON as received.
    pub raw: String,
    /// When it first came unreadable.
    pub first_seen: DateTime<Utc>,
    /// When it last came unreadable.
    pub last_seen: DateTime<Utc>,
}

/// Keeps a record; one that was kept before keeps the moment it was first seen.
pub(crate) fn keep(tx: &Transaction<'_>, bad: &BadRecord, now: DateTime<Utc>) -> Result<()> {
    let id = bad.id.as_deref().unwrap_or_default();
    let mark = if id.is_empty() { hex(&digest_of(&bad.raw)) } else { id.to_lowercase() };
    tx.prepare_cached(
        "INSERT INTO quarantine (mark, subscription_id, field, misread, raw, first_seen, last_seen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (mark) DO UPDATE
            SET field = excluded.field, misread = excluded.misread, raw = excluded.raw, last_seen = excluded.last_seen",
    )?
    .execute(params![mark, id, bad.field, bad.misread.word(), bad.raw, times::text(now)])?;
    Ok(())
}

/// A subscription's record could be read: it leaves.
pub(crate) fn release(tx: &Transaction<'_>, id: &SubscriptionId) -> Result<()> {
    tx.prepare_cached("DELETE FROM quarantine WHERE mark = ?1")?.execute([id.as_str().to_lowercase()])?;
    Ok(())
}

/// Whether anything is kept, so that a sound list need not ask for each of its records.
pub(crate) fn is_empty(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM quarantine)", [], |row| row.get(0))?)
}

/// Nameless records that a sweep begun at `since` did not come across are no longer what Microsoft tells.
pub(crate) fn forget_nameless(tx: &Transaction<'_>, since: DateTime<Utc>) -> Result<()> {
    tx.execute("DELETE FROM quarantine WHERE subscription_id = '' AND last_seen < ?1", [times::text(since)])?;
    Ok(())
}

pub(crate) fn latest(conn: &Connection, limit: u32) -> Result<Vec<Quarantined>> {
    let mut statement = conn.prepare_cached(
        "SELECT entry, subscription_id, field, misread, raw, first_seen, last_seen
           FROM quarantine ORDER BY first_seen DESC, entry DESC LIMIT ?1",
    )?;
    let found = statement.query_map([limit], from_row)?.collect::<rusqlite::Result<_>>();
    Ok(found?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Quarantined> {
    let subscription: String = row.get(1)?;
    Ok(Quarantined {
        row: row.get(0)?,
        subscription: (!subscription.is_empty()).then(|| subscription.into()),
        field: row.get(2)?,
        misread: row.get(3)?,
        raw: row.get(4)?,
        first_seen: row.get::<_, At>(5)?.0,
        last_seen: row.get::<_, At>(6)?.0,
    })
}
