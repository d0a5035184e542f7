//! Whether the relay can do its work, for whoever watches it. Says nothing a stranger must not know.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use http::StatusCode;
use serde::Serialize;

use crate::relay::Relay;

/// The log must take a write within this time, in seconds.
const PATIENCE_SECONDS: i64 = 3;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Health {
    status: &'static str,
    version: &'static str,
    log: &'static str,
    is_log_encrypted: bool,
    connections: Vec<ConnectionHealth>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConnectionHealth {
    name: String,
    followers: usize,
    reads_back: bool,
    /// Another caller than Microsoft is believed: never in production.
    is_test: bool,
    /// Nothing but 503 for a minute or more.
    alarm: bool,
}

/// The program runs.
pub(crate) async fn live() -> StatusCode {
    std::future::ready(StatusCode::OK).await
}

/// It can take messages: 200, or 503 and why.
pub(crate) async fn health(State(relay): State<Arc<Relay>>) -> Response {
    let late = relay.time.until(relay.time.now() + TimeDelta::seconds(PATIENCE_SECONDS));
    let is_log_well = tokio::select! {
        biased;
        checked = relay.log.check() => checked.is_ok(),
        () = late => false,
    };
    let now = relay.time.now();
    let connections = relay.connections.values().map(|connection| ConnectionHealth {
        name: connection.name.clone(),
        followers: connection.presence.here(),
        reads_back: connection.reads_back,
        is_test: connection.is_test,
        alarm: connection.alarm.rings_at(now),
    });
    let connections: Vec<_> = connections.collect();
    let is_well = is_log_well && !connections.iter().any(|connection| connection.alarm);
    let health = Health {
        status: if is_well { "ok" } else { "failing" },
        version: env!("CARGO_PKG_VERSION"),
        log: if is_log_well { "ok" } else { "takes nothing" },
        is_log_encrypted: relay.log.is_encrypted(),
        connections,
    };
    // An alarm is for people to look at; to take the relay out of service for it would make it worse.
    let status = if is_log_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}
