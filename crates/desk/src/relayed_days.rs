//! Days with a relay, without a window: it is the real one, and Microsoft's side posts its webhooks to it.

mod activating;
mod approving;
mod confirming;
mod following;
mod forgetting;
mod moving;
mod overruling;
mod passing;
mod registering;
mod ruling;
mod suspending;
mod telling;
mod visiting;

use std::sync::Arc;
use std::time::Duration;

use ::relay::config::{Config, Environment as Variables};
use ::relay::desks::Desks;
use ::relay::log::Log;
use ::relay::opening;
use ::relay::serving::serve;
use ::relay::time::Time;
use chrono::{DateTime, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::contract::*;
use crate::deciding_days::{changeable, items, ready, truth, until};
use crate::testing::Computer;
use crate::{Desk, HandedIn};

/// The relay follows the market's clock, as the desk does.
struct MarketTime(simulator::Clock);

impl Clock for MarketTime {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }
}

impl Time for MarketTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let clock = self.0.clone();
        async move {
            while clock.now() < moment {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        .boxed()
    }
}

struct RelayAtWork {
    address: String,
    token: String,
    log: Arc<dyn Log>,
    time: Arc<dyn Time>,
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

impl RelayAtWork {
    async fn beside(computer: &Computer) -> Self {
        Self::with(computer, "").await
    }

    /// One with a credential of its own: it reads back what became of its answers.
    async fn reading_back(computer: &Computer) -> Self {
        Self::with(computer, &format!("credential = {{ secret = {:?} }}\n", computer.service.app().secret)).await
    }

    async fn with(computer: &Computer, more: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (app, at) = (computer.service.app(), computer.service.addresses());
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            "[log]\nsqlite = {:?}\n[[connection]]\nname = \"main\"\ntenant = {:?}\napplication = {:?}\nauthority = {:?}\napi = {:?}\n{more}",
            folder.path().join("log.db").display().to_string(),
            app.tenant,
            app.application,
            at.authority,
            at.base,
        );
        let config = config.replace("ADDRESS", &address);
        let config = Config::read(&config, &Variables::default()).unwrap();
        let time: Arc<dyn Time> = Arc::new(MarketTime(computer.service.control().clock().clone()));
        let now = time.now();
        let opened = opening::open(&config, Arc::clone(&time)).await.unwrap();
        let log = Arc::clone(&opened.relay.log);
        let token = Desks::of(&log).add("ada-desk", Vec::new(), [1; 32], now).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move { serve(opened, listener, 400, async move { drop(stopped.await) }).await });
        computer.service.control().set_webhook(Some(format!("{address}/webhook/main")));
        Self { address, token, log, time, _stop: stop, _folder: folder }
    }

    /// The draft of another desk that the relay knows.
    async fn draft_of(&self, desk: &str) -> RelayDraft {
        let token = Desks::of(&self.log).add(desk, Vec::new(), [2; 32], self.time.now()).await.unwrap();
        RelayDraft { token: Some(token), ..self.draft() }
    }

    fn draft(&self) -> RelayDraft {
        RelayDraft {
            address: self.address.clone(),
            connection: "main".to_owned(),
            token: Some(format!(" {} ", self.token)),
        }
    }

    async fn put_rules(&self, outcome: &Value) {
        let rules = json!({ "rules": [{
            "id": "r-1", "name": "No steps down", "author": "lea", "reason": "a test", "since": "2020-01-01T00:00:00Z",
            "conditions": { "asks": "plan" }, "outcome": outcome
        }]});
        let put = json!({ "version": 0, "author": "lea", "reason": "a test", "rules": rules });
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let call = client.put(format!("{}/v1/main/rules", self.address)).bearer_auth(&self.token).json(&put);
        assert_eq!(call.send().await.unwrap().status().as_u16(), 200);
    }
}

async fn followed(desk: &Desk, relay: &RelayAtWork) {
    followed_as(desk, relay.draft()).await;
}

async fn followed_as(desk: &Desk, draft: RelayDraft) {
    desk.set_relay(Some(draft)).await.unwrap();
    until("the relay is followed", async || {
        (desk.relay(()).await.unwrap().state == RelayState::Connected).then_some(())
    })
    .await;
}

