//! From Microsoft's call to its answer.
//!
//! In order: is it Microsoft, is there room, can it be read, was it answered before, is it being decided already, what
//! do the rules say, is that on disk. Only then is it answered, and nothing remote is waited for on the way.
//!
//! Who it is comes first, so that strangers take no room: `gate`.
//!
//! The decision runs in a task of its own, so that a caller who hangs up does not end it; a repeat joins it. Whatever
//! fails technically is 503: Microsoft asks again, for eight hours.

pub(crate) mod alarm;
mod answered;
mod deciding;
pub(crate) mod flight;
mod gate;
mod judging;
mod key;
pub(crate) mod lanes;
mod promises;
mod recording;
mod told;
mod trouble;
mod turning;

#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod told_tests;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Request;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Received;
use http::StatusCode;
use http::header::AUTHORIZATION;
use marketplace::{Message, read_message};

use crate::door::{TooMuch, ask_again, decided, read_body};
use crate::relay::{Connection, Relay};
use crate::time::millis_between;
use flight::Boarding;
pub(crate) use told::told;
use trouble::Seen;

/// Seconds after which no answer of ours is waited for any more; the decision goes on and a repeat finds it.
const MOST_SECONDS: i64 = 9;

/// A message, where it came in, and when.
#[derive(Clone)]
pub(crate) struct Incoming {
    pub(crate) relay: Arc<Relay>,
    pub(crate) connection: Arc<Connection>,
    pub(crate) message: Arc<Received<Message>>,
    pub(crate) key: String,
    pub(crate) at: DateTime<Utc>,
}

/// Microsoft calls.
pub(crate) async fn asked(relay: Arc<Relay>, connection: Arc<Connection>, request: Request) -> Response {
    let at = relay.time.now();
    let late = relay.time.until(at + TimeDelta::seconds(MOST_SECONDS));
    let response = tokio::select! {
        biased;
        response = answer(&relay, &connection, request, at) => response,
        () = late => {
            trouble::note(&relay, &connection, Seen::TooSlow);
            ask_again()
        }
    };
    relay.metrics.answered_in(&connection.name, millis_between(at, relay.time.now()));
    relay.metrics.count("answers_total", &[("connection", &connection.name), ("status", response.status().as_str())]);
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        connection.alarm.failed_at(relay.time.now());
        trouble::ring(&relay, &connection);
    } else if response.status() != StatusCode::UNAUTHORIZED {
        connection.alarm.answered();
    }
    response
}

async fn answer(relay: &Arc<Relay>, connection: &Arc<Connection>, request: Request, at: DateTime<Utc>) -> Response {
    let (parts, body) = request.into_parts();
    let authorization = parts.headers.get(AUTHORIZATION).map(http::HeaderValue::as_bytes);
    if let Err(turned_away) = gate::pass(relay, connection, authorization, at).await {
        return turned_away;
    }
    let Ok(_turn) = relay.turns.try_acquire() else { return refused_entry(relay, connection, "at_once") };
    if !connection.bucket.take_at(at) {
        return refused_entry(relay, connection, "rate");
    }
    let body = match read_body(body, relay.limits, &*relay.time).await {
        Ok(body) => body,
        Err(why) => {
            trouble::note(relay, connection, Seen::Body(why));
            return ask_again();
        }
    };
    decide(relay, connection, &body, at).await
}

async fn decide(relay: &Arc<Relay>, connection: &Arc<Connection>, body: &Bytes, at: DateTime<Utc>) -> Response {
    let message = match read_message(body) {
        Ok(message) => Arc::new(message),
        Err(why) => {
            trouble::note(relay, connection, Seen::Message(why));
            return ask_again();
        }
    };
    let key = key::of(&message.value);
    let (relay, connection) = (Arc::clone(relay), Arc::clone(connection));
    let incoming = Incoming { relay, connection, message, key, at };
    let answer = match incoming.connection.flights.board(&incoming.key) {
        Boarding::Joined(answer) => answer,
        Boarding::First(flight, answer) => {
            let incoming = incoming.clone();
            tokio::spawn(async move { flight.land(deciding::decide(&incoming).await) });
            answer
        }
    };
    match answer.wait().await {
        Some(status) => StatusCode::from_u16(status).map_or_else(|_| ask_again(), |status| decided(bare(status))),
        None => ask_again(),
    }
}

/// The body of an answer is ignored, so there is none.
fn bare(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

fn refused_entry(relay: &Relay, connection: &Connection, limit: &str) -> Response {
    relay.metrics.count("limited_total", &[("connection", &connection.name), ("limit", limit)]);
    ask_again()
}

impl TooMuch {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Bytes => "too-large",
            Self::Time => "too-slow",
        }
    }
}
