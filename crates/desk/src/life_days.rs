//! The two ends of a customer's life, without a window: purchases are begun, subscriptions end, and customers come back.

mod cells;
mod clocks;
mod transitions;

use std::time::Duration;

use domain::Status;
use rstest::rstest;
use simulator::{Contract, Purchase};

use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, items, ready, truth, until};
use crate::notices::Words;
use crate::testing::Computer;

fn step(subscription: &str, step: LifeStep, typed: &str) -> TakeLifeStep {
    let (subscription, typed) = (subscription.to_owned(), typed.to_owned());
    TakeLifeStep { subscription, step, typed, reason: String::new() }
}

async fn preview(desk: &Desk, id: &str, step: LifeStep) -> LifePreview {
    desk.preview_step(LifeRequest { subscription: id.to_owned(), step }).await.unwrap()
}

/// Somebody buys, and the desk has read it.
async fn bought(computer: &Computer, desk: &Desk) -> String {
    let purchase = Purchase { name: Some("Seahall".to_owned()), reseller: Some(false), ..Purchase::default() };
    let id = computer.service.control().purchase(&purchase).unwrap();
    until("the purchase is in the inbox", async || {
        desk.sync_now(()).await.unwrap();
        purchase_of(desk, &id).await.map(|_| ())
    })
    .await;
    id
}

async fn purchase_of(desk: &Desk, id: &str) -> Option<InboxItem> {
    items(desk, "kind:purchase").await.into_iter().find(|item| item.subscription.as_deref() == Some(id))
}

/// The latest intent of a customer, once it has come so far.
pub(crate) async fn intent_at(computer: &Computer, desk: &Desk, id: &str, state: IntentState) -> IntentCard {
    until(&format!("an intent that is {state:?}"), async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let page = desk.customer(CustomerRequest { id: id.to_owned() }).await.unwrap();
        let latest = page.intents.into_iter().next_back()?;
        assert!(latest.state == state || latest.state != IntentState::NeedsYou, "nobody expected this: {latest:?}");
        Some(latest).filter(|intent| intent.state == state)
    })
    .await
}

fn status(computer: &Computer, id: &str) -> String {
    truth(computer, id)["saasSubscriptionStatus"].as_str().unwrap().to_owned()
}

/// Each language's words for a sentence.
fn said(sentence: &Sentence) -> [String; 2] {
    [Language::En, Language::Fr].map(|language| Words::of(Some(language)).say(sentence))
}

#[tokio::test]
async fn a_purchase_is_activated_once_and_done_only_when_microsoft_says_so() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let id = bought(&computer, &desk).await;
    let item = purchase_of(&desk, &id).await.unwrap();
    assert!(item.buttons.iter().any(|button| button.action == ItemAction::Activate && button.refused.is_none()));
    let detail = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap();
    let card = detail.purchase.unwrap();
    assert_eq!((card.customer.as_str(), card.type_name.as_deref(), &card.refused), ("Seahall", None, &None));
    assert!(card.notes.iter().any(|note| note.key == "activate-billing") && card.side.per_month.is_some(), "{card:?}");

    computer.service.control().switch(|switches| switches.activation_delay_ms = 3 * 3_600_000);
    desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap();
    let again = desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap_err();
    assert_eq!(again.sentence.key, "no-queued");
    let working = intent_at(&computer, &desk, &id, IntentState::Working).await;
    assert_eq!((working.what.key.as_str(), working.attempts), ("what-activate", 1));
    assert_eq!(status(&computer, &id), Status::PendingFulfillmentStart.as_str(), "200 means received");
    computer.service.control().advance(Duration::from_secs(3 * 3_600)).await;
    let done = intent_at(&computer, &desk, &id, IntentState::Done).await;
    assert_eq!((status(&computer, &id).as_str(), done.attempts), (Status::Subscribed.as_str(), 1));
    until("the purchase has left the inbox", async || {
        desk.sync_now(()).await.unwrap();
        purchase_of(&desk, &id).await.is_none().then_some(())
    })
    .await;
    let over = desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap_err();
    assert_eq!(over.sentence.key, "no-active-already");
}

#[tokio::test]
async fn an_activation_that_fails_at_microsoft_says_what_to_do() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let id = bought(&computer, &desk).await;
    computer.service.control().switch(|switches| switches.activation_fails = true);
    desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap();
    let stuck = intent_at(&computer, &desk, &id, IntentState::NeedsYou).await;
    assert_eq!(stuck.explanation.unwrap().key, "intent-ended");
    assert_eq!(status(&computer, &id), Status::Unsubscribed.as_str());
    let told = until("the inbox says so", async || {
        items(&desk, "kind:intent").await.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
    })
    .await;
    assert_eq!(told.what.key, "what-activate");
}

