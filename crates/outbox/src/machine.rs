//! How an intent goes from state to state. Pure: what happened and when comes in, the next state goes out.

use chrono::{DateTime, TimeDelta, Utc};
use domain::judge::{Obsolete, Verdict};
use domain::{OperationId, OperationStatus, Seen, Wish};

use crate::entry::{Attempt, CallIds, Did, Entry, Outcome, State, Trouble, Wait};
use crate::evidence::{Finding, read_back};
use crate::looks::{EFFECT_SHOWS_WITHIN, LOCK_LASTS, OPERATION_ENDS_WITHIN, TRY_AGAIN_AFTER, next};
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
            operation: Some(match &intent.wish {
                Wish::Answer { operation, .. } => operation.clone(),
                Wish::Change { .. } => attempt.ids.request.to_string().into(),
            }),
        },
        State::Settling { operation, .. } => Step::Look {
            operation: match &intent.wish {
                Wish::Answer { operation, .. } => Some(operation.clone()),
                Wish::Change { .. } => operation.clone(),
            },
        },
        State::Sending { .. } | State::Done { .. } | State::Stuck { .. } | State::Withdrawn => Step::Rest(None),
    }
}

fn has_expired(entry: &Entry, now: DateTime<Utc>) -> bool {
    entry.intent.expires_at.is_some_and(|expires| now >= expires)
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
        (State::Pending { .. }, Event::Judged { verdict, base, ids }) => judged(&mut next, verdict, base, ids, now),
        (State::Pending { .. }, Event::Unread { why, after }) => {
            next.state = State::Pending { not_before: now + after.max(TRY_AGAIN_AFTER), why };
            Did::plainly("waits")
        }
        (State::Pending { .. }, Event::Unknown) => stuck(&mut next, Trouble::Unknown),
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

/// Whether a call before the operator asked again still matters. A change starts afresh from what the operator saw; a
/// request is decided once, and nobody saw whether it was by that call.
fn stays_doubted(entry: &Entry, why: &Trouble) -> bool {
    let is_answer = matches!(entry.intent.wish, Wish::Answer { .. });
    is_answer && (entry.doubted || !matches!(why, Trouble::Refused { .. } | Trouble::Unknown))
}

fn judged(next: &mut Entry, verdict: Verdict, base: Seen, ids: CallIds, now: DateTime<Utc>) -> Did {
    let attempt = Attempt { ids, base, at: now };
    match verdict {
        Verdict::Send if has_expired(next, now) && next.doubted => {
            next.state = State::InDoubt { attempt, look_at: now, looks: 0 };
            Did::plainly("looked")
        }
        Verdict::Send if has_expired(next, now) => ended(next, Outcome::Expired),
        Verdict::Send => {
            next.attempts += 1;
            next.state = State::Sending { attempt };
            Did::plainly("sent").with_ids(vec![
                ("request".to_owned(), ids.request.to_string()),
                ("correlation".to_owned(), ids.correlation.to_string()),
            ])
        }
        Verdict::AlreadyDone if next.doubted => ended(next, Outcome::Effective),
        Verdict::AlreadyDone => ended(next, Outcome::AlreadySo),
        Verdict::Obsolete(why) if next.doubted => stuck(next, overtaken(why)),
        Verdict::Obsolete(why) => ended(next, Outcome::Obsolete(why)),
        Verdict::Ask(_) if next.doubted => stuck(next, Trouble::MovedElsewhere),
        Verdict::Ask(moved) => stuck(next, Trouble::WorldChanged { moved }),
    }
}

/// What an obsolete intent is where a call of it may have taken effect: nobody can say that nothing was sent.
fn overtaken(why: Obsolete) -> Trouble {
    match why {
        Obsolete::AcceptedBefore => Trouble::NotHonoured,
        Obsolete::RefusedBefore => Trouble::Failed { message: OperationStatus::Failed.to_string() },
        Obsolete::Cancelled => Trouble::MovedElsewhere,
        Obsolete::OperationGone => Trouble::NoProof,
    }
}

fn answered(next: &mut Entry, attempt: &Attempt, sent: Sent, now: DateTime<Utc>) -> Did {
    let attempt = attempt.clone();
    let settling =
        |operation, look_at| State::Settling { attempt: attempt.clone(), operation, since: now, look_at, looks: 0 };
    match sent {
        Sent::Accepted { operation, retry_after } => {
            let wait = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok());
            next.state = settling(operation, wait.map_or_else(|| self::next(now, 0), |wait| now + wait));
            Did::plainly("accepted")
        }
        Sent::NotNow { why, after } => {
            let after = TimeDelta::from_std(after).unwrap_or(TRY_AGAIN_AFTER).max(TRY_AGAIN_AFTER);
            next.state = State::Pending { not_before: now + after, why };
            Did::plainly("waits")
        }
        // Where a call before this one may have taken effect, it is that one that holds the lock.
        Sent::Locked if next.doubted => {
            next.state = settling(None, self::next(now, 0));
            Did::plainly("looked")
        }
        Sent::Locked => {
            next.state = State::Pending { not_before: now + LOCK_LASTS, why: Wait::Locked };
            Did::plainly("waits")
        }
        Sent::AlreadySo | Sent::TooLate => {
            next.state = settling(None, now);
            Did::plainly("looked")
        }
        Sent::Unknown if matches!(next.intent.wish, Wish::Answer { .. }) => {
            next.state = settling(None, now);
            Did::plainly("looked")
        }
        Sent::Unknown => stuck(next, Trouble::Unknown),
        Sent::Refused { message } => stuck(next, Trouble::Refused { message }),
        Sent::Lost { message } => {
            next.state = State::InDoubt { attempt, look_at: self::next(now, 0), looks: 0 };
            Did::plainly("lost").saying(message)
        }
    }
}

