//! A purchase to be activated, as it is kept. It names ids, and no person.

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{ActivationOver, ActivationState, ActivationStep, ActivationTrouble, Happened};
use domain::{Intent, Seen, Subscription, Wish};
use outbox::{Entry, Outcome, State, Trouble, Wait};
use serde::{Deserialize, Serialize};

use crate::going::Going;
use crate::log::{Doc, Kind, LogError, NewEvent, Put};
use crate::telling;

/// From one look at Microsoft's data to the next, at least and at most.
const LEAST_WAIT: TimeDelta = TimeDelta::seconds(5);
const MOST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// The same for what needs a person.
const LEAST_WAIT_STUCK: TimeDelta = TimeDelta::minutes(1);
const MOST_WAIT_STUCK: TimeDelta = TimeDelta::hours(1);

/// A purchase to be activated, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Errand {
    /// As desks are told.
    pub(crate) step: ActivationStep,
    /// Whether the buyer had answered everything when it was called for.
    pub(crate) is_answered: bool,
    /// Nothing is read before this moment, UTC.
    pub(crate) not_before: DateTime<Utc>,
    /// Whether a call of it may have arrived, as far as is known.
    #[serde(default)]
    pub(crate) may_have_arrived: bool,
    /// Why Microsoft would not, as long as its data has not been read since.
    #[serde(default)]
    pub(crate) refused: Option<ActivationTrouble>,
    /// The intent on its way, written down whole before the first attempt.
    #[serde(default)]
    pub(crate) going: Option<Going>,
}

impl Errand {
    /// One of which nothing was done yet.
    pub(crate) fn new(step: ActivationStep, is_answered: bool) -> Self {
        let not_before = step.asked_at;
        Self { step, is_answered, not_before, may_have_arrived: false, refused: None, going: None }
    }

    /// Whether a visit may call for it anew: nothing was sent, and what stood in the way may be gone.
    pub(crate) fn may_begin_again(&self, is_stranger: bool) -> bool {
        match &self.step.state {
            ActivationState::Withdrawn { why: ActivationOver::NotCovered, .. } => true,
            ActivationState::Stuck { why: ActivationTrouble::Stranger, .. } => !is_stranger,
            _ => false,
        }
    }

    /// When Microsoft's data is to be read, where the outbox has no part in it.
    pub(crate) fn read_at(&self) -> Option<DateTime<Utc>> {
        match &self.step.state {
            ActivationState::Confirming { .. } | ActivationState::Stuck { .. } => Some(self.not_before),
            ActivationState::Sending { .. } | ActivationState::Sent { .. } if self.going.is_none() => {
                Some(self.not_before)
            }
            _ => None,
        }
    }

    /// It is so from now on.
    pub(crate) fn becomes(&mut self, state: ActivationState) {
        (self.step.state, self.going, self.refused) = (state, None, None);
    }

    /// It is looked at again, ever more rarely.
    pub(crate) fn waits(&mut self, now: DateTime<Utc>) {
        self.not_before = now
            + match &self.step.state {
                ActivationState::Stuck { at, .. } => ((now - *at) / 4).clamp(LEAST_WAIT_STUCK, MOST_WAIT_STUCK),
                _ => ((now - self.step.asked_at) / 4).clamp(LEAST_WAIT, MOST_WAIT),
            };
    }

    /// Sets it on its way, as Microsoft's own data says that it is.
    pub(crate) fn sets_off(&mut self, present: &Subscription, now: DateTime<Utc>) {
        self.sees(present);
        self.going = Some(Going::begun(Intent {
            id: self.step.id.clone(),
            subscription: self.step.subscription.clone(),
            wish: Wish::Activate,
            actor: "relay".to_owned(),
            reason: String::new(),
            consent: None,
            seen: Seen::from(present),
            asked_at: now,
            expires_at: None,
        }));
        self.step.state = ActivationState::Sending { why: None };
    }

    /// What was bought, as it was read last.
    pub(crate) fn sees(&mut self, present: &Subscription) {
        let Subscription { offer, plan, seats, .. } = present;
        (self.step.offer, self.step.plan, self.step.seats) = (offer.clone(), plan.clone(), *seats);
    }

    /// As the outbox has it. The version is that of its document.
    pub(crate) fn entry(&self, version: i64) -> Option<Entry> {
        self.going.clone()?.entry(self.step.attempts, version)
    }

