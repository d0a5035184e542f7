//! Purchases that a rule activates at the relay, as a desk tells of them.

use std::time::Duration;

use domain::Status;
use simulator::RouteKind;

use super::visiting::{credential, landing, somebody_buys_and_comes};
use super::{RelayAtWork, followed};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, truth, until};
use crate::testing::Computer;

/// A relay whose rules activate every purchase of the offer people buy here.
async fn that_activates(computer: &Computer) -> RelayAtWork {
    let rule = "[[connection.activate]]\noffer = \"tidewatch\"\n";
    RelayAtWork::with(computer, &format!("{}{}{rule}", credential(computer), landing(computer))).await
}

async fn timeline(desk: &Desk, id: &str) -> Vec<TimelineEvent> {
    desk.customer(CustomerRequest { id: id.to_owned() }).await.map(|page| page.timeline).unwrap_or_default()
}

fn status(computer: &Computer, id: &str) -> String {
    truth(computer, id)["saasSubscriptionStatus"].as_str().unwrap().to_owned()
}

async fn purchase_of(desk: &Desk, id: &str) -> Option<InboxItem> {
    items(desk, "kind:purchase").await.into_iter().find(|item| item.subscription.as_deref() == Some(id))
}

/// What is told of the purchase, once this is.
async fn told(computer: &Computer, desk: &Desk, id: &str, key: &str) -> TimelineEvent {
    until(&format!("{key} is on the timeline"), async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        let is_it = |line: &TimelineEvent| line.told.as_ref().is_some_and(|told| told.key == key);
        timeline(desk, id).await.into_iter().find(is_it)
    })
    .await
}

#[tokio::test]
async fn a_buyer_who_comes_at_night_is_activated_by_rule_and_the_timeline_says_so() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let relay = that_activates(&computer).await;
    followed(&desk, &relay).await;
    let every_plan = ActivatedOffer { offer: "tidewatch".to_owned(), plans: Vec::new() };
    assert_eq!(desk.relay(()).await.unwrap().activates, [every_plan], "the settings say what it does by itself");
    drop(desk);

    let id = somebody_buys_and_comes(&computer, &relay).await;
    until("it is active, and nobody was there", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        (status(&computer, &id) == Status::Subscribed.as_str()).then_some(())
    })
    .await;
    let calls = computer.service.control().calls(0);
    assert_eq!(calls.iter().filter(|call| call.route == RouteKind::Activate).count(), 1);

    let desk = computer.start();
    let line = told(&computer, &desk, &id, "told-activated-by-rule").await;
    assert_eq!((line.kind, line.after.as_deref()), (EventKind::Status, Some("Subscribed")));
    until("nothing is left to do", async || purchase_of(&desk, &id).await.is_none().then_some(())).await;
    let lines = timeline(&desk, &id).await;
    let told: Vec<_> = lines.iter().filter(|line| line.after.as_deref() == Some("Subscribed")).collect();
    assert_eq!(told.len(), 1, "told once: {told:?}");
    let history = desk.history(HistoryRequest { subscription: Some(id), before: None, limit: 50 }).await.unwrap();
    let [line] = &history.lines[..] else { panic!("one line: {history:?}") };
    assert_eq!(line.what.key, "told-activated-by-rule");
    assert_eq!(line.asked.as_ref().map(|asked| asked.key.as_str()), Some("what-activate"));
}

#[tokio::test]
async fn while_a_rule_is_at_work_the_purchase_says_so_and_a_person_may_be_quicker() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    computer.service.control().switch(|switches| switches.activation_delay_ms = 3 * 3_600_000);
    let relay = that_activates(&computer).await;
    followed(&desk, &relay).await;
    let id = somebody_buys_and_comes(&computer, &relay).await;
    let item = until("the purchase says that a rule is at work", async || {
        purchase_of(&desk, &id).await.filter(|item| item.what.key == "what-purchase-by-rule")
    })
    .await;
    let why = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap().explanation;
    assert_eq!(why[0].key, "why-activating");
    let activate = item.buttons.iter().find(|button| button.action == ItemAction::Activate);
    assert_eq!(activate.map(|button| &button.refused), Some(&None));
    let step = LifeStep::Activate;
    let taken = TakeLifeStep { subscription: id.clone(), step, typed: String::new(), reason: String::new() };
    desk.take_step(taken).await.unwrap();
    until("it is active", async || {
        computer.service.control().advance(Duration::from_secs(600)).await;
        (status(&computer, &id) == Status::Subscribed.as_str()).then_some(())
    })
    .await;
    let page = until("both are done", async || {
        computer.service.control().advance(Duration::from_secs(60)).await;
        let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
        let is_done = page.intents.iter().all(|intent| intent.state == IntentState::Done);
        (is_done && purchase_of(&desk, &id).await.is_none()).then_some(page)
    })
    .await;
    assert!(page.items.iter().all(|item| item.kind != ItemKind::Intent), "{:?}", page.items);
    until("the difference that was read says by what it came about", async || {
        let lines = timeline(&desk, &id).await;
        let joined = lines.into_iter().filter(|line| line.after.as_deref() == Some("Subscribed"));
        let joined: Vec<_> = joined.map(|line| (line.source, line.told.map(|told| told.key))).collect();
        (joined == [(EventSource::Observed, Some("told-activated-by-rule".to_owned()))]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_activation_by_rule_that_fails_is_told_with_what_to_do() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    computer.service.control().switch(|switches| switches.activation_fails = true);
    let relay = that_activates(&computer).await;
    followed(&desk, &relay).await;
    let id = somebody_buys_and_comes(&computer, &relay).await;
    let line = told(&computer, &desk, &id, "told-activation-failed").await;
    assert_eq!(line.after.as_deref(), Some("Unsubscribed"));
    let item = until("its end is an item", async || {
        items(&desk, "kind:cancelled").await.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
    })
    .await;
    let why = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().explanation;
    let why: Vec<_> = why.iter().map(|said| said.key.as_str()).collect();
    assert_eq!(why, ["why-activation-failed", "why-cancelled"]);
    desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
    desk.opened().await.unwrap().keep_inbox().await.unwrap();
    let ends = items(&desk, "kind:cancelled").await;
    assert_eq!(ends.iter().filter(|item| item.subscription.as_deref() == Some(&id)).count(), 1, "one end, one item");
}

#[tokio::test]
async fn an_activation_by_rule_that_failed_while_nobody_looked_is_an_item_all_the_same() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    computer.service.control().switch(|switches| switches.activation_fails = true);
    let relay = that_activates(&computer).await;
    followed(&desk, &relay).await;
    drop(desk);
    let id = somebody_buys_and_comes(&computer, &relay).await;
    until("it has ended", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        (status(&computer, &id) == Status::Unsubscribed.as_str()).then_some(())
    })
    .await;
    let desk = computer.start();
    let ended = until("its end is an item", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        items(&desk, "kind:cancelled").await.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
    })
    .await;
    let name = truth(&computer, &id)["name"].clone();
    assert_eq!(name.as_str(), Some(ended.customer.as_str()));
}
