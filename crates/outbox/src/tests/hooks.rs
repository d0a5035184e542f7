//! Hooks: the same one until it is taken, in order for each account, beside everything else.

use std::time::Duration;

use domain::account::{Account, AccountAction, Cause, Customer, Hook};
use domain::{Change, Lane, Status, Wish};
use rstest::rstest;

use super::{attempt, entry, ids, intent, pending, second, seen, sending, to_gold};
use crate::entry::{Entry, Outcome, State, Trouble, Wait};
use crate::machine::{Event, Step, apply, step, turns, weigh};
use crate::ports::Sent;

pub(crate) fn hook(action: AccountAction, cause: &str) -> Wish {
    let account = Account {
        connection: "t/a".to_owned(),
        subscription: "s".into(),
        customer: Customer::default(),
        offer: "fieldbook".into(),
        plan: "silver".into(),
        seats: Some(5),
        status: Status::Suspended,
    };
    Wish::Access { hook: Box::new(Hook::new(account, action, Cause::Intent(cause.into()), second(0))) }
}

fn suspend() -> Wish {
    hook(AccountAction::Suspend, "i")
}

fn after(sent: Sent, attempts: u32) -> Entry {
    let sending = Entry { attempts, ..entry(suspend(), sending()) };
    apply(&sending, Event::Answered(sent), second(10)).unwrap().0
}

fn not_before(entry: &Entry) -> Option<i64> {
    match entry.state {
        State::Pending { not_before, .. } => Some(not_before.timestamp()),
        _ => None,
    }
}

#[test]
fn it_is_counted_before_it_leaves_and_named_by_its_own_id() {
    let entry = entry(suspend(), pending());
    let (next, did) = apply(&entry, crate::hooks::sent(&entry.intent, ids(1)), second(10)).unwrap();
    assert_eq!((next.state.word(), next.attempts), ("sending", 1));
    let Wish::Access { hook } = suspend() else { panic!("a hook") };
    assert_eq!(did.ids, [("webhook".to_owned(), hook.id.to_string())]);
}

#[test]
fn what_the_receiver_takes_is_done() {
    let sent = Sent::Accepted { operation: None, retry_after: None };
    assert_eq!(after(sent, 1).state, State::Done { outcome: Outcome::Effective });
}

#[test]
fn what_it_refuses_needs_a_person() {
    let why = Trouble::Refused { message: "no such account".to_owned() };
    let sent = Sent::Refused { message: "no such account".to_owned() };
    assert_eq!(after(sent, 1).state, State::Stuck { why });
}

#[rstest]
#[case::lost(Sent::Lost { message: "the receiver does not answer".to_owned() }, 15)]
#[case::not_now(Sent::NotNow { why: Wait::Receiver, after: Duration::ZERO }, 15)]
#[case::not_so_soon(Sent::NotNow { why: Wait::Receiver, after: Duration::from_secs(90) }, 100)]
fn what_may_not_have_arrived_is_sent_again(#[case] sent: Sent, #[case] then: i64) {
    let next = after(sent, 1);
    assert_eq!(not_before(&next), Some(then));
    assert_eq!(step(&next, second(then - 1)), Step::Rest(Some(second(then))));
    assert_eq!(step(&next, second(then)), Step::Judge, "it is sent without a look at anything");
    assert!(next.doubted, "it may have arrived");
    assert_eq!(next.intent.wish, suspend(), "the same id, and the same words");
}

#[test]
fn it_is_sent_ever_more_rarely_until_a_person_has_to_look() {
    let lost = || Sent::Lost { message: String::new() };
    assert_eq!([1, 2, 3, 100].map(|attempts| not_before(&after(lost(), attempts)).unwrap() - 10), [5, 15, 60, 900]);
    let stuck = after(lost(), 300);
    assert_eq!(stuck.state, State::Stuck { why: Trouble::NotTaken });
    let again = apply(&stuck, Event::Retried { seen: seen("silver", 5) }, second(20)).unwrap().0;
    assert_eq!(step(&again, second(20)), Step::Judge);
    assert!(not_before(&after(lost(), 301)).is_some(), "who asks again begins anew");
}

#[test]
fn after_a_kill_it_is_sent_again_at_once() {
    let (next, did) = apply(&entry(suspend(), sending()), Event::Crashed, second(10)).unwrap();
    assert_eq!((not_before(&next), did.what.as_str()), (Some(10), "lost"));
    assert_eq!(next.intent.wish, suspend());
}

#[test]
fn an_account_has_a_queue_of_its_own() {
    let of = |id: &str, wish, state| Entry { state, ..Entry::new(intent(id, "s", wish), None) };
    let stuck = || State::Stuck { why: Trouble::NoProof };
    let entries = [
        of("stuck change", to_gold(), stuck()),
        of("suspend", suspend(), pending()),
        of("reinstate", hook(AccountAction::Reinstate, "j"), pending()),
    ];
    let due: Vec<_> = turns(&entries).into_iter().map(|entry| entry.intent.id.as_str()).collect();
    assert_eq!(due, ["stuck change", "suspend"]);
    let entries = [of("stuck hook", suspend(), stuck()), of("change", to_gold(), pending())];
    assert_eq!(turns(&entries).len(), 2, "nor does a hook hold up a change");
    assert_eq!(suspend().lane(), Lane::Accounts);
    assert_eq!(suspend().leads_to(), None::<&Change>, "nothing at Microsoft");
}

#[test]
fn a_hook_under_way_keeps_nobody_from_being_asked() {
    let change = entry(to_gold(), pending());
    let hook = Entry { state: State::Sending { attempt: attempt() }, ..Entry::new(intent("h", "s", suspend()), None) };
    let present = domain::judge::Present { subscription: seen("bronze", 5), operation: None };
    let open = [hook, change.clone()];
    assert!(matches!(weigh(&change, &open, &[], present, ids(2)), Event::Judged { .. }));
}
