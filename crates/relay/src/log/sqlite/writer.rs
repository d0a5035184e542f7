//! The thread that writes.
//!
//! While one transaction is being made durable, others wait; the next transaction takes all of them. So the cost of
//! waiting for the disk is shared by as many as came in the meantime, and one alone does not wait for company. Each
//! write has a savepoint of its own: one that was overtaken is taken back alone.

use chrono::{DateTime, Utc};
use domain::ConnectionId;
use rusqlite::{Connection, params};
use tokio::sync::{mpsc, oneshot, watch};

use super::rows::text;
use crate::log::{LogError, NewEvent, Put, Write, Written};

/// Most writes of one transaction.
const MOST_TOGETHER: usize = 512;
/// Most rows deleted at once, so that no webhook waits long behind it.
const MOST_FORGOTTEN: u32 = 2_000;

/// Where the outcome is awaited.
pub(super) type Reply<T> = oneshot::Sender<Result<T, LogError>>;

/// Something for the thread to do.
pub(super) enum Order {
    Write(Write, Reply<Written>),
    Forget(ConnectionId, DateTime<Utc>, Reply<u64>),
    Check(Reply<()>),
}

/// What was done, told once it is durable.
enum Settled {
    Write(Result<Written, LogError>, Reply<Written>),
    Forget(Result<u64, LogError>, Reply<u64>),
    Check(Reply<()>),
}

/// Until nobody can order any more.
pub(super) fn run(mut conn: Connection, mut orders: mpsc::Receiver<Order>, stir: &watch::Sender<u64>) {
    while let Some(first) = orders.blocking_recv() {
        let mut batch = vec![first];
        while let Some(next) = (batch.len() < MOST_TOGETHER).then(|| orders.try_recv().ok()).flatten() {
            batch.push(next);
        }
        write_together(&mut conn, batch);
        stir.send_modify(|times| *times += 1);
    }
}

fn write_together(conn: &mut Connection, batch: Vec<Order>) {
    if let Err(error) = begin(conn) {
        batch.into_iter().for_each(|order| order.fail(&error));
        return;
    }
    let settled: Vec<Settled> = batch.into_iter().map(|order| order.settle(conn)).collect();
    match commit(conn) {
        Ok(()) => settled.into_iter().for_each(Settled::tell),
        Err(error) => {
            tracing::error!(%error, cause = ?std::error::Error::source(&error), writes = settled.len(), "nothing could be written");
            settled.into_iter().for_each(|settled| settled.fail(&error));
        }
    }
}

fn begin(conn: &Connection) -> Result<(), LogError> {
    conn.execute_batch("BEGIN IMMEDIATE").map_err(LogError::of_sqlite)
}

/// A transaction that SQLite itself took back, because the disk is full, cannot be committed.
fn commit(conn: &Connection) -> Result<(), LogError> {
    let outcome = conn.execute_batch("COMMIT").map_err(LogError::of_sqlite);
    if outcome.is_err() && !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK").map_err(LogError::of_sqlite)?;
    }
    outcome
}

impl Order {
    fn settle(self, conn: &Connection) -> Settled {
        match self {
            Self::Write(write, reply) => Settled::Write(alone(conn, || apply(conn, &write)), reply),
            Self::Forget(of, before, reply) => Settled::Forget(alone(conn, || forget(conn, &of, before)), reply),
            Self::Check(reply) => Settled::Check(reply),
        }
    }

    fn fail(self, error: &LogError) {
        match self {
            Self::Write(_, reply) => drop(reply.send(Err(error.again()))),
            Self::Forget(_, _, reply) => drop(reply.send(Err(error.again()))),
            Self::Check(reply) => drop(reply.send(Err(error.again()))),
        }
    }
}

impl Settled {
    fn tell(self) {
        match self {
            Self::Write(outcome, reply) => drop(reply.send(outcome)),
            Self::Forget(outcome, reply) => drop(reply.send(outcome)),
            Self::Check(reply) => drop(reply.send(Ok(()))),
        }
    }

    fn fail(self, error: &LogError) {
        match self {
            Self::Write(Err(own), reply) => drop(reply.send(Err(own))),
            Self::Write(Ok(_), reply) => drop(reply.send(Err(error.again()))),
            Self::Forget(_, reply) => drop(reply.send(Err(error.again()))),
            Self::Check(reply) => drop(reply.send(Err(error.again()))),
        }
    }
}

