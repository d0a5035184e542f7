//! What the relay did while nobody looked, told once and in plain words.

use std::time::Duration;

use serde_json::json;

use super::{RelayAtWork, followed, followed_under, followed_without_rules, found};
use crate::contract::*;
use crate::deciding_days::{changeable, items, ready, until};
use crate::testing::Computer;

#[tokio::test]
async fn trouble_at_the_relay_is_an_item_until_a_message_is_answered_again() {
    let (computer, desk, relay) = followed_without_rules().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = client.post(format!("{}/webhook/main", relay.address)).json(&json!({ "action": "Renew" }));
    assert_eq!(call.send().await.unwrap().status().as_u16(), 503, "a call without a token is not believed");
    let item = until("the trouble is an item", async || {
        items(&desk, "kind:connection").await.into_iter().find(|item| item.what.key == "what-relay-disbelieves")
    })
    .await;
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    let why: Vec<&str> = detail.explanation.iter().map(|said| said.key.as_str()).collect();
    assert_eq!(why, ["why-relay-no-token", "why-trouble-goes"]);
    let actions: Vec<_> = item.buttons.iter().map(|button| button.action).collect();
    assert!(actions.contains(&ItemAction::Acknowledge), "{actions:?}");

    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let settled = until("what was believed afterwards ends it", async || {
        desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap().settled
    })
    .await;
    assert_eq!(settled.key, "settled-over");
}

#[tokio::test]
async fn an_acknowledged_trouble_does_not_come_back_while_it_lasts() {
    let computer = Computer::new(50).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    let call = reqwest::Client::builder().no_proxy().build().unwrap().post(format!("{}/webhook/main", relay.address));
    call.send().await.unwrap();
    let find = async || items(&desk, "kind:connection").await.into_iter().find(|item| item.what.key != "what-clock");
    let item = until("the trouble is an item", find).await;
    desk.acknowledge(ItemRequest { id: item.id.clone() }).await.unwrap();
    desk.opened().await.unwrap().keep_inbox().await.unwrap();
    assert!(items(&desk, "kind:connection").await.iter().all(|other| other.id != item.id));
}

#[tokio::test]
async fn an_answer_given_at_the_relay_is_one_line_of_the_history_with_who_and_how_long() {
    let (computer, desk, _relay) = followed_under(&json!({ "ask": { "seconds": 8, "fallback": "accept" } })).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Live).await;
    desk.showing(vec![item.id.clone()]).await.unwrap();
    desk.decide(Decide { item: item.id, approve: false, reason: String::new(), consent: None }).await.unwrap();

    let request = HistoryRequest { subscription: Some(id.clone()), before: None, limit: 50 };
    let line = until("the answer is history", async || desk.history(request.clone()).await.unwrap().lines.pop()).await;
    assert_eq!((line.what.key.as_str(), line.actor.as_str()), ("told-refused-person", "ada-desk"));
    let asked = line.asked.unwrap();
    assert_eq!((asked.key.as_str(), &asked.args["from"], &asked.args["to"]), ("what-plan", &plan, &other));
    assert!(line.took_ms.is_some() && line.intent.is_empty());

    let whole = desk.history(HistoryRequest { subscription: None, before: None, limit: 1 }).await.unwrap();
    assert_eq!((whole.lines.len(), whole.more), (1, false), "it is told once");
    let end = HistoryRequest { subscription: None, before: Some(whole.lines[0].id.clone()), limit: 50 };
    assert!(desk.history(end).await.unwrap().lines.is_empty(), "nothing is told twice further down");

    let page = desk.customer(CustomerRequest { id }).await.unwrap();
    let told: Vec<_> = page.timeline.iter().filter(|event| event.after.as_deref() == Some(&*other)).collect();
    let [event] = told[..] else { panic!("one line: {told:?}") };
    assert_eq!(event.told.as_ref().map(|said| said.key.as_str()), Some("told-refused-person"));
    assert_eq!(event.took_ms, line.took_ms);
}

#[tokio::test]
async fn what_microsofts_data_says_of_an_answer_stands_beside_it() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::reading_back(&computer).await;
    relay.put_rules(&json!("refuse")).await;
    followed(&desk, &relay).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    found(&desk, &id, RequestStage::Ruled).await;
    let request = HistoryRequest { subscription: Some(id.clone()), before: None, limit: 50 };
    let line = until("the answer was read back", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        let lines = desk.history(request.clone()).await.unwrap().lines;
        lines.into_iter().find(|line| line.outcome.is_some())
    })
    .await;
    assert_eq!((line.what.key.as_str(), line.actor.as_str()), ("told-refused-rule", "No steps down"));
    assert_eq!(line.outcome.map(|said| said.key).as_deref(), Some("outcome-confirmed"));
    let page = desk.customer(CustomerRequest { id }).await.unwrap();
    assert!(page.timeline.iter().any(|event| event.outcome.is_some()));
}
