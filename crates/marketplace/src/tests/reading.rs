//! Reading records: what the service really sent, what it sent in other years, and what nobody should send.

use std::fs;
use std::path::PathBuf;

use domain::{Status, TermUnit};
use rstest::rstest;
use serde_json::Value;

use crate::{other_members, read_operation, read_plan, read_subscription};

/// Recorded exchanges, where this machine has them.
fn recorded(file: &str) -> Option<Vec<Value>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/recorded");
    match fs::read_to_string(folder.join(file)) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(_) => {
            println!("skipped: no recorded exchanges on this machine ({file})");
            None
        }
    }
}

#[test]
fn every_recorded_subscription_is_read() {
    let Some(pages) = recorded("list.json") else { return };
    let pages: Vec<_> = pages.iter().map(|page| page["body"]["subscriptions"].as_array().unwrap()).collect();
    assert_eq!(pages.iter().map(|page| page.len()).collect::<Vec<_>>(), [66, 70, 87, 68, 89]);
    let records: Vec<_> = pages.into_iter().flatten().map(|raw| read_subscription(&raw.to_string()).unwrap()).collect();
    let count = |status: Status| records.iter().filter(|record| record.value.status == status).count();
    assert_eq!(records.len(), 380);
    assert_eq!([Status::Unsubscribed, Status::Subscribed, Status::PendingFulfillmentStart].map(count), [326, 47, 7]);
    assert!(records.iter().all(|record| record.value.created.is_some() && other_members(&record.raw).is_empty()));
    assert_eq!(records.iter().filter(|record| record.value.seats.is_some()).count(), 14);
}

