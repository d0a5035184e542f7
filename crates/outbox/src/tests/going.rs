//! Which event fits which state, and what a person can do.

use chrono::TimeDelta;
use domain::judge::{Moved, Obsolete, Present, Verdict};
use domain::{Answer, Change, Wish};
use rstest::rstest;

use super::{answer, entry, ids, in_doubt, intent, pending, second, seen, sending, settling, to_gold};
use crate::entry::{Entry, Outcome, State, Trouble, Wait};
use crate::machine::{Event, Evidence, NotPossible, apply, weigh};
use crate::ports::{Read, Sent};

fn states() -> [State; 8] {
    [
        State::Held { until: second(9) },
        pending(),
        sending(),
        in_doubt(),
        settling(),
        State::Done { outcome: Outcome::Effective },
        State::Stuck { why: Trouble::NoProof },
        State::Withdrawn,
    ]
}

fn judged(verdict: Verdict) -> Event {
    Event::Judged { verdict, base: seen("silver", 5), ids: ids(2) }
}

#[rstest]
#[case(Event::Released, &["held"])]
#[case(Event::Expired, &["pending"])]
#[case(Event::Withdrawn, &["held", "pending", "stuck"])]
#[case(Event::Retried { seen: seen("silver", 5) }, &["stuck"])]
#[case(Event::Crashed, &["sending"])]
#[case(judged(Verdict::Send), &["pending"])]
#[case(Event::Unread { why: Wait::Offline, after: TimeDelta::zero() }, &["pending"])]
#[case(Event::Unknown, &["pending"])]
#[case(Event::Answered(Sent::Locked), &["sending"])]
#[case(Event::Looked(Evidence { subscription: Read::Unknown, operation: None }), &["in-doubt", "settling"])]
fn an_event_fits_these_states_and_no_others(#[case] event: Event, #[case] fits: &[&str]) {
    for state in states() {
        let word = state.word();
        let outcome = apply(&entry(to_gold(), state), event.clone(), second(5));
        assert_eq!(outcome.is_ok(), fits.contains(&word), "{word}: {outcome:?}");
        if let Err(error) = outcome {
            assert_eq!(error, NotPossible { state: word });
        }
    }
}

#[test]
fn what_may_have_taken_effect_does_not_expire() {
    let entry = Entry { doubted: true, ..entry(answer(Answer::Refuse), pending()) };
    assert!(apply(&entry, Event::Expired, second(5)).is_err());
}

#[rstest]
#[case(Verdict::AlreadyDone, State::Done { outcome: Outcome::AlreadySo }, State::Done { outcome: Outcome::Effective })]
#[case(
    Verdict::Obsolete(Obsolete::AcceptedBefore),
    State::Done { outcome: Outcome::Obsolete(Obsolete::AcceptedBefore) },
    State::Stuck { why: Trouble::NotHonoured }
)]
#[case(
    Verdict::Obsolete(Obsolete::RefusedBefore),
    State::Done { outcome: Outcome::Obsolete(Obsolete::RefusedBefore) },
    State::Stuck { why: Trouble::Failed { message: "Failed".to_owned() } }
)]
#[case(
    Verdict::Obsolete(Obsolete::OperationGone),
    State::Done { outcome: Outcome::Obsolete(Obsolete::OperationGone) },
    State::Stuck { why: Trouble::NoProof }
)]
#[case(
    Verdict::Obsolete(Obsolete::Cancelled),
    State::Done { outcome: Outcome::Obsolete(Obsolete::Cancelled) },
    State::Stuck { why: Trouble::MovedElsewhere }
)]
#[case(
    Verdict::Ask(vec![Moved::Seats { seen: Some(5), now: Some(6) }]),
    State::Stuck { why: Trouble::WorldChanged { moved: vec![Moved::Seats { seen: Some(5), now: Some(6) }] } },
    State::Stuck { why: Trouble::MovedElsewhere }
)]
fn where_a_call_may_have_taken_effect_nothing_claims_that_none_was_sent(
    #[case] verdict: Verdict,
    #[case] plainly: State,
    #[case] in_doubt: State,
) {
    for (doubted, state) in [(false, plainly), (true, in_doubt)] {
        let entry = Entry { doubted, ..entry(to_gold(), pending()) };
        let (next, _) = apply(&entry, judged(verdict.clone()), second(5)).unwrap();
        assert_eq!((next.state, next.attempts), (state, 0));
    }
}

#[rstest]
#[case::in_time(6, false, "sending", 1)]
#[case::too_late(5, false, "done", 0)]
#[case::too_late_to_repeat(5, true, "in-doubt", 0)]
fn nothing_is_sent_after_its_time(
    #[case] expires: i64,
    #[case] doubted: bool,
    #[case] word: &str,
    #[case] attempts: u32,
) {
    let mut entry = Entry { doubted, ..entry(answer(Answer::Refuse), pending()) };
    entry.intent.expires_at = Some(second(expires));
    let (next, _) = apply(&entry, judged(Verdict::Send), second(5)).unwrap();
    assert_eq!((next.state.word(), next.attempts), (word, attempts));
}

#[rstest]
#[case::change(to_gold(), Trouble::NoProof, false)]
#[case::answer(answer(Answer::Refuse), Trouble::NotHonoured, true)]
#[case::answer_without_effect(answer(Answer::Refuse), Trouble::Refused { message: String::new() }, false)]
fn asking_again_starts_a_change_afresh_but_not_an_answer(
    #[case] wish: Wish,
    #[case] why: Trouble,
    #[case] doubted: bool,
) {
    let entry = entry(wish, State::Stuck { why });
    let (next, _) = apply(&entry, Event::Retried { seen: seen("bronze", 9) }, second(5)).unwrap();
    assert_eq!((next.doubted, next.intent.seen, next.state.word()), (doubted, seen("bronze", 9), "pending"));
}

#[test]
fn nobody_is_asked_about_a_change_that_may_be_our_own_answer() {
    let mut ours = entry(Wish::Change { to: Change::Seats(9) }, pending());
    ours.intent.id = "seats".into();
    let present = Present { subscription: seen("gold", 5), operation: None };
    let weighed = |other: Entry| weigh(&ours, &[ours.clone(), other], &[], present.clone(), ids(2));
    let accepting = || Entry::new(intent("i", "s", answer(Answer::Accept)), None);

    let waits = |event| matches!(event, Event::Unread { why: Wait::Locked, .. });
    assert!(waits(weighed(Entry { state: settling(), ..accepting() })));
    assert!(waits(weighed(Entry { doubted: true, ..accepting() })));
    assert!(!waits(weighed(accepting())), "it was not sent yet");
    let elsewhere = Entry { state: settling(), ..Entry::new(intent("i", "other", answer(Answer::Accept)), None) };
    assert!(!waits(weighed(elsewhere)), "it is another subscription's");
}

#[test]
fn an_undo_time_of_nothing_holds_nothing() {
    let held = |hold| Entry::new(intent("i", "s", to_gold()), hold).state.word();
    let second = std::time::Duration::from_secs;
    assert_eq!((held(None), held(Some(second(0))), held(Some(second(1)))), ("pending", "pending", "held"));
}
