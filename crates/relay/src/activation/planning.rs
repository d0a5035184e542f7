//! What a visit calls for, by the owner's rules: written down with it, and done later.

use domain::Status;
use domain::relay_feed::{ActivationState, ActivationStep, ActivationTrouble, Bought, Relation, Visit, VisitState};

use super::Activation;
use super::errand::{Errand, kept};
use crate::digest;
use crate::log::{Kind, LogError, NewEvent, Put};
use crate::relay::{Connection, Relay};

/// A document and an event, to be written with a visit; none where no rule covers it, or it was called for before.
pub(crate) async fn plan(
    relay: &Relay,
    connection: &Connection,
    visit: &Visit,
) -> Result<Option<(Put, NewEvent)>, LogError> {
    let Some(activation) = &connection.activation else { return Ok(None) };
    let Some(bought) = visit.bought.as_ref().filter(|bought| is_covered(activation, visit, bought)) else {
        return Ok(None);
    };
    let subscription = bought.subscription.as_str().to_ascii_lowercase();
    let id = digest::of(&["activate", connection.id.as_str(), &subscription]);
    let known = relay.log.doc(&connection.id, Kind::Activation, &id).await?;
    let is_stranger = visit.who.relation == Some(Relation::Stranger);
    // One that a newer program wrote is left to it.
    let is_anew = |errand: Errand| errand.may_begin_again(is_stranger);
    if known.as_ref().is_some_and(|doc| !doc.read().is_ok_and(is_anew)) {
        return Ok(None);
    }
    let now = relay.time.now();
    let state = if is_stranger {
        ActivationState::Stuck { why: ActivationTrouble::Stranger, at: now }
    } else {
        ActivationState::Confirming { why: None }
    };
    let step = ActivationStep {
        id: id.into(),
        version: 0,
        subscription: bought.subscription.clone(),
        offer: bought.offer.clone(),
        plan: bought.plan.clone(),
        seats: bought.seats,
        visit: visit.id.clone(),
        asked_at: now,
        attempts: 0,
        state,
    };
    let is_answered = visit.state == VisitState::Complete;
    kept(known.as_ref(), Errand::new(step, is_answered)).map(Some)
}

/// Whether a rule covers what was bought, as far as the visit tells.
fn is_covered(activation: &Activation, visit: &Visit, bought: &Bought) -> bool {
    let may_wait = matches!(bought.status, None | Some(Status::PendingFulfillmentStart));
    may_wait && activation.allows(&bought.offer, &bought.plan, visit.state == VisitState::Complete)
}
