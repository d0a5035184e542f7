//! The feed: desks follow by cursor, over server-sent events.
//!
//! A followed feed begins with `hello`. Then come `event`s, each with its cursor as id, at least once and in the order
//! in which they were made durable; a comment every few seconds while there are none; and a `snapshot` where the
//! desk's cursor leads nowhere: older than anything kept, or of another log. A desk that was cut off comes back with
//! the last cursor it kept.

mod cursor;
mod following;
mod snapshot;
#[cfg(test)]
mod tests;

use std::convert::Infallible;

use axum::Json;
use axum::extract::Query;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::relay_feed::{FeedSnapshot, Hello, PROTOCOL};
use futures::stream::{self, StreamExt as _};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;

use crate::desks::{Caller, Trouble};
use following::Following;

/// The oldest protocol the relay still speaks.
const OLDEST_PROTOCOL: u32 = 1;

/// From where, and by whom.
#[derive(Deserialize)]
pub(crate) struct From {
    /// The last cursor that was kept. Without one the feed begins with a snapshot.
    after: Option<String>,
    /// The newest protocol the desk speaks.
    protocol: Option<u32>,
}

/// The relay introduces itself.
pub(crate) async fn hello(caller: Caller) -> Result<Json<Hello>, Trouble> {
    Ok(Json(introduce(&caller).await?))
}

/// What is so at present.
pub(crate) async fn snapshot_now(caller: Caller) -> Result<Json<FeedSnapshot>, Trouble> {
    Ok(Json(snapshot::take(&caller).await?))
}

/// Follows the feed until the desk goes, its token is taken back, or the relay ends.
pub(crate) async fn follow(caller: Caller, headers: HeaderMap, Query(from): Query<From>) -> Result<Response, Trouble> {
    if from.protocol.is_some_and(|protocol| protocol < OLDEST_PROTOCOL) {
        return Err(Trouble::BadRequest("This desk is too old for the relay.".to_owned()));
    }
    let hello = introduce(&caller).await?;
    let last_seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let following = Following::begin(caller, last_seen.or(from.after), &hello).await?;
    let batches = stream::unfold(following, async |mut following| Some((following.next().await?, following)));
    let events = batches.flat_map(stream::iter).map(Ok::<Event, Infallible>);
    let mut response = Sse::new(events).into_response();
    // Proxies that gather answers would hold events back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

async fn introduce(caller: &Caller) -> Result<Hello, Trouble> {
    let (log, connection) = (&caller.relay.log, &caller.connection);
    let about = log.about(&connection.id, "", &"".into()).await?;
    Ok(Hello {
        protocol: PROTOCOL,
        oldest_protocol: OLDEST_PROTOCOL,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        connection: connection.name.clone(),
        desk: caller.desk.clone(),
        log: log.name().to_owned(),
        reads_back: connection.reads_back,
        moves_stuck: true,
        opens_accounts: connection.access.as_ref().is_some_and(|access| access.opens_accounts()),
        activates: connection.activation.as_ref().map(|activation| activation.told()).unwrap_or_default(),
        is_encrypted: log.is_encrypted(),
        rules_version: about.rules_version,
        facts_version: about.facts_version,
        now: caller.relay.time.now(),
    })
}
