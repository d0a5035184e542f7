//! Writing in batches, as the SQLite log does: while one transaction is being committed, others wait for the next.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use deadpool_postgres::Pool;
use domain::ConnectionId;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;
use tokio_postgres::Transaction;
use tokio_postgres::error::SqlState;

use super::lining_up::line_up;
use super::{PATIENCE, numbering};
use crate::log::{LogError, NewEvent, Put, Write, Written};

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
    pub(super) stir: Arc<watch::Sender<u64>>,
    /// How often the database had to end a batch because two waited for each other.
    pub(super) deadlocks: Arc<AtomicU64>,
}

impl Writer {
    /// Until nobody can order any more.
    pub(super) async fn run(self, mut orders: mpsc::Receiver<Order>) {
        let mut batch = Vec::new();
        while orders.recv_many(&mut batch, MOST_TOGETHER).await > 0 {
            let (writes, replies): (Vec<_>, Vec<_>) =
                batch.drain(..).map(|Order::Write(write, reply)| (write, reply)).unzip();
            let outcome = timeout(PATIENCE, self.persistently(&writes)).await.unwrap_or(Err(LogError::Closed));
            if let Err(error) = &outcome {
                tracing::error!(%error, cause = ?std::error::Error::source(error), writes = writes.len(), "nothing could be written");
            }
            tell(replies, outcome);
            self.number(writes.into_iter().map(|write| write.connection).collect());
        }
    }

    /// Batches line up, so no two wait for each other. Should one wait for something else that waits for it, a program
    /// that does not line up, the database ends one of them. Its writes then go one by one.
    async fn persistently(&self, writes: &[Write]) -> Result<Vec<Result<Written, LogError>>, LogError> {
        match self.together(writes).await {
            Err(error) if is_deadlock(&error) => self.note_deadlock(),
            outcome => return outcome,
        }
        let mut outcomes = Vec::with_capacity(writes.len());
        for write in writes {
            outcomes.push(self.alone(write).await);
        }
        Ok(outcomes)
    }

    async fn alone(&self, write: &Write) -> Result<Written, LogError> {
        loop {
            match self.together(std::slice::from_ref(write)).await {
                Err(error) if is_deadlock(&error) => self.note_deadlock(),
                outcome => return outcome?.pop().unwrap_or(Err(LogError::Closed)),
            }
        }
    }

    fn note_deadlock(&self) {
        self.deadlocks.fetch_add(1, Ordering::Relaxed);
        tracing::warn!("the database ended a batch that waited for another; its writes are made anew");
    }

    /// In one transaction, each with a savepoint of its own. Where one of them fails as such, it is left out.
    async fn together(&self, writes: &[Write]) -> Result<Vec<Result<Written, LogError>>, LogError> {
        let mut client = self.pool.get().await?;
        let mut tx = client.transaction().await?;
        line_up(&tx, writes).await?;
        let mut outcomes = Vec::with_capacity(writes.len());
        for write in writes {
            let one = tx.savepoint("one").await?;
            let outcome = apply(&one, write).await;
            match &outcome {
                Ok(Written::Done) => one.commit().await?,
                Ok(Written::Overtaken { .. }) | Err(_) => one.rollback().await?,
            }
            if outcome.as_ref().is_err_and(is_deadlock) {
                return outcome.map(|_| Vec::new());
            }
            outcomes.push(outcome);
        }
        tx.commit().await?;
        Ok(outcomes)
    }

    /// After the answers are on their way: nobody waits for it.
    fn number(&self, connections: BTreeSet<ConnectionId>) {
        let (pool, stir) = (self.pool.clone(), Arc::clone(&self.stir));
        tokio::spawn(async move {
            for connection in connections {
                let numbered = async { numbering::number(&mut *pool.get().await?, &connection).await };
                if let Err(error) = numbered.await {
                    tracing::warn!(%error, "events wait for their positions");
                }
            }
            stir.send_modify(|times| *times += 1);
        });
    }
}

fn is_deadlock(error: &LogError) -> bool {
    matches!(error, LogError::Postgres(error) if error.code() == Some(&SqlState::T_R_DEADLOCK_DETECTED))
}

fn tell(replies: Vec<Reply<Written>>, outcome: Result<Vec<Result<Written, LogError>>, LogError>) {
    match outcome {
        Ok(outcomes) => replies.into_iter().zip(outcomes).for_each(|(reply, outcome)| drop(reply.send(outcome))),
        Err(error) => replies.into_iter().for_each(|reply| drop(reply.send(Err(error.again())))),
    }
}

async fn apply(tx: &Transaction<'_>, write: &Write) -> Result<Written, LogError> {
    let mut puts: Vec<&Put> = write.puts.iter().collect();
    puts.sort_by_key(|put| (put.kind, &put.id));
    for one in puts {
        if put(tx, write, one).await? != 1 {
            return Ok(Written::Overtaken { by: one.kind });
        }
    }
    for event in &write.events {
        record(tx, write, event).await?;
    }
    Ok(Written::Done)
}

async fn put(tx: &Transaction<'_>, write: &Write, put: &Put) -> Result<u64, LogError> {
    let statement = if put.expect == 0 {
        "INSERT INTO doc (connection, kind, id, version, subscription_id, is_open, at, value)
         VALUES ($1, $2, $3, $4::bigint + 1, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
    } else {
        "UPDATE doc SET version = version + 1, subscription_id = $5, is_open = $6, at = $7, value = $8
          WHERE connection = $1 AND kind = $2 AND id = $3 AND version = $4::bigint"
    };
    let statement = tx.prepare(statement).await?;
    let (connection, kind) = (write.connection.as_str(), put.kind.as_str());
    let subscription = put.subscription.as_ref().map(domain::SubscriptionId::as_str);
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 8] =
        [&connection, &kind, &put.id, &put.expect, &subscription, &put.is_open, &write.at, &put.value];
    Ok(tx.execute(&statement, &values).await?)
}

async fn record(tx: &Transaction<'_>, write: &Write, event: &NewEvent) -> Result<(), LogError> {
    let subscription = event.subscription.as_ref().map(domain::SubscriptionId::as_str);
    tx.execute(
        "INSERT INTO event (connection, id, at, kind, subscription_id, body) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        &[&write.connection.as_str(), &event.id, &write.at, &event.kind, &subscription, &event.body],
    )
    .await?;
    Ok(())
}
