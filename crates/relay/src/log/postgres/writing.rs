//! Writing in batches, as the SQLite log does: while one transaction is being committed, others wait for the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use deadpool_postgres::{Pool, Transaction};
use domain::SubscriptionId;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_postgres::error::SqlState;

use super::PATIENCE;
use super::lining_up::line_up;
use super::numbering::Numberer;
use super::recording::record;
use super::surveying::Survey;
use crate::log::{Kind, LogError, Put, Write, Written};

/// Most writes of one transaction.
const MOST_TOGETHER: usize = 128;

/// Where the outcome is awaited.
pub(super) type Reply<T> = oneshot::Sender<Result<T, LogError>>;

/// Something to be written.
pub(super) enum Order {
    Write(Write, Reply<Written>),
}

/// Writes for one replica.
pub(super) struct Writer {
    pub(super) pool: Pool,
    pub(super) numberer: Arc<Numberer>,
    pub(super) survey: Survey,
    /// How often the database had to end a batch because two waited for each other.
    pub(super) deadlocks: Arc<AtomicU64>,
}

impl Writer {
    /// Until nobody can order any more.
    pub(super) async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        let mut batch = Vec::new();
        while orders.recv_many(&mut batch, MOST_TOGETHER).await > 0 {
            let (writes, replies): (Vec<_>, Vec<_>) =
                batch.drain(..).map(|Order::Write(write, reply)| (write, reply)).unzip();
            let closed = || writes.iter().map(|_| Err(LogError::Closed)).collect();
            let outcomes = timeout(PATIENCE, self.all(&writes)).await.unwrap_or_else(|_| closed());
            if let Some(error) = outcomes.iter().find_map(|outcome| outcome.as_ref().err()) {
                tracing::error!(%error, cause = ?std::error::Error::source(error), writes = writes.len(), "not everything could be written");
            }
            replies.into_iter().zip(outcomes).for_each(|(reply, outcome)| drop(reply.send(outcome)));
            self.survey.add(writes.len());
            self.numberer.wants(writes.into_iter().map(|write| write.connection));
        }
    }

    /// Together as long as they fit together. A batch of which something does not fit is halved until it is found, so
    /// that one write that was overtaken, or fails as such, costs the others nothing but time.
    ///
    /// Batches line up, so no two wait for each other. Should one wait for something else that waits for it, a program
    /// that does not line up, the database ends one of them, and it is made anew.
    async fn all(&self, writes: &[Write]) -> Vec<Result<Written, LogError>> {
        let (mut outcomes, mut parts) = (Vec::with_capacity(writes.len()), vec![writes]);
        while let Some(part) = parts.pop() {
            match (self.at_once(part).await, part) {
                (Ok(None), _) => outcomes.extend(part.iter().map(|_| Ok(Written::Done))),
                (Ok(Some(by)), [_]) => outcomes.push(Ok(Written::Overtaken { by })),
                (Err(error), _) if is_deadlock(&error) => {
                    self.note_deadlock();
                    parts.push(part);
                }
                (Err(error), [_]) if is_of_a_write(&error) => outcomes.push(Err(error)),
                (Ok(Some(_)), _) => parts.extend(halves(part)),
                (Err(error), _) if is_of_a_write(&error) => parts.extend(halves(part)),
                (Err(error), _) => {
                    outcomes.resize_with(writes.len(), || Err(error.again()));
                    parts.clear();
                }
            }
        }
        outcomes
    }

    fn note_deadlock(&self) {
        self.deadlocks.fetch_add(1, Ordering::Relaxed);
        tracing::warn!("the database ended a batch that waited for another; its writes are made anew");
    }

    /// In one transaction: all of them, or none where one was overtaken. Then by what, if it is alone.
    async fn at_once(&self, writes: &[Write]) -> Result<Option<Kind>, LogError> {
        let mut client = self.pool.get().await?;
        let tx = client.transaction().await?;
        line_up(&tx, writes).await?;
        let overtaken = match writes {
            [alone] => put_in_order(&tx, alone).await?,
            together => put_together(&tx, together).await?,
        };
        if overtaken.is_some() {
            return Ok(overtaken); // Dropped, the transaction is rolled back.
        }
        record(&tx, writes).await?;
        tx.commit().await?;
        Ok(None)
    }
}

/// The second half first: the last of a stack is taken next.
fn halves(part: &[Write]) -> [&[Write]; 2] {
    let (first, second) = part.split_at(part.len() / 2);
    [second, first]
}

fn is_deadlock(error: &LogError) -> bool {
    matches!(error, LogError::Postgres(error) if error.code() == Some(&SqlState::T_R_DEADLOCK_DETECTED))
}

