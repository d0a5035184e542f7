//! The subscriptions: one narrow row each, and the JSON apart.

use chrono::{DateTime, NaiveDate, Utc};
use domain::folding::sort_key;
use domain::{Channel, Received, Status, Subscription, SubscriptionId};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params};

use super::{sweep, words};
use crate::error::Result;
use crate::list::ListRow;
use crate::times::{self, At, Perhaps};

/// A subscription as it was last read.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSubscription {
    /// What a list shows of it.
    pub row: ListRow,
    /// The JSON as received.
    pub raw: String,
    /// When it was last confirmed: read by itself, seen to differ, or listed by the last full sweep.
    pub read_at: DateTime<Utc>,
}

/// A subscription that a full sweep no longer listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Its id.
    pub id: SubscriptionId,
    /// Its name when it was last read.
    pub name: String,
    /// End of the first sweep that missed it.
    pub since: DateTime<Utc>,
}

/// What must be known of a stored subscription before a new record of it is applied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) row: u32,
    pub(crate) digest: [u8; 16],
    pub(crate) read_at: DateTime<Utc>,
    pub(crate) missing_at: Option<DateTime<Utc>>,
    pub(crate) status_rank: u8,
}

/// Where a status stands in the order of life.
pub(crate) fn rank(status: &Status) -> u8 {
    match status {
        Status::NotStarted => 0,
        Status::PendingFulfillmentStart => 1,
        Status::Subscribed => 2,
        Status::Suspended => 3,
        Status::Unsubscribed => 4,
        Status::Other(_) => 5,
    }
}

pub(crate) fn known(conn: &Connection, id: &str) -> Result<Option<Known>> {
    let mut statement = conn
        .prepare_cached("SELECT row, raw_digest, read_at, missing_at, status_rank FROM subscription WHERE id = ?1")?;
    let known = statement.query_row([id], |row| {
        Ok(Known {
            row: row.get(0)?,
            digest: row.get(1)?,
            read_at: row.get::<_, At>(2)?.0,
            missing_at: row.get::<_, Perhaps<DateTime<Utc>>>(3)?.0,
            status_rank: row.get(4)?,
        })
    });
    Ok(known.optional()?)
}

pub(crate) fn raw(conn: &Connection, row: u32) -> Result<String> {
    let mut statement = conn.prepare_cached("SELECT raw FROM subscription_raw WHERE row = ?1")?;
    Ok(statement.query_row([row], |row| row.get(0))?)
}

/// Adds a subscription; returns its row number.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    record: &Received<Subscription>,
    digest: &[u8; 16],
    now: DateTime<Utc>,
) -> Result<u32> {
    let search_text = words::search_text(&record.value);
    with_columns(&record.value, &search_text, digest, now, |columns| {
        tx.prepare_cached(
            "INSERT INTO subscription (id, name, name_key, offer, plan, seats, status, status_rank, live, term_unit,
                                       term_start, term_end, auto_renew, channel, free_trial, created, buyer,
                                       search_text, raw_digest, read_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(columns)
    })?;
    let row = last_row(tx)?;
    tx.prepare_cached("INSERT INTO subscription_raw (row, raw) VALUES (?1, ?2)")?.execute(params![row, record.raw])?;
    words::enter(tx, row, &search_text)?;
    Ok(row)
}

/// The number of the row that was just added.
pub(crate) fn last_row(tx: &Transaction<'_>) -> Result<u32> {
    let number = tx.last_insert_rowid();
    Ok(u32::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, number))?)
}

/// Puts what was received in place of what was stored.
pub(crate) fn update(
    tx: &Transaction<'_>,
    row: u32,
    record: &Received<Subscription>,
    digest: &[u8; 16],
    now: DateTime<Utc>,
) -> Result<()> {
    let search_text = words::search_text(&record.value);
    let before: String = tx
        .prepare_cached("SELECT search_text FROM subscription WHERE row = ?1")?
        .query_row([row], |found| found.get(0))?;
    with_columns(&record.value, &search_text, digest, now, |columns| {
        tx.prepare_cached(
            "UPDATE subscription
                SET name = ?2, name_key = ?3, offer = ?4, plan = ?5, seats = ?6, status = ?7, status_rank = ?8,
                    live = ?9, term_unit = ?10, term_start = ?11, term_end = ?12, auto_renew = ?13, channel = ?14,
                    free_trial = ?15, created = ?16, buyer = ?17, search_text = ?18, raw_digest = ?19, read_at = ?20,
                    missing_at = ''
              WHERE id = ?1",
        )?
        .execute(columns)
    })?;
    tx.prepare_cached("UPDATE subscription_raw SET raw = ?2 WHERE row = ?1")?.execute(params![row, record.raw])?;
    if before != search_text {
        words::enter_again(tx, row, &search_text)?;
    }
    Ok(())
}

