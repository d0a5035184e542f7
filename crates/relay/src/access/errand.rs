//! Something to be done about one account, as it is kept.

use chrono::{DateTime, Utc};
use domain::account::{AccountAction, Hook};
use domain::relay_feed::{AccessAgain, AccessOver, AccessState, AccessStep, AccessTrouble, AccessWork, Happened};
use domain::{Change, Intent, PlanId, Seen, Wish};
use outbox::{Did, Entry, Outcome, State, Trouble};
use serde::{Deserialize, Serialize};

use crate::going::Going;
use crate::log::{Doc, Kind, LogError, NewEvent, Put};
use crate::telling;

/// Something to be done, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Errand {
    /// As desks are told.
    pub(crate) step: AccessStep,
    /// When it was written down, UTC.
    pub(crate) asked_at: DateTime<Utc>,
    /// What Microsoft is to show first, of a change.
    #[serde(default)]
    pub(crate) target: Option<Change>,
    /// Plan and seats before a change, as far as they were announced.
    #[serde(default)]
    pub(crate) before: Option<(PlanId, Option<u32>)>,
    /// Nothing is confirmed or asked before this moment.
    pub(crate) not_before: DateTime<Utc>,
    /// The hook on its way, written down whole before the first attempt.
    #[serde(default)]
    pub(crate) going: Option<Going>,
}

impl Errand {
    /// The action, where it is a hook.
    pub(crate) fn action(&self) -> Option<AccountAction> {
        match self.step.what {
            AccessWork::Hook(action) => Some(action),
            AccessWork::DataDeletion => None,
        }
    }

    /// Whether nothing of it has been sent, ever.
    pub(crate) fn is_untouched(&self) -> bool {
        self.step.attempts == 0 && self.is_not_set_off()
    }

    /// Whether nothing of it is under way at this moment.
    pub(crate) fn can_be_given_up(&self) -> bool {
        self.is_not_set_off() || self.going.as_ref().is_some_and(Going::waits)
    }

    fn is_not_set_off(&self) -> bool {
        matches!(self.step.state, AccessState::Waiting { .. } | AccessState::Confirming)
    }

    /// Whether Microsoft's data has shown it before.
    pub(crate) fn was_confirmed(&self) -> bool {
        self.going.is_some()
    }

    /// Since when it has been tried: what is looked at in vain is looked at ever more rarely.
    pub(crate) fn tried_since(&self) -> DateTime<Utc> {
        let again = self.step.again.as_ref().map(|again| again.at);
        again.map_or(self.asked_at, |again| again.max(self.asked_at)).max(self.step.caused_at)
    }

    /// The same, tried again by a person. It is confirmed anew, because the world has gone on since it got stuck.
    pub(crate) fn tried_again(mut self, again: AccessAgain) -> Self {
        self.not_before = again.at;
        self.step.again = Some(again);
        self.becomes(AccessState::Confirming);
        self
    }

    /// The same, given up by a person.
    pub(crate) fn dropped(mut self, by: String, reason: String, at: DateTime<Utc>) -> Self {
        let of = self.step.version;
        self.becomes(AccessState::Dropped { by, reason, at, of });
        self
    }

    /// The hook as it was written down first.
    pub(crate) fn hook(&self) -> Option<&Hook> {
        match self.going.as_ref()?.wish() {
            Wish::Access { hook } => Some(hook),
            _ => None,
        }
    }

    /// Whether what happened later to the same account waits for it, beside the outbox's own order: it is not confirmed,
    /// or the service is asked whether it is so. One that a person has tried again has lost its turn until it is confirmed.
    pub(crate) fn holds_up(&self, now: DateTime<Utc>) -> bool {
        let is_hook = self.action().is_some();
        is_hook
            && match self.step.state {
                AccessState::Waiting { until } => until <= now,
                AccessState::Confirming => self.step.again.is_none(),
                AccessState::Sent { .. } => true,
                _ => false,
            }
    }

    /// Where things about the same account stand in their order.
    pub(crate) fn order(&self) -> (DateTime<Utc>, DateTime<Utc>, &str) {
        (self.step.caused_at, self.asked_at, self.step.id.as_str())
    }