#[test]
fn a_subscription_of_any_year_is_read() {
    let raw = r#"{ "ID": " a-1 ", "Name":"Harbour \ud83d office", "status":" subscribed ", "quantity":"12", "planId":"crew",
        "beneficiary":{"emailId":" x@y.example ","iss":"sts"}, "purchaser":null, "term":{"termUnit":"P3Y","startDate":"2026-01-31",
        "endDate":"0001-01-01T00:00:00"}, "autoRenew":"True", "allowedCustomerOperations":["Read"," Update "],
        "created":"2026-01-30T09:08:07.1234567Z", "lastModified":"0001-01-01T00:00:00", "storeFront":{"a":[1]}, "note":"hi" }"#;
    let read = read_subscription(raw).unwrap();
    let value = &read.value;
    assert_eq!(read.raw, raw, "kept as it came");
    assert_eq!((value.id.as_str(), value.plan.as_str(), value.seats), ("a-1", "crew", Some(12)));
    assert_eq!(value.status, Status::Subscribed);
    assert!(value.name.starts_with("Harbour") && value.name.ends_with("office"), "half a letter costs itself");
    assert_eq!(value.beneficiary.email, "x@y.example");
    assert_eq!((value.term.unit.clone(), value.term.end), (Some(TermUnit::P3Y), None));
    assert_eq!(
        (value.auto_renew, value.allowed.as_slice()),
        (Some(true), ["Read".to_owned(), "Update".to_owned()].as_slice())
    );
    assert_eq!(value.created.unwrap().to_rfc3339(), "2026-01-30T09:08:07.123456700+00:00");
    let others = [("storeFront", r#"{"a":[1]}"#), ("note", "hi"), ("beneficiary.iss", "sts")];
    assert_eq!(other_members(raw), others.map(|(path, text)| (path.to_owned(), text.to_owned())));
}

#[rstest]
#[case("12", Some(12))]
#[case("12.0", Some(12))]
#[case("\"12\"", Some(12))]
#[case("\" 12 \"", Some(12))]
#[case("\"\"", None)]
#[case("null", None)]
#[case("0", Some(0))]
fn seats_have_many_spellings(#[case] quantity: &str, #[case] seats: Option<u32>) {
    let read = read_subscription(&format!(r#"{{"id":"a","quantity":{quantity}}}"#)).unwrap();
    assert_eq!(read.value.seats, seats);
}

#[rstest]
#[case(r#"{"id":"a","quantity":-1}"#, "quantity")]
#[case(r#"{"id":"a","quantity":1.5}"#, "quantity")]
#[case(r#"{"id":"a","quantity":4294967296}"#, "quantity")]
#[case(r#"{"id":"a","name":{}}"#, "name")]
#[case(r#"{"id":"a","beneficiary":7}"#, "beneficiary")]
#[case(r#"{"id":"a","beneficiary":{"emailId":[]}}"#, "beneficiary.emailId")]
#[case(r#"{"id":"a","created":"then"}"#, "created")]
#[case(r#"{"id":"a","autoRenew":"perhaps"}"#, "autoRenew")]
#[case(r#"{"id":"a","allowedCustomerOperations":"Read"}"#, "allowedCustomerOperations")]
#[case(r#"{"id":""}"#, "id")]
#[case(r#"{"id":null}"#, "id")]
#[case(r#"{"id":17}"#, "id")]
#[case("[]", "")]
#[case("", "")]
#[case(r#"{"id":"a""#, "")]
fn what_cannot_be_read_is_named(#[case] raw: &str, #[case] field: &str) {
    let bad = read_subscription(raw).unwrap_err();
    assert_eq!((bad.field.as_str(), bad.raw.as_str()), (field, raw));
}

#[test]
fn recorded_plans_show_prices_terms_and_included_quantities() {
    let Some(exchanges) = recorded("plans.json") else { return };
    let plans: Vec<_> = exchanges[0]["body"]["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|raw| read_plan(&raw.to_string()).unwrap().value)
        .collect();
    assert!(plans.iter().all(|plan| !plan.prices.is_empty() && plan.other.is_empty()));
    let silver = plans.iter().find(|plan| plan.id.as_str() == "silver").unwrap();
    assert_eq!(silver.prices[0].term, TermUnit::P1M);
    let included: Vec<_> =
        silver.prices[0].included.iter().map(|one| (one.dimension.as_str(), one.units.as_str())).collect();
    assert_eq!(included, [("dim2", "10"), ("dim1", "20")]);
}

#[test]
fn a_price_is_exact() {
    let raw = r#"{"planId":"p","maxQuantity":"","planComponents":{"recurrentBillingTerms":[{"currency":"EUR","price":0.1000000000000000055,"termUnit":"P1Y"}],
        "meteringDimensions":[{"id":"m","pricePerUnit":"1.5e-3"}]},"sourceOffers":[{"externalId":"x"}],"isNew":true}"#;
    let plan = read_plan(raw).unwrap().value;
    assert_eq!(plan.prices[0].amount.value.to_string(), "0.1000000000000000055");
    assert_eq!(plan.meters[0].price.value.to_string(), "0.0015");
    assert_eq!((plan.max_seats, plan.private_offers), (None, vec!["x".to_owned()]));
    assert_eq!(plan.other.get("isNew"), Some(&Value::Bool(true)));
    let bad = read_plan(r#"{"planId":"p","planComponents":{"recurrentBillingTerms":[{"price":1},{"price":"free"}]}}"#)
        .unwrap_err();
    assert_eq!(bad.field, "planComponents.recurrentBillingTerms[1].price");
}

#[test]
fn an_operation_of_any_year_is_read() {
    let raw = r#"{"id ":"o","subscriptionId":"s","action":"Convert","status":"Succeed","timeStamp":"2026-01-01T00:00:00.1",
        "quantity":"","operationRequestSource":"partner","errorStatusCode":"400","errorMessage":"No."}"#;
    let operation = read_operation(raw).unwrap().value;
    assert_eq!((operation.action.as_str(), operation.status.as_str()), ("ChangePlan", "Succeeded"));
    assert_eq!(operation.source.unwrap().as_str(), "Partner");
    assert_eq!((operation.seats, operation.error.as_deref()), (None, Some("400: No.")));
}
