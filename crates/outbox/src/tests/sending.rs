//! What becomes of a call, by what came of it.

use std::time::Duration;

use domain::{Answer, Wish};
use rstest::rstest;

use super::{answer, attempt, entry, second, sending, to_gold};
use crate::entry::{Entry, Reply, State, Trouble, Wait};
use crate::machine::{Event, apply};
use crate::ports::Sent;

fn accepted(retry_after: Option<u64>) -> Sent {
    Sent::Accepted { operation: Some("o".into()), retry_after: retry_after.map(Duration::from_secs) }
}

fn settles(reply: Reply, operation: Option<&str>, look_at: i64) -> State {
    State::Settling {
        attempt: attempt(),
        reply,
        operation: operation.map(Into::into),
        since: second(5),
        look_at: second(look_at),
        looks: 0,
    }
}

fn waits(not_before: i64, why: Wait) -> State {
    State::Pending { not_before: second(not_before), why }
}

fn refused() -> Trouble {
    Trouble::Refused { message: "no".to_owned() }
}

#[rstest]
#[case::accepted(accepted(None), settles(Reply::Taken, Some("o"), 7))]
#[case::accepted_and_asked_to_wait(accepted(Some(10)), settles(Reply::Taken, Some("o"), 15))]
#[case::unreachable(Sent::NotNow { why: Wait::Offline, after: Duration::ZERO }, waits(10, Wait::Offline))]
#[case::throttled(Sent::NotNow { why: Wait::Throttled, after: Duration::from_secs(60) }, waits(65, Wait::Throttled))]
#[case::wait_beyond_measure(
    Sent::NotNow { why: Wait::Throttled, after: Duration::from_secs(u64::MAX) },
    waits(10, Wait::Throttled)
)]
#[case::locked(Sent::Locked, waits(20, Wait::Locked))]
#[case::so_already(Sent::AlreadySo, settles(Reply::AlreadySo, None, 5))]
#[case::too_late(Sent::TooLate, settles(Reply::Decided, None, 5))]
#[case::unknown(Sent::Unknown, State::Stuck { why: Trouble::Unknown })]
#[case::refused(Sent::Refused { message: "no".to_owned() }, State::Stuck { why: refused() })]
#[case::lost(
    Sent::Lost { message: String::new() },
    State::InDoubt { attempt: attempt(), look_at: second(7), looks: 0 }
)]
fn a_first_call_comes_to_this(#[case] sent: Sent, #[case] state: State) {
    let (next, _) = apply(&entry(to_gold(), sending()), Event::Answered(sent), second(5)).unwrap();
    assert_eq!((next.state, next.doubted), (state, false));
}

#[rstest]
#[case::locked_by_the_first(to_gold(), Sent::Locked, settles(Reply::Locked, None, 7))]
#[case::so_already(to_gold(), Sent::AlreadySo, settles(Reply::AlreadySo, None, 5))]
#[case::not_now(
    to_gold(),
    Sent::NotNow { why: Wait::Offline, after: Duration::ZERO },
    waits(10, Wait::Offline)
)]
#[case::refused(to_gold(), Sent::Refused { message: "no".to_owned() }, State::Stuck { why: refused() })]
#[case::answered_before(answer(Answer::Refuse), Sent::TooLate, settles(Reply::Decided, None, 5))]
fn a_call_after_a_doubtful_one_comes_to_this(#[case] wish: Wish, #[case] sent: Sent, #[case] state: State) {
    let entry = Entry { doubted: true, ..entry(wish, sending()) };
    let (next, _) = apply(&entry, Event::Answered(sent), second(5)).unwrap();
    assert_eq!((next.state, next.doubted), (state, true));
}

#[test]
fn an_answer_to_an_unknown_operation_is_settled_by_the_subscription() {
    let entry = entry(answer(Answer::Refuse), sending());
    let (next, _) = apply(&entry, Event::Answered(Sent::Unknown), second(5)).unwrap();
    assert_eq!(next.state, settles(Reply::Decided, None, 5));
}

#[test]
fn after_a_crash_nobody_knows_whether_the_call_left() {
    let (next, did) = apply(&entry(to_gold(), sending()), Event::Crashed, second(5)).unwrap();
    assert_eq!(next.state, State::InDoubt { attempt: attempt(), look_at: second(5), looks: 0 });
    assert_eq!(did.what, "lost");
}
