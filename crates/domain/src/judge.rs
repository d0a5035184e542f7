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
        Wish::Acknowledge { .. } => judge_acknowledgement(now),
        Wish::Change { .. } | Wish::Activate | Wish::Cancel => {
            judge_change(&intent.wish, &intent.seen, earlier, &now.subscription)
        }
        // A hook repeats what was decided, and is not Microsoft's to judge.
        Wish::Access { .. } => Verdict::Send,
    }
}

/// What is over, or not known any more, waits for nobody.
fn judge_acknowledgement(now: &Present) -> Verdict {
    match &now.operation {
        Some(operation) if !operation.status.is_final() => Verdict::Send,
        Some(_) => Verdict::AlreadyDone,
        None => Verdict::Obsolete(Obsolete::OperationGone),
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

fn judge_change(wish: &Wish, seen: &Seen, earlier: &[Change], now: &Seen) -> Verdict {
    if now.status == Status::Unsubscribed && *wish != Wish::Cancel {
        return Verdict::Obsolete(Obsolete::Cancelled);
    }
    if wish.is_shown_by(now) {
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

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use rstest::rstest;

    use super::*;
    use crate::operation::{Action, OperationSource};

    fn seen(status: Status, plan: &str, seats: u32) -> Seen {
        Seen { status, plan: plan.into(), seats: Some(seats) }
    }

    fn silver() -> Seen {
        seen(Status::Subscribed, "silver", 5)
    }

    fn intent(wish: Wish, has_window: bool) -> Intent {
        let asked_at = DateTime::UNIX_EPOCH;
        Intent {
            id: "i".into(),
            subscription: "s".into(),
            wish,
            actor: String::new(),
            reason: String::new(),
            consent: None,
            seen: silver(),
            asked_at,
            expires_at: has_window.then_some(asked_at),
        }
    }

    fn plan(to: &str) -> Change {
        Change::Plan(to.into())
    }

    #[rstest]
    #[case::as_seen(silver(), Verdict::Send)]
    #[case::done_by_somebody(seen(Status::Subscribed, "gold", 5), Verdict::AlreadyDone)]
    #[case::done_though_seats_moved(seen(Status::Subscribed, "gold", 6), Verdict::AlreadyDone)]
    #[case::cancelled(seen(Status::Unsubscribed, "silver", 5), Verdict::Obsolete(Obsolete::Cancelled))]
    #[case::cancelled_after_it_was_done(seen(Status::Unsubscribed, "gold", 5), Verdict::Obsolete(Obsolete::Cancelled))]
    #[case::suspended(
        seen(Status::Suspended, "silver", 5),
        Verdict::Ask(vec![Moved::Status { seen: Status::Subscribed, now: Status::Suspended }])
    )]
    #[case::other_plan_and_seats(
        seen(Status::Subscribed, "bronze", 6),
        Verdict::Ask(vec![
            Moved::Plan { seen: "silver".to_owned(), now: "bronze".to_owned() },
            Moved::Seats { seen: Some(5), now: Some(6) },
        ])
    )]
    fn a_change_is_judged_by_what_the_subscription_is(#[case] now: Seen, #[case] verdict: Verdict) {
        let now = Present { subscription: now, operation: None };
        assert_eq!(judge(&intent(Wish::Change { to: plan("gold") }, false), &[], &now), verdict);
    }

    #[rstest]
    #[case::includes_what_we_did(&[Change::Seats(7)], seen(Status::Subscribed, "silver", 7), true)]
    #[case::in_the_order_in_which_we_did_it(&[Change::Seats(7), Change::Seats(8)], seen(Status::Subscribed, "silver", 8), true)]
    #[case::looked_after_all_of_it(&[plan("bronze")], silver(), true)]
    #[case::looked_in_between(&[plan("bronze"), Change::Seats(7)], seen(Status::Subscribed, "silver", 7), true)]
    #[case::somebody_else_too(&[Change::Seats(7)], seen(Status::Subscribed, "bronze", 7), false)]
    #[case::somebody_else_since(&[Change::Seats(7)], seen(Status::Subscribed, "silver", 9), false)]
    fn what_the_operator_saw_includes_our_own_earlier_effects(
        #[case] earlier: &[Change],
        #[case] now: Seen,
        #[case] is_sent: bool,
    ) {
        let now = Present { subscription: now, operation: None };
        let verdict = judge(&intent(Wish::Change { to: plan("gold") }, false), earlier, &now);
        assert_eq!(verdict == Verdict::Send, is_sent, "{verdict:?}");
    }

    fn operation(status: OperationStatus) -> Operation {
        Operation {
            id: "o".into(),
            activity_id: String::new(),
            subscription: "s".into(),
            action: Action::ChangePlan,
            status,
            source: Some(OperationSource::Azure),
            plan: Some("gold".into()),
            seats: None,
            at: None,
            error: None,
        }
    }

    fn answer(answer: Answer) -> Wish {
        Wish::Answer { operation: "o".into(), answer, asked: plan("gold") }
    }

    #[rstest]
    #[case(OperationStatus::NotStarted, Verdict::Send, Verdict::Send)]
    #[case(OperationStatus::InProgress, Verdict::Send, Verdict::Send)]
    #[case(OperationStatus::Other("Odd".to_owned()), Verdict::Send, Verdict::Send)]
    #[case(OperationStatus::Succeeded, Verdict::AlreadyDone, Verdict::Obsolete(Obsolete::AcceptedBefore))]
    #[case(OperationStatus::Conflict, Verdict::AlreadyDone, Verdict::Obsolete(Obsolete::AcceptedBefore))]
    #[case(OperationStatus::Failed, Verdict::Obsolete(Obsolete::RefusedBefore), Verdict::AlreadyDone)]
    fn an_answer_is_judged_by_its_operation(
        #[case] status: OperationStatus,
        #[case] accepting: Verdict,
        #[case] refusing: Verdict,
    ) {
        let now = Present { subscription: silver(), operation: Some(operation(status)) };
        assert_eq!(judge(&intent(answer(Answer::Accept), true), &[], &now), accepting);
        assert_eq!(judge(&intent(answer(Answer::Refuse), true), &[], &now), refusing);
    }

    #[rstest]
    #[case::in_its_window(true, silver(), Verdict::Send, Verdict::Send)]
    #[case::without_one(
        false,
        silver(),
        Verdict::Obsolete(Obsolete::OperationGone),
        Verdict::Obsolete(Obsolete::OperationGone)
    )]
    #[case::and_it_was_accepted(
        true,
        seen(Status::Subscribed, "gold", 5),
        Verdict::AlreadyDone,
        Verdict::Obsolete(Obsolete::AcceptedBefore)
    )]
    fn an_operation_that_cannot_be_read_may_still_wait_for_its_answer(
        #[case] has_window: bool,
        #[case] subscription: Seen,
        #[case] accepting: Verdict,
        #[case] refusing: Verdict,
    ) {
        let now = Present { subscription, operation: None };
        assert_eq!(judge(&intent(answer(Answer::Accept), has_window), &[], &now), accepting);
        assert_eq!(judge(&intent(answer(Answer::Refuse), has_window), &[], &now), refusing);
    }
}