    /// The same, not done after all.
    pub(crate) fn withdrawn(mut self, why: AccessOver, now: DateTime<Utc>) -> Self {
        self.becomes(AccessState::Withdrawn { why, at: now });
        self
    }

    /// People's names are not kept longer than they are needed.
    pub(crate) fn becomes(&mut self, state: AccessState) {
        self.step.state = state;
        if self.step.state.is_over() {
            self.going = None;
        }
    }

    /// Sets a hook on its way.
    pub(crate) fn sets_off(&mut self, hook: Hook, seen: Seen, now: DateTime<Utc>) {
        let intent = Intent {
            id: hook.id.as_str().into(),
            subscription: self.step.subscription.clone(),
            wish: Wish::Access { hook: Box::new(hook) },
            actor: "relay".to_owned(),
            reason: String::new(),
            consent: None,
            seen,
            asked_at: now,
            expires_at: None,
        };
        let before = self.going.take();
        self.going = Some(Going::begun(intent).after(before.as_ref()));
        self.step.state = AccessState::Sending { why: None };
    }

    /// As the outbox has it. The version is that of its document.
    pub(crate) fn entry(&self, version: i64) -> Option<Entry> {
        self.going.clone()?.entry(self.step.attempts, version)
    }

    /// How far the outbox has come with it. `is_asked`: the service is then asked whether it is so.
    pub(crate) fn goes(&mut self, entry: &Entry, did: &Did, is_asked: bool) {
        self.step.attempts = entry.attempts;
        let at = entry.changed_at;
        let next = match &entry.state {
            State::Pending { .. } | State::Held { .. } => AccessState::Sending { why: said(did) },
            State::Sending { .. } | State::InDoubt { .. } | State::Settling { .. } => match &self.step.state {
                AccessState::Sending { why } => AccessState::Sending { why: why.clone() },
                _ => AccessState::Sending { why: None },
            },
            State::Done { outcome: Outcome::Effective | Outcome::AlreadySo } if is_asked => AccessState::Sent { at },
            State::Done { outcome: Outcome::Effective | Outcome::AlreadySo } => AccessState::Effective { at },
            State::Done { outcome: Outcome::Obsolete(_) | Outcome::Expired } | State::Withdrawn => {
                AccessState::Withdrawn { why: AccessOver::NotSoAnyMore, at }
            }
            State::Stuck { why } => AccessState::Stuck { why: trouble(why) },
        };
        self.not_before = at;
        self.going = Some(Going::of(entry.clone()));
        self.becomes(next);
    }
}

/// Why it has not arrived: a word or a status code.
fn said(did: &Did) -> Option<String> {
    let status = did.ids.iter().find(|(name, _)| name == "status").map(|(_, status)| status.clone());
    status.or_else(|| did.detail.clone())
}

fn trouble(why: &Trouble) -> AccessTrouble {
    match why {
        Trouble::Refused { message } | Trouble::Failed { message } => AccessTrouble::Refused { words: message.clone() },
        Trouble::Unknown => AccessTrouble::Unknown,
        Trouble::NotTaken
        | Trouble::WorldChanged { .. }
        | Trouble::NotHonoured
        | Trouble::MovedElsewhere
        | Trouble::Ended
        | Trouble::NoProof => AccessTrouble::NotTaken,
    }
}

/// The next version of an errand, and the event that tells it. With no document before it is the first.
pub(crate) fn kept(before: Option<&Doc>, mut errand: Errand) -> Result<(Put, NewEvent), LogError> {
    errand.step.version = before.map_or(0, |doc| doc.version) + 1;
    let whose = errand.step.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &errand)?,
        None => Put::new(Kind::Access, errand.step.id.as_str(), &errand)?.of(&whose),
    };
    let put = put.open(!errand.step.state.is_over());
    let (id, version) = (errand.step.id.to_string(), errand.step.version.to_string());
    let happened = Happened::Access(Box::new(errand.step));
    Ok((put, telling::event(&[&id, &version], Some(&whose), &happened)?))
}
