//! How an intent goes from state to state. Pure: what happened and when comes in, the next state goes out.

use chrono::{DateTime, TimeDelta, Utc};
use domain::judge::Verdict;
use domain::{OperationId, Seen};

use crate::entry::{CallIds, Did, Entry, Outcome, State, Trouble, Wait};
use crate::hooks;
use crate::looks::TRY_AGAIN_AFTER;
use crate::moves::{answered, ended, has_expired, judged, looked, stays_doubted, stuck};
use crate::ports::Sent;

pub use crate::evidence::Evidence;
pub use crate::order::{turns, weigh};

/// What an intent wants done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing before this moment; with none, nothing before a person acts or a call returns.
    Rest(Option<DateTime<Utc>>),
    /// Its undo time is over.
    Release,
    /// Its time has run out.
    Expire,
    /// It is to be judged on a fresh reading, and sent.
    Judge,
    /// It is to be looked at.
    Look {
        /// The operation to read, besides the subscription.
        operation: Option<OperationId>,
    },
}

/// Something that happened to an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Its undo time is over.
    Released,
    /// Its time has run out.
    Expired,
    /// The operator took it back.
    Withdrawn,
    /// The operator wants it sent in spite of what stopped it, and saw this.
    Retried {
        /// What the operator saw.
        seen: Seen,
    },
    /// The program ended while a call was under way.
    Crashed,
    /// It was judged.
    Judged {
        /// How.
        verdict: Verdict,
        /// The subscription at that reading.
        base: Seen,
        /// The ids of the call that follows, if one follows.
        ids: CallIds,
    },
    /// It could not be judged, because nothing could be read.
    Unread {
        /// Why.
        why: Wait,
        /// Not sooner than after this time.
        after: TimeDelta,
    },
    /// The service does not know the subscription.
    Unknown,
    /// A call returned.
    Answered(Sent),
    /// It was looked at.
    Looked(Evidence),
}

/// The event does not fit the state: somebody was quicker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotPossible {
    /// The state it was in.
    pub state: &'static str,
}

/// What an entry wants done, if it is its turn.
pub fn step(entry: &Entry, now: DateTime<Utc>) -> Step {
    let intent = &entry.intent;
    match &entry.state {
        State::Held { until } if now >= *until => Step::Release,
        State::Held { until } => Step::Rest(Some(*until)),
        State::Pending { .. } if !entry.doubted && has_expired(entry, now) => Step::Expire,
        State::Pending { not_before, .. } if now >= *not_before => Step::Judge,
        // What may have taken effect does not expire: it is looked at.
        State::Pending { not_before, .. } => {
            let expires = intent.expires_at.filter(|_| !entry.doubted);
            Step::Rest(Some(expires.map_or(*not_before, |expires| expires.min(*not_before))))
        }
        State::InDoubt { look_at, .. } | State::Settling { look_at, .. } if now < *look_at => {
            Step::Rest(Some(*look_at))
        }
        State::InDoubt { attempt, .. } => Step::Look {
            operation: Some(match intent.wish.operation() {
                Some(operation) => operation.clone(),
                None => attempt.ids.request.to_string().into(),
            }),
        },
        State::Settling { operation, .. } => {
            Step::Look { operation: intent.wish.operation().or(operation.as_ref()).cloned() }
        }
        State::Sending { .. } | State::Done { .. } | State::Stuck { .. } | State::Withdrawn => Step::Rest(None),
    }
}

/// What becomes of an entry, and the line its history gets.
///
/// # Errors
/// Where the event does not fit the state.
pub fn apply(entry: &Entry, event: Event, now: DateTime<Utc>) -> Result<(Entry, Did), NotPossible> {
    let mut next = entry.clone();
    next.changed_at = now;
    let did = match (&entry.state, event) {
        (State::Held { .. }, Event::Released) => {
            next.state = State::Pending { not_before: now, why: Wait::Nothing };
            Did::plainly("released")
        }
        (State::Held { .. } | State::Pending { .. } | State::Stuck { .. }, Event::Withdrawn) => {
            next.state = State::Withdrawn;
            Did::plainly("withdrew")
        }
        (State::Pending { .. }, Event::Expired) if !entry.doubted => ended(&mut next, Outcome::Expired),
        (State::Stuck { why }, Event::Retried { seen }) => {
            next.intent.seen = seen;
            next.doubted = stays_doubted(entry, why);
            next.state = State::Pending { not_before: now, why: Wait::Nothing };
            Did::plainly("retried")
        }
        (State::Pending { .. }, Event::Judged { base, ids, .. }) if hooks::is_one(entry) => {
            hooks::begun(&mut next, base, ids, now)
        }
        (State::Pending { .. }, Event::Judged { verdict, base, ids }) => judged(&mut next, verdict, base, ids, now),
        (State::Pending { .. }, Event::Unread { why, after }) => {
            next.state = State::Pending { not_before: now + after.max(TRY_AGAIN_AFTER), why };
            Did::plainly("waits")
        }
        (State::Pending { .. }, Event::Unknown) => stuck(&mut next, Trouble::Unknown),
        (State::Sending { .. }, Event::Answered(sent)) if hooks::is_one(entry) => hooks::answered(&mut next, sent, now),
        (State::Sending { .. }, Event::Crashed) if hooks::is_one(entry) => hooks::crashed(&mut next, now),
        (State::Sending { attempt }, Event::Answered(sent)) => answered(&mut next, attempt, sent, now),
        (State::Sending { attempt }, Event::Crashed) => {
            next.state = State::InDoubt { attempt: attempt.clone(), look_at: now, looks: 0 };
            Did::plainly("lost")
        }
        (State::InDoubt { .. } | State::Settling { .. }, Event::Looked(evidence)) => looked(&mut next, &evidence, now),
        (state, _) => return Err(NotPossible { state: state.word() }),
    };
    Ok((next, did))
}