#[tokio::test]
async fn what_somebody_hands_on_is_looked_up_and_never_kept() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let id = computer.service.control().purchase(&Purchase::default()).unwrap();
    let link = computer.service.control().landing(&id).unwrap();
    let address = format!("https://shop.example/start?token={}", link.encoded);
    let found = desk.look_up_purchase(address).await.unwrap();
    assert_eq!(found.subscription, id);
    let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
    assert_eq!(page.buttons.activate_refused, None, "it can be activated at once, before any sweep");
    computer.service.control().advance(Duration::from_secs(25 * 3_600)).await;
    assert_eq!(desk.look_up_purchase(link.encoded).await.unwrap_err().sentence.key, "purchase-link-old");
    assert_eq!(desk.look_up_purchase(" ".to_owned()).await.unwrap_err().sentence.key, "purchase-link-none");
}

#[tokio::test]
async fn an_end_wants_the_name_typed_and_can_be_switched_off() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (id, ..) = changeable(&computer, &desk).await;
    let shown = preview(&desk, &id, LifeStep::Cancel).await;
    let name = shown.type_name.clone().unwrap();
    assert!(shown.notes.iter().any(|note| note.key == "cancel-forever"), "{shown:?}");
    let wrong = desk.take_step(step(&id, LifeStep::Cancel, "somebody else")).await.unwrap_err();
    assert_eq!(wrong.sentence.key, "no-name-typed");

    let preferences = desk.frame(()).await.unwrap().preferences;
    desk.set_preferences(Preferences { may_cancel: false, ..preferences.clone() }).await.unwrap();
    let off = desk.take_step(step(&id, LifeStep::Cancel, &name)).await.unwrap_err();
    assert_eq!(off.sentence.key, "no-cancelling");
    desk.set_preferences(preferences).await.unwrap();

    desk.take_step(step(&id, LifeStep::Cancel, &format!("  {name} "))).await.unwrap();
    intent_at(&computer, &desk, &id, IntentState::Done).await;
    assert_eq!(status(&computer, &id), Status::Unsubscribed.as_str());
    let refused = until("the end was read back", async || preview(&desk, &id, LifeStep::Cancel).await.refused).await;
    assert_eq!(refused.key, "no-cancelled");
}

#[tokio::test]
async fn an_end_that_microsoft_refuses_is_explained_and_can_be_tried_again() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (id, ..) = changeable(&computer, &desk).await;
    let name = preview(&desk, &id, LifeStep::Cancel).await.type_name.unwrap();
    computer.service.control().switch(|switches| switches.long_terms_refuse_cancel = true);
    let is_long = truth(&computer, &id)["term"]["termUnit"] != "P1M";
    desk.take_step(step(&id, LifeStep::Cancel, &name)).await.unwrap();
    if is_long {
        let stuck = intent_at(&computer, &desk, &id, IntentState::NeedsYou).await;
        assert!(matches!(stuck.explanation.unwrap().key.as_str(), "intent-failed" | "intent-refused"));
        assert!(stuck.may_retry && stuck.raw.is_some());
        computer.service.control().switch(|switches| switches.long_terms_refuse_cancel = false);
        desk.retry(IntentRequest { id: stuck.id }).await.unwrap();
    }
    intent_at(&computer, &desk, &id, IntentState::Done).await;
    assert_eq!(status(&computer, &id), Status::Unsubscribed.as_str());
}

#[rstest]
#[case::under_the_old_contract(Contract::Old)]
#[case::under_the_new_contract(Contract::New)]
#[tokio::test]
async fn a_reinstatement_is_acknowledged_in_both_contracts(#[case] contract: Contract) {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (id, ..) = changeable(&computer, &desk).await;
    computer.service.control().suspend(&id).unwrap();
    desk.sync_now(()).await.unwrap();
    until("it is suspended here", async || {
        desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        items(&desk, "kind:suspended").await.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
    })
    .await;
    computer.service.control().switch(|switches| switches.contract = contract);
    desk.watch(Watch { subscription: id.clone(), on: true }).await.unwrap();
    computer.service.control().reinstate(&id).unwrap();
    if contract == Contract::Old {
        let waits = until("Microsoft is seen to wait", async || {
            computer.service.control().advance(Duration::from_secs(3)).await;
            let found = items(&desk, "kind:reinstated").await;
            found.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
        })
        .await;
        assert_eq!(waits.what.key, "what-returning");
        assert_eq!(status(&computer, &id), Status::Suspended.as_str(), "until somebody answers");
        desk.acknowledge(ItemRequest { id: waits.id }).await.unwrap();
    }
    until("it is active again", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        (status(&computer, &id) == Status::Subscribed.as_str()).then_some(())
    })
    .await;
    let back = until("the desk knows", async || {
        desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        items(&desk, "kind:reinstated").await.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
    })
    .await;
    assert!(
        back.buttons.iter().any(|button| button.action == ItemAction::Cancel),
        "who cannot take it back may end it"
    );
    desk.acknowledge(ItemRequest { id: back.id }).await.unwrap();
    let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
    assert!(page.intents.iter().all(|intent| intent.state != IntentState::NeedsYou), "{:?}", page.intents);
}
