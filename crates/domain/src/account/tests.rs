use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::{any, proptest};
use rstest::rstest;

use super::{
    Access, Account, AccountAction, Before, Cause, Customer, Drift, Event, EventType, Hook, Probe, called_for, drift,
    hook_id, publisher_name,
};
use crate::subscription::Status;

fn noon() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn account() -> Account {
    Account {
        connection: publisher_name("T1", "A1"),
        subscription: "s-1".into(),
        customer: Customer { name: "Harbour Logistics".to_owned(), tenant: "t-9".to_owned(), ..Customer::default() },
        offer: "fieldbook".into(),
        plan: "crew".into(),
        seats: Some(12),
        status: Status::Suspended,
    }
}

fn suspend() -> Hook {
    let cause = Cause::Operation("op-1".into());
    Hook::new(account(), AccountAction::Suspend, cause, noon()).wanted("Anna", " The invoice is not paid. ")
}

/// Receivers keep ids: another text for the same event would be a second event to them.
#[test]
fn the_id_of_a_hook_is_frozen() {
    insta::assert_snapshot!(suspend().id);
}

#[test]
fn every_sender_makes_the_same_id() {
    let id = |connection: &str, subscription: &str, operation: &str| {
        let cause = Cause::Operation(operation.into());
        hook_id(connection, &subscription.into(), &cause, AccountAction::Suspend)
    };
    assert_eq!(id(&publisher_name("T1 ", "A1"), "S-1", "OP-1"), suspend().id, "whatever case an id came in");
    assert_ne!(id(&publisher_name("t2", "a1"), "s-1", "op-1"), suspend().id, "another publisher");
    assert_ne!(id(&publisher_name("t1", "a1"), "s-2", "op-1"), suspend().id, "another customer");
    assert_ne!(id(&publisher_name("t1", "a1"), "s-1", "op-2"), suspend().id, "another cause");
    assert_ne!(id(&publisher_name("t1", "a1"), "s-1o", "p-1"), suspend().id, "a boundary counts");
    let by_hand = Cause::Intent("op-1".into());
    assert_ne!(
        hook_id("t1/a1", &"s-1".into(), &by_hand, AccountAction::Suspend),
        suspend().id,
        "another kind of cause"
    );
}

#[test]
fn an_id_has_nothing_in_it_that_separates_what_is_signed() {
    assert!(!suspend().id.as_str().contains('.'));
}

#[test]
fn an_event_reads_as_receivers_were_promised() {
    insta::assert_json_snapshot!(suspend().event);
}

#[test]
fn what_is_not_known_is_left_out() {
    let bare = Account { seats: None, customer: Customer::default(), ..account() };
    let before = Before { plan: "dinghy".into(), seats: None };
    let hook = Hook::new(bare, AccountAction::PlanChanged, Cause::Message("k".to_owned()), noon()).before(before);
    insta::assert_json_snapshot!(hook.event);
}

#[test]
fn a_trial_is_about_nobody() {
    insta::assert_snapshot!(Probe::new("t1/a1", noon()).body());
}

#[test]
fn each_action_has_an_event_of_its_own() {
    for action in AccountAction::ALL {
        assert_eq!(AccountAction::of(&action.event()), Some(action));
        assert_eq!(EventType::read(action.event().as_str()), action.event());
    }
    assert_eq!(AccountAction::of(&EventType::Test), None);
    assert_eq!(AccountAction::of(&EventType::read("account.renamed")), None);
}

#[test]
fn what_a_status_calls_for_is_what_its_remedy_leads_to() {
    assert_eq!(called_for(&Status::Subscribed), AccountAction::Reinstate.leads_to());
    assert_eq!(called_for(&Status::Suspended), AccountAction::Suspend.leads_to());
    assert_eq!(called_for(&Status::Unsubscribed), AccountAction::Close.leads_to());
    assert_eq!(called_for(&Status::PendingFulfillmentStart), None, "nobody has an account yet");
    assert_eq!(called_for(&Status::read("Paused")), None, "a word nobody knows calls for nothing");
}

#[rstest]
#[case::both_fine(Status::Subscribed, Access::Open, 99, None)]
#[case::both_suspended(Status::Suspended, Access::Suspended, 99, None)]
#[case::closed_early(Status::Suspended, Access::Closed, 99, None)]
#[case::suspended_and_open(Status::Suspended, Access::Open, 1, Some(Drift::OpenThoughSuspended))]
#[case::pays_and_is_shut_out(Status::Subscribed, Access::Suspended, 1, Some(Drift::ShutThoughSubscribed))]
#[case::pays_and_is_closed(Status::Subscribed, Access::Closed, 1, Some(Drift::ShutThoughSubscribed))]
#[case::suspended_just_now(Status::Suspended, Access::Open, 0, None)]
#[case::paid_just_now(Status::Subscribed, Access::Suspended, 0, None)]
#[case::left_just_now(Status::Unsubscribed, Access::Open, 6, None)]
#[case::left_a_week_ago(Status::Unsubscribed, Access::Open, 7, Some(Drift::OpenThoughEnded))]
#[case::left_and_suspended(Status::Unsubscribed, Access::Suspended, 99, None)]
#[case::nobody_knows(Status::Suspended, Access::Unknown, 99, None)]
#[case::a_word_nobody_knows(Status::Suspended, Access::read("frozen"), 99, None)]
#[case::not_activated(Status::PendingFulfillmentStart, Access::Open, 99, None)]
fn status_and_access_drift_apart(
    #[case] status: Status,
    #[case] access: Access,
    #[case] days: i64,
    #[case] found: Option<Drift>,
) {
    assert_eq!(drift(&status, Some(noon() - TimeDelta::days(days)), &access, noon()), found);
}

#[test]
fn a_customer_who_left_nobody_knows_when_has_left_long_ago() {
    assert_eq!(drift(&Status::Unsubscribed, None, &Access::Open, noon()), Some(Drift::OpenThoughEnded));
}

#[rstest]
#[case(Status::Suspended, Access::Open)]
#[case(Status::Subscribed, Access::Suspended)]
#[case(Status::Unsubscribed, Access::Open)]
fn a_remedy_ends_its_drift(#[case] status: Status, #[case] access: Access) {
    let found = drift(&status, None, &access, noon()).unwrap();
    let after = found.remedy().leads_to().unwrap();
    assert_eq!(drift(&status, None, &after, noon()), None);
}

proptest! {
    #[test]
    fn an_event_is_kept_as_it_was_made(reason in any::<String>(), seats in any::<Option<u32>>()) {
        let hook = Hook::new(Account { seats, ..account() }, AccountAction::Close, Cause::Visit("v".to_owned()), noon());
        let event = hook.wanted("Anna", &reason).event;
        assert_eq!(serde_json::from_str::<Event>(&event.body()).unwrap(), event);
    }
}
