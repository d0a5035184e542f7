//! From the wire to a handler and back.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, Response, header},
};
use tokio::task::JoinHandle;

use super::gate::{GateListener, Scissors};
use crate::{
    api::{answer::Answer, call::Call},
    sim::Sim,
    when::write_http,
};

/// Largest request body that is read; the contract's largest is a few kilobytes.
const MOST_BYTES: usize = 1 << 20;

/// What answers behind a door.
pub(crate) type Handler = fn(&Sim, &Call) -> Answer;

#[derive(Clone)]
struct Behind {
    sim: Arc<Sim>,
    handler: Handler,
}

/// Serves a gate until the task is aborted.
pub(crate) fn open(listener: GateListener, sim: Arc<Sim>, handler: Handler) -> JoinHandle<()> {
    let router = Router::new().fallback(answer).with_state(Behind { sim, handler });
    let service = router.into_make_service_with_connect_info::<Scissors>();
    tokio::spawn(async move { drop(axum::serve(listener, service).await) })
}

async fn answer(
    State(behind): State<Behind>,
    ConnectInfo(_scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BYTES).await else { return respond(&behind.sim, Answer::empty(413)) };
    let call = Call::new(parts.method, &parts.uri, parts.headers, body);
    let answer = (behind.handler)(&behind.sim, &call);
    respond(&behind.sim, answer)
}

/// Puts an answer into HTTP, dated by the simulator's own clock.
fn respond(sim: &Sim, answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status.try_into().unwrap_or_default();
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    if let Ok(date) = HeaderValue::try_from(write_http(sim.clock.millis())) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}
