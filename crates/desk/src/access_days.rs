//! Days on which access to an account changes, without a window: the publisher's own service is a real one, on this
//! computer, and it believes nobody whose signature is not right.

mod drifting;
pub(crate) mod following;
pub(crate) mod receiver;
mod setting_up;

use std::time::Duration;

use domain::Status;
use domain::account::{AccountAction, Cause, publisher_name};
use domain::relay_feed::{AccessState, AccessStep, AccessWork};

use self::receiver::{Mood, Service};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, truth, until};
use crate::testing::Computer;

/// A desk that waits for nobody to change their mind.
async fn prompt(computer: &Computer) -> Desk {
    let desk = ready(computer).await;
    desk.set_preferences(Preferences { undo_seconds: 0, ..Preferences::default() }).await.unwrap();
    desk
}

/// The desk, and a service that it tells of accounts and may ask.
async fn with_service() -> (Computer, Desk, Service) {
    let computer = Computer::new(60).await;
    let desk = prompt(&computer).await;
    let service = Service::start(&computer).await;
    told_to(&desk, &service).await;
    (computer, desk, service)
}

async fn told_to(desk: &Desk, service: &Service) {
    let kept = desk.set_receiver(service.draft()).await.unwrap();
    service.knows(kept.secret.as_deref().unwrap());
}

/// A customer who pays.
fn paying(computer: &Computer) -> String {
    let all = computer.service.control().subscriptions(0, 60).into_iter();
    let mut paying = all.filter(|one| one["saasSubscriptionStatus"] == Status::Subscribed.as_str());
    paying.next().unwrap()["id"].as_str().unwrap().to_owned()
}

async fn access(desk: &Desk, id: &str) -> CustomerAccess {
    desk.customer_access(CustomerRequest { id: id.to_owned() }).await.unwrap()
}

async fn change(desk: &Desk, id: &str, action: AccessAction, reason: &str) -> Result<IntentCard, Fault> {
    desk.change_access(ChangeAccess { subscription: id.to_owned(), action, reason: reason.to_owned() }).await
}

/// Waits until this access holds, and nothing about it is on its way; the clock runs meanwhile.
async fn holds(computer: &Computer, desk: &Desk, id: &str, kind: AccessKind) -> CustomerAccess {
    until(&format!("access is {kind:?}"), async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        let access = access(desk, id).await;
        (access.access == kind && access.intents.is_empty()).then_some(access)
    })
    .await
}

fn refused(access: &CustomerAccess, action: AccessAction) -> Option<&str> {
    let button = access.buttons.iter().find(|button| button.action == action).unwrap();
    button.refused.as_ref().map(|why| why.key.as_str())
}

#[tokio::test]
async fn suspended_access_is_told_once_and_known_with_who_and_why() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    let before = access(&desk, &id).await;
    assert_eq!((before.access, before.since, before.history.len()), (AccessKind::Unknown, None, 0));
    assert_eq!(change(&desk, &id, AccessAction::Suspend, " ").await.unwrap_err().sentence.key, "no-access-reason");
    let card = change(&desk, &id, AccessAction::Suspend, "The invoice is not paid.").await.unwrap();
    assert_eq!((card.what.key.as_str(), card.actor.as_str()), ("what-account-suspend", "Ada"));
    let after = holds(&computer, &desk, &id, AccessKind::Suspended).await;
    assert_eq!((after.actor.as_str(), after.status_kind), ("Ada", StatusKind::Subscribed), "two things, side by side");
    assert!(after.since.is_some());
    assert_eq!(after.history[0].reason, "The invoice is not paid.");
    assert_eq!(refused(&after, AccessAction::Suspend), Some("no-access-suspended"));
    assert_eq!(refused(&after, AccessAction::Reinstate), None);
    let [told] = service.events().try_into().unwrap();
    assert_eq!(told.body["type"], "account.suspended");
    assert_eq!(told.body["data"]["subscription"], id.as_str());
    assert_eq!(told.body["data"]["access"], "suspended");
    assert_eq!(
        (&told.body["data"]["by"], &told.body["data"]["reason"]),
        (&"Ada".into(), &"The invoice is not paid.".into())
    );
    let app = computer.service.app();
    assert_eq!(told.body["data"]["connection"], publisher_name(&app.tenant, &app.application).as_str());
    assert_eq!(after.history[0].hook.as_deref(), Some(told.id.as_str()));
    assert_eq!(truth(&computer, &id)["saasSubscriptionStatus"], "Subscribed", "Microsoft was told nothing");
}

#[tokio::test]
async fn what_is_taken_back_in_time_is_never_sent() {
    let (computer, desk, service) = with_service().await;
    desk.set_preferences(Preferences::default()).await.unwrap();
    let id = paying(&computer);
    let card = change(&desk, &id, AccessAction::Close, "By mistake").await.unwrap();
    assert_eq!(card.state, IntentState::Held);
    assert_eq!(refused(&access(&desk, &id).await, AccessAction::Suspend), Some("no-access-waiting"));
    desk.withdraw(IntentRequest { id: card.id }).await.unwrap();
    computer.service.control().advance(Duration::from_secs(60)).await;
    let after = access(&desk, &id).await;
    assert_eq!((after.access, after.intents.len(), service.events().len()), (AccessKind::Unknown, 0, 0));
}

