//! The access to accounts: kept with the hook that brought it, in one write, each hook once.

use domain::account::{Access, Account, AccountAction, Cause, Customer, EventType, Hook};
use domain::{Intent, Seen, Status, Wish};
use outbox::{Did, Entry, Ledger as _, Outcome, State, Trouble, Wait};
use store::{AccessSource, AccessStep};

use super::given::{Desk, at};

fn hook(subscription: &str, action: AccountAction, cause: &str) -> Hook {
    let account = Account {
        connection: "t/a".to_owned(),
        subscription: subscription.into(),
        customer: Customer { email: "ines@seahall.example".to_owned(), ..Customer::default() },
        offer: "fieldbook".into(),
        plan: "crew".into(),
        seats: Some(12),
        status: Status::Suspended,
    };
    Hook::new(account, action, Cause::Intent(cause.into()), at(0)).wanted("Ada", "The invoice is not paid.")
}

fn entry(hook: Hook) -> Entry {
    let Cause::Intent(id) = hook.event.data.cause.clone() else { panic!("a person's wish") };
    let seen = Seen { status: Status::Suspended, plan: "crew".into(), seats: Some(12) };
    let intent = Intent {
        id,
        subscription: hook.account().subscription.clone(),
        wish: Wish::Access { hook: Box::new(hook) },
        actor: "Ada".to_owned(),
        reason: String::new(),
        consent: None,
        seen,
        asked_at: at(0),
        expires_at: None,
    };
    Entry::new(intent, None)
}

fn done() -> State {
    State::Done { outcome: Outcome::Effective }
}

/// Asks for it, and brings it to this state.
async fn becomes(desk: &Desk, hook: Hook, state: State, doubted: bool) {
    let entry = entry(hook);
    desk.store.journal.ask(&entry).await.unwrap();
    let next = Entry { state, doubted, changed_at: at(5), ..entry };
    assert!(desk.store.journal.write(&next, &Did::plainly("done")).await.unwrap());
}

async fn known(desk: &Desk) -> Vec<(String, Option<Access>)> {
    let steps = desk.store.journal.accesses().await.unwrap();
    steps.into_iter().map(|step| (step.subscription.to_string(), step.access)).collect()
}

#[tokio::test]
async fn a_hook_that_was_taken_is_known_with_who_and_why_also_after_a_restart() {
    let desk = Desk::new();
    let suspend = hook("a", AccountAction::Suspend, "i-1");
    becomes(&desk, suspend.clone(), done(), false).await;
    let (desk, _) = desk.reopened();
    let [step] = desk.store.journal.access_history(&"A".into(), 9).await.unwrap().try_into().unwrap();
    assert_eq!(step, AccessStep::of(&suspend, AccessSource::Sent, at(5)));
    assert_eq!((step.action, step.access), (Some(EventType::Suspended), Some(Access::Suspended)));
    assert_eq!((step.actor.as_str(), step.reason.as_str()), ("Ada", "The invoice is not paid."));
}

#[tokio::test]
async fn what_was_not_taken_is_not_known() {
    let desk = Desk::new();
    let waits = State::Pending { not_before: at(9), why: Wait::Receiver };
    becomes(&desk, hook("a", AccountAction::Suspend, "i-1"), waits, true).await;
    let refused = State::Stuck { why: Trouble::Refused { message: "410".to_owned() } };
    becomes(&desk, hook("b", AccountAction::Suspend, "i-2"), refused, false).await;
    becomes(&desk, hook("c", AccountAction::Suspend, "i-3"), State::Withdrawn, false).await;
    assert!(known(&desk).await.is_empty());
    becomes(&desk, hook("d", AccountAction::Suspend, "i-4"), State::Withdrawn, true).await;
    assert_eq!(known(&desk).await, [("d".to_owned(), Some(Access::Unknown))], "it may have arrived");
}

#[tokio::test]
async fn the_latest_that_names_an_access_holds() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    becomes(&desk, hook("a", AccountAction::Suspend, "i-1"), done(), false).await;
    becomes(&desk, hook("a", AccountAction::PlanChanged, "i-2"), done(), false).await;
    becomes(&desk, hook("b", AccountAction::Close, "i-3"), done(), false).await;
    let holds = [("a".to_owned(), Some(Access::Suspended)), ("b".to_owned(), Some(Access::Closed))];
    assert_eq!(known(&desk).await, holds);
    let frozen = AccessStep::asked(&"A".into(), Access::read("frozen"), at(7));
    assert!(journal.note_access(&frozen).await.unwrap());
    assert_eq!(known(&desk).await[0].1, Some(Access::read("frozen")), "a word nobody knows is kept");
}

#[tokio::test]
async fn a_hook_that_two_senders_sent_is_one() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    let suspend = hook("a", AccountAction::Suspend, "i-1");
    let told = AccessStep::of(&suspend, AccessSource::Told, at(3));
    assert!(journal.note_access(&told).await.unwrap());
    assert!(!journal.note_access(&told).await.unwrap());
    becomes(&desk, suspend, done(), false).await;
    assert_eq!(journal.access_history(&"a".into(), 9).await.unwrap(), [told]);
}

/// Whether the journal names somebody of the customer's in what was asked for.
async fn names_somebody(desk: &Desk, id: &str) -> bool {
    let entry = desk.store.journal.intent(&id.into()).await.unwrap().unwrap();
    let Wish::Access { hook } = entry.intent.wish else { panic!("it is a hook") };
    hook.account().customer != Customer::default()
}

#[tokio::test]
async fn nobody_of_the_customers_stays_in_a_hook_that_is_sent_no_more() {
    let desk = Desk::new();
    let waits = State::Pending { not_before: at(9), why: Wait::Receiver };
    becomes(&desk, hook("a", AccountAction::Suspend, "i-1"), waits, true).await;
    becomes(&desk, hook("b", AccountAction::Suspend, "i-2"), done(), false).await;
    becomes(&desk, hook("c", AccountAction::Suspend, "i-3"), State::Withdrawn, false).await;
    let (desk, _) = desk.reopened();
    assert!(names_somebody(&desk, "i-1").await, "what is still to be sent is sent whole");
    assert!(!names_somebody(&desk, "i-2").await && !names_somebody(&desk, "i-3").await);
    let [step] = desk.store.journal.access_history(&"b".into(), 9).await.unwrap().try_into().unwrap();
    assert_eq!(step.actor, "Ada", "who wanted it is known");
}

#[tokio::test]
async fn what_an_older_program_kept_is_taken_out_a_little_at_a_time() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    for id in ["i-1", "i-2", "i-3"] {
        // As an older program wrote it: over from the beginning, and whole.
        let over = Entry { state: done(), ..entry(hook(id, AccountAction::Suspend, id)) };
        journal.ask(&over).await.unwrap();
    }
    journal.ask(&entry(hook("d", AccountAction::Suspend, "i-4"))).await.unwrap();
    let mut place = 0;
    while let Some(reached) = journal.forget_people_of_hooks(place, 2).await.unwrap() {
        assert!(reached > place);
        place = reached;
    }
    for id in ["i-1", "i-2", "i-3"] {
        assert!(!names_somebody(&desk, id).await, "{id}");
    }
    assert!(names_somebody(&desk, "i-4").await, "it is not over");
}
