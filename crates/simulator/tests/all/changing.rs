//! Changes by the publisher: plan, seats, cancellation, and their operations.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::visitor::{Visitor, still};

fn per_seat(subscription: &Value) -> bool {
    subscription["saasSubscriptionStatus"] == "Subscribed"
        && subscription["offerId"] == "harbourdesk"
        && subscription["allowedCustomerOperations"].as_array().unwrap().len() == 3
}

#[tokio::test]
async fn a_change_of_seats_is_accepted_then_done() {
    let visitor = Visitor::of(still(1_000)).await;
    let subscription = visitor.some(per_seat).await;
    let (id, seats) = (subscription["id"].as_str().unwrap(), subscription["quantity"].as_u64().unwrap());
    let answer = visitor.call(Method::PATCH, &format!("/{id}"), Some(json!({ "quantity": seats + 1 }))).await;
    assert_eq!(answer.status(), 202, "accepted");
    assert_eq!(answer.headers()["retry-after"], "10", "as recorded");
    let operation = answer.headers()["operation-id"].to_str().unwrap().to_owned();
    let location = answer.headers()["operation-location"].to_str().unwrap();
    assert!(location.starts_with(&visitor.running.addresses().second), "on the second origin: {location}");
    let at = format!("/{id}/operations/{operation}");
    let first = visitor.get(&at).await;
    assert_eq!(
        (&first["status"], &first["operationRequestSource"]),
        (&json!("NotStarted"), &json!("Partner")),
        "{first}"
    );
    let locked = visitor.call(Method::PATCH, &format!("/{id}"), Some(json!({ "quantity": seats + 2 }))).await;
    assert_eq!(locked.status(), 400, "one change at a time");
    visitor.running.control().advance(Duration::from_secs(3)).await;
    assert_eq!(visitor.get(&at).await["status"], "Succeeded", "after its delay");
    assert_eq!(visitor.get(&format!("/{id}")).await["quantity"], seats + 1, "and the seats are there");
}

#[tokio::test]
async fn the_request_id_becomes_the_operation_id_once() {
    let visitor = Visitor::of(still(1_000)).await;
    let subscription = visitor.some(per_seat).await;
    let url =
        format!("{}/saas/subscriptions/{}", visitor.running.addresses().base, subscription["id"].as_str().unwrap());
    let request = "9c2f1f9e-0c8e-4a44-8f0e-6de1b0a7c2d9";
    let send = |quantity: u64| {
        let call = visitor.http.patch(&url).query(&[("api-version", "2018-08-31")]).bearer_auth(&visitor.bearer);
        call.header("x-ms-requestid", request).json(&json!({ "quantity": quantity })).send()
    };
    let seats = subscription["quantity"].as_u64().unwrap();
    let first = send(seats + 1).await.unwrap();
    assert_eq!(first.headers()["operation-id"], request, "as recorded");
    visitor.running.control().advance(Duration::from_secs(3)).await;
    let second = send(seats + 2).await.unwrap();
    assert_eq!(second.status(), 202, "the same request id is not an idempotency key");
    assert_ne!(second.headers()["operation-id"], request, "an id is used once");
}

#[tokio::test]
async fn impossible_changes_are_refused() {
    let visitor = Visitor::of(still(1_000)).await;
    let subscription = visitor.some(per_seat).await;
    let path = format!("/{}", subscription["id"].as_str().unwrap());
    let refused = [
        json!({}),
        json!({ "planId": "deck", "quantity": 3 }),
        json!({ "planId": "no-such-plan" }),
        json!({ "planId": subscription["planId"] }),
        json!({ "quantity": subscription["quantity"] }),
        json!({ "quantity": 2_000_000 }),
        json!({ "quantity": "seven" }),
    ];
    for body in refused {
        let answer = visitor.call(Method::PATCH, &path, Some(body.clone())).await;
        assert_eq!(answer.status(), 400, "{body}");
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], "BadArgument", "{body}");
    }
    let by_reseller =
        |s: &Value| s["allowedCustomerOperations"] == json!(["Read"]) && s["saasSubscriptionStatus"] == "Subscribed";
    let path = format!("/{}", visitor.some(by_reseller).await["id"].as_str().unwrap());
    assert_eq!(visitor.call(Method::DELETE, &path, None).await.status(), 400, "the reseller must do it");
    let ended = visitor.some(|s| s["saasSubscriptionStatus"] == "Unsubscribed").await;
    let path = format!("/{}", ended["id"].as_str().unwrap());
    assert_eq!(visitor.call(Method::DELETE, &path, None).await.status(), 200, "already done");
}

#[tokio::test]
async fn a_cancellation_ends_the_subscription_or_fails_by_term_rule() {
    let visitor = Visitor::of(still(2_000)).await;
    let control = visitor.running.control();
    let cancel = async |unit: &str| {
        let fits = |s: &Value| per_seat(s) && s["term"]["termUnit"] == unit;
        let id = visitor.some(fits).await["id"].as_str().unwrap().to_owned();
        let answer = visitor.call(Method::DELETE, &format!("/{id}"), None).await;
        assert_eq!(answer.status(), 202, "accepted in any case");
        control.advance(Duration::from_secs(3)).await;
        visitor.get(&format!("/{id}")).await["saasSubscriptionStatus"].clone()
    };
    assert_eq!(cancel("P1Y").await, "Unsubscribed", "by default every term ends");
    control.switch(|switches| switches.long_terms_refuse_cancel = true);
    assert_eq!(cancel("P1Y").await, "Subscribed", "the operation ends Failed");
    assert_eq!(cancel("P1M").await, "Unsubscribed", "months end as before");
}

#[tokio::test]
async fn unknown_operations_are_answered_as_documented_or_as_observed() {
    let visitor = Visitor::of(still(100)).await;
    let id = visitor.everything().await[0]["id"].as_str().unwrap().to_owned();
    let unknown = "/0b3f7a52-0c8e-4a44-8f0e-6de1b0a7c2d9";
    let status = async |path: String| visitor.call(Method::GET, &path, None).await.status().as_u16();
    assert_eq!(status(format!("/{id}/operations{unknown}")).await, 400, "as observed");
    assert_eq!(status(format!("{unknown}/operations")).await, 200, "nothing, and no error");
    visitor.running.control().switch(|switches| switches.unknown_operation = simulator::Unknown::Documented);
    assert_eq!(status(format!("/{id}/operations{unknown}")).await, 404, "as documented");
    assert_eq!(status(format!("{unknown}/operations")).await, 404, "as documented");
}