#[tokio::test]
async fn what_is_taken_back_after_it_was_tried_leaves_an_access_that_nobody_knows() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    service.is(Mood::Answers(500));
    let card = change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    until("it was tried", async || (!service.events().is_empty()).then_some(())).await;
    let taken_back =
        until("it waits to be tried again", async || desk.withdraw(IntentRequest { id: card.id.clone() }).await.ok())
            .await;
    assert_eq!(taken_back.explanation.unwrap().key, "intent-withdrawn-receiver");
    let after = access(&desk, &id).await;
    assert_eq!((after.access, after.history[0].what.key.as_str()), (AccessKind::Unknown, "access-step-doubted"));
    assert!(after.buttons.iter().all(|button| button.refused.is_none()), "whatever is right can be asked for");
}

#[tokio::test]
async fn a_service_that_was_down_hears_of_it_once_it_is_back() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    let address = service.stop().await;
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    let waiting = until("it was tried in vain", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        let waiting = access(&desk, &id).await.intents.into_iter().next();
        waiting.filter(|card| card.attempts >= 2 && card.state == IntentState::Queued)
    })
    .await;
    assert_eq!(waiting.explanation.unwrap().key, "intent-queued-receiver-again");
    let service = Service::start_at(&computer, address, &service).await;
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    assert_eq!(service.events().len(), 1, "delivered once");
}

#[tokio::test]
async fn a_service_in_trouble_is_sent_the_same_event_until_it_takes_it() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    service.is(Mood::Answers(503));
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    until("it was tried in vain", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        (service.events().len() >= 2).then_some(())
    })
    .await;
    service.is(Mood::Takes);
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    let events = service.events();
    assert!(events.iter().all(|event| (&event.id, &event.body) == (&events[0].id, &events[0].body)), "one event");
}

#[tokio::test]
async fn a_program_killed_while_it_sends_sends_the_same_event_again() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    service.is(Mood::Hangs);
    change(&desk, &id, AccessAction::Close, "The customer has gone").await.unwrap();
    until("it is on its way", async || (service.events().len() == 1).then_some(())).await;
    drop(desk);
    service.is(Mood::Takes);
    let desk = computer.start();
    holds(&computer, &desk, &id, AccessKind::Closed).await;
    let events = service.events();
    assert_eq!(events.len(), 2);
    assert_eq!((&events[0].id, &events[0].body), (&events[1].id, &events[1].body), "the service knows it again");
    let steps = access(&desk, &id).await.history;
    assert_eq!(steps.iter().filter(|step| step.hook.is_some()).count(), 1, "and so does the history");
}

#[tokio::test]
async fn what_the_service_refuses_needs_a_person_and_holds_up_no_change() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    service.is(Mood::Answers(410));
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    let item = until("an item", async || items(&desk, "kind:intent").await.into_iter().next()).await;
    assert_eq!(item.what.key, "what-account-suspend");
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    let card = detail.intent.unwrap();
    assert_eq!(card.explanation.unwrap().key, "intent-refused-receiver");
    let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
    assert!(page.buttons.plan_refused.is_none_or(|why| why.key != "no-queued"), "Microsoft is not concerned");
    service.is(Mood::Takes);
    desk.retry(IntentRequest { id: card.id }).await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    until("the item is settled", async || items(&desk, "kind:intent").await.is_empty().then_some(())).await;
}

#[tokio::test]
async fn the_service_itself_may_say_what_holds() {
    let (computer, desk, service) = with_service().await;
    let id = paying(&computer);
    let request = || CustomerRequest { id: id.clone() };
    let unknown = desk.ask_access(request()).await.unwrap();
    assert_eq!(unknown.unsaid.unwrap().key, "access-no-account");
    service.says(&id, "open");
    let said = desk.ask_access(request()).await.unwrap();
    assert_eq!((said.access, said.unsaid, said.history.len()), (AccessKind::Open, None, 1));
    desk.ask_access(request()).await.unwrap();
    service.says(&id, "frozen");
    let odd = desk.ask_access(request()).await.unwrap();
    assert_eq!((odd.access, odd.word.as_deref(), odd.history.len()), (AccessKind::Unknown, Some("frozen"), 2));
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    service.keeps_saying(&id, "open");
    until("the service was asked behind the event", async || {
        let access = access(&desk, &id).await;
        (access.history.len() == 4 && access.access == AccessKind::Open).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_the_relay_had_done_is_known_once_it_was_taken_and_once() {
    let (computer, desk, _service) = with_service().await;
    let (id, opened) = (paying(&computer), desk.opened().await.unwrap());
    let at = computer.service.control().clock().now();
    let told = |state| AccessStep {
        id: "acct_1".into(),
        version: 1,
        subscription: id.as_str().into(),
        what: AccessWork::Hook(AccountAction::Suspend),
        cause: Cause::Operation("op-1".into()),
        caused_at: at,
        attempts: 1,
        again: None,
        state,
    };
    opened.account_told(&told(AccessState::Sending { why: Some("503".to_owned()) })).await.unwrap();
    assert_eq!(access(&desk, &id).await.access, AccessKind::Unknown);
    opened.account_told(&told(AccessState::Sent { at })).await.unwrap();
    opened.account_told(&told(AccessState::Effective { at })).await.unwrap();
    let after = access(&desk, &id).await;
    assert_eq!((after.access, after.history.len()), (AccessKind::Suspended, 1));
    assert_eq!(after.history[0].what.key, "access-step-told");
}