fn looked(next: &mut Entry, evidence: &Evidence, now: DateTime<Utc>) -> Did {
    let (attempt, since, looks, is_doubt) = match &next.state {
        State::InDoubt { attempt, looks, .. } => (attempt.clone(), attempt.at, *looks, true),
        State::Settling { attempt, since, looks, .. } => (attempt.clone(), *since, *looks, false),
        _ => return Did::plainly("looked"),
    };
    let named = match &next.state {
        State::Settling { operation, .. } => operation.clone(),
        _ => None,
    };
    let waited = now - since;
    match read_back(&next.intent.wish, &attempt.base, named.as_ref(), evidence) {
        Finding::Effective => ended(next, Outcome::Effective),
        Finding::Trouble(trouble) => stuck(next, trouble),
        Finding::NotNow { after } => {
            let look_at = now + after.max(TRY_AGAIN_AFTER);
            later(next, attempt, named, since, look_at, looks, is_doubt)
        }
        Finding::Running(operation) if is_doubt => {
            let look_at = self::next(now, 0);
            next.state = State::Settling { attempt, operation: Some(operation), since: now, look_at, looks: 0 };
            Did::plainly("looked")
        }
        // The window still runs, and the same answer twice is one answer.
        Finding::Waits | Finding::NotCome | Finding::Unchanged if is_doubt && has_window(next, now) => again(next, now),
        Finding::Waits if is_doubt && next.intent.expires_at.is_none() => {
            let not_before = self::next(now, next.attempts);
            again(next, not_before)
        }
        Finding::Running(_) | Finding::Lagging if waited >= OPERATION_ENDS_WITHIN => stuck(next, Trouble::NoProof),
        Finding::Unchanged if is_doubt && waited >= EFFECT_SHOWS_WITHIN && !has_expired(next, now) => again(next, now),
        Finding::Unchanged | Finding::Waits if waited >= EFFECT_SHOWS_WITHIN => stuck(next, Trouble::NoProof),
        // Not sooner: the call may be on its way still, and who is asked now would send a second.
        Finding::Elsewhere if waited >= EFFECT_SHOWS_WITHIN => stuck(next, Trouble::MovedElsewhere),
        // Where nobody knows whether the refusal arrived, that nothing has come yet does not prove it.
        Finding::NotCome if is_doubt && waited >= EFFECT_SHOWS_WITHIN => stuck(next, Trouble::NoProof),
        Finding::NotCome if waited >= EFFECT_SHOWS_WITHIN => ended(next, Outcome::Effective),
        Finding::Running(_)
        | Finding::Lagging
        | Finding::Unchanged
        | Finding::Elsewhere
        | Finding::Waits
        | Finding::NotCome => {
            later(next, attempt, named, since, self::next(now, looks), looks.saturating_add(1), is_doubt)
        }
    }
}

/// Whether it is an answer whose time still runs.
fn has_window(entry: &Entry, now: DateTime<Utc>) -> bool {
    let is_answer = matches!(entry.intent.wish, Wish::Answer { .. });
    is_answer && entry.intent.expires_at.is_some_and(|expires| now < expires)
}

fn again(next: &mut Entry, not_before: DateTime<Utc>) -> Did {
    next.doubted = true;
    next.state = State::Pending { not_before, why: Wait::Nothing };
    Did::plainly("looked")
}

fn later(
    next: &mut Entry,
    attempt: Attempt,
    operation: Option<OperationId>,
    since: DateTime<Utc>,
    look_at: DateTime<Utc>,
    looks: u32,
    is_doubt: bool,
) -> Did {
    next.state = if is_doubt {
        State::InDoubt { attempt, look_at, looks }
    } else {
        State::Settling { attempt, operation, since, look_at, looks }
    };
    Did::plainly("looked")
}

fn ended(next: &mut Entry, outcome: Outcome) -> Did {
    next.state = State::Done { outcome };
    Did::plainly(match outcome {
        Outcome::Effective | Outcome::AlreadySo => "done",
        Outcome::Obsolete(_) | Outcome::Expired => "obsolete",
    })
}

fn stuck(next: &mut Entry, why: Trouble) -> Did {
    let did = Did::plainly("stuck");
    let did = match &why {
        Trouble::Refused { message } | Trouble::Failed { message } => did.saying(message),
        _ => did,
    };
    next.state = State::Stuck { why };
    did
}
