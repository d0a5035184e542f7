//! From the wire to a handler and back, through the faults in force.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, Response, header},
};
use futures::{StreamExt, stream};
use tokio::task::JoinHandle;

use super::gate::{GateListener, Scissors};
use crate::{
    api::{answer::Answer, call::Call, route::RouteKind},
    faults::{FaultKind, Shape, spoil},
    ledger::SeenCall,
    sim::Sim,
    when::{write_http, write_moment},
};

/// Largest request body that is read; the contract's largest is a few kilobytes.
const MOST_BYTES: usize = 1 << 20;

/// What answers behind a door.
#[derive(Clone, Copy)]
pub(crate) struct Handler {
    pub(crate) serve: fn(&Sim, &Call) -> Answer,
    pub(crate) kind: fn(&Call) -> RouteKind,
}

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
    State(Behind { sim, handler }): State<Behind>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BYTES).await else { return respond(&sim, Answer::empty(413), Shape::Whole) };
    let arrived = sim.clock.millis();
    let call = Call::new(parts.method, &parts.uri, parts.headers, body);
    let kind = (handler.kind)(&call);
    let struck = sim.faults().strike(kind);
    wait(&sim, &struck).await;
    let (answer, shape) = spoil(&sim, &call, &struck, || (handler.serve)(&sim, &call));
    match shape {
        Shape::Reset => scissors.reset(),
        Shape::Cut => scissors.cut(),
        Shape::Whole | Shape::BrokenOff | Shape::Drip { .. } => {}
    }
    let status = if matches!(shape, Shape::Reset | Shape::Cut) { 0 } else { answer.status };
    sim.see(SeenCall {
        number: 0,
        arrived_at: write_moment(arrived, 0),
        at: write_moment(sim.clock.millis(), 0),
        route: kind,
        line: format!("{} {}", call.method, call.path),
        status,
        request_id: call.header("x-ms-requestid").map(str::to_owned),
        correlation_id: call.header("x-ms-correlationid").map(str::to_owned),
        fault: struck.first().map(FaultKind::name),
    });
    respond(&sim, answer, shape)
}

/// Latency is real time: the client lives in it.
async fn wait(sim: &Sim, struck: &[FaultKind]) {
    let extra = struck.iter().map(|fault| if let FaultKind::Latency { ms } = fault { *ms } else { 0 });
    let wait = sim.latency + Duration::from_millis(extra.sum());
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
}

/// Puts an answer into HTTP, dated by the simulator's own clock.
fn respond(sim: &Sim, answer: Answer, shape: Shape) -> Response<Body> {
    let length = answer.body.len();
    let mut response = Response::new(body(answer.body, shape));
    *response.status_mut() = answer.status.try_into().unwrap_or_default();
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    if let Ok(date) = HeaderValue::try_from(write_http(sim.clock.millis())) {
        headers.insert(header::DATE, date);
    }
    if shape == Shape::BrokenOff {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    response
}

fn body(bytes: Bytes, shape: Shape) -> Body {
    match shape {
        Shape::Whole | Shape::Reset | Shape::Cut => Body::from(bytes),
        Shape::BrokenOff => Body::from_stream(stream::iter([Some(bytes.slice(..bytes.len() / 2)), None]).then(broken)),
        Shape::Drip { bytes: piece, every_ms } => {
            Body::from_stream(stream::unfold(bytes, move |mut rest| async move {
                if rest.is_empty() {
                    return None;
                }
                tokio::time::sleep(Duration::from_millis(every_ms)).await;
                let next = rest.split_to(piece.max(1).min(rest.len()));
                Some((Ok::<Bytes, io::Error>(next), rest))
            }))
        }
    }
}

/// The first part goes out before the connection ends.
async fn broken(part: Option<Bytes>) -> io::Result<Bytes> {
    if part.is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    part.ok_or_else(|| io::ErrorKind::ConnectionAborted.into())
}
