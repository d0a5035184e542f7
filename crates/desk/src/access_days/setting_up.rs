//! Setting up who is told, trying it, and changing its secret.

use std::time::Duration;

use super::receiver::{Mood, Service};
use super::{access, change, holds, paying, prompt, refused, told_to, with_service};
use crate::contract::*;
use crate::testing::Computer;

fn every() -> ReceiverOf {
    ReceiverOf { offer: None }
}

#[tokio::test]
async fn without_a_receiver_every_button_says_so() {
    let computer = Computer::new(60).await;
    let desk = prompt(&computer).await;
    let id = paying(&computer);
    let before = access(&desk, &id).await;
    for action in [AccessAction::Suspend, AccessAction::Reinstate, AccessAction::Close] {
        assert_eq!(refused(&before, action), Some("no-access-receiver"));
    }
    let fault = change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap_err();
    assert_eq!(fault.sentence.key, "no-access-receiver");
    assert!(!before.can_ask);
}

#[tokio::test]
async fn a_secret_is_told_once_and_rests_in_the_vault_alone() {
    let (computer, desk, service) = with_service().await;
    let again = desk.set_receiver(service.draft()).await.unwrap();
    assert_eq!(again.secret, None, "it has one");
    let rotated = desk.rotate_receiver(every()).await.unwrap();
    let secret = rotated.secret.clone().unwrap();
    assert!(secret.starts_with("whsec_"));
    assert!(!format!("{rotated:?}").contains(&secret), "a secret cannot be printed");
    let receivers = desk.account_receivers(()).await.unwrap();
    assert!(!serde_json::to_string(&receivers).unwrap().contains(&secret));
    assert!(!receivers.offers.is_empty());
    for file in ["connections.json", "preferences.json"] {
        let kept = std::fs::read_to_string(computer.profile.path().join(file)).unwrap();
        assert!(!kept.contains("whsec_") && !kept.contains("/hooks"), "nothing of it is in {file}");
    }
}

#[tokio::test]
async fn a_trial_says_what_came_back() {
    let (_computer, desk, service) = with_service().await;
    let tried = desk.test_receiver(every()).await.unwrap();
    assert_eq!((tried.good, tried.sentence.key.as_str()), (true, "receiver-took"));
    assert_eq!(service.came()[0].body["type"], "account.test");
    service.is(Mood::Answers(500));
    assert_eq!(desk.test_receiver(every()).await.unwrap().sentence.key, "receiver-troubled");
    service.knows("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let disbelieved = desk.test_receiver(every()).await.unwrap();
    assert_eq!(disbelieved.sentence.key, "receiver-disbelieves");
    assert_eq!(disbelieved.raw.as_deref(), Some("not signed by Marketdesk"));
    service.stop().await;
    assert_eq!(desk.test_receiver(every()).await.unwrap().sentence.key, "receiver-unreachable");
}

#[tokio::test]
async fn an_address_that_others_could_read_along_is_not_kept() {
    let computer = Computer::new(60).await;
    let desk = prompt(&computer).await;
    let draft =
        |address: &str| ReceiverDraft { offer: None, address: address.to_owned(), status_address: String::new() };
    let key = async |address| desk.set_receiver(draft(address)).await.unwrap_err().sentence.key;
    assert_eq!(key("http://service.example.com/hooks").await, "receiver-address-insecure");
    assert_eq!(key("hooks").await, "receiver-address-unusable");
    assert!(desk.account_receivers(()).await.unwrap().receivers.is_empty());
}

#[tokio::test]
async fn after_a_new_secret_the_old_one_signs_too_for_a_week() {
    let (computer, desk, service) = with_service().await;
    let new = desk.rotate_receiver(every()).await.unwrap();
    assert!(new.receivers.receivers[0].old_until.is_some());
    let tried = desk.test_receiver(every()).await.unwrap();
    assert!(tried.good, "the service knows the old secret only");
    assert_eq!(service.came()[0].signatures, 2);
    computer.service.control().advance(Duration::from_secs(8 * 86_400)).await;
    assert_eq!(desk.test_receiver(every()).await.unwrap().sentence.key, "receiver-disbelieves");
    service.knows(&new.secret.unwrap());
    assert!(desk.test_receiver(every()).await.unwrap().good);
    assert_eq!(desk.account_receivers(()).await.unwrap().receivers[0].old_until, None);
}

#[tokio::test]
async fn receivers_are_there_again_after_a_restart() {
    let (computer, desk, _service) = with_service().await;
    drop(desk);
    let desk = computer.start();
    assert!(desk.test_receiver(every()).await.unwrap().good);
    let id = paying(&computer);
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
}

#[tokio::test]
async fn an_offer_may_have_a_receiver_of_its_own() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    let offer = computer.service.control().subscription(&id).unwrap()["offerId"].as_str().unwrap().to_owned();
    let own = Service::start(&computer).await;
    let draft = ReceiverDraft { offer: Some(offer.clone()), ..own.draft() };
    own.knows(&desk.set_receiver(draft).await.unwrap().secret.unwrap());
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    assert_eq!((own.events().len(), service.events().len()), (1, 0));
    desk.remove_receiver(ReceiverOf { offer: Some(offer) }).await.unwrap();
    change(&desk, &id, AccessAction::Reinstate, "Paid").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Open).await;
    assert_eq!((own.events().len(), service.events().len()), (1, 1));
}

#[tokio::test]
async fn what_waits_for_a_receiver_leaves_when_there_is_one_again() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    service.stop().await;
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    desk.remove_receiver(every()).await.unwrap();
    assert!(desk.account_receivers(()).await.unwrap().receivers.is_empty());
    let service = Service::start(&computer).await;
    told_to(&desk, &service).await;
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    assert_eq!(service.events().len(), 1);
}