    /// How far the outbox has come with it.
    pub(crate) fn goes(&mut self, entry: &Entry) {
        let at = entry.changed_at;
        (self.step.attempts, self.not_before) = (entry.attempts, at);
        match &entry.state {
            State::Done { outcome: Outcome::Effective } => self.becomes(ActivationState::Active { at }),
            State::Done { outcome: Outcome::AlreadySo } => self.ends(ActivationOver::AlreadyActive, at),
            State::Done { outcome: Outcome::Obsolete(_) | Outcome::Expired } | State::Withdrawn => {
                self.ends(ActivationOver::Ended, at);
            }
            State::Stuck { why } => self.stops(why, entry),
            state => {
                self.may_have_arrived = entry.is_under_way();
                self.step.state = under_way(state, &self.step.state);
                self.going = Some(Going::of(patient(entry)));
            }
        }
    }

    /// It is over by Microsoft's own data, whoever brought that about. Where a call of ours may have, it has.
    pub(crate) fn ends(&mut self, why: ActivationOver, at: DateTime<Utc>) {
        self.becomes(match why {
            ActivationOver::AlreadyActive if self.may_have_arrived => ActivationState::Active { at },
            ActivationOver::Ended if self.may_have_arrived => ActivationState::Failed { at },
            why => ActivationState::Withdrawn { why, at },
        });
    }

    /// The outbox does not go on with it. What it says of Microsoft's data is believed; of a refusal nothing is said
    /// before that data was read, because somebody else may have been quicker.
    fn stops(&mut self, why: &Trouble, entry: &Entry) {
        let at = entry.changed_at;
        match why {
            Trouble::Ended => self.becomes(ActivationState::Failed { at }),
            Trouble::WorldChanged { .. } | Trouble::MovedElsewhere => {
                self.becomes(ActivationState::Confirming { why: None });
            }
            Trouble::Refused { message } | Trouble::Failed { message } => {
                self.is_refused(ActivationTrouble::Refused { words: message.clone() }, entry);
            }
            Trouble::Unknown => self.is_refused(ActivationTrouble::Unknown, entry),
            Trouble::NoProof | Trouble::NotHonoured | Trouble::NotTaken => {
                self.becomes(ActivationState::Stuck { why: ActivationTrouble::NoProof, at });
            }
        }
    }

    /// A call that was refused had no effect; one before it may have had.
    fn is_refused(&mut self, why: ActivationTrouble, entry: &Entry) {
        if self.going.take().is_some_and(|before| before.calls()) {
            self.may_have_arrived = entry.doubted;
        }
        self.refused = Some(why);
    }
}

/// What desks are told of something on its way.
fn under_way(state: &State, before: &ActivationState) -> ActivationState {
    match state {
        State::Settling { since, .. } => ActivationState::Sent { at: *since },
        State::InDoubt { .. } => ActivationState::Sending { why: Some("lost".to_owned()) },
        State::Pending { why, .. } if *why != Wait::Nothing => ActivationState::Sending { why: Some(word(*why)) },
        _ => match before {
            ActivationState::Sending { why } => ActivationState::Sending { why: why.clone() },
            _ => ActivationState::Sending { why: None },
        },
    }
}

/// Why something waits, in a word.
pub(super) fn word(why: Wait) -> String {
    let word = match why {
        Wait::SignIn => "sign-in",
        Wait::Throttled => "busy",
        Wait::Locked => "locked",
        Wait::Nothing | Wait::Offline | Wait::Receiver => "offline",
    };
    word.to_owned()
}

/// The same, sent again and looked at the more rarely the longer it has been in vain: a purchase waits for thirty days.
fn patient(entry: &Entry) -> Entry {
    let (mut entry, now) = (entry.clone(), entry.changed_at);
    let later = |since: DateTime<Utc>| now + ((now - since) / 4).min(MOST_WAIT);
    match &mut entry.state {
        State::Pending { not_before, .. } => *not_before = later(entry.intent.asked_at).max(*not_before),
        State::Settling { look_at, since, .. } => *look_at = later(*since).max(*look_at),
        _ => {}
    }
    entry
}

/// The next version of an errand, and the event that tells it. With no document before it is the first.
pub(crate) fn kept(before: Option<&Doc>, mut errand: Errand) -> Result<(Put, NewEvent), LogError> {
    errand.step.version = before.map_or(0, |doc| doc.version) + 1;
    let whose = errand.step.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &errand)?,
        None => Put::new(Kind::Activation, errand.step.id.as_str(), &errand)?.of(&whose),
    };
    let put = put.open(!errand.step.state.is_over());
    let (id, version) = (errand.step.id.to_string(), errand.step.version.to_string());
    let happened = Happened::Activation(Box::new(errand.step));
    Ok((put, telling::event(&[&id, &version], Some(&whose), &happened)?))
}
