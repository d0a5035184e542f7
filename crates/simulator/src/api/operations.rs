//! The operations API: outstanding ones, one of them, and its acknowledgement.

use serde::Deserialize;
use serde_json::json;

use super::{Ids, answer::Answer, call::Call, guard::Visitor, subscription::known};
use crate::{decide::Acknowledged, sim::Sim, switches::Unknown};

/// List outstanding operations.
pub(crate) fn list(sim: &Sim, visitor: Visitor, id: &str) -> Answer {
    let state = sim.read();
    let switches = sim.switches();
    match known(&state, visitor, id) {
        Ok(index) => {
            let listed: Vec<_> = state.books.outstanding(index, sim.clock.millis(), &switches).collect();
            Answer::json(200, &json!({ "operations": listed }))
        }
        Err(_) if switches.unknown_operation == Unknown::Observed => Answer::json(200, &json!({ "operations": [] })),
        Err(unknown) => unknown,
    }
}

/// Get one operation.
pub(crate) fn get(sim: &Sim, visitor: Visitor, id: &str, operation: &str) -> Answer {
    let state = sim.read();
    let switches = sim.switches();
    let found = known(&state, visitor, id).ok().and_then(|index| state.books.readable(index, operation, &switches));
    found.map_or_else(|| unknown(switches.unknown_operation), |operation| Answer::json(200, operation))
}

/// The answer for an operation nobody knows.
pub(crate) fn unknown(how: Unknown) -> Answer {
    match how {
        Unknown::Documented => Answer::problem(404, "NotFound", "The operation was not found."),
        Unknown::Observed => Answer::problem(400, "BadRequest", "The operation was not found."),
    }
}

#[derive(Deserialize)]
struct Acknowledgement {
    status: String,
}

/// PATCH on an operation. Any text counts as a status; only `Failure` and its like refuse.
pub(crate) fn acknowledge(sim: &Sim, call: &Call, visitor: Visitor, id: &str, operation: &str, ids: &Ids) -> Answer {
    sim.act(|state, turn| {
        let number = known(state, visitor, id).ok().and_then(|index| state.books.find(index, operation));
        let Some(number) = number else { return unknown(turn.switches.unknown_operation) };
        let Ok(Acknowledgement { status }) = serde_json::from_slice(&call.body) else {
            return Answer::problem(400, "RequiredField", "The status is required.");
        };
        match state.acknowledge(turn, number, !status.eq_ignore_ascii_case("failure")) {
            Acknowledged::Noted => Answer::empty(200),
            // The message explains nothing, as observed.
            Acknowledged::TooLate => Answer::problem(409, "Conflict", &ids.request),
            Acknowledged::NotYours => Answer::unexpected("An unexpected error occurred."),
        }
    })
}
