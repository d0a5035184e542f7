//! Reading rows.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{ConnectionId, SubscriptionId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::log::{About, Bounds, Doc, Event, Kind, LogError, NewEvent, Position, Which};

/// Times are RFC 3339 in UTC with milliseconds, so that text sorts as time does.
pub(super) fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Which index is named, because without statistics the planner takes one that reads every document of a connection.
const OPEN_OF_SUBSCRIPTION: &str = "SELECT kind, id, version, subscription_id, is_open, value
      FROM doc INDEXED BY doc_open
     WHERE connection = ?1 AND subscription_id = ?2 AND is_open = 1 ORDER BY kind, at, id LIMIT 500";
const OPEN_OF_KIND: &str = "SELECT kind, id, version, subscription_id, is_open, value
      FROM doc INDEXED BY doc_open_by_kind
     WHERE connection = ?1 AND kind = ?2 AND is_open = 1 ORDER BY at, id LIMIT ?3";
const ALL_OF_KIND: &str = "SELECT kind, id, version, subscription_id, is_open, value
      FROM doc INDEXED BY doc_by_kind
     WHERE connection = ?1 AND kind = ?2 ORDER BY at, id LIMIT ?3";
const VERSION_OF_KIND: &str = "SELECT max(version) FROM doc INDEXED BY doc_by_kind WHERE connection = ?1 AND kind = ?2";
const FEED: &str = "SELECT seq, at, id, kind, subscription_id, body FROM event INDEXED BY event_feed
     WHERE connection = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";

pub(super) fn doc(conn: &Connection, of: &ConnectionId, kind: Kind, id: &str) -> Result<Option<Doc>, LogError> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = ?1 AND kind = ?2 AND id = ?3",
    )?;
    statement.query_row(params![of.as_str(), kind.as_str(), id], read_doc).optional()?.transpose()
}

pub(super) fn docs(conn: &Connection, of: &ConnectionId, which: Which) -> Result<Vec<Doc>, LogError> {
    let mut statement = conn.prepare_cached(if which.open_only { OPEN_OF_KIND } else { ALL_OF_KIND })?;
    let rows = statement.query_map(params![of.as_str(), which.kind.as_str(), which.limit], read_doc)?;
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
    let mut statement = tx.prepare_cached(OPEN_OF_SUBSCRIPTION)?;
    let open = statement
        .query_map(params![of.as_str(), subscription.as_str()], read_doc)?
        .map(|row| row?)
        .collect::<Result<_, _>>()?;
    let rules_version = version(&tx, of, Kind::Rules)?;
    let facts_version = version(&tx, of, Kind::Facts)?;
    Ok(About { answer, open, rules_version, facts_version })
}

fn version(conn: &Connection, of: &ConnectionId, kind: Kind) -> Result<i64, LogError> {
    let mut statement = conn.prepare_cached(VERSION_OF_KIND)?;
    let version: Option<i64> = statement.query_row(params![of.as_str(), kind.as_str()], |row| row.get(0))?;
    Ok(version.unwrap_or_default())
}

pub(super) fn events(
    conn: &Connection,
    of: &ConnectionId,
    after: Position,
    limit: u32,
) -> Result<Vec<Event>, LogError> {
    let mut statement = conn.prepare_cached(FEED)?;
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::log::sqlite::Place;

    /// Each is one search, however much the log holds.
    #[rstest]
    #[case::a_decision(OPEN_OF_SUBSCRIPTION, "SEARCH doc USING INDEX doc_open (connection=? AND subscription_id=?)")]
    #[case::what_is_open(OPEN_OF_KIND, "SEARCH doc USING INDEX doc_open_by_kind (connection=? AND kind=?)")]
    #[case::all(ALL_OF_KIND, "SEARCH doc USING INDEX doc_by_kind (connection=? AND kind=?)")]
    #[case::a_version(VERSION_OF_KIND, "SEARCH doc USING INDEX doc_by_kind (connection=? AND kind=?)")]
    #[case::the_feed(FEED, "SEARCH event USING INDEX event_feed (connection=? AND seq>?)")]
    fn questions_go_along_an_index(#[case] question: &str, #[case] plan: &str) {
        let folder = tempfile::tempdir().unwrap();
        let (conn, _) = Place::new(folder.path().join("log.db"), None).open_writer("log-a").unwrap();
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
        let values = rusqlite::params_from_iter(vec!["1"; statement.parameter_count()]);
        let steps: Vec<String> =
            statement.query_map(values, |row| row.get(3)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        assert_eq!(steps.first().map(String::as_str), Some(plan), "{steps:?}");
    }
}
