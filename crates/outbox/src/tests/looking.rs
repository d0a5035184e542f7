//! What becomes of something sent, by what is read and how long ago it was sent.

use domain::{Answer, Operation, OperationStatus, Seen};
use rstest::rstest;

use super::{answer, entry, in_doubt, operation, second, seen, settling, to_gold};
use crate::entry::{Entry, Outcome, State, Trouble};
use crate::machine::{Event, Evidence, apply};
use crate::ports::Read;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

fn looked(entry: &Entry, subscription: Seen, operation: Option<Read<Operation>>, at: i64) -> Entry {
    let evidence = Evidence { subscription: Read::Found(subscription), operation };
    apply(entry, Event::Looked(evidence), second(at)).unwrap().0
}

fn stuck(why: Trouble) -> State {
    State::Stuck { why }
}

#[rstest]
#[case::soon(MINUTE, "in-doubt", "settling")]
#[case::after_ten_minutes(10 * MINUTE, "pending", "stuck")]
fn what_shows_no_sign_is_sent_again_only_where_its_answer_was_lost(
    #[case] at: i64,
    #[case] doubtful: &str,
    #[case] accepted: &str,
) {
    let next = looked(&entry(to_gold(), in_doubt()), seen("silver", 5), Some(Read::Unknown), at);
    assert_eq!((next.state.word(), next.doubted), (doubtful, doubtful == "pending"));
    let next = looked(&entry(to_gold(), settling()), seen("silver", 5), None, at);
    assert_eq!(next.state.word(), accepted);
}

#[rstest]
#[case::soon(MINUTE, false)]
#[case::after_ten_minutes(10 * MINUTE, true)]
fn nobody_is_asked_about_a_move_elsewhere_while_the_call_may_be_on_its_way(#[case] at: i64, #[case] is_stuck: bool) {
    for state in [in_doubt(), settling()] {
        let word = if is_stuck { "stuck" } else { state.word() };
        let next = looked(&entry(to_gold(), state), seen("bronze", 5), None, at);
        assert_eq!(next.state.word(), word);
    }
}

#[rstest]
#[case::running(OperationStatus::InProgress, DAY - 1, "settling")]
#[case::running_for_a_day(OperationStatus::InProgress, DAY, "stuck")]
#[case::lagging(OperationStatus::Succeeded, DAY - 1, "settling")]
#[case::lagging_for_a_day(OperationStatus::Succeeded, DAY, "stuck")]
fn an_operation_has_a_day(#[case] status: OperationStatus, #[case] at: i64, #[case] word: &str) {
    let next = looked(&entry(to_gold(), settling()), seen("silver", 5), Some(Read::Found(operation(status))), at);
    assert_eq!(next.state.word(), word);
}

#[test]
fn the_operation_of_a_lost_request_is_watched_once_it_is_found() {
    let found = Some(Read::Found(operation(OperationStatus::InProgress)));
    let next = looked(&entry(to_gold(), in_doubt()), seen("silver", 5), found, MINUTE);
    let State::Settling { operation, since, .. } = next.state else { panic!("{:?}", next.state) };
    assert_eq!((operation, since), (Some("o".into()), second(MINUTE)));
}

#[rstest]
#[case::in_its_window(Some(9), 5, "pending", 5)]
#[case::after_it(Some(4), 5, "in-doubt", 7)]
#[case::without_one_not_at_once(None, 5, "pending", 8)]
fn a_lost_answer_is_repeated_while_its_request_waits(
    #[case] expires: Option<i64>,
    #[case] at: i64,
    #[case] word: &str,
    #[case] goes_on: i64,
) {
    let mut entry = Entry { attempts: 1, ..entry(answer(Answer::Refuse), in_doubt()) };
    entry.intent.expires_at = expires.map(second);
    let waits = Some(Read::Found(operation(OperationStatus::InProgress)));
    let next = looked(&entry, seen("silver", 5), waits, at);
    assert_eq!(next.state.word(), word);
    let (State::Pending { not_before: due, .. } | State::InDoubt { look_at: due, .. }) = next.state else {
        panic!("{:?}", next.state)
    };
    assert_eq!(due, second(goes_on));
}

#[rstest]
#[case::taken_on(settling(), State::Done { outcome: Outcome::Effective })]
#[case::perhaps_never_arrived(in_doubt(), stuck(Trouble::NoProof))]
fn what_has_not_come_was_refused_only_if_the_refusal_arrived(#[case] state: State, #[case] end: State) {
    let mut entry = entry(answer(Answer::Refuse), state);
    entry.intent.expires_at = Some(second(8));
    assert!(!looked(&entry, seen("silver", 5), Some(Read::Unknown), 9 * MINUTE).state.is_over());
    assert_eq!(looked(&entry, seen("silver", 5), Some(Read::Unknown), 10 * MINUTE).state, end);
}

#[test]
fn a_refusal_that_silence_overruled_is_never_done() {
    let accepted = Some(Read::Found(operation(OperationStatus::Succeeded)));
    for state in [in_doubt(), settling()] {
        let next = looked(&entry(answer(Answer::Refuse), state), seen("silver", 5), accepted.clone(), 5);
        assert_eq!(next.state, stuck(Trouble::NotHonoured));
    }
}

#[test]
fn looks_become_rarer_and_never_end_before_a_sign() {
    let mut entry = entry(to_gold(), settling());
    let mut gaps = Vec::new();
    let mut at = 2;
    for _ in 0..8 {
        entry = looked(&entry, seen("silver", 5), None, at);
        let State::Settling { look_at, .. } = &entry.state else { panic!("{:?}", entry.state) };
        gaps.push((*look_at - second(at)).num_seconds());
        at = (*look_at - second(0)).num_seconds();
    }
    assert_eq!(gaps, [2, 3, 5, 10, 20, 30, 60, 60]);
}
