//! Which replica does a connection's errands: one at a time, so that each account is told in order.
//!
//! A lease is a document with an end, taken on condition of its version. One that is killed keeps it until then.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::keeping::Book;
use crate::log::{Kind, LogError, Put, Write, Written};

/// How long it lasts unless it is renewed.
pub(super) const LASTS: TimeDelta = TimeDelta::seconds(60);
/// Under which it is kept: a connection has one.
const THE_ONE: &str = "access";

#[derive(Serialize, Deserialize)]
struct Lease {
    holder: String,
    until: DateTime<Utc>,
}

/// Takes it, or takes it anew. `None` where it is ours; otherwise when to ask again.
pub(super) async fn take(book: &Book, holder: &str) -> Result<Option<DateTime<Utc>>, LogError> {
    let Book { relay, connection, .. } = book;
    if !relay.log.is_shared() {
        return Ok(None); // Nobody else writes to it.
    }
    let now = relay.time.now();
    let doc = relay.log.doc(&connection.id, Kind::Lease, THE_ONE).await?;
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
        None => Put::new(Kind::Lease, THE_ONE, &ours)?,
    };
    let written = relay.log.write(Write::new(&connection.id, now).put(put.open(false))).await?;
    Ok((written != Written::Done).then_some(now + LASTS / 2))
}
