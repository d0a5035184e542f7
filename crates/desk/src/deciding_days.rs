//! Days on which something has to be decided, without a window: requests, changes, silence, and no network.

use std::time::Duration;

use domain::Status;
use serde_json::Value;
use simulator::Door;

use crate::Desk;
use crate::contract::*;
use crate::testing::Computer;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// A desk that has read everything.
pub(crate) async fn ready(computer: &Computer) -> Desk {
    connected(computer, computer.start()).await
}

/// The same, of a desk just started.
pub(crate) async fn connected(computer: &Computer, desk: Desk) -> Desk {
    desk.connect(computer.draft()).await.unwrap();
    until("everything is read", async || {
        let line = desk.frame(()).await.unwrap().sync.unwrap();
        line.synced_at.filter(|_| line.state == SyncState::Idle)
    })
    .await;
    until("the inbox was kept once", async || {
        let place = desk.opened().await.unwrap().source.store.journal.setting("inbox-place").await.unwrap();
        place.is_some().then_some(())
    })
    .await;
    desk
}

/// Asks again and again until there is an answer.
pub(crate) async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let found = async {
        loop {
            match ask().await {
                Some(found) => return found,
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, found).await.unwrap_or_else(|_| panic!("in vain: {what}"))
}

/// A customer whose plan may be changed, the plan in use, and another that may be had.
pub(crate) async fn changeable(computer: &Computer, desk: &Desk) -> (String, String, String) {
    for subscription in computer.service.control().subscriptions(0, 400) {
        let text = |name: &str| subscription[name].as_str().unwrap_or_default().to_owned();
        if text("saasSubscriptionStatus") != Status::Subscribed.as_str() {
            continue;
        }
        let page = desk.refresh_customer(CustomerRequest { id: text("id") }).await.unwrap();
        let other = page.plans.plans.iter().find(|plan| !plan.current && plan.refused.is_none());
        if let (None, Some(other)) = (&page.buttons.plan_refused, other) {
            return (text("id"), text("planId"), other.plan_id.clone());
        }
    }
    panic!("the world has nobody who may change");
}

pub(crate) async fn items(desk: &Desk, search: &str) -> Vec<InboxItem> {
    let request = InboxRequest { search: search.to_owned(), from: 0, limit: 200 };
    desk.inbox(request).await.unwrap().items
}

/// The item of a customer's request, once it is at this stage.
async fn request_of(desk: &Desk, id: &str, stage: RequestStage) -> InboxItem {
    until(&format!("a request that is {stage:?}"), async || {
        let found = items(desk, "kind:request").await;
        found.into_iter().find(|item| item.subscription.as_deref() == Some(id) && item.stage == Some(stage))
    })
    .await
}

async fn watched_request(computer: &Computer, desk: &Desk) -> (InboxItem, String, String, String) {
    let (id, plan, other) = changeable(computer, desk).await;
    desk.watch(Watch { subscription: id.clone(), on: true }).await.unwrap();
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = request_of(desk, &id, RequestStage::Live).await;
    (item, id, plan, other)
}

pub(crate) fn truth(computer: &Computer, id: &str) -> Value {
    computer.service.control().subscription(id).unwrap()
}

/// The first operation: what the customer asked for. A refusal may be followed by a second that takes it back.
fn first_operation(computer: &Computer, id: &str) -> Value {
    computer.service.control().operations(id).first().cloned().unwrap()
}

async fn settled_intent(desk: &Desk, id: &str) -> IntentCard {
    until("the intent is over", async || {
        let page = desk.customer(CustomerRequest { id: id.to_owned() }).await.unwrap();
        page.intents.into_iter().last().filter(|card| {
            !matches!(card.state, IntentState::Held | IntentState::Queued | IntentState::Sending | IntentState::Working)
        })
    })
    .await
}

#[tokio::test]
async fn a_declined_request_is_refused_inside_its_window() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (item, id, plan, other) = watched_request(&computer, &desk).await;
    assert!(item.closes_at.is_some(), "an honest countdown has an end");
    assert_eq!(item.what.args["to"], other);

    let answer =
        Decide { item: item.id.clone(), approve: false, reason: "not before the migration".to_owned(), consent: None };
    let card = desk.decide(answer).await.unwrap().unwrap();
    assert_eq!((card.undo_until, card.actor.as_str()), (None, "Ada"), "an answer to a running window cannot wait");
    assert_eq!(settled_intent(&desk, &id).await.state, IntentState::Done);

    assert_eq!(first_operation(&computer, &id)["status"], "Failed");
    assert_eq!(truth(&computer, &id)["planId"], plan.as_str());
    let history = desk.history(HistoryRequest { subscription: Some(id), before: None, limit: 50 }).await.unwrap();
    let steps: Vec<&str> = history.lines.iter().rev().map(|line| line.what.key.as_str()).collect();
    assert_eq!(steps, ["did-asked", "did-sent", "did-accepted", "did-done"]);
    assert!(history.lines.iter().any(|line| line.ids.iter().any(|id| id.name == "activity")), "support wants the ids");
    let gone = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(gone.settled.map(|said| said.key).as_deref(), Some("settled-done"));
}

