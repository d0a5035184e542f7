//! Control as JSON over HTTP.
//!
//! | call | what |
//! |---|---|
//! | `GET /control/about` | addresses, size, the three apps |
//! | `GET /control/clock`, `POST /control/clock/{advance,freeze,run,settle}` | time; `advance` takes `ms`, `seconds`, `hours`, `days`, `to` |
//! | `GET`, `PATCH /control/switches` | what the contract leaves open; any subset |
//! | `GET`, `PUT /control/webhook` | `{"url": …}`, or null for the built-in receiver |
//! | `GET`, `POST`, `DELETE /control/faults`, `DELETE /control/faults/{number}` | trouble on demand |
//! | `POST /control/doors/{api,second,authority}/{close,open}` | a listener that is gone; `{"forMs": …}` brings it back |
//! | `PUT /control/buyer` | who signs in at the authority from now on; null for nobody |
//! | `POST /control/storefront/purchase` | somebody buys |
//! | `POST /control/storefront/{id}/{plan,seats,suspend,reinstate,renew,cancel,auto-renew,rename,landing}` | what happens to one |
//! | `POST /control/secrets/{add,expire,revoke}`, `GET /control/certificate` | credentials |
//! | `GET`, `POST /control/sign` | claims of a good webhook token; signs any claims |
//! | `GET /control/world/subscriptions?from=&limit=`, `…/{id}`, `/control/world/{operations/{id},counts,personal,offers}` | the truth |
//! | `GET /control/ledger?after=`, `/control/calls?after=`, `/control/calls/counts`, `/control/inbox` | what happened |

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{delete, get, post, put},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{Control, Door};
use crate::{
    Error, entra::buyer::Buyer, faults::Fault, net::gate::GateListener, sim::Sim, storefront::Purchase,
    switches::Switches,
};

/// Serves the control API until the task is aborted.
pub(crate) fn open(listener: GateListener, sim: Arc<Sim>) -> JoinHandle<()> {
    let router = router().with_state(Control { sim });
    tokio::spawn(async move { drop(axum::serve(listener, router).await) })
}

fn router() -> Router<Control> {
    Router::new()
        .route("/control/about", get(about))
        .route("/control/clock", get(clock))
        .route("/control/clock/{what}", post(move_clock))
        .route("/control/switches", get(switches).patch(patch_switches))
        .route("/control/webhook", get(webhook).put(set_webhook))
        .route("/control/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/control/faults/{number}", delete(remove_fault))
        .route("/control/doors/{door}/{what}", post(move_door))
        .route("/control/buyer", put(buyer))
        .route("/control/storefront/purchase", post(purchase))
        .route("/control/storefront/{id}/{what}", post(storefront))
        .route("/control/secrets/{what}", post(secrets))
        .route("/control/certificate", get(certificate))
        .route("/control/sign", get(claims).post(sign))
        .route("/control/world/subscriptions", get(subscriptions))
        .route("/control/world/subscriptions/{id}", get(subscription))
        .route("/control/world/operations/{id}", get(operations))
        .route("/control/world/counts", get(async |State(control): State<Control>| Json(control.counts())))
        .route("/control/world/personal", get(async |State(control): State<Control>| Json(control.personal())))
        .route("/control/world/offers", get(async |State(control): State<Control>| Json(control.offers())))
        .route("/control/ledger", get(ledger))
        .route("/control/calls", get(calls))
        .route("/control/calls/counts", get(async |State(control): State<Control>| Json(control.call_counts())))
        .route("/control/inbox", get(async |State(control): State<Control>| Json(control.inbox_raw())))
}

type Outcome = Result<Json<Value>, Error>;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            if matches!(self, Self::Refused(_)) { StatusCode::CONFLICT } else { StatusCode::INTERNAL_SERVER_ERROR };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

async fn about(State(control): State<Control>) -> Json<Value> {
    Json(json!({
        "addresses": control.sim.addresses(),
        "size": control.size(),
        "app": control.app(),
        "foreignApp": control.foreign_app(),
        "appElsewhere": control.app_elsewhere(),
        "resource": crate::RESOURCE,
    }))
}

