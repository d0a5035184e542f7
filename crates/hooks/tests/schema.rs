//! Every event we can make is as the schema promises, and what the schema refuses is wrong.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use domain::account::{Account, AccountAction, Before, Cause, Customer, Hook, Probe};
use domain::{Status, account};
use jsonschema::Validator;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use rstest::rstest;
use serde_json::{Value, json};

fn schema() -> Validator {
    let schema: Value = serde_json::from_str(hooks::SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "\\PC{1,20}"]
}

fn hook() -> impl Strategy<Value = Hook> {
    let customer = (text(), text(), text(), text());
    let customer = customer.prop_map(|(name, tenant, user, email)| Customer { name, tenant, user, email });
    let status = prop_oneof![Just(Status::Suspended), text().prop_map(|word| Status::read(&word))];
    let account =
        (customer, status, any::<Option<u32>>(), text()).prop_map(|(customer, status, seats, plan)| Account {
            connection: account::publisher_name("t", "a"),
            subscription: "s".into(),
            customer,
            offer: "fieldbook".into(),
            plan: plan.as_str().into(),
            seats,
            status,
        });
    let cause = prop_oneof![
        Just(Cause::Operation("o".into())),
        Just(Cause::Message("m".to_owned())),
        Just(Cause::Visit("v".to_owned())),
        Just(Cause::Intent("i".into())),
    ];
    let action = proptest::sample::select(AccountAction::ALL.as_slice());
    let before = any::<Option<u32>>().prop_map(|seats| Before { plan: "crew".into(), seats });
    let at = any::<u32>().prop_map(|second| chrono::DateTime::from_timestamp(second.into(), 0).unwrap());
    (account, action, cause, at, proptest::option::of(before), text(), text()).prop_map(
        |(account, action, cause, at, before, by, reason)| {
            let hook = Hook::new(account, action, cause, at).wanted(&by, &reason);
            match before {
                Some(before) => hook.before(before),
                None => hook,
            }
        },
    )
}

#[test]
fn every_event_we_can_make_is_as_promised() {
    let schema = schema();
    proptest!(|(hook in hook())| {
        let event: Value = serde_json::from_str(&hook.event.body()).unwrap();
        let wrong: Vec<String> = schema.iter_errors(&event).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?} in {event}");
    });
}

#[test]
fn a_trial_is_as_promised() {
    let probe = Probe::new("t/a", chrono::DateTime::UNIX_EPOCH);
    assert!(schema().is_valid(&serde_json::from_str(&probe.body()).unwrap()));
}

#[rstest]
#[case::no_type("/type", Value::Null)]
#[case::an_unknown_type("/type", json!("account.renamed"))]
#[case::no_moment("/timestamp", json!("yesterday"))]
#[case::another_access_than_the_type_says("/data/access", json!("open"))]
#[case::no_such_access("/data/access", json!("frozen"))]
#[case::no_subscription("/data/subscription", json!(""))]
#[case::seats_below_none("/data/seats", json!(-1))]
#[case::an_unknown_cause("/data/cause/kind", json!("weather"))]
fn what_was_not_promised_is_refused(#[case] place: &str, #[case] value: Value) {
    let account = Account {
        connection: "t/a".to_owned(),
        subscription: "s".into(),
        customer: Customer::default(),
        offer: "fieldbook".into(),
        plan: "crew".into(),
        seats: Some(3),
        status: Status::Suspended,
    };
    let hook = Hook::new(account, AccountAction::Suspend, Cause::Intent("i".into()), chrono::DateTime::UNIX_EPOCH);
    let mut event: Value = serde_json::from_str(&hook.event.body()).unwrap();
    assert!(schema().is_valid(&event), "as it is made");
    *event.pointer_mut(place).unwrap() = value;
    assert!(!schema().is_valid(&event), "{event}");
}
