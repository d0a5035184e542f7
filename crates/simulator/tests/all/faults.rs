//! Trouble on demand, as a client meets it.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Door, Fault, FaultKind, Flaw, RouteKind};

use crate::visitor::{Visitor, still};

fn once(route: RouteKind, kind: FaultKind) -> Fault {
    Fault { routes: vec![route], after: 0, times: Some(1), probability: None, kind }
}

async fn try_list(visitor: &Visitor) -> Result<reqwest::Response, reqwest::Error> {
    let url = format!("{}/saas/subscriptions?api-version=2018-08-31", visitor.running.addresses().base);
    visitor.http.get(url).bearer_auth(&visitor.bearer).send().await
}

#[tokio::test]
async fn throttling_says_when_to_come_back_in_both_ways() {
    let visitor = Visitor::of(still(10)).await;
    let control = visitor.running.control();
    control.add_fault(once(RouteKind::List, FaultKind::Throttled { seconds: 7, as_date: false }));
    control.add_fault(Fault { after: 1, ..once(RouteKind::List, FaultKind::Throttled { seconds: 7, as_date: true }) });
    let first = try_list(&visitor).await.unwrap();
    assert_eq!((first.status().as_u16(), &first.headers()["retry-after"]), (429, &"7".parse().unwrap()), "seconds");
    let second = try_list(&visitor).await.unwrap();
    let until = second.headers()["retry-after"].to_str().unwrap();
    assert!(until.ends_with(" GMT"), "a date: {until}");
    assert_eq!(try_list(&visitor).await.unwrap().status(), 200, "then it is over");
}

