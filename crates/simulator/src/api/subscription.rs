//! Reading one subscription and the plans it may use.

use super::{answer::Answer, call::Call, guard::Visitor};
use crate::sim::{Sim, State};

/// The subscription behind an id, or the answer for unknown ones.
pub(crate) fn known(state: &State, visitor: Visitor, id: &str) -> Result<u32, Answer> {
    let found = state.world.find(id).filter(|_| visitor == Visitor::Publisher);
    found.ok_or_else(|| Answer::problem(404, "EntityNotFound", "The subscription was not found."))
}

/// Get subscription.
pub(crate) fn get(sim: &Sim, visitor: Visitor, id: &str) -> Answer {
    let state = sim.read();
    known(&state, visitor, id).map_or_else(
        |unknown| unknown,
        |index| {
            let mut body = Vec::new();
            state.world.write(index, &mut body);
            Answer::raw(200, body)
        },
    )
}

/// List available plans; with `planId` only that one and its private offer.
pub(crate) fn plans(sim: &Sim, call: &Call, visitor: Visitor, id: &str) -> Answer {
    let state = sim.read();
    known(&state, visitor, id)
        .map_or_else(|unknown| unknown, |index| Answer::raw(200, state.world.write_plans(index, call.query("planId"))))
}
