//! Reading rows.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{ConnectionId, SubscriptionId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::log::{About, Bounds, Doc, Event, Kind, LogError, NewEvent, Position, Which};

/// Times are RFC 3339 in UTC with milliseconds, so that text sorts as time does.
pub(super) fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

pub(super) fn doc(conn: &Connection, of: &ConnectionId, kind: Kind, id: &str) -> Result<Option<Doc>, LogError> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = ?1 AND kind = ?2 AND id = ?3",
    )?;
    statement.query_row(params![of.as_str(), kind.as_str(), id], read_doc).optional()?.transpose()
}

pub(super) fn docs(conn: &Connection, of: &ConnectionId, which: Which) -> Result<Vec<Doc>, LogError> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = ?1 AND kind = ?2 AND (is_open = 1 OR NOT ?3) ORDER BY at, id LIMIT ?4",
    )?;
    let rows =
        statement.query_map(params![of.as_str(), which.kind.as_str(), which.open_only, which.limit], read_doc)?;
    rows.map(|row| row?).collect()
}

pub(super) fn about(
    conn: &Connection,
    of: &ConnectionId,
    answer: &str,
    subscription: &SubscriptionId,
) -> Result<About, LogError> {
    let tx = conn.unchecked_transaction()?; // One moment for all of it.
    let answer = doc(&tx, of, Kind::Answer, answer)?;
    let mut statement = tx.prepare_cached(
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = ?1 AND subscription_id = ?2 AND is_open = 1 ORDER BY kind, at, id LIMIT 500",
    )?;
    let open = statement
        .query_map(params![of.as_str(), subscription.as_str()], read_doc)?
        .map(|row| row?)
        .collect::<Result<_, _>>()?;
    let rules_version = version(&tx, of, Kind::Rules)?;
    let facts_version = version(&tx, of, Kind::Facts)?;
    Ok(About { answer, open, rules_version, facts_version })
}

fn version(conn: &Connection, of: &ConnectionId, kind: Kind) -> Result<i64, LogError> {
    let mut statement = conn.prepare_cached("SELECT max(version) FROM doc WHERE connection = ?1 AND kind = ?2")?;
    let version: Option<i64> = statement.query_row(params![of.as_str(), kind.as_str()], |row| row.get(0))?;
    Ok(version.unwrap_or_default())
}

pub(super) fn events(
    conn: &Connection,
    of: &ConnectionId,
    after: Position,
    limit: u32,
) -> Result<Vec<Event>, LogError> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, at, id, kind, subscription_id, body FROM event
          WHERE connection = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let rows = statement.query_map(params![of.as_str(), after, limit], read_event)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn bounds(conn: &Connection, of: &ConnectionId) -> Result<Bounds, LogError> {
    let tx = conn.unchecked_transaction()?;
    let forgotten = tx
        .prepare_cached("SELECT seq FROM forgotten WHERE connection = ?1")?
        .query_row([of.as_str()], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    let last: Option<Position> = tx
        .prepare_cached("SELECT max(seq) FROM event WHERE connection = ?1")?
        .query_row([of.as_str()], |row| row.get(0))?;
    Ok(Bounds { forgotten, last: last.unwrap_or(forgotten) })
}

fn read_doc(row: &Row<'_>) -> rusqlite::Result<Result<Doc, LogError>> {
    let kind: String = row.get(0)?;
    let Some(kind) = Kind::read(&kind) else { return Ok(Err(LogError::UnknownWord)) };
    Ok(Ok(Doc {
        kind,
        id: row.get(1)?,
        version: row.get(2)?,
        subscription: row.get::<_, Option<String>>(3)?.map(Into::into),
        is_open: row.get(4)?,
        value: row.get(5)?,
    }))
}

fn read_event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let at: String = row.get(1)?;
    Ok(Event {
        position: row.get(0)?,
        at: at.parse().unwrap_or_default(),
        what: NewEvent {
            id: row.get(2)?,
            kind: row.get(3)?,
            subscription: row.get::<_, Option<String>>(4)?.map(Into::into),
            body: row.get(5)?,
        },
    })
}
