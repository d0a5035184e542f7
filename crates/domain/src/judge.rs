//! Whether something asked for still makes sense: judged on a reading made immediately before it is sent.

use serde::{Deserialize, Serialize};

use crate::intent::{Answer, Change, Intent, Seen, Wish};
use crate::operation::{Operation, OperationStatus};
use crate::subscription::Status;

/// What Microsoft told immediately before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The subscription. For an answer it is looked at only where the operation cannot be.
    pub subscription: Seen,
    /// For an answer: the operation it answers, unless the service does not know it, not yet or not any more.
    pub operation: Option<Operation>,
}

/// What to do with an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Send it.
    Send,
    /// The world is as it asks already.
    AlreadyDone,
    /// It can no longer do what was meant.
    Obsolete(Obsolete),
    /// The world changed since the operator looked: ask again.
    Ask(Vec<Moved>),
}

/// Why an intent can no longer do what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obsolete {
    /// The subscription is cancelled for ever.
    Cancelled,
    /// The request was accepted before the answer could leave.
    AcceptedBefore,
    /// The request was refused, or failed, before the answer could leave.
    RefusedBefore,
    /// The service does not know the operation any more.
    OperationGone,
}

/// Something the operator saw that is not so any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Moved {
    /// The status.
    Status {
        /// As it was seen.
        seen: Status,
        /// As it is.
        now: Status,
    },
    /// The plan.
    Plan {
        /// As it was seen.
        seen: String,
        /// As it is.
        now: String,
    },
    /// The seats.
    Seats {
        /// As they were seen.
        seen: Option<u32>,
        /// As they are.
        now: Option<u32>,
    },
}

/// Judges an intent. `earlier` are our own changes of the same subscription that came to effect since it was asked for:
/// what the operator saw is taken to include them, or the last of them where the operator looked in between.
pub fn judge(intent: &Intent, earlier: &[Change], now: &Present) -> Verdict {
    match &intent.wish {
        Wish::Answer { answer, asked, .. } => judge_answer(*answer, asked, intent.expires_at.is_some(), now),
        Wish::Change { to } => judge_change(to, &intent.seen, earlier, &now.subscription),
    }
}

/// An operation cannot always be read while it waits. So while a window runs, only a subscription that shows what was
/// asked for says that it was decided.
fn judge_answer(answer: Answer, asked: &Change, has_window: bool, now: &Present) -> Verdict {
    let Some(operation) = &now.operation else {
        return match answer {
            Answer::Accept if now.subscription.shows(asked) => Verdict::AlreadyDone,
            Answer::Refuse if now.subscription.shows(asked) => Verdict::Obsolete(Obsolete::AcceptedBefore),
            _ if has_window => Verdict::Send,
            _ => Verdict::Obsolete(Obsolete::OperationGone),
        };
    };
    match (&operation.status, answer) {
        (OperationStatus::Succeeded | OperationStatus::Conflict, Answer::Accept)
        | (OperationStatus::Failed, Answer::Refuse) => Verdict::AlreadyDone,
        (OperationStatus::Succeeded | OperationStatus::Conflict, Answer::Refuse) => {
            Verdict::Obsolete(Obsolete::AcceptedBefore)
        }
        (OperationStatus::Failed, Answer::Accept) => Verdict::Obsolete(Obsolete::RefusedBefore),
        (OperationStatus::NotStarted | OperationStatus::InProgress | OperationStatus::Other(_), _) => Verdict::Send,
    }
}

fn judge_change(to: &Change, seen: &Seen, earlier: &[Change], now: &Seen) -> Verdict {
    if now.status == Status::Unsubscribed {
        return Verdict::Obsolete(Obsolete::Cancelled);
    }
    if now.shows(to) {
        return Verdict::AlreadyDone;
    }
    let after_those_since = |looked| earlier.iter().skip(looked).fold(seen.clone(), Seen::after);
    if (0..=earlier.len()).any(|looked| after_those_since(looked) == *now) {
        return Verdict::Send;
    }
    Verdict::Ask(moved(&after_those_since(0), now))
}

/// Everything the operator saw that is not so any more.
pub fn moved(seen: &Seen, now: &Seen) -> Vec<Moved> {
    let status =
        (seen.status != now.status).then(|| Moved::Status { seen: seen.status.clone(), now: now.status.clone() });
    let plan = (seen.plan != now.plan)
        .then(|| Moved::Plan { seen: seen.plan.as_str().to_owned(), now: now.plan.as_str().to_owned() });
    let seats = (seen.seats != now.seats).then_some(Moved::Seats { seen: seen.seats, now: now.seats });
    [status, plan, seats].into_iter().flatten().collect()
}
