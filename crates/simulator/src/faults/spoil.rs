//! Applies the faults that strike a call to its answer.

use axum::body::Bytes;

use super::{FaultKind, malformed};
use crate::{
    api::{answer::Answer, call::Call},
    entra::error::Refusal,
    sim::Sim,
    when::write_http,
};

/// How the answer goes onto the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Whole,
    /// Reset before a byte of the answer.
    Reset,
    /// Closed before a byte of the answer.
    Cut,
    /// Half the body, then the end of the connection.
    BrokenOff,
    /// In pieces.
    Drip {
        bytes: usize,
        every_ms: u64,
    },
}

/// Answers a call through the faults that strike it.
pub(crate) fn spoil(sim: &Sim, call: &Call, struck: &[FaultKind], handle: impl FnOnce() -> Answer) -> (Answer, Shape) {
    if let Some(instead) = struck.iter().find_map(|fault| instead(sim, call, fault)) {
        return instead;
    }
    let answer = struck.iter().fold(handle(), |answer, fault| spoil_body(sim, answer, fault));
    let shape = struck.iter().find_map(shape);
    (answer, shape.unwrap_or(Shape::Whole))
}

/// Faults that keep the call from being handled at all.
fn instead(sim: &Sim, call: &Call, fault: &FaultKind) -> Option<(Answer, Shape)> {
    let answer = match fault {
        FaultKind::Throttled { seconds, as_date } => throttled(sim, *seconds, *as_date),
        FaultKind::ServerError { status, afterwards: false } => server_error(*status),
        FaultKind::Refused { status, code, message } => Answer::problem(*status, code, message),
        FaultKind::Reset { afterwards: false } => return Some((Answer::empty(500), Shape::Reset)),
        FaultKind::Cut { afterwards: false } => return Some((Answer::empty(500), Shape::Cut)),
        FaultKind::Html { status } => html(*status),
        FaultKind::ExpiredSecret => refusal(sim, call, Refusal::ExpiredSecret),
        FaultKind::RevokedSecret => refusal(sim, call, Refusal::WrongSecret),
        FaultKind::EmptyList => Answer::raw(200, br#"{"subscriptions":[]}"#.to_vec()),
        FaultKind::Unauthorized { status } => {
            Answer::text(*status, "The authorization token is missing, invalid or expired.")
        }
        _ => return None,
    };
    Some((answer, Shape::Whole))
}

/// Faults that spoil an answer that was made.
fn spoil_body(sim: &Sim, mut answer: Answer, fault: &FaultKind) -> Answer {
    match fault {
        FaultKind::ServerError { status, .. } => server_error(*status),
        FaultKind::Truncated => {
            answer.body.truncate(answer.body.len() * 2 / 3);
            answer
        }
        FaultKind::WrongContentType => {
            answer.headers.retain(|(name, _)| *name != "content-type");
            answer.with("content-type", "text/plain")
        }
        FaultKind::LeftOut { every } if answer.status == 200 => {
            if let Some(body) = malformed::leave_out(&answer.body, sim.seed, *every) {
                answer.body = Bytes::from(body);
            }
            answer
        }
        FaultKind::Malformed { every, flaw } if answer.status == 200 => {
            if let Some(body) = malformed::spoil(&answer.body, sim.seed, *every, *flaw) {
                answer.body = Bytes::from(body);
            }
            answer
        }
        _ => answer,
    }
}

const fn shape(fault: &FaultKind) -> Option<Shape> {
    match fault {
        FaultKind::Reset { .. } => Some(Shape::Reset),
        FaultKind::Cut { .. } => Some(Shape::Cut),
        FaultKind::BrokenOff => Some(Shape::BrokenOff),
        FaultKind::Drip { bytes, every_ms } => Some(Shape::Drip { bytes: *bytes as usize, every_ms: *every_ms }),
        _ => None,
    }
}

fn throttled(sim: &Sim, seconds: u32, as_date: bool) -> Answer {
    let until = sim.clock.millis() + i64::from(seconds) * 1_000;
    let wait = if as_date { write_http(until) } else { seconds.to_string() };
    Answer::problem(429, "RequestThrottleId", "Too many requests.").with("retry-after", wait)
}

fn server_error(status: u16) -> Answer {
    if status == 500 { Answer::unexpected("An unexpected error occurred.") } else { html(status) }
}

fn html(status: u16) -> Answer {
    let page = "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Our services aren't available right now</h1></body></html>";
    let mut answer = Answer::empty(status).with("content-type", "text/html");
    answer.body = Bytes::from_static(page.as_bytes());
    answer
}

fn refusal(sim: &Sim, call: &Call, refusal: Refusal) -> Answer {
    let tenant = call.path.split('/').nth(1).unwrap_or_default();
    refusal.answer(sim, tenant, &sim.identity.publisher.application)
}
