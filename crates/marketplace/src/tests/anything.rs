//! No input makes the reader panic, and no depth of nesting exhausts the stack.

use futures::FutureExt as _;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::fake::FakeMarketplace;
use super::writes::{ALL, ids, send};
use crate::{other_members, read_operation, read_plan, read_subscription};

/// Any JSON, with the names that mean something to us among its members.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{0,12}Z?)?".prop_map(Value::from),
        "-?[0-9]{1,40}(\\.[0-9]{0,40})?(e[0-9]{1,5})?".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any_name(), inner), 0..8).prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let known = [
        "id",
        "name",
        "quantity",
        "status",
        "saasSubscriptionStatus",
        "beneficiary",
        "purchaser",
        "emailId",
        "term",
        "startDate",
        "termUnit",
        "created",
        "allowedCustomerOperations",
        "planId",
        "planComponents",
        "recurrentBillingTerms",
        "price",
        "meteringDimensions",
        "sourceOffers",
        "subscriptions",
        "@nextLink",
        "timeStamp",
        "autoRenew",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// A record as the service sends it.
fn good_record() -> Value {
    json!({
        "id": "a", "name": "Harbour office", "quantity": 12, "saasSubscriptionStatus": "Subscribed", "planId": "crew",
        "beneficiary": {"emailId": "x@y.example", "tenantId": "t"}, "created": "2019-09-24T17:39:13.5661812Z",
        "term": {"termUnit": "P1M", "startDate": "2019-09-24T00:00:00Z"}, "allowedCustomerOperations": ["Read"],
        "planComponents": {"recurrentBillingTerms": [{"price": 1.5, "currency": "EUR", "termUnit": "P1M"}]},
    })
}

fn read_everything(raw: &str) {
    let _ =
        (read_subscription(raw).is_ok(), read_plan(raw).is_ok(), read_operation(raw).is_ok(), other_members(raw).len());
    let market = FakeMarketplace::new();
    market.answers(200, raw.to_owned());
    let page = market.hasty_api().page(None).now_or_never();
    assert!(page.is_some(), "nothing waits here");
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(value in any_json()) {
        read_everything(&value.to_string());
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,80}") {
        read_everything(&text);
    }

    #[test]
    fn a_record_with_one_strange_member_is_read_or_names_it(name in any_name(), value in any_json()) {
        let mut record = good_record();
        record[&name] = value;
        let raw = record.to_string();
        match read_subscription(&raw) {
            Ok(read) => prop_assert_eq!(read.raw, raw),
            Err(bad) => prop_assert!(bad.field.starts_with(&name), "{} for {}", bad.field, name),
        }
    }

    #[test]
    fn a_record_that_was_cut_is_refused(at in 0.0..1.0f64) {
        let raw = good_record().to_string();
        let at = raw.floor_char_boundary((raw.len() as f64 * at) as usize);
        let cut = raw.get(..at).unwrap();
        prop_assert!(read_subscription(cut).is_err());
        read_everything(cut);
    }

    #[test]
    fn any_bytes_are_read_or_refused(body: Vec<u8>, status in 200u16..600) {
        let market = FakeMarketplace::new();
        market.answers(status, body);
        let outcome = market.hasty_api().subscription(&"a".into()).now_or_never();
        prop_assert!(outcome.is_some());
    }

    #[test]
    fn any_answer_to_a_write_is_taken_or_refused(body: Vec<u8>, status in 200u16..600, place in "[ -~]{0,60}") {
        for write in ALL {
            let market = FakeMarketplace::new();
            market.answers_with(status, &[("operation-location", &place), ("operation-id", &place)], body.clone());
            let outcome = send(&market.api(), write, &ids(1)).now_or_never();
            prop_assert!(outcome.is_some(), "nothing waits here");
            prop_assert!(market.calls(|_| ()).len() == 1 || matches!(status, 401 | 403));
            let hosts = market.calls(|call| call.url().host_str().unwrap().to_owned());
            prop_assert!(hosts.iter().all(|host| host == "marketplaceapi.microsoft.com"));
        }
    }

    #[test]
    fn any_link_is_followed_home_or_refused(link in ".{0,60}") {
        let market = FakeMarketplace::new();
        let body = json!({"subscriptions": [], "@nextLink": link});
        market.answers(200, body.to_string()).answers(200, "{}");
        let api = market.hasty_api();
        if let Ok(page) = api.page(None).now_or_never().unwrap()
            && page.next.is_some()
        {
            let _ = api.page(page.next.as_ref()).now_or_never().unwrap();
        }
        let known = ["marketplaceapi.microsoft.com", "main.prod.marketplaceapi.azure.com"];
        prop_assert!(market.calls(|call| call.url().host_str().unwrap().to_owned()).iter().all(|host| known.contains(&host.as_str())));
    }
}

#[test]
fn deep_nesting_is_kept_as_text() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let raw = format!(r#"{{"id":"a","planId":"p","strange":{deep},"storeFront":{{"a":{deep}}}}}"#);
    let read = read_subscription(&raw).unwrap();
    assert_eq!(other_members(&read.raw).len(), 2);
    assert_eq!(read_plan(&raw).unwrap().value.other.len(), 3);
    assert_eq!(read_subscription(&format!(r#"{{"id":{deep}}}"#)).unwrap_err().field, "id");
    read_everything(&deep);
    let objects = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    read_everything(&objects);
}