#[tokio::test]
async fn an_approved_request_takes_effect_and_is_read_back() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (item, id, _, other) = watched_request(&computer, &desk).await;
    desk.decide(Decide { item: item.id, approve: true, reason: String::new(), consent: None }).await.unwrap();
    assert_eq!(settled_intent(&desk, &id).await.state, IntentState::Done);
    assert_eq!(truth(&computer, &id)["planId"], other.as_str());
    until("the customer's page shows the new plan", async || {
        let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
        (page.head.row.plan == other).then_some(())
    })
    .await;
    assert!(items(&desk, "stage:unseen").await.is_empty(), "what we approved is no surprise");
}

#[tokio::test]
async fn silence_is_said_to_have_accepted_only_after_microsoft_says_so() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (item, id, plan, other) = watched_request(&computer, &desk).await;
    computer.service.control().advance(Duration::from_secs(11)).await;
    let refused =
        desk.decide(Decide { item: item.id.clone(), approve: false, reason: String::new(), consent: None }).await;
    assert_eq!(refused.unwrap_err().sentence.key, "no-window-passed");
    let silent = request_of(&desk, &id, RequestStage::Silent).await;
    assert_eq!((silent.id.as_str(), silent.what.key.as_str()), (item.id.as_str(), "what-silent-plan"));

    let back = desk.inbox_item(ItemRequest { id: silent.id.clone() }).await.unwrap().change.unwrap();
    assert_eq!((back.change, back.now.plan_id), (WantedChange::Plan(plan), other), "the way back is offered");
    desk.acknowledge(ItemRequest { id: silent.id.clone() }).await.unwrap();
    assert!(items(&desk, "kind:request").await.is_empty());
}

