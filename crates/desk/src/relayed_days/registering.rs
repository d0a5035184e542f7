//! Changes made at a desk whose relay has rules that would refuse them, had a customer asked.

use std::time::Duration;

use serde_json::{Value, json};

use super::{RelayAtWork, followed_under, followed_without_rules};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, truth, until};
use crate::testing::Computer;

/// Microsoft announces a change of plan and does not say who made it.
async fn announced(computer: &Computer, relay: &RelayAtWork, id: &str, plan: &str) -> u16 {
    let control = computer.service.control();
    let message = json!({
        "id": format!("op-{id}"), "subscriptionId": id, "action": "ChangePlan", "planId": plan,
        "timeStamp": control.clock().now().to_rfc3339(), "status": "InProgress",
    });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = client.post(format!("{}/webhook/main", relay.address)).json(&message);
    call.bearer_auth(control.sign(&control.webhook_claims())).send().await.unwrap().status().as_u16()
}

async fn changed(computer: &Computer, desk: &Desk, id: &str, to: &str) {
    let change = SubmitChange {
        subscription: id.to_owned(),
        change: WantedChange::Plan(to.to_owned()),
        consent: "Ines, by phone".to_owned(),
        reason: String::new(),
        item: None,
    };
    desk.submit_change(change).await.unwrap();
    until("the change has arrived", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        (truth(computer, id)["planId"] == to).then_some(())
    })
    .await;
}

async fn told(desk: &Desk, id: &str, kind: &str) -> Vec<Value> {
    let journal = &desk.opened().await.unwrap().source.store.journal;
    let told = journal.feed_of(&id.into(), 100).await.unwrap();
    told.into_iter().filter(|event| event.kind == kind).map(|event| event.body).collect()
}

#[tokio::test]
async fn a_change_made_at_the_desk_is_expected_at_the_relay_before_it_is_sent() {
    let (computer, desk, relay) = followed_under(&json!("refuse")).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().set_webhook(None);
    changed(&computer, &desk, &id, &other).await;
    assert_eq!(announced(&computer, &relay, &id, &other).await, 200, "the echo is no request");
    assert_eq!(announced(&computer, &relay, "somebody-else", &plan).await, 400, "a request is refused by the rule");
    let [coming] = &until("its echo is told", async || {
        let told = told(&desk, &id, "coming").await;
        let echoed: Vec<_> = told.into_iter().filter(|coming| coming["echo"].is_string()).collect();
        (!echoed.is_empty()).then_some(echoed)
    })
    .await[..] else {
        panic!("one echo")
    };
    let history = desk.history(HistoryRequest { subscription: Some(id), before: None, limit: 50 }).await.unwrap();
    let steps: Vec<_> = history.lines.iter().map(|line| line.what.key.as_str()).collect();
    assert!(steps.iter().all(|key| key.starts_with("did-")), "the echo adds no line of its own: {steps:?}");
    assert_eq!(coming["id"], history.lines[0].intent.as_str(), "registered by the intent's id");
}

#[tokio::test]
async fn a_relay_that_cannot_be_reached_holds_nothing_up() {
    let (computer, desk, relay) = followed_without_rules().await;
    let (id, _, other) = changeable(&computer, &desk).await;
    drop(relay);
    changed(&computer, &desk, &id, &other).await;
}