#[tokio::test]
async fn connections_are_reset_cut_and_broken_off() {
    let visitor = Visitor::of(still(10)).await;
    let control = visitor.running.control();
    for kind in [FaultKind::Reset { afterwards: false }, FaultKind::Cut { afterwards: false }] {
        control.add_fault(once(RouteKind::List, kind.clone()));
        assert!(try_list(&visitor).await.is_err(), "no answer: {kind:?}");
    }
    control.add_fault(once(RouteKind::List, FaultKind::BrokenOff));
    let answer = try_list(&visitor).await.unwrap();
    assert!(answer.bytes().await.is_err(), "the body ends too early for its length");
    assert_eq!(try_list(&visitor).await.unwrap().status(), 200, "then it is over");
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_effect() {
    let visitor = Visitor::of(still(1_000)).await;
    let control = visitor.running.control();
    let fits = |s: &Value| {
        s["allowedCustomerOperations"].as_array().unwrap().len() == 3 && s["saasSubscriptionStatus"] == "Subscribed"
    };
    let id = visitor.some(fits).await["id"].as_str().unwrap().to_owned();
    control.add_fault(once(RouteKind::Cancel, FaultKind::Reset { afterwards: true }));
    let url = format!("{}/saas/subscriptions/{id}?api-version=2018-08-31", visitor.running.addresses().base);
    assert!(visitor.http.delete(url).bearer_auth(&visitor.bearer).send().await.is_err(), "no answer");
    assert_eq!(control.operations(&id).len(), 1, "and yet it was received");
}

#[tokio::test]
async fn bodies_are_truncated_replaced_and_misnamed() {
    let visitor = Visitor::of(still(200)).await;
    let control = visitor.running.control();
    control.add_fault(once(RouteKind::List, FaultKind::Truncated));
    assert!(try_list(&visitor).await.unwrap().json::<Value>().await.is_err(), "half a document");
    control.add_fault(once(RouteKind::List, FaultKind::Html { status: 200 }));
    assert!(try_list(&visitor).await.unwrap().text().await.unwrap().starts_with("<!DOCTYPE"), "a page");
    control.add_fault(once(RouteKind::List, FaultKind::WrongContentType));
    assert_eq!(try_list(&visitor).await.unwrap().headers()["content-type"], "text/plain", "misnamed");
    control.add_fault(once(RouteKind::List, FaultKind::Drip { bytes: 16_384, every_ms: 1 }));
    assert!(try_list(&visitor).await.unwrap().json::<Value>().await.is_ok(), "slow and whole");
}

#[tokio::test]
async fn one_record_in_so_many_is_malformed_and_the_rest_is_whole() {
    let visitor = Visitor::of(still(500)).await;
    let control = visitor.running.control();
    let kind = FaultKind::Malformed { every: 20, flaw: Some(Flaw::NumberAsId) };
    control.add_fault(Fault { times: None, ..once(RouteKind::List, kind) });
    let all = visitor.everything().await;
    let bad = all.iter().filter(|record| record["id"].is_number()).count();
    assert_eq!(all.len(), 500, "no record is lost");
    assert!((8..60).contains(&bad), "about one in twenty: {bad}");
    assert_eq!(visitor.everything().await, all, "the same ones every time");
}

#[tokio::test]
async fn identity_trouble_strikes_where_it_belongs() {
    let visitor = Visitor::of(still(10)).await;
    let control = visitor.running.control();
    let app = visitor.running.app().clone();
    control.add_fault(once(RouteKind::Token, FaultKind::ExpiredSecret));
    control.add_fault(once(RouteKind::List, FaultKind::Unauthorized { status: 401 }));
    control.add_fault(Fault { after: 1, ..once(RouteKind::List, FaultKind::EmptyList) });
    assert_eq!(visitor.token(&app, "oauth2/token").await.1["error_codes"], json!([7_000_222]), "expired, once");
    assert_eq!(visitor.token(&app, "oauth2/token").await.0, 200, "and good again");
    assert_eq!(try_list(&visitor).await.unwrap().status(), 401, "401 once");
    assert_eq!(visitor.get("").await, json!({ "subscriptions": [] }), "then nothing");
    assert_eq!(visitor.call(Method::GET, "", None).await.status(), 200, "then all is well");
}

#[tokio::test]
async fn a_closed_door_refuses_connections_until_it_opens() {
    let visitor = Visitor::of(still(10)).await;
    let control = visitor.running.control();
    assert_eq!(try_list(&visitor).await.unwrap().status(), 200, "open");
    control.close(Door::Api);
    tokio::task::yield_now().await;
    let mut refused = try_list(&visitor).await.is_err();
    for _ in 0..50 {
        refused &= try_list(&visitor).await.is_err();
    }
    assert!(refused, "gone, for connections old and new");
    control.open(Door::Api);
    let mut answered = false;
    for _ in 0..2_000 {
        answered = answered || try_list(&visitor).await.is_ok();
        tokio::task::yield_now().await;
    }
    assert!(answered, "back on the same port");
}

#[tokio::test]
async fn the_control_api_sets_faults_and_switches_as_json() {
    let visitor = Visitor::of(still(10)).await;
    let at = |path: &str| format!("{}/control/{path}", visitor.running.addresses().control);
    let fault = json!({ "routes": ["list"], "times": 1, "kind": "serverError", "status": 503 });
    let added: Value = visitor.http.post(at("faults")).json(&fault).send().await.unwrap().json().await.unwrap();
    assert_eq!(added["number"], 1, "numbered");
    assert_eq!(try_list(&visitor).await.unwrap().status(), 503, "in force");
    let change = json!({ "contract": "old", "windowMs": 500 });
    let switches: Value = visitor.http.patch(at("switches")).json(&change).send().await.unwrap().json().await.unwrap();
    assert_eq!((&switches["contract"], &switches["windowMs"]), (&json!("old"), &json!(500)), "some of many");
    let wrong = visitor.http.patch(at("switches")).json(&json!({ "contrakt": 1 })).send().await.unwrap();
    assert_eq!(wrong.status(), 409, "a misspelt switch is refused");
    let calls: Value = visitor.http.get(at("calls")).send().await.unwrap().json().await.unwrap();
    assert_eq!(calls[1]["fault"], "serverError", "the log tells: {calls}");
}
