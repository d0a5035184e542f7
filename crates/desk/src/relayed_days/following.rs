//! A desk without a receiver of its own leaves it to the relay to tell the publisher's service of what it activated.

use std::time::Duration;

use hooks::Secret;

use super::{RelayAtWork, followed};
use crate::access_days::following::{activated, told_of};
use crate::access_days::receiver::Service;
use crate::deciding_days::{ready, until};
use crate::testing::Computer;

/// A relay that tells this service of accounts.
async fn telling(computer: &Computer, service: &Service) -> RelayAtWork {
    let secret = Secret::new([5; 32]).expose();
    service.knows(&secret);
    let (own, hooks) = (&computer.service.app().secret, service.hooks());
    let rules = format!("[connection.access]\nhook = {hooks:?}\nsecret = {secret:?}\n");
    RelayAtWork::with(computer, &format!("credential = {{ secret = {own:?} }}\n{rules}")).await
}

#[tokio::test]
async fn what_was_activated_while_the_relay_was_away_is_told_once_it_is_back() {
    let computer = Computer::new(60).await;
    let service = Service::start(&computer).await;
    let relay = telling(&computer, &service).await;
    let desk = ready(&computer).await;
    followed(&desk, &relay).await;
    drop(relay);
    let id = activated(&computer, &desk).await;
    let opened = desk.opened().await.unwrap();
    opened.tell_of_activations().await.unwrap();
    assert!(told_of(&service, &id).is_empty(), "nobody is there who could tell");

    let relay = telling(&computer, &service).await;
    followed(&desk, &relay).await;
    let told = until("the relay has told it", async || {
        opened.tell_of_activations().await.unwrap();
        computer.service.control().advance(Duration::from_secs(5)).await;
        told_of(&service, &id).into_iter().next()
    })
    .await;
    assert_eq!((&told.body["type"], &told.body["data"]["access"]), (&"account.activated".into(), &"open".into()));
    assert_eq!(told.body["data"]["cause"]["kind"], "intent");

    // As if the program had been killed before it knew that the relay had heard.
    opened.source.store.journal.set("activations-told", 0.into()).await.unwrap();
    opened.tell_of_activations().await.unwrap();
    computer.service.control().advance(Duration::from_secs(60)).await;
    assert_eq!(told_of(&service, &id).len(), 1);
}
