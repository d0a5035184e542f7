//! Change plan, change quantity, cancel: accepted with 202, done later.

use serde::Deserialize;

use super::{Ids, answer::Answer, call::Call, guard::Visitor, subscription::known};
use crate::{
    agenda::Due,
    books::{Action, Source},
    sim::{Sim, State, Turn},
    world::Status,
};

/// The API's own ceiling for seats.
const MOST_SEATS: u64 = 1_000_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    plan_id: Option<String>,
    quantity: Option<u64>,
}

/// PATCH: another plan or another number of seats, never both.
pub(crate) fn change(sim: &Sim, call: &Call, visitor: Visitor, id: &str, ids: &Ids) -> Answer {
    sim.act(|state, turn| {
        let started = known(state, visitor, id).and_then(|index| start(state, turn, call, index, ids));
        started.map_or_else(|refusal| refusal, |operation| accepted(sim, state, operation))
    })
}

/// DELETE: ends the subscription, where the terms permit.
pub(crate) fn cancel(sim: &Sim, visitor: Visitor, id: &str, ids: &Ids) -> Answer {
    sim.act(|state, turn| {
        let started = known(state, visitor, id).and_then(|index| start_cancel(state, turn, index, ids));
        started.map_or_else(|refusal| refusal, |operation| accepted(sim, state, operation))
    })
}

fn start(state: &mut State, turn: &Turn<'_>, call: &Call, index: u32, ids: &Ids) -> Result<usize, Answer> {
    let wanted: Wanted = serde_json::from_slice(&call.body).map_err(|_| bad("The request body is not valid."))?;
    let view = state.world.view(index);
    if wanted.plan_id.is_some() == wanted.quantity.is_some() {
        return Err(bad("Exactly one of planId and quantity must be given."));
    }
    if view.saas_subscription_status != Status::Subscribed {
        return Err(bad("Only a subscription in the state Subscribed can be updated."));
    }
    if !view.allows("Update") {
        return Err(bad("Update is not among the allowed customer operations."));
    }
    if state.books.is_locked(index) {
        return Err(bad("The subscription is locked by pending operations."));
    }
    let action = match (&wanted.plan_id, wanted.quantity) {
        (Some(plan), _) => check_plan(state, index, &view.plan_id, plan)?,
        (None, quantity) => check_seats(state, index, view.quantity, quantity.unwrap_or_default())?,
    };
    let operation = state.open(turn, index, action, Source::Partner, operation_id(state, turn, ids));
    if let Some(of) = state.books.get_mut(operation) {
        of.plan_id = wanted.plan_id.map_or_else(|| of.plan_id.clone(), Into::into);
        of.quantity = wanted.quantity.map_or(of.quantity, |seats| u32::try_from(seats).ok());
    }
    queue(state, turn, operation);
    Ok(operation)
}

fn check_plan(state: &State, index: u32, present: &str, wanted: &str) -> Result<Action, Answer> {
    if wanted == present {
        return Err(bad("The subscription already has this plan."));
    }
    let is_available = state.world.available(index).iter().any(|plan| plan.id == wanted);
    if is_available {
        Ok(Action::ChangePlan)
    } else {
        Err(bad("The plan does not exist or is not available to this subscription."))
    }
}

fn check_seats(state: &State, index: u32, present: Option<u32>, wanted: u64) -> Result<Action, Answer> {
    let Some((least, most)) = state.world.plan(index).and_then(|plan| plan.seats) else {
        return Err(bad("The plan is not priced per seat."));
    };
    let limits = u64::from(least)..=u64::from(most).min(MOST_SEATS);
    if present.map(u64::from) == Some(wanted) {
        return Err(bad("The subscription already has this quantity."));
    }
    if limits.contains(&wanted) {
        Ok(Action::ChangeQuantity)
    } else {
        Err(bad("The quantity is outside the plan's limits."))
    }
}

fn start_cancel(state: &mut State, turn: &Turn<'_>, index: u32, ids: &Ids) -> Result<usize, Answer> {
    let view = state.world.view(index);
    if view.saas_subscription_status == Status::Unsubscribed {
        return Err(Answer::empty(200));
    }
    if !view.allows("Delete") {
        return Err(bad("Delete is not among the allowed customer operations."));
    }
    if state.books.is_locked(index) {
        return Err(Answer::problem(409, "Conflict", "The subscription is locked by pending operations."));
    }
    let operation = state.open(turn, index, Action::Unsubscribe, Source::Partner, operation_id(state, turn, ids));
    queue(state, turn, operation);
    Ok(operation)
}

/// The operation begins half way to its effect.
fn queue(state: &mut State, turn: &Turn<'_>, operation: usize) {
    let delay = i64::from(turn.switches.effect_delay_ms);
    state.agenda.add(turn.now + delay / 2, Due::Begin(operation));
    state.agenda.add(turn.now + delay, Due::Effect(operation));
    state.note(turn, "asked", operation, &serde_json::json!({ "by": "publisher" }));
}

/// The request id, where it can serve; a fresh one where the switch says so or the id is taken.
fn operation_id(state: &State, turn: &Turn<'_>, ids: &Ids) -> String {
    let id = uuid::Uuid::parse_str(&ids.request).map(|id| id.to_string()).ok();
    let usable = id.filter(|id| turn.switches.request_id_is_operation_id && !state.books.has(id));
    usable.unwrap_or_else(|| turn.guid())
}

/// 202 with everything a client needs to follow it.
fn accepted(sim: &Sim, state: &State, operation: usize) -> Answer {
    let Some(of) = state.books.get(operation) else { return Answer::empty(500) };
    let location = format!(
        "{}/api/saas/subscriptions/{}/operations/{}?api-version={}",
        sim.addresses().second,
        of.subscription_id,
        of.id,
        super::VERSION
    );
    Answer::empty(202).with("operation-location", location).with("operation-id", &of.id).with("retry-after", "10")
}

fn bad(message: &str) -> Answer {
    Answer::problem(400, "BadArgument", message)
}
