//! Held requests of customers whose subscription the publisher may not change: the next such request is let pass.

use std::time::Duration;

use serde_json::json;

use super::{followed_under, found, refusal_is_over};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, items, truth, until};
use crate::testing::Computer;

/// A customer who bought from a reseller, and another plan of the offer.
async fn resold(computer: &Computer, desk: &Desk) -> (String, String) {
    for subscription in computer.service.control().subscriptions(0, 400) {
        let id = subscription["id"].as_str().unwrap().to_owned();
        if subscription["saasSubscriptionStatus"] != "Subscribed" {
            continue;
        }
        let page = desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        let is_resold = page.buttons.plan_refused.as_ref().is_some_and(|why| why.key == "no-reseller");
        let other = page.plans.plans.iter().find(|plan| !plan.current && !plan.stop_sell);
        if let (true, Some(other)) = (is_resold, other) {
            return (id, other.plan_id.clone());
        }
    }
    panic!("the world has nobody who bought from a reseller");
}

fn yes(item: &InboxItem, consent: &str) -> Decide {
    let consent = Some(consent.to_owned());
    Decide { item: item.id.clone(), approve: true, reason: "agreed with the reseller".to_owned(), consent }
}

#[tokio::test]
async fn where_only_the_reseller_may_change_it_the_next_such_request_is_let_pass_once() {
    let (computer, desk, relay) = followed_under(&json!("hold")).await;
    let (id, other) = resold(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    let deciding: Vec<_> = item.buttons.iter().map(|button| button.action).take(2).collect();
    assert_eq!(deciding, [ItemAction::LetPass, ItemAction::Decline]);
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    assert_eq!(detail.explanation[0].key, "why-held-by-pass");
    refusal_is_over(&computer, &id).await;

    assert_eq!(desk.decide(yes(&item, " ")).await.unwrap_err().sentence.key, "no-consent");
    assert_eq!(desk.decide(yes(&item, "Ines, by phone")).await.unwrap(), None, "nothing is sent to Microsoft");
    let promised = found(&desk, &id, RequestStage::Promised).await;
    assert_eq!(promised.id, item.id, "it stays the same item");
    let days = promised.due.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - relay.time.now();
    assert_eq!((days + chrono::TimeDelta::minutes(5)).num_days(), 7);
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    assert_eq!(
        (detail.explanation[0].key.as_str(), &*detail.explanation[0].args["desk"]),
        ("why-promised", "ada-desk")
    );
    assert_eq!(detail.notes[0].text, "agreed with the reseller");
    assert_eq!(desk.opened().await.unwrap().approvals_on_their_way().await, 0);

    computer.service.control().change_plan(&id, &other).unwrap();
    let settled = until("the pass is used", async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap().settled
    })
    .await;
    assert_eq!(settled.key, "settled-held-pass-used");
    until("the customer has what was asked for", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
    assert!(items(&desk, "kind:request").await.iter().all(|item| item.subscription.as_ref() != Some(&id)));
}

#[tokio::test]
async fn a_pass_that_nobody_used_in_time_settles_its_item() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, other) = resold(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    desk.decide(yes(&item, "Ines, by phone")).await.unwrap();
    found(&desk, &id, RequestStage::Promised).await;
    computer.service.control().advance(Duration::from_hours(8 * 24)).await;
    let settled = until("it has lapsed", async || {
        desk.opened().await.unwrap().keep_inbox_soon();
        desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap().settled
    })
    .await;
    assert_eq!(settled.key, "settled-held-pass-lapsed");
}

#[tokio::test]
async fn a_pass_is_no_way_around_a_change_the_publisher_may_make() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    assert_eq!(item.buttons[0].action, ItemAction::Approve);
    assert_eq!(desk.decide(yes(&item, "Ines")).await.unwrap_err().sentence.key, "no-pass-needed");
}
