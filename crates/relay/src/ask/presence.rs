//! Whether anybody follows.
//!
//! On one replica that is counted. With several, a desk may follow another one: then each says in the log, at every
//! heartbeat, until when its desks are here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::desks::Caller;
use crate::log::{Kind, LogError, Put, Which, Write};
use crate::receive::Incoming;

/// What a desk's heartbeat says holds for so long.
const HOLDS: TimeDelta = TimeDelta::seconds(40);

/// How many follow here.
#[derive(Default)]
pub(crate) struct Presence(Arc<AtomicUsize>);

/// Somebody follows, as long as this lives.
pub(crate) struct Here(Arc<AtomicUsize>);

#[derive(Serialize, Deserialize)]
struct Until {
    until: DateTime<Utc>,
}

impl Presence {
    /// One more.
    pub(crate) fn enter(&self) -> Here {
        self.0.fetch_add(1, Ordering::Relaxed);
        Here(Arc::clone(&self.0))
    }

    /// How many.
    pub(crate) fn here(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether any desk follows this connection, here or at another replica.
pub(crate) async fn is_anybody_here(incoming: &Incoming, now: DateTime<Utc>) -> Result<bool, LogError> {
    let (log, connection) = (&incoming.relay.log, &incoming.connection);
    if connection.presence.here() > 0 {
        return Ok(true);
    }
    if !log.is_shared() {
        return Ok(false);
    }
    let which = Which { kind: Kind::Presence, open_only: true, limit: 1_000 };
    let docs = log.docs(&connection.id, which).await?;
    Ok(docs.iter().any(|doc| doc.read::<Until>().is_ok_and(|until| until.until > now)))
}

/// Says, where other replicas must know it, that a desk follows.
pub(crate) async fn say_here(caller: &Caller, now: DateTime<Utc>) -> Result<(), LogError> {
    let log = &caller.relay.log;
    if !log.is_shared() {
        return Ok(());
    }
    let until = Until { until: now + HOLDS };
    let put = match log.doc(&caller.connection.id, Kind::Presence, &caller.desk).await? {
        Some(doc) => Put::over(&doc, &until)?,
        None => Put::new(Kind::Presence, &*caller.desk, &until)?,
    };
    log.write(Write::new(&caller.connection.id, now).put(put)).await.map(drop) // Overtaken: somebody has said it.
}
