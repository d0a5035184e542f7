//! A few connections that cannot write, opened when first needed.

use std::sync::{Arc, Mutex, PoisonError};

use futures::future::{BoxFuture, FutureExt as _};
use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::Place;
use crate::log::LogError;

const READERS: usize = 4;

/// The connection used last has the warmest pages and is lent first.
pub(super) struct Readers {
    place: Arc<Place>,
    idle: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(place: Place) -> Self {
        Self { place: Arc::new(place), idle: Arc::default(), turns: Arc::new(Semaphore::new(READERS)) }
    }

    /// Runs `work` on a connection that cannot write. A connection whose work panicked is not used again.
    pub(super) fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, LogError>> {
        let (place, idle, turns) = (Arc::clone(&self.place), Arc::clone(&self.idle), Arc::clone(&self.turns));
        let reading = async move {
            let turn = turns.acquire_owned().await.map_err(|_| LogError::Closed)?;
            let reading = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                let lent = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let conn = lent.map_or_else(|| place.open_reader(), Ok)?;
                let found = work(&conn);
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
                found
            });
            reading.await.map_err(|_| LogError::Closed)?
        };
        reading.boxed()
    }
}
