//! Hooks to the publisher's own service: sent until they are taken.
//!
//! A hook has one id however often it is sent, so nothing is ever in doubt about it: what was lost, also by a kill, is
//! sent again. There is nothing to read before it, and its acceptance is its proof.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::pause;
use domain::judge::Verdict;
use domain::{Intent, Lane, Seen, Wish};

use crate::entry::{Attempt, CallIds, Did, Entry, Outcome, State, Trouble, Wait};
use crate::looks::TRY_AGAIN_AFTER;
use crate::machine::Event;
use crate::moves::{ended, stuck};
use crate::ports::Sent;

/// Each time so many attempts were in vain, a person has to look: some three days at the longest pause between them.
const IN_VAIN: u32 = 300;

pub(crate) fn is_one(entry: &Entry) -> bool {
    entry.intent.wish.lane() == Lane::Accounts
}

/// It is its turn.
pub(crate) fn sent(intent: &Intent, ids: CallIds) -> Event {
    Event::Judged { verdict: Verdict::Send, base: intent.seen.clone(), ids }
}

/// A call of it begins. Its id is its own: those of the call say nothing to anybody.
pub(crate) fn begun(next: &mut Entry, base: Seen, ids: CallIds, now: DateTime<Utc>) -> Did {
    next.attempts += 1;
    next.state = State::Sending { attempt: Attempt { ids, base, at: now } };
    let Wish::Access { hook } = &next.intent.wish else { return Did::plainly("sent") };
    Did::plainly("sent").with_ids(vec![("webhook".to_owned(), hook.id.to_string())])
}

/// The program ended while it was on its way.
pub(crate) fn crashed(next: &mut Entry, now: DateTime<Utc>) -> Did {
    again(next, now, Wait::Nothing);
    Did::plainly("lost")
}

/// A call returned.
pub(crate) fn answered(next: &mut Entry, sent: Sent, now: DateTime<Utc>) -> Did {
    match sent {
        Sent::Accepted { .. } => ended(next, Outcome::Effective),
        Sent::AlreadySo => ended(next, Outcome::AlreadySo),
        Sent::Refused { message } => stuck(next, Trouble::Refused { message }),
        Sent::NotNow { why, after } => later(next, why, Some(after), None, now),
        Sent::Lost { message } => later(next, Wait::Receiver, None, Some(message), now),
        Sent::Locked | Sent::TooLate | Sent::Unknown => later(next, Wait::Receiver, None, None, now),
    }
}

fn later(next: &mut Entry, why: Wait, asked: Option<Duration>, message: Option<String>, now: DateTime<Utc>) -> Did {
    if next.attempts.is_multiple_of(IN_VAIN) {
        return stuck(next, Trouble::NotTaken);
    }
    let wait = TimeDelta::from_std(pause(next.attempts, asked)).unwrap_or(TRY_AGAIN_AFTER);
    again(next, now + wait, why);
    let did = Did::plainly("waits");
    match message {
        Some(message) => did.saying(message),
        None => did,
    }
}

fn again(next: &mut Entry, not_before: DateTime<Utc>, why: Wait) {
    // It may have arrived: whoever takes it back must know.
    next.doubted = true;
    next.state = State::Pending { not_before, why };
}
