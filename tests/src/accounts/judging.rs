//! The market's books, the relay's and the service's, held against one another. No I/O but reading the relay's log.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use domain::account::{AccountAction, Cause, hook_id};
use domain::{Action, HookId, SubscriptionId};
use relay::log::{Kind, Log, Which};
use serde_json::Value;

use super::Outcome;
use super::receiver::{Effect, Heard};
use crate::relay::ledger::CONNECTION;

const MOST: u32 = 1_000_000;

/// What happened at the market, and what the relay made of it.
pub(super) struct Books {
    publisher: String,
    /// Each event that calls for a hook, under the hook's id.
    events: BTreeMap<HookId, (SubscriptionId, AccountAction)>,
    errands: BTreeMap<HookId, Errand>,
}

/// How far one has come, by the relay's log.
struct Errand {
    state: Value,
    asked_at: String,
    caused_at: String,
    subscription: String,
}

impl Books {
    pub(super) async fn read(log: &dyn Log, publisher: &str) -> Result<Self> {
        let which = Which { kind: Kind::Access, open_only: false, limit: MOST };
        let mut errands = BTreeMap::new();
        for doc in log.docs(&CONNECTION.into(), which).await? {
            let value: Value = serde_json::from_str(&doc.value)?;
            let text = |path: &str| value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
            let state = value.pointer("/step/state").cloned().unwrap_or_default();
            let errand = Errand {
                state,
                asked_at: text("/askedAt"),
                caused_at: text("/step/causedAt"),
                subscription: text("/step/subscription"),
            };
            errands.insert(HookId::from(doc.id.as_str()), errand);
        }
        Ok(Self { publisher: publisher.to_owned(), events: BTreeMap::new(), errands })
    }

    /// Everybody something was to be done about: things happen to others too as time passes.
    pub(super) fn customers(&self) -> BTreeSet<SubscriptionId> {
        self.errands.values().map(|errand| errand.subscription.as_str().into()).collect()
    }

    /// What happened to one customer, by the market's list of operations.
    pub(super) fn happened(&mut self, to: &SubscriptionId, operations: &Value) {
        let all = operations.as_array().or_else(|| operations.get("operations")?.as_array());
        for operation in all.into_iter().flatten() {
            let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
            let action = match Action::read(text("action")) {
                Action::Suspend => AccountAction::Suspend,
                Action::Reinstate => AccountAction::Reinstate,
                Action::Unsubscribe => AccountAction::Close,
                Action::ChangePlan => AccountAction::PlanChanged,
                Action::ChangeQuantity => AccountAction::SeatsChanged,
                Action::Renew | Action::Subscribe | Action::Other(_) => continue,
            };
            if text("status") == "Succeeded" {
                let cause = Cause::Operation(text("id").into());
                self.events.insert(hook_id(&self.publisher, to, &cause, action), (to.clone(), action));
            }
        }
    }
}

impl Books {
    /// Whether the account was closed, or its access changed, after what this one was about and before it was told.
    fn is_overtaken(&self, errand: &Errand, whose: &SubscriptionId) -> bool {
        self.events.iter().any(|(id, (of, action))| {
            let later = self.errands.get(id).is_some_and(|other| other.caused_at >= errand.caused_at);
            of == whose && action.leads_to().is_some() && later
        })
    }
}

/// Compares.
pub(super) fn judge(books: &Books, heard: &Heard) -> Outcome {
    let mut outcome = Outcome {
        troubles: heard.troubles,
        doubled: heard.changed,
        unsigned: heard.unsigned,
        hooks: u32::try_from(books.events.len()).unwrap_or(u32::MAX),
        ..Outcome::default()
    };
    let effects: BTreeSet<&str> = heard.effects.iter().map(|effect| effect.id.as_str()).collect();
    for (id, (whose, action)) in &books.events {
        let errand = books.errands.get(id);
        let state = errand.map(|errand| &errand.state);
        let word = state.and_then(|state| state.get("state")?.as_str()).unwrap_or("not known");
        match word {
            "effective" if effects.contains(id.as_str()) => {}
            "stuck" => outcome.stuck += 1,
            "withdrawn" if *action == AccountAction::Suspend => outcome.withdrawn += 1,
            "withdrawn" if errand.is_some_and(|errand| books.is_overtaken(errand, whose)) => outcome.withdrawn += 1,
            _ => {
                outcome.lost += 1;
                outcome.words.push(format!("{whose}: {action:?} is {word}: {state:?}"));
            }
        }
    }
    for effect in &heard.effects {
        if !books.events.contains_key(&HookId::from(effect.id.as_str())) {
            outcome.doubled += 1;
            outcome.words.push(format!("told, and no event: {:?} {:?}", effect.event.event, effect.event.data));
        }
    }
    let mut accounts: BTreeMap<&SubscriptionId, Vec<&Effect>> = BTreeMap::new();
    for effect in &heard.effects {
        accounts.entry(&effect.event.data.account.subscription).or_default().push(effect);
    }
    for effects in accounts.values() {
        reordered(books, effects, &mut outcome);
    }
    outcome
}

/// What the relay knew of before it told something later must have been told before.
fn reordered(books: &Books, effects: &[&Effect], outcome: &mut Outcome) {
    let asked_at = |effect: &Effect| {
        let errand = books.errands.get(&HookId::from(effect.id.as_str()));
        errand.map_or("", |errand| errand.asked_at.as_str()).to_owned()
    };
    for (place, later) in effects.iter().enumerate() {
        let earlier = effects.iter().take(place);
        let wrong = earlier.filter(|earlier| earlier.event.timestamp > later.event.timestamp);
        for earlier in wrong.filter(|earlier| asked_at(later) <= asked_at(earlier)) {
            outcome.reordered += 1;
            outcome.words.push(format!("{:?} was told after {:?}", later.event, earlier.event));
        }
    }
}
