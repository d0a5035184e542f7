//! The operations API: outstanding ones, one of them, and its acknowledgement.

use serde_json::json;

use super::{answer::Answer, guard::Visitor, subscription::known};
use crate::{sim::Sim, switches::Unknown};

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
