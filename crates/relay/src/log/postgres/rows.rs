//! Reading rows, and deleting old ones.

use chrono::{DateTime, Utc};
use deadpool_postgres::ClientWrapper;
use domain::{ConnectionId, SubscriptionId};
use tokio_postgres::Row;

use crate::log::{About, Bounds, Doc, Event, Kind, LogError, NewEvent, Position, Which};

/// Most rows deleted at once.
const MOST_FORGOTTEN: i64 = 2_000;

pub(super) async fn doc(
    client: &ClientWrapper,
    of: &ConnectionId,
    kind: Kind,
    id: &str,
) -> Result<Option<Doc>, LogError> {
    let statement = "SELECT kind, id, version, subscription_id, is_open, value FROM doc
                      WHERE connection = $1 AND kind = $2 AND id = $3";
    let statement = client.prepare_cached(statement).await?;
    client.query_opt(&statement, &[&of.as_str(), &kind.as_str(), &id]).await?.as_ref().map(read_doc).transpose()
}

pub(super) async fn docs(client: &ClientWrapper, of: &ConnectionId, which: Which) -> Result<Vec<Doc>, LogError> {
    let statement = if which.open_only {
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = $1 AND kind = $2 AND is_open ORDER BY at, id LIMIT $3"
    } else {
        "SELECT kind, id, version, subscription_id, is_open, value FROM doc
          WHERE connection = $1 AND kind = $2 ORDER BY at, id LIMIT $3"
    };
    let (kind, limit) = (which.kind.as_str(), i64::from(which.limit));
    let statement = client.prepare_cached(statement).await?;
    client.query(&statement, &[&of.as_str(), &kind, &limit]).await?.iter().map(read_doc).collect()
}

/// One statement, so one moment: what is asked by key, and what is open about the subscription. Each part goes along an
/// index of its own; with `OR` in their place the whole table would be read. Of rules and facts only the versions are
/// asked: facts may be long.
pub(super) async fn about(
    client: &ClientWrapper,
    of: &ConnectionId,
    answer: &str,
    subscription: &SubscriptionId,
) -> Result<About, LogError> {
    let statement = "SELECT kind, id, version, subscription_id, is_open, value, at FROM doc
                      WHERE connection = $1 AND kind = 'answer' AND id = $2
                     UNION ALL
                     SELECT kind, id, version, subscription_id, is_open, '', at FROM doc
                      WHERE connection = $1 AND kind IN ('rules', 'facts')
                     UNION ALL
                     SELECT kind, id, version, subscription_id, is_open, value, at FROM doc
                      WHERE connection = $1 AND lower(subscription_id) = lower($3) AND subscription_id IS NOT NULL
                        AND is_open AND kind NOT IN ('rules', 'facts') AND NOT (kind = 'answer' AND id = $2)
                     ORDER BY kind, at, id LIMIT 500";
    let statement = client.prepare_cached(statement).await?;
    let mut about = About::default();
    for row in client.query(&statement, &[&of.as_str(), &answer, &subscription.as_str()]).await? {
        let doc = read_doc(&row)?;
        match doc.kind {
            Kind::Answer if doc.id == answer => about.answer = Some(doc),
            Kind::Rules => about.rules_version = doc.version,
            Kind::Facts => about.facts_version = doc.version,
            _ => about.open.push(doc),
        }
    }
    Ok(about)
}

pub(super) async fn events(
    client: &ClientWrapper,
    of: &ConnectionId,
    after: Position,
    limit: u32,
) -> Result<Vec<Event>, LogError> {
    let statement = "SELECT position, at, id, kind, subscription_id, body FROM event
                      WHERE connection = $1 AND position > $2 ORDER BY position LIMIT $3";
    let statement = client.prepare_cached(statement).await?;
    Ok(client.query(&statement, &[&of.as_str(), &after, &i64::from(limit)]).await?.iter().map(read_event).collect())
}

pub(super) async fn bounds(client: &ClientWrapper, of: &ConnectionId) -> Result<Bounds, LogError> {
    let row = client.query_opt("SELECT forgotten, last FROM feed WHERE connection = $1", &[&of.as_str()]).await?;
    Ok(row.map_or_else(Bounds::default, |row| Bounds { forgotten: row.get(0), last: row.get(1) }))
}

pub(super) async fn forget(
    client: &mut ClientWrapper,
    of: &ConnectionId,
    before: DateTime<Utc>,
) -> Result<u64, LogError> {
    let tx = client.transaction().await?;
    let of = of.as_str();
    // One replica at a time, and what is being written is left for the next time: so nobody waits for each other.
    let mine = "SELECT pg_try_advisory_xact_lock(hashtextextended('forget ' || $1, 0))";
    if !tx.query_one(mine, &[&of]).await?.get::<_, bool>(0) {
        return Ok(0);
    }
    let events = "WITH old AS (DELETE FROM event WHERE seq IN (
                      SELECT seq FROM event WHERE connection = $1 AND at < $2 AND position IS NOT NULL
                       ORDER BY position LIMIT $3) RETURNING position),
                  moved AS (UPDATE feed SET forgotten = greatest(forgotten, (SELECT max(position) FROM old))
                             WHERE connection = $1)
                  SELECT count(*) FROM old";
    let events: i64 = tx.query_one(events, &[&of, &before, &MOST_FORGOTTEN]).await?.get(0);
    let docs = "DELETE FROM doc WHERE (connection, kind, id) IN (
                    SELECT connection, kind, id FROM doc WHERE connection = $1 AND at < $2
                       AND (kind IN ('answer', 'course', 'visit') OR NOT is_open AND kind IN ('coming', 'refused', 'question', 'pass', 'unread', 'access'))
                     LIMIT $3 FOR UPDATE SKIP LOCKED)";
    let docs = tx.execute(docs, &[&of, &before, &MOST_FORGOTTEN]).await?;
    tx.commit().await?;
    Ok(u64::try_from(events).unwrap_or_default() + docs)
}

fn read_doc(row: &Row) -> Result<Doc, LogError> {
    Ok(Doc {
        kind: Kind::read(row.get(0)).ok_or(LogError::UnknownWord)?,
        id: row.get(1),
        version: row.get(2),
        subscription: row.get::<_, Option<String>>(3).map(Into::into),
        is_open: row.get(4),
        value: row.get(5),
    })
}

fn read_event(row: &Row) -> Event {
    Event {
        position: row.get(0),
        at: row.get(1),
        what: NewEvent {
            id: row.get(2),
            kind: row.get(3),
            subscription: row.get::<_, Option<String>>(4).map(Into::into),
            body: row.get(5),
        },
    }
}
