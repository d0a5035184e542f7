//! Giving events their positions, after they were committed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use deadpool_postgres::{ClientWrapper, Pool};
use domain::ConnectionId;
use tokio::sync::{Notify, watch};

use crate::log::LogError;

/// The channel on which replicas tell each other.
pub(super) const CHANNEL: &str = "marketdesk_relay";

/// Numbers behind those who write: nobody waits for it, and however much is written, one connection is numbered at a
/// time.
pub(super) struct Numberer {
    pool: Pool,
    stir: Arc<watch::Sender<u64>>,
    wanted: Mutex<BTreeSet<ConnectionId>>,
    woken: Notify,
}

impl Numberer {
    /// Numbers nothing before [`run`](Self::run).
    pub(super) fn new(pool: Pool, stir: Arc<watch::Sender<u64>>) -> Self {
        Self { pool, stir, wanted: Mutex::default(), woken: Notify::new() }
    }

    /// Something was written for these.
    pub(super) fn wants(&self, connections: impl Iterator<Item = ConnectionId>) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).extend(connections);
        self.woken.notify_one();
    }

    /// Until it is dropped.
    pub(super) async fn run(self: Arc<Self>) {
        loop {
            self.woken.notified().await;
            let wanted = std::mem::take(&mut *self.wanted.lock().unwrap_or_else(PoisonError::into_inner));
            for connection in wanted {
                let numbered = async { number(&mut *self.pool.get().await?, &connection).await };
                if let Err(error) = numbered.await {
                    tracing::warn!(%error, "events wait for their positions");
                }
            }
            self.stir.send_modify(|times| *times += 1);
        }
    }
}

/// Numbers what is committed and has no position, and tells every replica. Returns how many there were.
pub(super) async fn number(client: &mut ClientWrapper, of: &ConnectionId) -> Result<u64, LogError> {
    let any = "SELECT EXISTS (SELECT FROM event WHERE connection = $1 AND position IS NULL)";
    let any = client.prepare_cached(any).await?;
    if !client.query_one(&any, &[&of.as_str()]).await?.get::<_, bool>(0) {
        return Ok(0);
    }
    let tx = client.transaction().await?;
    tx.execute("INSERT INTO feed (connection) VALUES ($1) ON CONFLICT DO NOTHING", &[&of.as_str()]).await?;
    // From here on until the commit no other numbers this connection; the next statement sees all that was committed.
    tx.execute("SELECT FROM feed WHERE connection = $1 FOR UPDATE", &[&of.as_str()]).await?;
    let fresh = "WITH fresh AS (
                     SELECT seq, row_number() OVER (ORDER BY seq) AS place
                       FROM event WHERE connection = $1 AND position IS NULL)
                 UPDATE event SET position = feed.last + fresh.place
                   FROM fresh, feed WHERE event.seq = fresh.seq AND feed.connection = $1";
    let numbered = tx.execute(&tx.prepare_cached(fresh).await?, &[&of.as_str()]).await?;
    let count = i64::try_from(numbered).unwrap_or_default();
    tx.execute("UPDATE feed SET last = last + $2 WHERE connection = $1", &[&of.as_str(), &count]).await?;
    tx.execute("SELECT pg_notify($1, $2)", &[&CHANNEL, &of.as_str()]).await?;
    tx.commit().await?;
    Ok(numbered)
}
