//! All routes of the relay.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post, put};

use crate::relay::{Connection, Relay};
use crate::{access, ask, door, feed, health, held, landing, metrics, receive, rules};

/// A snapshot of a large publisher's customers has some megabytes.
const MOST_BYTES_OF_A_DESK: usize = 64 * 1024 * 1024;

/// The relay as a service: each connection's webhook under its own path, the desks' calls under `/v1/{connection}`,
/// each landing page under its own, `/health` and `/metrics`.
///
/// Whatever goes wrong inside, no answer with a 4xx leaves it that nobody decided on.
pub fn app(relay: &Arc<Relay>) -> Router {
    let mut router = Router::new().merge(desks(relay)).merge(owners(relay));
    for connection in relay.connections.values() {
        router = router.merge(webhooks(relay, connection)).merge(landing::routes(relay, connection));
    }
    router.layer(from_fn_with_state(Arc::clone(relay), door::outermost))
}

fn webhooks(relay: &Arc<Relay>, connection: &Arc<Connection>) -> Router {
    let asked = {
        let (relay, connection) = (Arc::clone(relay), Arc::clone(connection));
        post(move |request: Request| receive::asked(relay, connection, request))
    };
    let told = {
        let (relay, connection) = (Arc::clone(relay), Arc::clone(connection));
        post(move |request: Request| receive::told(relay, connection, request))
    };
    Router::new().route(&connection.path, asked).route(&format!("{}/notify", connection.path), told)
}

fn desks(relay: &Arc<Relay>) -> Router {
    Router::new()
        .route("/v1/{connection}/hello", get(feed::hello))
        .route("/v1/{connection}/feed", get(feed::follow))
        .route("/v1/{connection}/snapshot", get(feed::snapshot_now))
        .route("/v1/{connection}/rules", get(rules::now).put(rules::put_in_force))
        .route("/v1/{connection}/rules/history", get(rules::history))
        .route("/v1/{connection}/rules/roll-back", post(rules::roll_back))
        .route("/v1/{connection}/rules/dry-run", post(rules::dry_run))
        .route("/v1/{connection}/facts", put(rules::put_facts))
        .route("/v1/{connection}/held", get(held::list))
        .route("/v1/{connection}/held/{id}", get(held::one))
        .route("/v1/{connection}/held/{id}/claim", post(held::claim))
        .route("/v1/{connection}/held/{id}/release", post(held::release))
        .route("/v1/{connection}/held/{id}/approve", post(held::approve))
        .route("/v1/{connection}/held/{id}/sent", post(held::sent))
        .route("/v1/{connection}/held/{id}/decline", post(held::decline))
        .route("/v1/{connection}/coming", post(held::register_coming))
        .route("/v1/{connection}/questions", get(ask::list))
        .route("/v1/{connection}/questions/{id}/shown", post(ask::shown))
        .route("/v1/{connection}/questions/{id}/hidden", post(ask::hidden))
        .route("/v1/{connection}/questions/{id}/answer", post(ask::answer))
        .route("/v1/{connection}/access/activated", post(access::report_activated))
        .route("/v1/{connection}/access/{id}/again", post(access::try_again))
        .route("/v1/{connection}/access/{id}/drop", post(access::give_up))
        .route("/v1/{connection}/visits", get(landing::list))
        .route("/v1/{connection}/visits/{id}/token", post(landing::token))
        .route("/v1/{connection}/visits/{id}/resolved", post(landing::resolved))
        .layer(DefaultBodyLimit::max(MOST_BYTES_OF_A_DESK))
        .route_layer(from_fn(door::known_to_desks))
        .with_state(Arc::clone(relay))
}

fn owners(relay: &Arc<Relay>) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/health/live", get(health::live))
        .route("/metrics", get(exposition))
        .with_state(Arc::clone(relay))
}

async fn exposition(State(relay): State<Arc<Relay>>) -> Response {
    metrics::exposition(&relay)
}
