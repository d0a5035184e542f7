//! The log in PostgreSQL, for more than one replica.
//!
//! No replica leads. What must be said once is said by the database: a document's version decides who was first.
//!
//! **Positions follow commit order.** A number drawn inside a transaction says when the transaction began to write, not
//! when it was committed; a reader that had gone past it would miss it for ever. So positions are given under the lock
//! of the connection's row in `feed`, which is kept until they are committed: by whoever writes, as the last thing before
//! the commit, where the lock is free. Where it is not, the events are committed without a position, and whoever wrote,
//! and every reader that finds some, gives them afterwards to what is committed by then. A writer that stands still
//! while it writes holds up nobody; a replica that dies before numbering leaves the numbering to others.
//!
//! Followers on every replica are woken by `NOTIFY`, and look by themselves every few seconds in case one was lost.

mod lining_up;
mod listening;
mod migrating;
mod numbering;
mod recording;
mod rows;
mod surveying;
mod tls;
mod writing;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use domain::{ConnectionId, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio_postgres::{Config, NoTls};

use super::{About, Bounds, Doc, Event, Kind, Log, LogError, Position, Which, Write, Written};
use numbering::Numberer;
use surveying::Survey;
use tls::Line;
use writing::{Order, Reply, Writer};

const MOST_WAITING: usize = 4_096;
const CONNECTIONS: usize = 8;
/// Microsoft waits ten seconds at most; a database that is slower than this is answered 503.
const PATIENCE: Duration = Duration::from_secs(4);

/// An answer is given only after its decision is on disk; and what cannot be done in time is given up by the server too.
const SETTINGS: &str = "-c synchronous_commit=on -c statement_timeout=4s -c lock_timeout=3s -c idle_in_transaction_session_timeout=10s -c client_min_messages=warning";

/// A log in a database, one of perhaps several replicas.
pub struct PostgresLog {
    pool: Pool,
    orders: Mutex<Option<mpsc::Sender<Order>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    listener: JoinHandle<()>,
    numberer: JoinHandle<()>,
    stirred: watch::Receiver<u64>,
    name: String,
    deadlocks: Arc<AtomicU64>,
}

impl PostgresLog {
    /// Connects, brings the schema up to date, and begins the log under this name if there is none.
    ///
    /// # Errors
    /// Where the database cannot be reached or is from a newer program.
    pub async fn open(mut config: Config, new_name: &str) -> Result<Self, LogError> {
        config.connect_timeout(PATIENCE).application_name("marketdesk-relay");
        let options = format!("{} {SETTINGS}", config.get_options().unwrap_or_default());
        config.options(options);
        let line = tls::line(&mut config)?;
        let pool = pool(&config, &line)?;
        let name = migrating::bring_up_to_date(&mut *pool.get().await?, new_name).await?;
        let (stir, stirred) = watch::channel(0);
        let stir = Arc::new(stir);
        let (orders, waiting) = mpsc::channel(MOST_WAITING);
        let deadlocks = Arc::<AtomicU64>::default();
        let numberer = Arc::new(Numberer::new(pool.clone(), Arc::clone(&stir)));
        let writer = Writer {
            pool: pool.clone(),
            numberer: Arc::clone(&numberer),
            survey: Survey::new(pool.clone()),
            deadlocks: Arc::clone(&deadlocks),
        };
        Ok(Self {
            pool,
            orders: Mutex::new(Some(orders)),
            writer: Mutex::new(Some(tokio::spawn(writer.run(waiting)))),
            listener: tokio::spawn(listening::listen(config, line, stir)),
            numberer: tokio::spawn(numberer.run()),
            stirred,
            name,
            deadlocks,
        })
    }

    /// How often the database had to end a batch of this replica's because two waited for each other. Zero is right.
    pub fn deadlocks(&self) -> u64 {
        self.deadlocks.load(Ordering::Relaxed)
    }

    async fn reader(&self) -> Result<Object, LogError> {
        Ok(self.pool.get().await?)
    }

    async fn order<T>(&self, make: impl FnOnce(Reply<T>) -> Order) -> Result<T, LogError> {
        let (reply, answer) = oneshot::channel();
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(LogError::Closed)?;
        orders.try_send(make(reply)).map_err(|_| LogError::Closed)?;
        drop(orders);
        answer.await.map_err(|_| LogError::Closed)?
    }
}

fn pool(config: &Config, line: &Line) -> Result<Pool, LogError> {
    let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match line {
        Line::Plain => Manager::from_config(config.clone(), NoTls, how),
        Line::Tls(connector) => Manager::from_config(config.clone(), connector.clone(), how),
    };
    let timeouts = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) };
    let builder = Pool::builder(manager).max_size(CONNECTIONS).runtime(Runtime::Tokio1).timeouts(timeouts);
    Ok(builder.build()?)
}

impl Drop for PostgresLog {
    fn drop(&mut self) {
        self.listener.abort();
        self.numberer.abort();
    }
}

impl Log for PostgresLog {
    fn write(&self, write: Write) -> BoxFuture<'_, Result<Written, LogError>> {
        self.order(|reply| Order::Write(write, reply)).boxed()
    }

    fn doc<'a>(
        &'a self,
        of: &'a ConnectionId,
        kind: Kind,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Doc>, LogError>> {
        async move { rows::doc(&*self.reader().await?, of, kind, id).await }.boxed()
    }

    fn docs<'a>(&'a self, of: &'a ConnectionId, which: Which) -> BoxFuture<'a, Result<Vec<Doc>, LogError>> {
        async move { rows::docs(&*self.reader().await?, of, which).await }.boxed()
    }

    fn about<'a>(
        &'a self,
        of: &'a ConnectionId,
        answer: &'a str,
        subscription: &'a SubscriptionId,
    ) -> BoxFuture<'a, Result<About, LogError>> {
        async move { rows::about(&*self.reader().await?, of, answer, subscription).await }.boxed()
    }

    fn events<'a>(
        &'a self,
        of: &'a ConnectionId,
        after: Position,
        limit: u32,
    ) -> BoxFuture<'a, Result<Vec<Event>, LogError>> {
        async move {
            let mut conn = self.reader().await?;
            numbering::number(&mut conn, of).await?;
            rows::events(&conn, of, after, limit).await
        }
        .boxed()
    }

    fn bounds<'a>(&'a self, of: &'a ConnectionId) -> BoxFuture<'a, Result<Bounds, LogError>> {
        async move {
            let mut conn = self.reader().await?;
            numbering::number(&mut conn, of).await?;
            rows::bounds(&conn, of).await
        }
        .boxed()
    }

    fn forget<'a>(&'a self, of: &'a ConnectionId, before: DateTime<Utc>) -> BoxFuture<'a, Result<u64, LogError>> {
        async move { rows::forget(&mut *self.reader().await?, of, before).await }.boxed()
    }

    fn check(&self) -> BoxFuture<'_, Result<(), LogError>> {
        async move {
            let conn = self.reader().await?;
            let is_read_only: bool = conn.query_one("SELECT pg_is_in_recovery()", &[]).await?.get(0);
            if is_read_only { Err(LogError::Closed) } else { Ok(()) }
        }
        .boxed()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        async move {
            drop(self.orders.lock().unwrap_or_else(PoisonError::into_inner).take());
            let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(writer) = writer {
                let _ = writer.await;
            }
        }
        .boxed()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn is_encrypted(&self) -> bool {
        false
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn stirred(&self) -> watch::Receiver<u64> {
        self.stirred.clone()
    }
}
