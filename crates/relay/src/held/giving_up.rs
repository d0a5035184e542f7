//! Approvals of which nothing came.
//!
//! The relay approves, and a desk sends the change. A desk that crashes in between would leave a request that counts as
//! approved and a customer who waits. So a desk reports what it has sent, and Microsoft's echo tells too; where neither
//! has come within ten minutes the request waits for a person again, and says who had approved it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Coming, HeldRequest};

use super::course::Course;
use super::life;
use crate::log::{Doc, Kind, LogError, Put, Which, Write};
use crate::relay::{Connection, Relay};
use crate::telling;

/// How often approvals are looked at.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Most approvals of one look.
const MOST_AT_ONCE: u32 = 5_000;

/// Until it is dropped. An approval from before the relay began gets its ten minutes anew: nobody could report meanwhile.
pub(crate) async fn watch(relay: Arc<Relay>) {
    let begun = relay.time.now();
    loop {
        for connection in relay.connections.values() {
            if let Err(error) = look(&relay, connection, begun).await {
                tracing::warn!(connection = %connection.name, %error, "approvals cannot be looked at at present");
            }
        }
        relay.time.until(relay.time.now() + LOOK_EVERY).await;
    }
}

/// Gives up what is due. Changes that are expected no more are closed in passing, so that looks stay short.
pub(super) async fn look(relay: &Relay, connection: &Connection, begun: DateTime<Utc>) -> Result<(), LogError> {
    let which = Which { kind: Kind::Coming, open_only: true, limit: MOST_AT_ONCE };
    let now = relay.time.now();
    for doc in relay.log.docs(&connection.id, which).await? {
        let coming: Coming = doc.read()?;
        let held = match &coming.held {
            Some(id) => relay.log.doc(&connection.id, Kind::Held, id).await?,
            None => None,
        };
        if let Some(held) = held {
            give_up(relay, connection, &held, begun, now).await?;
        }
        if coming.expected.until < now {
            let write = Write::new(&connection.id, now).put(Put::over(&doc, &coming)?.open(false));
            relay.log.write(write).await?; // Or somebody else has.
        }
    }
    Ok(())
}

async fn give_up(
    relay: &Relay,
    connection: &Connection,
    doc: &Doc,
    begun: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), LogError> {
    let held: HeldRequest = doc.read()?;
    let due = life::without_a_sign(&held).filter(|approval| now - approval.at.max(begun) >= life::SENT_WITHIN).cloned();
    let Some(approval) = due else { return Ok(()) };
    let place = held.request.subscription.as_str().to_ascii_lowercase();
    let course = relay.log.doc(&connection.id, Kind::Course, &place).await?;
    let course: Course = course.as_ref().map(Doc::read).transpose()?.unwrap_or_default();
    tracing::warn!(connection = %connection.name, by = approval.by, "an approval was given up: nothing came of it");
    let (put, event) = telling::held(Some(doc), life::give_up(held, approval, &course, now))?;
    relay.log.write(Write::new(&connection.id, now).put(put).event(event)).await?; // Or another replica has.
    Ok(())
}