/// A desk that follows a relay which has no rules.
async fn followed_without_rules() -> (Computer, Desk, RelayAtWork) {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    (computer, desk, relay)
}

/// A desk that follows a relay which answers changes of plan so.
async fn followed_under(outcome: &Value) -> (Computer, Desk, RelayAtWork) {
    let (computer, desk, relay) = followed_without_rules().await;
    relay.put_rules(outcome).await;
    (computer, desk, relay)
}

async fn found(desk: &Desk, id: &str, stage: RequestStage) -> InboxItem {
    until(&format!("a request that is {stage:?}"), async || {
        let found = items(desk, "kind:request").await;
        found.into_iter().find(|item| item.subscription.as_deref() == Some(id) && item.stage == Some(stage))
    })
    .await
}

async fn refusal_is_over(computer: &Computer, id: &str) {
    until("the refused change is over", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let operations = computer.service.control().operations(id);
        operations.iter().all(|operation| operation["status"] != "InProgress").then_some(())
    })
    .await;
}

/// Approves a held request: the change it asks for, as the customer agreed to it.
fn with_consent(id: &str, to: &str, item: &str) -> SubmitChange {
    SubmitChange { item: Some(item.to_owned()), ..agreed(id, to) }
}

/// A change of plan as the customer agreed to it.
fn agreed(id: &str, to: &str) -> SubmitChange {
    SubmitChange {
        subscription: id.to_owned(),
        change: WantedChange::Plan(to.to_owned()),
        consent: "Ines, by phone".to_owned(),
        reason: String::new(),
        item: None,
    }
}

#[tokio::test]
async fn a_relay_that_answers_is_kept_and_one_that_does_not_is_not() {
    let computer = Computer::new(50).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    assert_eq!(desk.relay(()).await.unwrap().state, RelayState::None);
    let wrong = RelayDraft { token: Some("mdr.ada-desk.wrong".to_owned()), ..relay.draft() };
    assert!(!format!("{wrong:?}").contains("wrong"), "a token cannot be printed");
    assert_eq!(desk.set_relay(Some(wrong)).await.unwrap_err().sentence.key, "relay-not-known");
    let insecure = RelayDraft { address: "http://relay.example.com".to_owned(), ..relay.draft() };
    assert_eq!(desk.set_relay(Some(insecure)).await.unwrap_err().sentence.key, "relay-address-insecure");
    assert_eq!(desk.relay(()).await.unwrap().state, RelayState::None);
    followed(&desk, &relay).await;
    let card = desk.relay(()).await.unwrap();
    assert_eq!((card.desk.as_deref(), card.connection.as_str()), (Some("ada-desk"), "main"));
    let kept = std::fs::read_to_string(computer.profile.path().join("connections.json")).unwrap();
    assert!(kept.contains(&relay.address) && !kept.contains("mdr."), "the token is in the vault alone");
    let again = RelayDraft { token: None, ..relay.draft() };
    desk.set_relay(Some(again)).await.unwrap();
    let elsewhere = RelayDraft { token: None, address: "http://localhost:9".to_owned(), ..relay.draft() };
    assert_eq!(desk.set_relay(Some(elsewhere)).await.unwrap_err().sentence.key, "relay-token-missing");
    assert_eq!(desk.set_relay(None).await.unwrap().state, RelayState::None);
}