#[tokio::test]
async fn what_nobody_saw_asked_is_found_and_changed_back_with_consent() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    computer.service.control().advance(Duration::from_secs(15)).await;
    desk.sync_now(()).await.unwrap();
    let unseen = request_of(&desk, &id, RequestStage::Unseen).await;
    assert_eq!(unseen.what.key, "what-unseen-plan");

    let change = WantedChange::Plan(plan.clone());
    let without =
        SubmitChange { subscription: id.clone(), change, consent: " ".to_owned(), reason: String::new(), item: None };
    assert_eq!(desk.submit_change(without.clone()).await.unwrap_err().sentence.key, "no-consent");
    let card = desk.submit_change(SubmitChange { consent: "Ines, by phone".to_owned(), ..without }).await.unwrap();
    assert_eq!(card.state, IntentState::Held, "it can be taken back for a while");
    computer.service.control().advance(Duration::from_secs(11)).await;
    until("the change back has arrived", async || {
        computer.service.control().advance(Duration::from_secs(3)).await;
        (truth(&computer, &id)["planId"] == plan.as_str()).then_some(())
    })
    .await;
    until("it is read back", async || {
        computer.service.control().advance(Duration::from_secs(3)).await;
        let page = desk.customer(CustomerRequest { id: id.clone() }).await.unwrap();
        page.intents.last().filter(|card| card.state == IntentState::Done).map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn a_change_taken_back_in_time_never_leaves() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    let change = SubmitChange {
        subscription: id.clone(),
        change: WantedChange::Plan(other),
        consent: "by mail".to_owned(),
        reason: String::new(),
        item: None,
    };
    let card = desk.submit_change(change.clone()).await.unwrap();
    assert_eq!(desk.submit_change(change).await.unwrap_err().sentence.key, "no-queued");
    let card = desk.withdraw(IntentRequest { id: card.id }).await.unwrap();
    assert_eq!(card.state, IntentState::Withdrawn);
    assert_eq!(desk.withdraw(IntentRequest { id: card.id }).await.unwrap_err().sentence.key, "no-undo-passed");
    computer.service.control().advance(Duration::from_secs(60)).await;
    assert!(computer.service.control().operations(&id).is_empty());
}

#[tokio::test]
async fn decisions_made_offline_leave_once_after_a_restart_and_one_asks_because_the_world_changed() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let mut customers = Vec::new();
    for subscription in computer.service.control().subscriptions(0, 400) {
        let id = subscription["id"].as_str().unwrap().to_owned();
        let page = desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        let other = page.plans.plans.iter().find(|plan| !plan.current && plan.refused.is_none());
        if let (None, Some(other)) = (&page.buttons.plan_refused, other) {
            customers.push((id, other.plan_id.clone()));
        }
        if customers.len() == 3 {
            break;
        }
    }
    let [one, two, three] = customers.try_into().unwrap();
    for door in [Door::Api, Door::Authority] {
        computer.service.control().close(door);
    }
    for (id, plan) in [&one, &two, &three] {
        let change = WantedChange::Plan(plan.clone());
        let consent = "by mail".to_owned();
        let asked = SubmitChange { subscription: id.clone(), change, consent, reason: String::new(), item: None };
        desk.submit_change(asked).await.unwrap();
    }
    drop(desk);
    computer.service.control().suspend(&three.0).unwrap();
    computer.service.control().advance(Duration::from_secs(20)).await;
    for door in [Door::Api, Door::Authority] {
        computer.service.control().open(door);
    }

    let desk = computer.start();
    desk.frame(()).await.unwrap();
    until("two have arrived", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let arrived = |(id, plan): &(String, String)| truth(&computer, id)["planId"] == plan.as_str();
        (arrived(&one) && arrived(&two)).then_some(())
    })
    .await;
    let stuck = until("one asks", async || {
        let found = items(&desk, "kind:intent").await;
        found.into_iter().find(|item| item.subscription.as_deref() == Some(three.0.as_str()))
    })
    .await;
    let detail = desk.inbox_item(ItemRequest { id: stuck.id }).await.unwrap();
    let explanation = detail.intent.unwrap().explanation.unwrap();
    assert_eq!(explanation.key, "intent-world-changed");
    assert_eq!((explanation.args["seen"].as_str(), explanation.args["now"].as_str()), ("Subscribed", "Suspended"));
    for (id, _) in [&one, &two] {
        assert_eq!(computer.service.control().operations(id).len(), 1, "each is sent once");
    }
    assert!(
        computer.service.control().operations(&three.0).iter().all(|operation| operation["action"] != "ChangePlan"),
        "what asks is not sent"
    );
}

#[tokio::test]
async fn a_first_reading_fills_the_inbox_from_clocks_and_tells_the_desktop_of_nothing() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let found = items(&desk, "").await;
    assert!(found.iter().any(|item| item.kind == ItemKind::Suspended && item.due_is_estimate));
    assert!(found.iter().any(|item| item.kind == ItemKind::Purchase));
    assert!(found.windows(2).all(|pair| pair[0].due <= pair[1].due), "by due time");
    let kept = desk.opened().await.unwrap().source.store.journal.open_items().await.unwrap();
    assert!(kept.iter().all(|item| item.told_at.is_some()), "nobody wants hundreds of notices on the first day");
}