fn with_columns(
    it: &Subscription,
    search_text: &str,
    digest: &[u8; 16],
    now: DateTime<Utc>,
    run: impl FnOnce(&[&dyn ToSql]) -> rusqlite::Result<usize>,
) -> Result<()> {
    let rank = rank(&it.status);
    run(&[
        &it.id.as_str(),
        &it.name,
        &sort_key(&it.name),
        &it.offer.as_str(),
        &it.plan.as_str(),
        &it.seats.map_or(-1, i64::from),
        &it.status.as_str(),
        &rank,
        &(rank != 4),
        &it.term.unit.as_ref().map_or("", |unit| unit.as_str()),
        &times::day_text(it.term.start),
        &times::day_text(it.term.end),
        &it.auto_renew.map_or(-1, i64::from),
        &if it.channel() == Channel::Direct { "direct" } else { "reseller" },
        &it.is_free_trial,
        &times::text_or_empty(it.created),
        &it.purchaser.email,
        &search_text,
        digest,
        &times::text(now),
    ])?;
    Ok(())
}

/// It was read by itself and had not changed.
pub(crate) fn confirm(tx: &Transaction<'_>, row: u32, now: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE subscription SET read_at = ?2, missing_at = '' WHERE row = ?1")?
        .execute(params![row, times::text(now)])?;
    Ok(())
}

/// It is listed again.
pub(crate) fn unmiss(tx: &Transaction<'_>, row: u32) -> Result<()> {
    tx.prepare_cached("UPDATE subscription SET missing_at = '' WHERE row = ?1")?.execute([row])?;
    Ok(())
}

/// A full sweep did not list it.
pub(crate) fn miss(tx: &Transaction<'_>, row: u32, now: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE subscription SET missing_at = ?2 WHERE row = ?1")?
        .execute(params![row, times::text(now)])?;
    Ok(())
}

/// The subscriptions that are not among `listed`, which is in order, and are not known to be missing already.
pub(crate) fn newly_missing(conn: &Connection, listed: &[u32]) -> Result<Vec<u32>> {
    let mut statement = conn.prepare_cached("SELECT row FROM subscription")?;
    let mut unlisted = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let row: u32 = found.get(0)?;
        if listed.binary_search(&row).is_err() {
            unlisted.push(row);
        }
    }
    let mut is_missing = conn.prepare_cached("SELECT missing_at <> '' FROM subscription WHERE row = ?1")?;
    let mut newly = Vec::new();
    for row in unlisted {
        if !is_missing.query_row([row], |found| found.get(0))? {
            newly.push(row);
        }
    }
    Ok(newly)
}

/// The id and name of a row.
pub(crate) fn named(conn: &Connection, row: u32) -> Result<(SubscriptionId, String)> {
    let mut statement = conn.prepare_cached("SELECT id, name FROM subscription WHERE row = ?1")?;
    let (id, name): (String, String) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((id.into(), name))
}

pub(crate) fn find(conn: &Connection, id: &SubscriptionId) -> Result<Option<StoredSubscription>> {
    let Some(known) = known(conn, id.as_str())? else { return Ok(None) };
    let last = sweep::last_finished(conn)?.filter(|_| known.missing_at.is_none());
    Ok(Some(StoredSubscription {
        row: ListRow::of(conn, known.row)?,
        raw: raw(conn, known.row)?,
        read_at: last.map_or(known.read_at, |sweep| sweep.started_at.max(known.read_at)),
    }))
}

/// Along its index, which holds nothing else.
pub(crate) const IN_MOTION: &str =
    "SELECT id FROM subscription INDEXED BY in_motion WHERE status_rank IN (1, 3) ORDER BY read_at, row LIMIT ?1";

/// Along its index, which holds nothing else.
pub(crate) const MISSING: &str = "SELECT id, name, missing_at FROM subscription
      WHERE missing_at <> '' ORDER BY missing_at DESC, row DESC LIMIT ?1";

pub(crate) fn in_motion(conn: &Connection, limit: u32) -> Result<Vec<SubscriptionId>> {
    let mut statement = conn.prepare_cached(IN_MOTION)?;
    let ids = statement.query_map([limit], |row| Ok(SubscriptionId::from(row.get::<_, String>(0)?)))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn missing(conn: &Connection, limit: u32) -> Result<Vec<Gone>> {
    let mut statement = conn.prepare_cached(MISSING)?;
    let gone = statement.query_map([limit], gone)?.collect::<rusqlite::Result<_>>();
    Ok(gone?)
}

fn gone(row: &Row<'_>) -> rusqlite::Result<Gone> {
    Ok(Gone { id: row.get::<_, String>(0)?.into(), name: row.get(1)?, since: row.get::<_, At>(2)?.0 })
}

/// What has a clock running: pending, suspended, or with a term that ends for good, or a trial that ends, by a day.
/// Everything is in an index, so that nothing else is read.
const CLOCKED: &str = "SELECT row FROM subscription
      WHERE live AND (status_rank IN (1, 3)
        OR (term_end <> '' AND term_end <= ?1 AND (auto_renew = 0 OR free_trial = 1)))";

pub(crate) fn clocked(conn: &Connection, until: NaiveDate) -> Result<Vec<ListRow>> {
    let mut statement = conn.prepare_cached(CLOCKED)?;
    let rows = statement.query_map([until.to_string()], |row| row.get::<_, u32>(0))?;
    rows.map(|row| ListRow::of(conn, row?)).collect()
}
