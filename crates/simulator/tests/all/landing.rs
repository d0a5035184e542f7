//! From a purchase to the first bill: landing token, Resolve, Activate.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Contract, Purchase};

use crate::visitor::{Visitor, still};

async fn resolve(visitor: &Visitor, token: &str) -> (u16, Value) {
    let url = format!("{}/saas/subscriptions/resolve?api-version=2018-08-31", visitor.running.addresses().base);
    let call = visitor.http.post(url).bearer_auth(&visitor.bearer).header("x-ms-marketplace-token", token);
    let answer = call.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn crew() -> Purchase {
    let text = |text: &str| Some(text.to_owned());
    Purchase {
        offer: text("harbourdesk"),
        plan: text("crew"),
        quantity: Some(12),
        name: text("Harbour office"),
        ..Purchase::default()
    }
}

#[tokio::test]
async fn a_purchase_is_resolved_activated_and_billed_later() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    let id = control.purchase(&crew()).unwrap();
    let landing = control.landing(&id).unwrap();
    let (status, resolved) = resolve(&visitor, &landing.token).await;
    assert_eq!((status, &resolved["id"]), (200, &json!(id)), "{resolved}");
    assert_eq!(resolved["subscription"]["saasSubscriptionStatus"], "PendingFulfillmentStart", "not active yet");
    assert_eq!(resolved["subscription"]["term"], json!({ "termUnit": "P1M" }), "no dates before activation");
    let answer = visitor.call(Method::POST, &format!("/{id}/activate"), Some(json!({ "planId": "crew" }))).await;
    assert_eq!(answer.status(), 200, "received");
    let status = async || visitor.get(&format!("/{id}")).await["saasSubscriptionStatus"].clone();
    assert_eq!(status().await, "PendingFulfillmentStart", "received is not done");
    control.advance(Duration::from_secs(3)).await;
    assert_eq!(status().await, "Subscribed", "done");
    assert!(visitor.get(&format!("/{id}")).await["term"]["startDate"].is_string(), "billing has begun");
    assert_eq!(visitor.everything().await.len(), 1, "and it is in the list");
}

#[tokio::test]
async fn landing_tokens_must_be_decoded_once_and_die() {
    let visitor = Visitor::of(still(5)).await;
    let control = visitor.running.control();
    let id = visitor.everything().await[0]["id"].as_str().unwrap().to_owned();
    let landing = control.landing(&id).unwrap();
    assert_eq!(resolve(&visitor, &landing.encoded).await.1["code"], "InvalidValue", "not decoded");
    assert_eq!(resolve(&visitor, &landing.token.replace('+', " ")).await.0, 400, "plus signs lost");
    assert_eq!(resolve(&visitor, "").await.1["code"], "HeaderNotPresent", "no token");
    control.switch(|switches| switches.landing_token_hours = 1);
    control.advance(Duration::from_secs(3_500)).await;
    assert_eq!(resolve(&visitor, &landing.token).await.0, 200, "still fresh, in every state");
    control.switch(|switches| switches.landing_token_hours = 0);
    assert_eq!(resolve(&visitor, &landing.token).await.0, 400, "too old");
}

#[tokio::test]
async fn a_failed_activation_ends_the_purchase() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    control.switch(|switches| switches.activation_fails = true);
    let id = control.purchase(&crew()).unwrap();
    visitor.call(Method::POST, &format!("/{id}/activate"), None).await;
    control.advance(Duration::from_secs(3)).await;
    assert_eq!(visitor.get(&format!("/{id}")).await["saasSubscriptionStatus"], "Unsubscribed", "lost");
    assert_eq!(control.inbox()[0]["action"], "Unsubscribe", "and told");
}

#[tokio::test]
async fn the_old_contract_checks_what_is_activated() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    control.switch(|switches| switches.contract = Contract::Old);
    let id = control.purchase(&crew()).unwrap();
    let activate = async |body: Option<Value>| {
        let answer = visitor.call(Method::POST, &format!("/{id}/activate"), body).await;
        answer.status().as_u16()
    };
    assert_eq!(activate(None).await, 400, "the body is mandatory");
    assert_eq!(activate(Some(json!({ "planId": "deck" }))).await, 400, "another plan");
    assert_eq!(activate(Some(json!({ "planId": "crew", "quantity": 12 }))).await, 200, "as bought");
}

#[tokio::test]
async fn auto_activation_announces_the_purchase() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    control.switch(|switches| switches.auto_activation = true);
    let id = control.purchase(&crew()).unwrap();
    control.settle().await;
    let message = &control.inbox()[0];
    assert_eq!((&message["action"], &message["subscriptionId"]), (&json!("Subscribe"), &json!(id)), "{message}");
    assert_eq!(
        visitor.get(&format!("/{id}")).await["saasSubscriptionStatus"],
        "Subscribed",
        "billed from the purchase"
    );
}