#[tokio::test]
async fn a_publisher_handed_in_at_start_brings_its_relay() {
    let computer = Computer::new(50).await;
    let relay = RelayAtWork::beside(&computer).await;
    let desk = computer.start();
    let handed_in = HandedIn { connection: computer.draft(), relay: Some(relay.draft()) };
    assert!(desk.wake(Some(handed_in)).await.is_some_and(|connected| connected.recovery_code.is_some()));
    until("the relay is followed", async || {
        (desk.relay(()).await.unwrap().state == RelayState::Connected).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_change_in_the_storefront_is_an_item_at_once_and_one_line_on_the_timeline() {
    let (computer, desk, _relay) = followed_without_rules().await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Ruled).await;
    assert_eq!(item.what.key, "what-ruled-accepted-plan");
    let detail = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(detail.explanation[0].key, "told-accepted-no-rule");
    until("its effect is one line with what was answered", async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        let page = desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        let lines: Vec<_> =
            page.timeline.into_iter().filter(|line| line.after.as_deref() == Some(other.as_str())).collect();
        let is_seen = lines.iter().any(|line| line.source == EventSource::Observed && line.told.is_some());
        (is_seen && lines.len() == 1).then_some(())
    })
    .await;
    assert!(items(&desk, "stage:unseen").await.is_empty(), "what was announced is no surprise");
}

#[tokio::test]
async fn a_question_that_is_shown_is_answered_by_the_first_desk() {
    let (computer, desk, _relay) = followed_under(&json!({ "ask": { "seconds": 8, "fallback": "accept" } })).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Live).await;
    assert!(item.closes_at.is_some(), "an honest countdown has an end");
    desk.showing(vec![item.id.clone()]).await.unwrap();
    let answer =
        Decide { item: item.id.clone(), approve: false, reason: "not before the audit".to_owned(), consent: None };
    assert_eq!(desk.decide(answer.clone()).await.unwrap(), None, "the relay answers Microsoft");
    assert_eq!(desk.decide(answer).await.unwrap_err().sentence.key, "no-window-passed");
    let settled = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().settled.unwrap();
    assert_eq!((settled.key.as_str(), settled.args["who"].as_str()), ("settled-relay-refused", "ada-desk"));
    until("Microsoft has heard the refusal", async || {
        let operations = computer.service.control().operations(&id);
        operations.first().filter(|operation| operation["status"] == "Failed").map(|_| ())
    })
    .await;
    assert_eq!(truth(&computer, &id)["planId"], plan.as_str());
}

#[tokio::test]
async fn a_held_request_is_approved_with_the_customers_consent_and_its_change_is_sent_once() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    let yes = Decide { item: item.id.clone(), approve: true, reason: String::new(), consent: None };
    assert_eq!(desk.decide(yes).await.unwrap_err().sentence.key, "no-consent");
    until("the refused change is over", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let operations = computer.service.control().operations(&id);
        operations.iter().all(|operation| operation["status"] != "InProgress").then_some(())
    })
    .await;
    let change = with_consent(&id, &other, &item.id);
    let card = desk.submit_change(change).await.unwrap();
    assert_eq!(card.undo_until, None, "what the relay was promised is not taken back");
    until("the change has arrived", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
    let settled = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().settled.unwrap();
    assert_eq!(settled.key, "settled-held-approved");
}

#[tokio::test]
async fn what_happened_while_away_is_caught_up_with_once_and_declined_there() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    drop(desk);
    computer.service.control().change_plan(&id, &other).unwrap();
    computer.service.control().advance(Duration::from_secs(1)).await;
    let desk = computer.start();
    let item = found(&desk, &id, RequestStage::Held).await;
    drop(desk);
    let desk = computer.start();
    let item_again = found(&desk, &id, RequestStage::Held).await;
    assert_eq!(item.id, item_again.id);
    let journal = &desk.opened().await.unwrap().source.store.journal;
    let told = journal.feed_of(&id.as_str().into(), 100).await.unwrap();
    let announced = told.iter().filter(|event| event.kind == "announced").map(|event| event.body["key"].as_str());
    let mut keys: Vec<_> = announced.collect();
    keys.sort_unstable();
    let all = keys.len();
    keys.dedup();
    assert_eq!((all > 0, keys.len()), (true, all), "each message is kept once");
    assert_eq!(items(&desk, "stage:held").await.len(), 1, "one request is one item");
    let no =
        Decide { item: item.id.clone(), approve: false, reason: "the contract forbids it".to_owned(), consent: None };
    desk.decide(no).await.unwrap();
    let settled = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap().settled.unwrap();
    assert_eq!(settled.key, "settled-held-declined");
}

#[tokio::test]
async fn a_relay_that_is_silent_for_a_minute_is_an_item() {
    let computer = Computer::new(50).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    drop(relay);
    let silent = until("the silence is an item", async || {
        computer.service.control().advance(Duration::from_secs(20)).await;
        items(&desk, "kind:connection").await.into_iter().find(|item| item.what.key == "what-relay-silent")
    })
    .await;
    assert!(silent.buttons.iter().any(|button| button.action == ItemAction::Check));
}
