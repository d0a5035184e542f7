//! What was activated here is told to the publisher's own service, once.

use std::time::Duration;

use domain::Wish;
use simulator::Purchase;

use super::{access, holds, prompt, told_to, with_service};
use crate::Desk;
use crate::access_days::receiver::{Came, Service};
use crate::contract::*;
use crate::deciding_days::{items, truth, until};
use crate::testing::Computer;

/// Somebody buys, and it is activated here.
pub(crate) async fn activated(computer: &Computer, desk: &Desk) -> String {
    let purchase = Purchase { reseller: Some(false), ..Purchase::default() };
    let id = computer.service.control().purchase(&purchase).unwrap();
    until("the purchase is in the inbox", async || {
        desk.sync_now(()).await.unwrap();
        let found = items(desk, "kind:purchase").await;
        found.into_iter().find(|item| item.subscription.as_deref() == Some(&id)).map(drop)
    })
    .await;
    let reason = "They called.".to_owned();
    desk.take_step(TakeLifeStep { subscription: id.clone(), step: LifeStep::Activate, typed: String::new(), reason })
        .await
        .unwrap();
    until("it is active, and the desk knows", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let opened = desk.opened().await.unwrap();
        let intents = opened.source.store.journal.intents_of(&id.as_str().into(), 10).await.unwrap();
        intents.iter().any(|entry| entry.intent.wish == Wish::Activate && entry.state.is_over()).then_some(())
    })
    .await;
    assert_eq!(truth(computer, &id)["saasSubscriptionStatus"], "Subscribed");
    id
}

pub(crate) fn told_of(service: &Service, id: &str) -> Vec<Came> {
    service.events().into_iter().filter(|came| came.body["data"]["subscription"] == id).collect()
}

#[tokio::test]
async fn an_activation_opens_the_account_and_says_who_made_it() {
    let (computer, desk, service) = with_service().await;
    let id = activated(&computer, &desk).await;
    let open = holds(&computer, &desk, &id, AccessKind::Open).await;
    let [told] = told_of(&service, &id).try_into().unwrap();
    assert_eq!((&told.body["type"], &told.body["data"]["access"]), (&"account.activated".into(), &"open".into()));
    assert_eq!((&told.body["data"]["by"], &told.body["data"]["reason"]), (&"Ada".into(), &"They called.".into()));
    assert_eq!(told.body["data"]["cause"]["kind"], "intent");
    assert_eq!(open.history[0].hook.as_deref(), Some(told.id.as_str()));
}

#[tokio::test]
async fn a_program_killed_between_an_activation_and_its_telling_tells_it_once() {
    let (computer, desk, service) = with_service().await;
    let id = activated(&computer, &desk).await;
    drop(desk);
    let desk = computer.start();
    holds(&computer, &desk, &id, AccessKind::Open).await;
    // As if it had been killed once more after asking, and before it knew how far it had come.
    let opened = desk.opened().await.unwrap();
    opened.source.store.journal.set("activations-told", 0.into()).await.unwrap();
    opened.tell_of_activations().await.unwrap();
    drop(opened);
    let after = holds(&computer, &desk, &id, AccessKind::Open).await;
    assert_eq!(after.history.len(), 1);
    assert_eq!(told_of(&service, &id).len(), 1);
}

#[tokio::test]
async fn where_nobody_is_to_be_told_nothing_is_asked_for_then_or_later() {
    let computer = Computer::new(60).await;
    let desk = prompt(&computer).await;
    let service = Service::start(&computer).await;
    let id = activated(&computer, &desk).await;
    until("the desk has looked", async || {
        let opened = desk.opened().await.unwrap();
        opened.tell_of_activations().await.unwrap();
        let steps = opened.source.store.journal.last_step().await.unwrap();
        let place = opened.source.store.journal.setting("activations-told").await.unwrap();
        (place == Some(steps.into())).then_some(())
    })
    .await;
    told_to(&desk, &service).await;
    desk.opened().await.unwrap().tell_of_activations().await.unwrap();
    assert_eq!(access(&desk, &id).await.intents.len(), 0);
    assert!(told_of(&service, &id).is_empty());
}
