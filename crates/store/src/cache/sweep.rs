//! Full readings of the list, page by page.
//!
//! A page is written down in the same transaction as its records, so a killed sweep goes on with the page after it.
//! What a page listed is kept as row numbers until the end, when whatever was on no page is missing.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Result, StoreError};
use crate::times::{self, At};

/// How far a running sweep has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweepState {
    /// Its number; every sweep of a file has its own.
    pub number: u32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// The first of its file: it observes nothing.
    pub baseline: bool,
    /// Pages applied.
    pub pages: u32,
    /// Records on them, the unreadable ones too.
    pub subscriptions: u32,
    /// Leads to the page after the last one applied; `None` before the first page and after the last.
    pub continuation: Option<String>,
}

impl SweepState {
    /// Whether its last page has been applied, so that only [`Store::finish_sweep`](crate::Store::finish_sweep) is left.
    pub fn has_all_pages(&self) -> bool {
        self.pages > 0 && self.continuation.is_none()
    }
}

/// A sweep that went through to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedSweep {
    /// Its number.
    pub number: u32,
    /// When it began: everything it listed was confirmed after this moment.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// The first of its file.
    pub baseline: bool,
    /// Different subscriptions it listed.
    pub subscriptions: u32,
}

pub(crate) fn in_progress(conn: &Connection) -> Result<Option<SweepState>> {
    let mut statement = conn.prepare_cached(
        "SELECT number, started_at, baseline,
                (SELECT count(*) FROM sweep_page WHERE sweep = number),
                (SELECT coalesce(sum(records), 0) FROM sweep_page WHERE sweep = number),
                coalesce((SELECT continuation FROM sweep_page WHERE sweep = number ORDER BY page DESC LIMIT 1), '')
           FROM sweep WHERE finished_at = '' ORDER BY number DESC LIMIT 1",
    )?;
    Ok(statement.query_row([], state).optional()?)
}

fn state(row: &Row<'_>) -> rusqlite::Result<SweepState> {
    let continuation: String = row.get(5)?;
    Ok(SweepState {
        number: row.get(0)?,
        started_at: row.get::<_, At>(1)?.0,
        baseline: row.get(2)?,
        pages: row.get(3)?,
        subscriptions: row.get(4)?,
        continuation: (!continuation.is_empty()).then_some(continuation),
    })
}

pub(crate) fn begin(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<SweepState> {
    tx.execute("DELETE FROM sweep_page", [])?;
    tx.execute("DELETE FROM sweep WHERE finished_at = ''", [])?;
    let baseline = last_finished(tx)?.is_none();
    tx.execute("INSERT INTO sweep (baseline, started_at) VALUES (?1, ?2)", params![baseline, times::text(now)])?;
    in_progress(tx)?.ok_or(StoreError::SweepMoved)
}

/// The running sweep, where it still is at the page that `state` says.
pub(crate) fn confirm(conn: &Connection, state: &SweepState) -> Result<()> {
    match in_progress(conn)? {
        Some(running) if running.number == state.number && running.pages == state.pages => Ok(()),
        _ => Err(StoreError::SweepMoved),
    }
}

/// Writes down that a page has been read.
pub(crate) fn add_page(tx: &Transaction<'_>, page: &Page<'_>) -> Result<()> {
    let blob: Vec<u8> = page.rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    tx.prepare_cached(
        "INSERT INTO sweep_page (sweep, page, rows, records, continuation, applied_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        page.sweep,
        page.number,
        blob,
        page.records,
        page.next.unwrap_or_default(),
        times::text(page.at)
    ])?;
    Ok(())
}

/// One page as it is written down.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) sweep: u32,
    pub(crate) number: u32,
    pub(crate) rows: &'a [u32],
    pub(crate) records: u32,
    pub(crate) next: Option<&'a str>,
    pub(crate) at: DateTime<Utc>,
}

/// The row numbers of everything the sweep has listed, in order and each once.
pub(crate) fn listed(conn: &Connection, number: u32) -> Result<Vec<u32>> {
    let mut statement = conn.prepare_cached("SELECT rows FROM sweep_page WHERE sweep = ?1")?;
    let mut pages = statement.query([number])?;
    let mut rows = Vec::new();
    while let Some(page) = pages.next()? {
        let blob = page.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        rows.extend(blob.as_chunks().0.iter().copied().map(u32::from_le_bytes));
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

/// Ends the sweep; its pages are not needed any more.
pub(crate) fn finish(tx: &Transaction<'_>, number: u32, subscriptions: u32, now: DateTime<Utc>) -> Result<()> {
    tx.execute("DELETE FROM sweep_page WHERE sweep = ?1", [number])?;
    tx.execute(
        "UPDATE sweep SET finished_at = ?2, subscriptions = ?3 WHERE number = ?1",
        params![number, times::text(now), subscriptions],
    )?;
    Ok(())
}

pub(crate) fn last_finished(conn: &Connection) -> Result<Option<FinishedSweep>> {
    let mut statement = conn.prepare_cached(
        "SELECT number, started_at, finished_at, baseline, subscriptions
           FROM sweep WHERE finished_at <> '' ORDER BY number DESC LIMIT 1",
    )?;
    let finished = statement.query_row([], |row| {
        Ok(FinishedSweep {
            number: row.get(0)?,
            started_at: row.get::<_, At>(1)?.0,
            finished_at: row.get::<_, At>(2)?.0,
            baseline: row.get(3)?,
            subscriptions: row.get(4)?,
        })
    });
    Ok(finished.optional()?)
}
