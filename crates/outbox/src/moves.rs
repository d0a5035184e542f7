//! What one event makes of an entry: the moves of the [machine](crate::machine). Each returns the line its history gets.

use chrono::{DateTime, TimeDelta, Utc};
use domain::judge::{Obsolete, Verdict};
use domain::{OperationStatus, Seen, Wish};

use crate::entry::{Attempt, CallIds, Did, Entry, Outcome, Reply, State, Trouble, Wait};
use crate::evidence::{Evidence, Finding, read_back};
use crate::looks::{EFFECT_SHOWS_WITHIN, LOCK_LASTS, OPERATION_ENDS_WITHIN, TRY_AGAIN_AFTER, next};
use crate::ports::Sent;

/// Whether its time has run out.
pub(crate) fn has_expired(entry: &Entry, now: DateTime<Utc>) -> bool {
    entry.intent.expires_at.is_some_and(|expires| now >= expires)
}

/// Whether a call before the operator asked again still matters. A change starts afresh from what the operator saw; a
/// request is decided once, and nobody saw whether it was by that call.
pub(crate) fn stays_doubted(entry: &Entry, why: &Trouble) -> bool {
    let is_answer = matches!(entry.intent.wish, Wish::Answer { .. });
    is_answer && (entry.doubted || !matches!(why, Trouble::Refused { .. } | Trouble::Unknown))
}

pub(crate) fn judged(next: &mut Entry, verdict: Verdict, base: Seen, ids: CallIds, now: DateTime<Utc>) -> Did {
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

pub(crate) fn answered(next: &mut Entry, attempt: &Attempt, sent: Sent, now: DateTime<Utc>) -> Did {
    let attempt = attempt.clone();
    let settling = |reply, operation, look_at| State::Settling {
        attempt: attempt.clone(),
        reply,
        operation,
        since: now,
        look_at,
        looks: 0,
    };
    match sent {
        Sent::Accepted { operation, retry_after } => {
            let wait = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok());
            next.state = settling(Reply::Taken, operation, wait.map_or_else(|| self::next(now, 0), |wait| now + wait));
            Did::plainly("accepted")
        }
        Sent::NotNow { why, after } => {
            let after = TimeDelta::from_std(after).unwrap_or(TRY_AGAIN_AFTER).max(TRY_AGAIN_AFTER);
            next.state = State::Pending { not_before: now + after, why };
            Did::plainly("waits")
        }
        // Where a call before this one may have taken effect, it is that one that holds the lock.
        Sent::Locked if next.doubted => {
            next.state = settling(Reply::Locked, None, self::next(now, 0));
            Did::plainly("looked")
        }
        Sent::Locked => {
            next.state = State::Pending { not_before: now + LOCK_LASTS, why: Wait::Locked };
            Did::plainly("waits")
        }
        Sent::AlreadySo => {
            next.state = settling(Reply::AlreadySo, None, now);
            Did::plainly("looked")
        }
        Sent::TooLate => {
            next.state = settling(Reply::Decided, None, now);
            Did::plainly("looked")
        }
        Sent::Unknown if next.intent.wish.operation().is_some() => {
            next.state = settling(Reply::Decided, None, now);
            Did::plainly("looked")
        }
        Sent::Unknown => stuck(next, Trouble::Unknown),
        // The new contract has no use for it, and nothing hangs on it.
        Sent::Refused { message } if matches!(next.intent.wish, Wish::Acknowledge { .. }) => {
            ended(next, Outcome::Obsolete(Obsolete::OperationGone)).saying(message)
        }
        Sent::Refused { message } => stuck(next, Trouble::Refused { message }),
        Sent::Lost { message } => {
            next.state = State::InDoubt { attempt, look_at: self::next(now, 0), looks: 0 };
            Did::plainly("lost").saying(message)
        }
    }
}

pub(crate) fn looked(next: &mut Entry, evidence: &Evidence, now: DateTime<Utc>) -> Did {
    let (attempt, since, looks, named, is_doubt) = match next.state.clone() {
        State::InDoubt { attempt, looks, .. } => (attempt.clone(), attempt.at, looks, None, true),
        State::Settling { attempt, since, looks, operation, .. } => (attempt, since, looks, operation, false),
        _ => return Did::plainly("looked"),
    };
    let waited = now - since;
    match read_back(&next.intent.wish, &attempt.base, named.as_ref(), evidence) {
        Finding::Effective => ended(next, Outcome::Effective),
        Finding::Trouble(trouble) => stuck(next, trouble),
        Finding::NotNow { after } => look_again(next, now + after.max(TRY_AGAIN_AFTER), looks),
        Finding::Running(operation) if is_doubt => {
            let (reply, look_at) = (Reply::Taken, self::next(now, 0));
            next.state = State::Settling { attempt, reply, operation: Some(operation), since: now, look_at, looks: 0 };
            Did::plainly("looked")
        }
        // The window still runs, and the same answer twice is one answer.
        Finding::Waits | Finding::NotCome | Finding::Unchanged if is_doubt && has_window(next, now) => again(next, now),
        Finding::Waits if is_doubt && next.intent.expires_at.is_none() => {
            let not_before = self::next(now, next.attempts);
            again(next, not_before)
        }
        Finding::Running(_) | Finding::Lagging if waited >= OPERATION_ENDS_WITHIN => stuck(next, Trouble::NoProof),
        // An activation that was taken on has no operation to be read, and has been seen to take hours.
        Finding::Unchanged if !is_doubt && next.intent.wish == Wish::Activate && waited < OPERATION_ENDS_WITHIN => {
            look_again(next, self::next(now, looks), looks.saturating_add(1))
        }
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
        | Finding::NotCome => look_again(next, self::next(now, looks), looks.saturating_add(1)),
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

fn look_again(next: &mut Entry, at: DateTime<Utc>, so_often: u32) -> Did {
    if let State::InDoubt { look_at, looks, .. } | State::Settling { look_at, looks, .. } = &mut next.state {
        (*look_at, *looks) = (at, so_often);
    }
    Did::plainly("looked")
}

pub(crate) fn ended(next: &mut Entry, outcome: Outcome) -> Did {
    next.state = State::Done { outcome };
    Did::plainly(match outcome {
        Outcome::Effective | Outcome::AlreadySo => "done",
        Outcome::Obsolete(_) | Outcome::Expired => "obsolete",
    })
}

pub(crate) fn stuck(next: &mut Entry, why: Trouble) -> Did {
    let did = Did::plainly("stuck");
    let did = match &why {
        Trouble::Refused { message } | Trouble::Failed { message } => did.saying(message),
        _ => did,
    };
    next.state = State::Stuck { why };
    did
}