#[tokio::test]
async fn what_is_put_off_comes_back_on_time_or_when_something_happens() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let item = items(&desk, "kind:purchase").await.remove(0);
    let later = computer.service.control().clock().now() + chrono::TimeDelta::hours(1);
    desk.snooze(Snooze { item: item.id.clone(), until: Some(later.to_rfc3339()) }).await.unwrap();
    assert!(items(&desk, "").await.iter().all(|found| found.id != item.id));
    assert!(items(&desk, "is:snoozed").await.iter().any(|found| found.id == item.id));
    computer.service.control().advance(Duration::from_secs(3601)).await;
    assert!(items(&desk, "").await.iter().any(|found| found.id == item.id), "back on time");
    assert!(desk.snooze(Snooze { item: item.id, until: Some("soon".to_owned()) }).await.is_err());
}

#[tokio::test]
async fn notes_owners_and_pinned_views_are_kept() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let item = items(&desk, "").await.remove(0);
    desk.write_note(WriteNote { item: item.id.clone(), text: "called, no answer".to_owned() }).await.unwrap();
    desk.assign(Assign { item: item.id.clone(), owner: Some("Ada".to_owned()) }).await.unwrap();
    desk.pin_view(PinView { search: "owner:me".to_owned(), name: Some("Mine".to_owned()) }).await.unwrap();
    drop(desk);
    let desk = computer.start();
    let inbox = desk.inbox(InboxRequest { search: "owner:me".to_owned(), from: 0, limit: 10 }).await.unwrap();
    assert_eq!((inbox.total, inbox.items[0].notes), (1, 1));
    let mine = inbox.views.iter().find(|view| view.name == "Mine").unwrap();
    assert_eq!((mine.count, mine.built_in), (1, false));
}

/// Another customer of the same offer, plan and term, whom nobody has opened.
fn one_like(computer: &Computer, id: &str) -> String {
    let whole = truth(computer, id);
    let is_like = |other: &Value| {
        let same = ["offerId", "planId", "saasSubscriptionStatus"].iter().all(|member| other[member] == whole[member]);
        same && other["term"]["termUnit"] == whole["term"]["termUnit"] && other["id"] != whole["id"]
    };
    let found = computer.service.control().subscriptions(0, 2_000).into_iter().find(is_like).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_change_nobody_saw_coming_is_priced_though_nobody_opened_its_customer() {
    let computer = Computer::new(2_000).await;
    let desk = ready(&computer).await;
    let (known, _, other) = changeable(&computer, &desk).await;
    let id = one_like(&computer, &known);
    computer.service.control().change_plan(&id, &other).unwrap();
    computer.service.control().advance(Duration::from_secs(15)).await;
    desk.sync_now(()).await.unwrap();
    let priced = until("it has a price", async || {
        let found = items(&desk, "stage:unseen").await;
        found.into_iter().find(|item| item.subscription.as_deref() == Some(&*id) && item.effect.is_some())
    })
    .await;
    let detail = desk.inbox_item(ItemRequest { id: priced.id }).await.unwrap();
    let back = detail.change.unwrap().difference.unwrap();
    let there = priced.effect.unwrap();
    assert_eq!(
        (format!("-{}", there.amount), there.currency),
        (back.amount, back.currency),
        "the way back is the same way"
    );
    assert_eq!(items(&desk, "name:nobody-is-called-this").await.len(), 0);
}

#[tokio::test]
async fn a_change_of_plan_says_so_where_the_old_plan_bills_usage() {
    let computer = Computer::new(400).await;
    let desk = ready(&computer).await;
    let is_metered = |it: &Value| it["offerId"] == "tidewatch" && it["saasSubscriptionStatus"] == "Subscribed";
    let found = computer.service.control().subscriptions(0, 400).into_iter().find(is_metered).unwrap();
    let preview = async |change| {
        let subscription = found["id"].as_str().unwrap().to_owned();
        let preview = desk.preview_change(ChangeRequest { subscription, change }).await.unwrap();
        preview.notes.into_iter().find(|note| note.key == "note-usage")
    };
    let other = if found["planId"] == "bridge" { "shore" } else { "bridge" };
    assert!(preview(WantedChange::Plan(other.to_owned())).await.is_some_and(|note| !note.args["plan"].is_empty()));
    assert_eq!(preview(WantedChange::Seats(3)).await, None, "seats are no other plan");
}
