//! Whose turn it is, and what it wants done.

use domain::{Answer, Change, Wish};
use rstest::rstest;

use super::{answer, entry, in_doubt, intent, pending, second, sending, settling, to_gold};
use crate::entry::{Entry, Outcome, State, Trouble};
use crate::machine::{Step, step, turns};

fn of(id: &str, subscription: &str, wish: Wish, state: State) -> Entry {
    Entry { state, ..Entry::new(intent(id, subscription, wish), None) }
}

fn stuck() -> State {
    State::Stuck { why: Trouble::NoProof }
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    turns(entries).into_iter().map(|entry| entry.intent.id.as_str()).collect()
}

#[test]
fn each_subscription_has_a_queue_for_its_changes() {
    let more_seats = Wish::Change { to: Change::Seats(9) };
    let entries = [
        of("done", "a", to_gold(), State::Done { outcome: Outcome::Effective }),
        of("first", "a", to_gold(), settling()),
        of("second", "a", more_seats, pending()),
        of("other", "b", to_gold(), pending()),
    ];
    assert_eq!(ids(&entries), ["first", "other"]);
}

#[test]
fn a_stuck_one_holds_its_queue_and_only_its_queue() {
    let entries = [
        of("stuck", "a", to_gold(), stuck()),
        of("behind", "a", to_gold(), pending()),
        of("answer", "a", answer(Answer::Refuse), pending()),
        of("other", "b", to_gold(), pending()),
    ];
    assert_eq!(ids(&entries), ["stuck", "answer", "other"]);
}

#[test]
fn a_stuck_answer_does_not_use_up_the_window_of_the_next_request() {
    let next = Wish::Answer { operation: "next".into(), answer: Answer::Refuse, asked: Change::Seats(9) };
    let entries = [
        of("stuck", "a", answer(Answer::Refuse), stuck()),
        of("same request", "a", answer(Answer::Accept), pending()),
        of("next request", "a", next, pending()),
    ];
    assert_eq!(ids(&entries), ["stuck", "next request"]);
}

#[rstest]
#[case::held(State::Held { until: second(9) }, Step::Rest(Some(second(9))))]
#[case::released(State::Held { until: second(5) }, Step::Release)]
#[case::pending(pending(), Step::Judge)]
#[case::sending(sending(), Step::Rest(None))]
#[case::stuck(stuck(), Step::Rest(None))]
#[case::withdrawn(State::Withdrawn, Step::Rest(None))]
#[case::settling(settling(), Step::Look { operation: None })]
#[case::in_doubt_asks_for_its_own_request(in_doubt(), Step::Look { operation: Some("00000000-0000-0000-0000-000000000001".into()) })]
fn a_state_wants_something_done(#[case] state: State, #[case] wanted: Step) {
    assert_eq!(step(&entry(to_gold(), state), second(5)), wanted);
}

#[rstest]
#[case::has_time(6, false, 0, Step::Judge)]
#[case::expires_at_that_moment(5, false, 0, Step::Expire)]
#[case::expires_while_it_waits(7, false, 60, Step::Rest(Some(second(7))))]
#[case::in_doubt_it_does_not_expire(5, true, 0, Step::Judge)]
#[case::in_doubt_it_rests_until_it_may_go_on(4, true, 60, Step::Rest(Some(second(60))))]
fn a_pending_one_expires_unless_it_may_have_taken_effect(
    #[case] expires: i64,
    #[case] doubted: bool,
    #[case] not_before: i64,
    #[case] wanted: Step,
) {
    let state = State::Pending { not_before: second(not_before), why: crate::Wait::Nothing };
    let mut entry = entry(answer(Answer::Refuse), state);
    entry.intent.expires_at = Some(second(expires));
    entry.doubted = doubted;
    assert_eq!(step(&entry, second(5)), wanted);
}
