//! The publisher's own endpoint tells what came and what it answered. Nothing is decided here; desks hear of it.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use domain::relay_feed::{Because, Verdict};
use hooks::{Signed, check, looks_signed};
use http::{HeaderMap, StatusCode};
use marketplace::{Message, read_message};

use super::deciding;
use super::judging::{Judgement, Used};
use super::promises::Promises;
use super::trouble::{self, Seen};
use super::{Incoming, bare, gate, key, refused_entry};
use crate::door::{ask_again, decided, read_body};
use crate::log::LogError;
use crate::relay::{Connection, Relay};

/// Says what the endpoint answered to Microsoft, as a status code; 200 where it does not say.
const ANSWERED: &str = "marketdesk-answered";
const MOST_TRIES: u32 = 8;

/// The publisher's endpoint calls: `POST {path}/notify`, signed, with Microsoft's message as it came.
pub(crate) async fn told(relay: Arc<Relay>, connection: Arc<Connection>, request: Request) -> Response {
    let at = relay.time.now();
    let Some(secret) = connection.notify_secret.clone() else { return ask_again() };
    let (parts, body) = request.into_parts();
    if !looks_signed(&parts.headers) {
        return ask_again();
    }
    // The body must be read before it is known whose it is: so strangers may fill this, and nothing else.
    let Ok(hearing) = relay.hearing.try_acquire() else { return refused_entry(&relay, &connection, "at_once") };
    let body = match read_body(body, relay.limits, &*relay.time).await {
        Ok(body) => body,
        Err(why) => {
            trouble::note(&relay, &connection, Seen::Body(why));
            return ask_again();
        }
    };
    let signed = hooks::Secret::read(secret.expose()).map(|secret| check(&parts.headers, &body, &secret.into(), at));
    match signed.unwrap_or(Signed::Unclear) {
        Signed::Rightly => {}
        Signed::Wrongly => return gate::forged(&relay, &connection, "the publisher's endpoint did not sign it", at),
        Signed::AtAnotherTime | Signed::Unclear => return ask_again(),
    }
    drop(hearing);
    if !connection.bucket.take_at(at) {
        return refused_entry(&relay, &connection, "rate");
    }
    let message = match read_message(&body) {
        Ok(message) => Arc::new(message),
        Err(why) => {
            trouble::note(&relay, &connection, Seen::Message(why));
            return ask_again();
        }
    };
    let verdict = verdict_of(&message.value, &parts.headers);
    let key = key::of(&message.value);
    let incoming = Incoming { relay, connection, message, key, at };
    match tokio::spawn(async move { keep(&incoming, verdict).await }).await {
        Ok(Ok(())) => decided(bare(StatusCode::OK)),
        Ok(Err(_)) | Err(_) => ask_again(),
    }
}

fn verdict_of(message: &Message, headers: &HeaderMap) -> Verdict {
    let status = headers.get(ANSWERED).and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse().ok());
    match (message.asks(), status) {
        (None, _) => Verdict::Noted,
        (Some(_), Some(400..=499_u16)) => Verdict::Refused,
        (Some(_), _) => Verdict::Accepted,
    }
}

/// Once: what was told before is known, also where the relay itself was asked.
async fn keep(incoming: &Incoming, verdict: Verdict) -> Result<(), LogError> {
    let (log, connection) = (&*incoming.relay.log, &incoming.connection);
    let lane = connection.lanes.of(&incoming.message.value.subscription);
    let _turn = lane.lock().await;
    for _ in 0..MOST_TRIES {
        let about = log.about(&connection.id, &incoming.key, &incoming.message.value.subscription).await?;
        if about.answer.is_some() {
            return Ok(());
        }
        let in_force = connection.standing.in_force(log, &connection.id, &about, incoming.at).await?;
        let judgement =
            Judgement { verdict, because: Because::Elsewhere, decision: None, ask: None, used: Used::Nothing };
        if deciding::write(incoming, &Promises::read(&about)?, &in_force, judgement).await?.is_some() {
            return Ok(());
        }
    }
    Err(LogError::Closed)
}
