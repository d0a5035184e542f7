//! What a message calls for, by the owner's rules: written down with it, and done later.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{AccountAction, Cause, hook_id};
use domain::relay_feed::{AccessOver, AccessState, AccessStep, AccessWork, Because, Verdict};
use domain::rule::Request;
use domain::{Action, HookId, OperationStatus, SubscriptionId};
use marketplace::Message;

use super::errand::{Errand, kept};
use crate::config::AccessConfig;
use crate::digest;
use crate::log::{Doc, Kind, LogError, NewEvent, Put};
use crate::receive::Incoming;
use crate::relay::{Connection, Relay};

/// Something that is called for.
struct Wanted {
    work: AccessWork,
    /// Not before so long after it happened.
    after: TimeDelta,
}

/// Documents and events, to be written with a message that happened at this moment. `open` is what is open about the
/// account.
pub(crate) async fn plan(
    incoming: &Incoming,
    happened_at: DateTime<Utc>,
    (verdict, because): (Verdict, &Because),
    open: &[(Doc, Errand)],
) -> Result<Vec<(Put, NewEvent)>, LogError> {
    let Some(access) = &incoming.connection.access else { return Ok(Vec::new()) };
    let message = &incoming.message.value;
    let mut written = Vec::new();
    if !came_about(message, verdict, because) {
        return Ok(written);
    }
    let cause = match &message.operation {
        Some(operation) => Cause::Operation(operation.clone()),
        None => Cause::Message(incoming.key.clone()),
    };
    let now = incoming.relay.time.now();
    let wanted = wanted(&access.rules, &message.action);
    let is_told = wanted.iter().any(|wanted| matches!(wanted.work, AccessWork::Hook(_)));
    for (doc, errand) in open {
        if errand.step.cause != cause && is_superseded(errand, &message.action, is_told, happened_at) {
            written.push(kept(Some(doc), errand.clone().withdrawn(AccessOver::Superseded, now))?);
        }
    }
    for wanted in wanted {
        let id = id_of(&access.publisher, incoming, &cause, wanted.work);
        // The same cause may be told in two messages.
        if incoming.relay.log.doc(&incoming.connection.id, Kind::Access, id.as_str()).await?.is_none() {
            written.push(kept(None, errand(incoming, id, cause.clone(), &wanted, (happened_at, now)))?);
        }
    }
    Ok(written)
}

/// What a purchase calls for that was activated: the service is told, once for the visit or the wish that led to it.
pub(crate) async fn open_account(
    relay: &Relay,
    connection: &Connection,
    (subscription, cause): (&SubscriptionId, Cause),
    at: DateTime<Utc>,
) -> Result<Option<(Put, NewEvent)>, LogError> {
    let Some(access) = connection.access.as_ref().filter(|access| access.opens_accounts()) else { return Ok(None) };
    let action = AccountAction::Activate;
    let id = hook_id(&access.publisher, subscription, &cause, action);
    if relay.log.doc(&connection.id, Kind::Access, id.as_str()).await?.is_some() {
        return Ok(None);
    }
    let step = AccessStep {
        id,
        version: 0,
        subscription: subscription.clone(),
        what: AccessWork::Hook(action),
        cause,
        caused_at: at,
        attempts: 0,
        again: None,
        state: AccessState::Confirming,
    };
    let asked_at = relay.time.now();
    kept(None, Errand { step, asked_at, target: None, before: None, not_before: at, going: None }).map(Some)
}

/// Whether what the message tells is so, or is about to be.
fn came_about(message: &Message, verdict: Verdict, because: &Because) -> bool {
    let has_failed = matches!(message.status, Some(OperationStatus::Failed | OperationStatus::Conflict));
    let is_taken_back = matches!(because, Because::Revert { .. });
    matches!(verdict, Verdict::Noted | Verdict::Accepted) && !has_failed && !is_taken_back
}

fn wanted(rules: &AccessConfig, action: &Action) -> Vec<Wanted> {
    let hook = |action, is_wanted: bool| {
        is_wanted.then_some(Wanted { work: AccessWork::Hook(action), after: TimeDelta::zero() })
    };
    let days = |days: u16| TimeDelta::days(days.into());
    let all = match action {
        Action::Suspend => {
            let work = AccessWork::Hook(AccountAction::Suspend);
            vec![rules.suspend_after_days.map(|after| Wanted { work, after: days(after) })]
        }
        Action::Reinstate => vec![hook(AccountAction::Reinstate, rules.reinstate)],
        Action::Unsubscribe => {
            let reminder = Wanted { work: AccessWork::DataDeletion, after: days(rules.remind_after_days) };
            vec![hook(AccountAction::Close, rules.close), (rules.remind_after_days > 0).then_some(reminder)]
        }
        Action::Subscribe => vec![hook(AccountAction::Activate, rules.activated)],
        Action::ChangePlan => vec![hook(AccountAction::PlanChanged, rules.plan_changed)],
        Action::ChangeQuantity => vec![hook(AccountAction::SeatsChanged, rules.seats_changed)],
        Action::Renew | Action::Other(_) => Vec::new(),
    };
    all.into_iter().flatten().collect()
}

/// Whether something newer takes the place of what is not under way. A suspension that was tried already is given up
/// only where the newer one is told: should it have arrived after all, in an attempt whose answer was lost, that says
/// otherwise. Anything else that was begun is brought to its end.
fn is_superseded(errand: &Errand, by: &Action, is_told: bool, at: DateTime<Utc>) -> bool {
    let AccessWork::Hook(action) = errand.step.what else { return false };
    let is_suspension = action == AccountAction::Suspend;
    let may_go = errand.is_untouched() || is_suspension && is_told && errand.can_be_given_up();
    let goes_for = match by {
        Action::Unsubscribe => true,
        Action::Suspend | Action::Reinstate => is_suspension || action == AccountAction::Reinstate,
        _ => false,
    };
    may_go && goes_for && errand.step.caused_at <= at
}

fn id_of(publisher: &str, incoming: &Incoming, cause: &Cause, work: AccessWork) -> HookId {
    let subscription = &incoming.message.value.subscription;
    match work {
        AccessWork::Hook(action) => hook_id(publisher, subscription, cause, action),
        AccessWork::DataDeletion => {
            let subscription = subscription.as_str().to_ascii_lowercase();
            let parts = ["data-deletion", publisher, &subscription, cause.kind(), cause.id()];
            format!("remind_{}", digest::of(&parts)).into()
        }
    }
}

fn errand(
    incoming: &Incoming,
    id: HookId,
    cause: Cause,
    wanted: &Wanted,
    (caused_at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Errand {
    let not_before = caused_at + wanted.after;
    let request = incoming.message.value.request(incoming.at);
    let state = match not_before > now {
        true => AccessState::Waiting { until: not_before },
        false => AccessState::Confirming,
    };
    let step = AccessStep {
        id,
        version: 0,
        subscription: incoming.message.value.subscription.clone(),
        what: wanted.work,
        cause,
        caused_at,
        attempts: 0,
        again: None,
        state,
    };
    let before = request.as_ref().and_then(|request| Some((request.from_plan.clone()?, request.from_seats.count())));
    Errand { step, asked_at: now, target: request.as_ref().and_then(Request::target), before, not_before, going: None }
}
