//! Held requests: whether Microsoft heard the refusal in time, it alone can say.

use std::time::Duration;

use serde_json::json;
use simulator::{Fault as Spoil, FaultKind, RouteKind};

use super::{RelayAtWork, followed_under, found};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, items, truth, until};
use crate::testing::Computer;

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:9/webhook";
const EFFECT: Duration = Duration::from_mins(10);

/// A customer asks, and the relay hears of it only after silence has accepted, long before that comes to effect.
/// Returns the customer, the plan before and the plan asked for.
async fn held_too_late() -> (Computer, Desk, RelayAtWork, [String; 3]) {
    let (computer, desk, relay) = followed_under(&json!("hold")).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    let market = computer.service.control();
    market.switch(|switches| {
        switches.effect_delay_ms = u32::try_from(EFFECT.as_millis()).unwrap();
        switches.retry_every_ms = 15_000;
    });
    market.set_webhook(Some(NOBODY.to_owned()));
    market.change_plan(&id, &other).unwrap();
    market.advance(Duration::from_secs(12)).await;
    market.set_webhook(Some(format!("{}/webhook/main", relay.address)));
    market.advance(Duration::from_secs(12)).await;
    (computer, desk, relay, [id, plan, other])
}

async fn is_so(computer: &Computer, id: &str, plan: &str) {
    until("the change has come to effect", async || {
        computer.service.control().advance(Duration::from_secs(30)).await;
        (truth(computer, id)["planId"] == plan).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_refusal_that_came_too_late_is_not_confirmed_until_microsoft_shows_the_change() {
    let (computer, desk, _relay, [id, _, other]) = held_too_late().await;
    let item = found(&desk, &id, RequestStage::Unconfirmed).await;
    assert_eq!(items(&desk, "stage:held").await, vec![item.clone()], "it waits for a person all the same");
    assert!(item.buttons.iter().any(|button| button.action == ItemAction::Approve && button.refused.is_none()));
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    let words: Vec<_> = detail.explanation.iter().map(|sentence| sentence.key.as_str()).collect();
    assert_eq!(words, ["why-held", "why-held-unconfirmed"]);

    drop(desk);
    is_so(&computer, &id, &other).await;
    let desk = computer.start();
    found(&desk, &id, RequestStage::Overruled).await;
    assert_eq!(items(&desk, "stage:held").await, vec![]);
}

#[tokio::test]
async fn what_came_about_in_spite_of_a_refusal_and_is_gone_again_waits_for_nobody() {
    let (computer, desk, _relay, [id, plan, other]) = held_too_late().await;
    let item = found(&desk, &id, RequestStage::Unconfirmed).await;
    drop(desk);
    is_so(&computer, &id, &other).await;
    computer.service.control().set_webhook(None);
    computer.service.control().change_plan(&id, &plan).unwrap();
    is_so(&computer, &id, &plan).await;

    let desk = computer.start();
    until("nothing is left to decide", async || items(&desk, "stage:held").await.is_empty().then_some(())).await;
    let settled = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().settled.unwrap();
    assert_eq!(settled.key, "settled-held-superseded-change");
}

#[tokio::test]
async fn a_refusal_that_was_heard_is_confirmed_and_calls_nobody_back_who_put_it_off() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    let market = computer.service.control();
    let kind = FaultKind::ServerError { status: 500, afterwards: false };
    let routes = vec![RouteKind::Operations];
    market.add_fault(Spoil { routes, after: 0, times: None, probability: None, kind });
    market.change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Unconfirmed).await;
    let tomorrow = market.clock().now() + chrono::TimeDelta::days(1);
    desk.snooze(Snooze { item: item.id.clone(), until: Some(tomorrow.to_rfc3339()) }).await.unwrap();

    drop(desk);
    market.clear_faults();
    let desk = computer.start();
    let put_off = until("Microsoft has confirmed it", async || {
        let put_off = items(&desk, "is:snoozed").await;
        put_off.into_iter().find(|put_off| put_off.id == item.id && put_off.stage == Some(RequestStage::Held))
    })
    .await;
    assert!(put_off.snoozed_until.is_some());
    let detail = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap();
    let words: Vec<_> = detail.explanation.iter().map(|sentence| sentence.key.as_str()).collect();
    assert_eq!(words, ["why-held"]);
}