/// Runs `work` so that it can be taken back without the rest of the batch.
fn alone<T: Keeps>(conn: &Connection, work: impl FnOnce() -> Result<T, LogError>) -> Result<T, LogError> {
    say(conn, "SAVEPOINT one")?;
    let outcome = work();
    if !outcome.as_ref().is_ok_and(Keeps::keeps) {
        say(conn, "ROLLBACK TO one")?;
    }
    say(conn, "RELEASE one")?;
    outcome
}

/// Once for every write: parsing it each time would cost as much as a row.
fn say(conn: &Connection, statement: &str) -> Result<(), LogError> {
    conn.prepare_cached(statement)?.execute([]).map(drop).map_err(LogError::of_sqlite)
}

/// Whether an outcome stands in the log.
trait Keeps {
    fn keeps(&self) -> bool;
}

impl Keeps for Written {
    fn keeps(&self) -> bool {
        *self == Self::Done
    }
}

impl Keeps for u64 {
    fn keeps(&self) -> bool {
        true
    }
}

fn apply(conn: &Connection, write: &Write) -> Result<Written, LogError> {
    let at = text(write.at);
    for one in &write.puts {
        if !put(conn, &write.connection, one, &at)? {
            return Ok(Written::Overtaken { by: one.kind });
        }
    }
    for event in &write.events {
        record(conn, &write.connection, event, &at)?;
    }
    Ok(Written::Done)
}

fn put(conn: &Connection, of: &ConnectionId, put: &Put, at: &str) -> Result<bool, LogError> {
    let statement = if put.expect == 0 {
        "INSERT INTO doc (connection, kind, id, version, subscription_id, is_open, at, value)
         SELECT ?1, ?2, ?3, ?4 + 1, ?5, ?6, ?7, ?8 WHERE true ON CONFLICT DO NOTHING"
    } else {
        "UPDATE doc SET version = version + 1, subscription_id = ?5, is_open = ?6, at = ?7, value = ?8
          WHERE connection = ?1 AND kind = ?2 AND id = ?3 AND version = ?4"
    };
    let subscription = put.subscription.as_ref().map(domain::SubscriptionId::as_str);
    let written = conn
        .prepare_cached(statement)?
        .execute(params![of.as_str(), put.kind.as_str(), put.id, put.expect, subscription, put.is_open, at, put.value])
        .map_err(LogError::of_sqlite)?;
    Ok(written == 1)
}

fn record(conn: &Connection, of: &ConnectionId, event: &NewEvent, at: &str) -> Result<(), LogError> {
    let subscription = event.subscription.as_ref().map(domain::SubscriptionId::as_str);
    conn.prepare_cached(
        "INSERT INTO event (connection, id, at, kind, subscription_id, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![of.as_str(), event.id, at, event.kind, subscription, event.body])
    .map_err(LogError::of_sqlite)?;
    Ok(())
}

fn forget(conn: &Connection, of: &ConnectionId, before: DateTime<Utc>) -> Result<u64, LogError> {
    let before = text(before);
    conn.execute(
        "INSERT INTO forgotten (connection, seq)
         SELECT ?1, max(seq) FROM (SELECT seq FROM event WHERE connection = ?1 AND at < ?2 ORDER BY seq LIMIT ?3)
         HAVING max(seq) IS NOT NULL
         ON CONFLICT (connection) DO UPDATE SET seq = max(seq, excluded.seq)",
        params![of.as_str(), before, MOST_FORGOTTEN],
    )?;
    let events = conn.execute(
        "DELETE FROM event WHERE connection = ?1 AND at < ?2
            AND seq <= coalesce((SELECT seq FROM forgotten WHERE connection = ?1), 0)",
        params![of.as_str(), before],
    )?;
    let docs = conn.execute(
        "DELETE FROM doc WHERE (connection, kind, id) IN (
             SELECT connection, kind, id FROM doc
              WHERE connection = ?1 AND at < ?2 AND (kind IN ('answer', 'course', 'visit') OR (is_open = 0 AND kind IN ('coming', 'refused', 'question', 'pass', 'unread', 'access', 'activation')))
              LIMIT ?3)",
        params![of.as_str(), before, MOST_FORGOTTEN],
    )?;
    Ok(u64::try_from(events + docs).unwrap_or(u64::MAX))
}
