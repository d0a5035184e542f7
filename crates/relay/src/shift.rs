//! Work of one sort for one connection, day and night: when there is something new, when something is due, and of several
//! replicas by one at a time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;

use crate::lease;
use crate::log::LogError;
use crate::relay::{Connection, Relay};

/// At the latest there is a look so often.
pub(crate) const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What is done in a turn.
pub(crate) trait Work: Send + Sync {
    /// Does what is due, and says when to look again.
    fn work(&self) -> BoxFuture<'_, Result<DateTime<Utc>, LogError>>;
}

/// Who works, and at what.
pub(crate) struct Shift {
    pub(crate) relay: Arc<Relay>,
    pub(crate) connection: Arc<Connection>,
    /// Under which name its lease is kept.
    pub(crate) lease: &'static str,
    /// This replica, as no other is called.
    pub(crate) holder: String,
    /// What the log of this program says where nothing can be done.
    pub(crate) in_vain: &'static str,
}

impl Shift {
    /// Until it is dropped.
    pub(crate) async fn run(&self, work: &impl Work) {
        let mut stirred = self.relay.log.stirred();
        loop {
            stirred.mark_unchanged();
            let next = self.turn(work).await.unwrap_or_else(|error| {
                tracing::warn!(connection = %self.connection.name, %error, "{}", self.in_vain);
                self.now() + LOOK_EVERY
            });
            tokio::select! {
                stirred = stirred.changed() => if stirred.is_err() { return },
                () = self.relay.time.until(next) => {}
            }
        }
    }

    /// Does what is due, and says when to look again.
    pub(crate) async fn turn(&self, work: &impl Work) -> Result<DateTime<Utc>, LogError> {
        if let Some(later) = self.take_lease().await? {
            return Ok(later);
        }
        tokio::select! {
            next = work.work() => next,
            lost = self.keep_lease() => lost,
        }
    }

    /// For as long as it is ours.
    async fn keep_lease(&self) -> Result<DateTime<Utc>, LogError> {
        loop {
            self.relay.time.until(self.now() + lease::LASTS / 3).await;
            if let Some(later) = self.take_lease().await? {
                return Ok(later);
            }
        }
    }

    async fn take_lease(&self) -> Result<Option<DateTime<Utc>>, LogError> {
        lease::take((&self.relay, &self.connection), self.lease, &self.holder).await
    }

    fn now(&self) -> DateTime<Utc> {
        self.relay.time.now()
    }
}
