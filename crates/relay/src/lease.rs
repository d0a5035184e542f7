//! Which replica does a connection's errands of one sort: one at a time, so that what is done keeps its order.
//!
//! A lease is a document with an end, taken on condition of its version. One that is killed keeps it until then.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::log::{Kind, LogError, Put, Write, Written};
use crate::relay::{Connection, Relay};

/// How long it lasts unless it is renewed.
pub(crate) const LASTS: TimeDelta = TimeDelta::seconds(60);

#[derive(Serialize, Deserialize)]
struct Lease {
    holder: String,
    until: DateTime<Utc>,
}

/// Takes the one of this name, or takes it anew. `None` where it is ours; otherwise when to ask again.
pub(crate) async fn take(
    (relay, connection): (&Relay, &Connection),
    name: &str,
    holder: &str,
) -> Result<Option<DateTime<Utc>>, LogError> {
    if !relay.log.is_shared() {
        return Ok(None); // Nobody else writes to it.
    }
    let now = relay.time.now();
    let doc = relay.log.doc(&connection.id, Kind::Lease, name).await?;
    let ours = Lease { holder: holder.to_owned(), until: now + LASTS };
    let put = match &doc {
        Some(doc) => {
            let lease: Lease = doc.read()?;
            match lease.holder == holder {
                false if lease.until > now => return Ok(Some(lease.until)),
                true if lease.until > now + LASTS / 2 => return Ok(None),
                _ => Put::over(doc, &ours)?,
            }
        }
        None => Put::new(Kind::Lease, name, &ours)?,
    };
    let written = relay.log.write(Write::new(&connection.id, now).put(put.open(false))).await?;
    Ok((written != Written::Done).then_some(now + LASTS / 2))
}
