//! Resolve and Activate: from the landing page to the first bill.

use serde::{Deserialize, Serialize};

use super::{answer::Answer, call::Call, guard::Visitor, subscription::known};
use crate::{
    agenda::Due,
    landing,
    sim::{Sim, State, Turn},
    switches::Contract,
    when::HOUR,
    world::{
        Status,
        wire::{Subscription, Text},
    },
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resolved {
    id: String,
    subscription_name: String,
    offer_id: Text,
    plan_id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<u32>,
    subscription: Subscription,
}

/// Resolve: works in every state, as long as the token is fresh.
pub(crate) fn resolve(sim: &Sim, call: &Call, visitor: Visitor) -> Answer {
    let Some(token) = call.header("x-ms-marketplace-token").filter(|token| !token.is_empty()) else {
        return Answer::problem(400, "HeaderNotPresent", "The header x-ms-marketplace-token is required.");
    };
    let state = sim.read();
    let life = i64::from(sim.switches().landing_token_hours) * HOUR;
    let fresh = landing::read(sim.seed, token).filter(|(_, minted)| sim.clock.millis() <= minted + life);
    let found = fresh.filter(|(index, _)| *index < state.world.len() && visitor == Visitor::Publisher);
    let Some((index, _)) = found else {
        return Answer::problem(
            400,
            "InvalidValue",
            "Failed to decrypt the marketplace token with the primary or the secondary secret.",
        );
    };
    let subscription = state.world.view(index);
    let resolved = Resolved {
        id: subscription.id.clone(),
        subscription_name: subscription.name.clone(),
        offer_id: subscription.offer_id.clone(),
        plan_id: subscription.plan_id.clone(),
        quantity: subscription.quantity,
        subscription,
    };
    Answer::json(200, &resolved)
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Activation {
    plan_id: Option<String>,
    quantity: Option<u32>,
}

/// Activate: 200 means received; the effect comes later.
pub(crate) fn activate(sim: &Sim, call: &Call, visitor: Visitor, id: &str) -> Answer {
    sim.act(|state, turn| match known(state, visitor, id) {
        Ok(index) => start_activation(state, turn, call, index).unwrap_or_else(|refusal| refusal),
        Err(unknown) => unknown,
    })
}

fn start_activation(state: &mut State, turn: &Turn<'_>, call: &Call, index: u32) -> Result<Answer, Answer> {
    let live = state.world.live(index);
    match (turn.switches.contract, live.status) {
        (Contract::Old, Status::PendingFulfillmentStart) => check_body(state, call, index)?,
        (Contract::New, Status::PendingFulfillmentStart) => {}
        (Contract::New, Status::Subscribed) => return Ok(Answer::empty(200)),
        (Contract::New, Status::Unsubscribed) => {
            return Err(Answer::problem(404, "EntityNotFound", "The subscription is unsubscribed."));
        }
        _ => {
            return Err(Answer::problem(
                400,
                "BadArgument",
                "The subscription cannot be activated in its present state.",
            ));
        }
    }
    if state.activating.insert(index) {
        state.note_about(turn, "activation received", index, serde_json::Value::Null);
        state.agenda.add(turn.now + i64::from(turn.switches.activation_delay_ms), Due::Activated(index));
    }
    Ok(Answer::empty(200))
}

/// The old contract compares the body with the purchase.
fn check_body(state: &State, call: &Call, index: u32) -> Result<(), Answer> {
    let view = state.world.view(index);
    let body: Activation = serde_json::from_slice(&call.body).unwrap_or_default();
    let is_same =
        body.plan_id.as_deref() == Some(&view.plan_id) && (body.quantity.is_none() || body.quantity == view.quantity);
    if is_same {
        Ok(())
    } else {
        Err(Answer::problem(400, "BadArgument", "The plan or quantity is not the purchased one."))
    }
}
