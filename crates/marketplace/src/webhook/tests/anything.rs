//! No bytes make a reader panic, and none but Entra's are believed.

use futures::executor::block_on;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::super::*;
use super::signing::*;

/// Any JSON, with the names of a message among its members.
fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "id",
        "subscriptionId",
        "action",
        "operationType",
        "quantity",
        "planId",
        "timeStamp",
        "subscription",
        "purchaser",
        "tenantId",
        "allowedCustomerOperations",
        "term",
        "startDate",
        "status",
        "operationRequestSource",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec!["ChangePlan", "ChangeQuantity", "s", "", "0001-01-01T00:00:00"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => prop::collection::vec((name, inner), 0..10).prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

fn read(body: &[u8]) {
    if let Ok(received) = read_message(body) {
        assert!(!received.value.subscription.as_str().is_empty());
        let _ = received.value.request(chrono::DateTime::UNIX_EPOCH);
    }
}

/// Judged by a check that can fetch no keys; it needs no runtime as long as it does not try.
fn judged(header: &[u8]) -> Judged {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let gate = Gate::new();
    gate.publishes(&[entra().published()]);
    runtime.block_on(gate.judges_header(Some(header)))
}

proptest! {
    #[test]
    fn any_bytes_are_a_message_or_refused(body: Vec<u8>) {
        read(&body);
    }

    #[test]
    fn any_json_is_a_message_or_refused(value in any_json()) {
        read(value.to_string().as_bytes());
    }

    #[test]
    fn any_bytes_are_no_token(header: Vec<u8>) {
        prop_assert_ne!(judged(&header), Judged::Genuine);
        prop_assert_ne!(judged(&[b"Bearer ", header.as_slice()].concat()), Judged::Genuine);
    }

    #[test]
    fn any_header_and_claims_without_a_signature_are_no_token(header in any_json(), claims in any_json(), end in "[A-Za-z0-9_-]{0,8}") {
        let token = format!("Bearer {}.{end}", signed(&header, &claims));
        prop_assert_ne!(judged(token.as_bytes()), Judged::Genuine);
    }

    #[test]
    fn a_token_with_one_letter_changed_is_not_believed(at in 0.0..1.0f64, letter in "[A-Za-z0-9_.-]") {
        let token = entra().token(&Gate::new().claims());
        let at = (token.len() as f64 * at) as usize;
        let mut spoilt = token.clone();
        spoilt.replace_range(at..=at, &letter);
        if spoilt != token {
            prop_assert_ne!(judged(format!("Bearer {spoilt}").as_bytes()), Judged::Genuine);
        }
    }
}

#[test]
fn no_runtime_is_needed_to_refuse() {
    assert_eq!(block_on(Gate::new().judges("hello")), Judged::Doubtful(Doubtful::Unreadable));
}