async fn clock(State(control): State<Control>) -> Json<Value> {
    Json(json!({ "now": control.clock().now(), "frozen": control.clock().is_frozen() }))
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Move {
    ms: u64,
    seconds: u64,
    hours: u64,
    days: u64,
    to: Option<DateTime<Utc>>,
}

/// `advance` (with `ms`, `seconds`, `hours`, `days` or `to`), `freeze`, `run`, `settle`.
async fn move_clock(State(control): State<Control>, Path(what): Path<String>, body: Option<Json<Move>>) -> Outcome {
    let by = body.map(|Json(by)| by).unwrap_or_default();
    match (what.as_str(), by.to) {
        ("advance", Some(moment)) => control.advance_to(moment).await,
        ("advance", None) => {
            let seconds = by.seconds + 3_600 * by.hours + 86_400 * by.days;
            control.advance(Duration::from_millis(by.ms) + Duration::from_secs(seconds)).await;
        }
        ("freeze", _) => control.clock().freeze(),
        ("run", _) => control.clock().run(),
        ("settle", _) => control.settle().await,
        _ => return Err(Error::Refused("no such movement")),
    }
    Ok(clock(State(control)).await)
}

async fn switches(State(control): State<Control>) -> Json<Switches> {
    Json(control.switches())
}

/// Takes any subset of the switches.
async fn patch_switches(State(control): State<Control>, Json(change): Json<Value>) -> Result<Json<Switches>, Error> {
    let mut all = serde_json::to_value(control.switches()).unwrap_or_default();
    if let (Value::Object(all), Value::Object(change)) = (&mut all, change) {
        all.extend(change);
    }
    let switches = serde_json::from_value(all).map_err(|_| Error::Refused("no such switch or setting"))?;
    control.set_switches(switches);
    Ok(Json(control.switches()))
}

#[derive(Deserialize)]
struct Webhook {
    url: Option<String>,
}

async fn webhook(State(control): State<Control>) -> Json<Value> {
    Json(json!({ "url": control.sim.webhook() }))
}

async fn set_webhook(State(control): State<Control>, Json(Webhook { url }): Json<Webhook>) -> Json<Value> {
    control.set_webhook(url);
    webhook(State(control)).await
}

async fn faults(State(control): State<Control>) -> Json<Value> {
    Json(json!(control.faults()))
}

async fn add_fault(State(control): State<Control>, Json(fault): Json<Fault>) -> Json<Value> {
    Json(json!({ "number": control.add_fault(fault) }))
}

async fn clear_faults(State(control): State<Control>) -> Json<Value> {
    control.clear_faults();
    faults(State(control)).await
}

async fn remove_fault(State(control): State<Control>, Path(number): Path<u64>) -> Outcome {
    if control.remove_fault(number) { Ok(Json(json!({}))) } else { Err(Error::Refused("no such fault")) }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ForAWhile {
    for_ms: Option<u64>,
}

/// `close` (with `forMs` to reopen by itself, in real time) and `open`.
async fn move_door(
    State(control): State<Control>,
    Path((door, what)): Path<(Door, String)>,
    body: Option<Json<ForAWhile>>,
) -> Outcome {
    match what.as_str() {
        "close" => control.close(door),
        "open" => control.open(door),
        _ => return Err(Error::Refused("a door closes or opens")),
    }
    if let (Some(Json(ForAWhile { for_ms: Some(ms) })), "close") = (body, what.as_str()) {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            control.open(door);
        });
    }
    Ok(Json(json!({})))
}

async fn purchase(State(control): State<Control>, Json(purchase): Json<Purchase>) -> Outcome {
    Ok(Json(json!({ "id": control.purchase(&purchase)? })))
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Particulars {
    plan: String,
    quantity: u32,
    name: String,
    auto_renew: bool,
}

/// What can happen to one subscription.
async fn buyer(State(control): State<Control>, Json(buyer): Json<Option<Buyer>>) -> Outcome {
    control.signs_in(buyer);
    std::future::ready(Ok(Json(json!({ "application": control.landing_app() })))).await
}

async fn storefront(
    State(control): State<Control>,
    Path((id, what)): Path<(String, String)>,
    body: Option<Json<Particulars>>,
) -> Outcome {
    let with = body.map(|Json(with)| with).unwrap_or_default();
    let operation = match what.as_str() {
        "plan" => control.change_plan(&id, &with.plan)?,
        "seats" => control.change_seats(&id, with.quantity)?,
        "suspend" => control.suspend(&id)?,
        "reinstate" => control.reinstate(&id)?,
        "renew" => control.renew(&id)?,
        "cancel" => control.cancel(&id)?,
        "auto-renew" => control.set_auto_renew(&id, with.auto_renew).map(|()| None)?,
        "rename" => control.rename(&id, &with.name).map(|()| None)?,
        "landing" => return Ok(Json(json!(control.landing(&id)?))),
        _ => return Err(Error::Refused("the storefront cannot do that")),
    };
    Ok(Json(json!({ "operation": operation })))
}

#[derive(Deserialize)]
struct SecretBody {
    #[serde(default)]
    secret: String,
    days: Option<u32>,
}

/// `add` (for ever or for some days), `expire` and `revoke` one.
async fn secrets(State(control): State<Control>, Path(what): Path<String>, Json(body): Json<SecretBody>) -> Outcome {
    match what.as_str() {
        "add" => Ok(Json(json!({ "secret": control.add_secret(body.days) }))),
        "expire" => Ok(Json(json!({ "found": control.expire_secret(&body.secret) }))),
        "revoke" => Ok(Json(json!({ "found": control.revoke_secret(&body.secret) }))),
        _ => Err(Error::Refused("secrets are added, expired or revoked")),
    }
}

async fn certificate(State(control): State<Control>) -> Outcome {
    Ok(Json(json!(control.certificate()?)))
}

async fn claims(State(control): State<Control>) -> Json<Value> {
    Json(control.webhook_claims())
}

async fn sign(State(control): State<Control>, Json(claims): Json<Value>) -> Json<Value> {
    Json(json!({ "token": control.sign(&claims) }))
}

#[derive(Deserialize)]
struct Window {
    #[serde(default)]
    from: u32,
    limit: Option<u32>,
}

/// Subscriptions from an index on; `next` is absent at the end.
async fn subscriptions(State(control): State<Control>, Query(window): Query<Window>) -> Response {
    let rows = control.subscriptions_raw(window.from, window.limit.unwrap_or(1_000));
    let next = window.from + rows.len() as u32;
    let next = (next < control.size()).then_some(next);
    Json(Rows { subscriptions: rows, next }).into_response()
}

#[derive(serde::Serialize)]
struct Rows {
    subscriptions: Vec<Box<serde_json::value::RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u32>,
}

async fn subscription(State(control): State<Control>, Path(id): Path<String>) -> Outcome {
    control.subscription(&id).map(Json).ok_or(Error::Refused("no such subscription"))
}

async fn operations(State(control): State<Control>, Path(id): Path<String>) -> Json<Value> {
    Json(json!(control.operations(&id)))
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn ledger(State(control): State<Control>, Query(After { after }): Query<After>) -> Json<Value> {
    Json(json!(control.ledger(after)))
}

async fn calls(State(control): State<Control>, Query(After { after }): Query<After>) -> Json<Value> {
    Json(json!(control.calls(after)))
}