/// Whether the database refused what was written, rather than being out of reach.
fn is_of_a_write(error: &LogError) -> bool {
    let LogError::Postgres(error) = error else { return false };
    // Classes 22 and 23: the data itself, and what the schema demands of it.
    error.code().is_some_and(|code| code.code().starts_with("22") || code.code().starts_with("23"))
}

/// One after the other, and the first that was overtaken.
async fn put_in_order(tx: &Transaction<'_>, write: &Write) -> Result<Option<Kind>, LogError> {
    let mut puts: Vec<&Put> = write.puts.iter().collect();
    puts.sort_by_key(|put| (put.kind, &put.id));
    for put in puts {
        if !put_all(tx, &[(write, put)]).await? {
            return Ok(Some(put.kind));
        }
    }
    Ok(None)
}

/// In two statements, however many there are; where one was overtaken, any of their kinds stands for it.
async fn put_together(tx: &Transaction<'_>, writes: &[Write]) -> Result<Option<Kind>, LogError> {
    let puts: Vec<(&Write, &Put)> =
        writes.iter().flat_map(|write| write.puts.iter().map(move |put| (write, put))).collect();
    let Some((_, any)) = puts.first() else { return Ok(None) };
    Ok(if put_all(tx, &puts).await? { None } else { Some(any.kind) })
}

/// Whether every one of them found the version it was made from.
async fn put_all(tx: &Transaction<'_>, puts: &[(&Write, &Put)]) -> Result<bool, LogError> {
    let (new, next): (Vec<_>, Vec<_>) = puts.iter().partition(|(_, put)| put.expect == 0);
    Ok(insert(tx, &new).await? == new.len() as u64 && update(tx, &next).await? == next.len() as u64)
}

const INSERT: &str = "INSERT INTO doc (connection, kind, id, version, subscription_id, is_open, at, value)
    SELECT connection, kind, id, 1, subscription, is_open, at, value
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::timestamptz[], $7::text[])
           AS new (connection, kind, id, subscription, is_open, at, value)
    ON CONFLICT DO NOTHING";

async fn insert(tx: &Transaction<'_>, puts: &[&(&Write, &Put)]) -> Result<u64, LogError> {
    if puts.is_empty() {
        return Ok(0);
    }
    let columns = Columns::of(puts);
    let statement = tx.prepare_cached(INSERT).await?;
    let Columns { connection, kind, id, subscription, is_open, at, value, .. } = &columns;
    Ok(tx.execute(&statement, &[connection, kind, id, subscription, is_open, at, value]).await?)
}

const UPDATE: &str =
    "UPDATE doc SET version = doc.version + 1, subscription_id = new.subscription, is_open = new.is_open, at = new.at,
            value = new.value
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::timestamptz[], $7::text[],
                   $8::bigint[])
            AS new (connection, kind, id, subscription, is_open, at, value, expect)
      WHERE doc.connection = new.connection AND doc.kind = new.kind AND doc.id = new.id AND doc.version = new.expect";

async fn update(tx: &Transaction<'_>, puts: &[&(&Write, &Put)]) -> Result<u64, LogError> {
    if puts.is_empty() {
        return Ok(0);
    }
    let columns = Columns::of(puts);
    let statement = tx.prepare_cached(UPDATE).await?;
    let Columns { connection, kind, id, subscription, is_open, at, value, expect } = &columns;
    Ok(tx.execute(&statement, &[connection, kind, id, subscription, is_open, at, value, expect]).await?)
}

/// Documents column by column, as `unnest` takes them.
struct Columns<'a> {
    connection: Vec<&'a str>,
    kind: Vec<&'a str>,
    id: Vec<&'a str>,
    subscription: Vec<Option<&'a str>>,
    is_open: Vec<bool>,
    at: Vec<DateTime<Utc>>,
    value: Vec<&'a str>,
    expect: Vec<i64>,
}

impl<'a> Columns<'a> {
    fn of(puts: &[&(&'a Write, &'a Put)]) -> Self {
        Self {
            connection: puts.iter().map(|(write, _)| write.connection.as_str()).collect(),
            kind: puts.iter().map(|(_, put)| put.kind.as_str()).collect(),
            id: puts.iter().map(|(_, put)| put.id.as_str()).collect(),
            subscription: puts.iter().map(|(_, put)| put.subscription.as_ref().map(SubscriptionId::as_str)).collect(),
            is_open: puts.iter().map(|(_, put)| put.is_open).collect(),
            at: puts.iter().map(|(write, _)| write.at).collect(),
            value: puts.iter().map(|(_, put)| put.value.as_str()).collect(),
            expect: puts.iter().map(|(_, put)| put.expect).collect(),
        }
    }
}
