//! What Microsoft's own data says about something that was sent.

use chrono::TimeDelta;
use domain::{Action, Answer, Change, Operation, OperationId, OperationStatus, Seen, Status, Wish};

use crate::entry::Trouble;
use crate::ports::Read;

/// What was read after sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The subscription.
    pub subscription: Read<Seen>,
    /// The operation, where one was asked for.
    pub operation: Option<Read<Operation>>,
}

/// What the evidence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It took effect.
    Effective,
    /// It did not, and a person has to know.
    Trouble(Trouble),
    /// Microsoft works on it.
    Running(OperationId),
    /// Microsoft says it is done, and the subscription does not show it yet.
    Lagging,
    /// Nothing shows that the call ever arrived.
    Unchanged,
    /// Nothing shows that the call ever arrived, and somebody else has changed the subscription since.
    Elsewhere,
    /// The request waits for its answer as before.
    Waits,
    /// The request is gone, and what it asked for has not come: so far it looks refused.
    NotCome,
    /// Nothing could be read.
    NotNow {
        /// Not sooner than after this time.
        after: TimeDelta,
    },
}

/// Reads the evidence. `base` is the subscription as it was immediately before the call; `named` the operation that
/// Microsoft itself named in its answer to the call.
pub(crate) fn read_back(wish: &Wish, base: &Seen, named: Option<&OperationId>, evidence: &Evidence) -> Finding {
    let present = match &evidence.subscription {
        Read::Found(present) => present,
        Read::Unknown => return Finding::Trouble(Trouble::Unknown),
        Read::NotNow { after, .. } => return not_now(*after),
    };
    match wish {
        Wish::Activate if present.status == Status::Unsubscribed => Finding::Trouble(Trouble::Ended),
        Wish::Change { .. } | Wish::Activate | Wish::Cancel => {
            changed(wish, base, present, named, evidence.operation.as_ref())
        }
        Wish::Acknowledge { .. } => acknowledged(evidence.operation.as_ref()),
        Wish::Answer { answer, asked, .. } => answered(*answer, asked, present, evidence.operation.as_ref()),
        // Nothing at Microsoft shows it; a hook is never looked for there.
        Wish::Access { .. } => Finding::Unchanged,
    }
}

fn changed(
    wish: &Wish,
    base: &Seen,
    present: &Seen,
    named: Option<&OperationId>,
    operation: Option<&Read<Operation>>,
) -> Finding {
    if wish.is_shown_by(present) {
        return Finding::Effective;
    }
    match operation {
        Some(Read::NotNow { after, .. }) => not_now(*after),
        Some(Read::Found(operation)) if named.is_some() || is_ours(operation, wish) => match operation.status {
            OperationStatus::Succeeded if present == base => Finding::Lagging,
            // It took effect, and somebody has changed it since.
            OperationStatus::Succeeded => Finding::Effective,
            OperationStatus::Failed | OperationStatus::Conflict => Finding::Trouble(failed(operation)),
            OperationStatus::NotStarted | OperationStatus::InProgress | OperationStatus::Other(_) => {
                Finding::Running(operation.id.clone())
            }
        },
        Some(Read::Found(_) | Read::Unknown) | None if present != base => Finding::Elsewhere,
        Some(Read::Found(_) | Read::Unknown) | None => Finding::Unchanged,
    }
}

/// That our request's id is the operation's id is a guess; whether it is right shows in what the operation does.
fn is_ours(operation: &Operation, wish: &Wish) -> bool {
    match wish {
        Wish::Change { to: Change::Plan(plan) } => {
            operation.action == Action::ChangePlan && operation.plan.as_ref() == Some(plan)
        }
        Wish::Change { to: Change::Seats(seats) } => {
            operation.action == Action::ChangeQuantity && operation.seats == Some(*seats)
        }
        Wish::Cancel => operation.action == Action::Unsubscribe,
        Wish::Activate => operation.action == Action::Subscribe,
        Wish::Answer { .. } | Wish::Acknowledge { .. } | Wish::Access { .. } => false,
    }
}

/// What is over, or not known any more, has been heard as far as it matters.
fn acknowledged(operation: Option<&Read<Operation>>) -> Finding {
    match operation {
        Some(Read::NotNow { after, .. }) => not_now(*after),
        Some(Read::Found(operation)) if !operation.status.is_final() => Finding::Waits,
        Some(Read::Found(_) | Read::Unknown) | None => Finding::Effective,
    }
}

fn answered(answer: Answer, asked: &Change, present: &Seen, operation: Option<&Read<Operation>>) -> Finding {
    match (operation, answer) {
        (Some(Read::NotNow { after, .. }), _) => not_now(*after),
        (Some(Read::Found(operation)), _) => match (&operation.status, answer) {
            (OperationStatus::Succeeded | OperationStatus::Conflict, Answer::Accept)
            | (OperationStatus::Failed, Answer::Refuse) => Finding::Effective,
            (OperationStatus::Succeeded | OperationStatus::Conflict, Answer::Refuse) => {
                Finding::Trouble(Trouble::NotHonoured)
            }
            (OperationStatus::Failed, Answer::Accept) => Finding::Trouble(failed(operation)),
            (OperationStatus::NotStarted | OperationStatus::InProgress | OperationStatus::Other(_), Answer::Accept)
                if present.shows(asked) =>
            {
                Finding::Effective
            }
            (OperationStatus::NotStarted | OperationStatus::InProgress | OperationStatus::Other(_), _) => {
                Finding::Waits
            }
        },
        (Some(Read::Unknown) | None, Answer::Accept) if present.shows(asked) => Finding::Effective,
        (Some(Read::Unknown) | None, Answer::Accept) => Finding::Unchanged,
        (Some(Read::Unknown) | None, Answer::Refuse) if present.shows(asked) => Finding::Trouble(Trouble::NotHonoured),
        (Some(Read::Unknown) | None, Answer::Refuse) => Finding::NotCome,
    }
}

fn failed(operation: &Operation) -> Trouble {
    Trouble::Failed { message: operation.error.clone().unwrap_or_else(|| operation.status.as_str().to_owned()) }
}

fn not_now(after: std::time::Duration) -> Finding {
    Finding::NotNow { after: TimeDelta::from_std(after).unwrap_or(TimeDelta::zero()) }
}
