//! The two ends of a customer's life, and the word that a reinstatement was heard.

use chrono::TimeDelta;
use domain::judge::{Obsolete, Present, Verdict, judge};
use domain::{Action, Operation, OperationStatus, Seen, Status, Wish};
use rstest::rstest;

use super::{attempt, entry, intent, operation, second, seen};
use crate::entry::{Attempt, Outcome, Reply, State, Trouble};
use crate::evidence::{Evidence, Finding, read_back};
use crate::machine::{Event, apply};
use crate::ports::{Read, Sent};

fn is(status: Status) -> Seen {
    Seen { status, ..seen("silver", 5) }
}

fn acknowledge() -> Wish {
    Wish::Acknowledge { operation: "o".into() }
}

fn settling(wish: Wish) -> crate::Entry {
    let state = State::Settling {
        attempt: Attempt { base: is(Status::PendingFulfillmentStart), ..attempt() },
        reply: Reply::Taken,
        operation: None,
        since: second(0),
        look_at: second(0),
        looks: 0,
    };
    entry(wish, state)
}

#[rstest]
#[case::waits(Status::PendingFulfillmentStart, Verdict::Send)]
#[case::active(Status::Subscribed, Verdict::AlreadyDone)]
#[case::active_and_unpaid(Status::Suspended, Verdict::AlreadyDone)]
#[case::lapsed(Status::Unsubscribed, Verdict::Obsolete(Obsolete::Cancelled))]
fn a_purchase_is_activated_while_it_waits(#[case] now: Status, #[case] verdict: Verdict) {
    let asked = domain::Intent { seen: is(Status::PendingFulfillmentStart), ..intent("i", "s", Wish::Activate) };
    assert_eq!(judge(&asked, &[], &Present { subscription: is(now), operation: None }), verdict);
}

#[rstest]
#[case::as_seen(Status::Suspended, true)]
#[case::paid_meanwhile(Status::Subscribed, false)]
fn an_end_is_asked_for_again_where_the_customer_has_paid_meanwhile(#[case] now: Status, #[case] is_sent: bool) {
    let asked = domain::Intent { seen: is(Status::Suspended), ..intent("i", "s", Wish::Cancel) };
    let verdict = judge(&asked, &[], &Present { subscription: is(now), operation: None });
    assert_eq!((verdict == Verdict::Send, matches!(verdict, Verdict::Ask(_))), (is_sent, !is_sent));
}

#[test]
fn what_has_ended_already_needs_no_end() {
    let asked = intent("i", "s", Wish::Cancel);
    let now = Present { subscription: is(Status::Unsubscribed), operation: None };
    assert_eq!(judge(&asked, &[], &now), Verdict::AlreadyDone);
}

#[rstest]
#[case::begun(Wish::Activate, Status::Subscribed, None, Finding::Effective)]
#[case::not_yet(Wish::Activate, Status::PendingFulfillmentStart, None, Finding::Unchanged)]
#[case::ended_instead(Wish::Activate, Status::Unsubscribed, None, Finding::Trouble(Trouble::Ended))]
#[case::ended(Wish::Cancel, Status::Unsubscribed, None, Finding::Effective)]
#[case::not_yet_ended(Wish::Cancel, Status::PendingFulfillmentStart, None, Finding::Unchanged)]
#[case::heard(acknowledge(), Status::Subscribed, Some(OperationStatus::Succeeded), Finding::Effective)]
#[case::still_waited_for(acknowledge(), Status::Suspended, Some(OperationStatus::InProgress), Finding::Waits)]
fn the_subscription_itself_is_the_proof(
    #[case] wish: Wish,
    #[case] now: Status,
    #[case] of: Option<OperationStatus>,
    #[case] finding: Finding,
) {
    let operation = of.map(|status| Read::Found(operation(status)));
    let evidence = Evidence { subscription: Read::Found(is(now)), operation };
    assert_eq!(read_back(&wish, &is(Status::PendingFulfillmentStart), None, &evidence), finding);
}

#[test]
fn a_refused_end_says_so_in_microsofts_words() {
    let refused = Operation {
        action: Action::Unsubscribe,
        error: Some("Instalments are outstanding.".to_owned()),
        ..operation(OperationStatus::Failed)
    };
    let evidence =
        Evidence { subscription: Read::Found(is(Status::Subscribed)), operation: Some(Read::Found(refused)) };
    let trouble = Trouble::Failed { message: "Instalments are outstanding.".to_owned() };
    assert_eq!(read_back(&Wish::Cancel, &is(Status::Subscribed), None, &evidence), Finding::Trouble(trouble));
}

#[rstest]
#[case::minutes(TimeDelta::minutes(11), "settling")]
#[case::hours(TimeDelta::hours(5), "settling")]
#[case::a_day(TimeDelta::hours(24), "stuck")]
fn an_activation_that_was_taken_on_may_take_hours(#[case] waited: TimeDelta, #[case] state: &str) {
    let evidence =
        Evidence { subscription: Read::Found(is(Status::PendingFulfillmentStart)), operation: Some(Read::Unknown) };
    let entry = settling(Wish::Activate);
    let (next, _) = apply(&entry, Event::Looked(evidence), second(0) + waited).unwrap();
    assert_eq!(next.state.word(), state);
}

#[rstest]
#[case::not_known(Sent::Unknown, "settling")]
#[case::no_use_for_it(Sent::Refused { message: "bad".to_owned() }, "done")]
fn nothing_hangs_on_an_acknowledgement(#[case] sent: Sent, #[case] state: &str) {
    let entry = entry(acknowledge(), State::Sending { attempt: attempt() });
    let (next, _) = apply(&entry, Event::Answered(sent), second(1)).unwrap();
    assert_eq!(next.state.word(), state);
    if let State::Done { outcome } = next.state {
        assert_eq!(outcome, Outcome::Obsolete(Obsolete::OperationGone));
    }
}
