//! The log in one SQLite file: nothing else is needed to begin.
//!
//! One thread writes, in `writer`; a few query-only connections read, in `readers`. `file` opens them.

mod file;
mod readers;
mod rows;
mod writer;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::{ConnectionId, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::{mpsc, oneshot, watch};

use super::{About, Bounds, Doc, Event, Kind, Log, LogError, Position, Which, Write, Written};
pub use file::{FileKey, Place};
use readers::Readers;
use writer::{Order, Reply};

/// Writes that wait. Beyond it the log takes nothing, which is answered 503.
const MOST_WAITING: usize = 4_096;

/// A log in a file.
pub struct SqliteLog {
    orders: Mutex<Option<mpsc::Sender<Order>>>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
    readers: Readers,
    stirred: watch::Receiver<u64>,
    name: String,
    is_encrypted: bool,
}

impl SqliteLog {
    /// Opens the file, or begins it under this name.
    ///
    /// # Errors
    /// Where it cannot be opened, its key does not fit, or a newer program wrote it.
    pub fn open(place: Place, new_name: &str) -> Result<Self, LogError> {
        let (writer, name) = place.open_writer(new_name)?;
        let (orders, waiting) = mpsc::channel(MOST_WAITING);
        let (stir, stirred) = watch::channel(0);
        let (end, ended) = oneshot::channel();
        let is_encrypted = place.key.is_some();
        std::thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || {
                writer::run(writer, waiting, &stir);
                drop(end);
            })
            .map_err(|_| LogError::NotALog { path: PathBuf::new() })?;
        Ok(Self {
            orders: Mutex::new(Some(orders)),
            ended: Mutex::new(Some(ended)),
            readers: Readers::new(place),
            stirred,
            name,
            is_encrypted,
        })
    }

    async fn order<T>(&self, make: impl FnOnce(Reply<T>) -> Order) -> Result<T, LogError> {
        let (reply, answer) = oneshot::channel();
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(LogError::Closed)?;
        orders.try_send(make(reply)).map_err(|_| LogError::Closed)?;
        drop(orders);
        answer.await.map_err(|_| LogError::Closed)?
    }
}

impl Log for SqliteLog {
    fn write(&self, write: Write) -> BoxFuture<'_, Result<Written, LogError>> {
        self.order(|reply| Order::Write(write, reply)).boxed()
    }

    fn doc<'a>(
        &'a self,
        of: &'a ConnectionId,
        kind: Kind,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Doc>, LogError>> {
        let (of, id) = (of.clone(), id.to_owned());
        self.readers.read(move |conn| rows::doc(conn, &of, kind, &id))
    }

    fn docs<'a>(&'a self, of: &'a ConnectionId, which: Which) -> BoxFuture<'a, Result<Vec<Doc>, LogError>> {
        let of = of.clone();
        self.readers.read(move |conn| rows::docs(conn, &of, which))
    }

    fn about<'a>(
        &'a self,
        of: &'a ConnectionId,
        answer: &'a str,
        subscription: &'a SubscriptionId,
    ) -> BoxFuture<'a, Result<About, LogError>> {
        let (of, answer, subscription) = (of.clone(), answer.to_owned(), subscription.clone());
        self.readers.read(move |conn| rows::about(conn, &of, &answer, &subscription))
    }

    fn events<'a>(
        &'a self,
        of: &'a ConnectionId,
        after: Position,
        limit: u32,
    ) -> BoxFuture<'a, Result<Vec<Event>, LogError>> {
        let of = of.clone();
        self.readers.read(move |conn| rows::events(conn, &of, after, limit))
    }

    fn bounds<'a>(&'a self, of: &'a ConnectionId) -> BoxFuture<'a, Result<Bounds, LogError>> {
        let of = of.clone();
        self.readers.read(move |conn| rows::bounds(conn, &of))
    }

    fn forget<'a>(&'a self, of: &'a ConnectionId, before: DateTime<Utc>) -> BoxFuture<'a, Result<u64, LogError>> {
        let of = of.clone();
        self.order(move |reply| Order::Forget(of, before, reply)).boxed()
    }

    fn check(&self) -> BoxFuture<'_, Result<(), LogError>> {
        self.order(Order::Check).boxed()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        async move {
            drop(self.orders.lock().unwrap_or_else(PoisonError::into_inner).take());
            let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(ended) = ended {
                let _ = ended.await;
            }
        }
        .boxed()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    fn is_shared(&self) -> bool {
        false
    }

    fn stirred(&self) -> watch::Receiver<u64> {
        self.stirred.clone()
    }
}
