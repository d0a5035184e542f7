//! What the relay told is kept for the days that the connection says.

use std::time::Duration;

use serde_json::{Value, json};

use super::{followed_under, found};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::changeable;
use crate::testing::Computer;

fn keeps_nothing(computer: &Computer) {
    let path = computer.profile.path().join("connections.json");
    let mut kept: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let relay = kept.pointer_mut("/all/0/relay").unwrap();
    assert_eq!(relay.get("kept_days"), None, "it is kept for the usual time unless somebody says otherwise");
    relay["kept_days"] = json!(0);
    std::fs::write(path, kept.to_string()).unwrap();
}

async fn told(desk: &Desk, id: &str) -> usize {
    desk.opened().await.unwrap().source.store.journal.feed_of(&id.into(), 100).await.unwrap().len()
}

#[tokio::test]
async fn what_was_told_long_ago_is_forgotten_but_not_of_a_request_that_waits() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    drop(desk);
    keeps_nothing(&computer);
    let desk = computer.start();
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    let opened = desk.opened().await.unwrap();
    let forget = async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        let mut place = 0;
        while let Some(reached) = opened.forget_told(place, 1).await.unwrap() {
            place = reached;
        }
    };
    forget().await;
    assert!(told(&desk, &id).await > 0, "the request waits");
    let no = Decide { item: item.id, approve: false, reason: "no budget".to_owned(), consent: None };
    desk.decide(no).await.unwrap();
    opened.follow_feed().await.unwrap();
    forget().await;
    let (left, looked_at) = (told(&desk, &id).await, opened.looked_at_feed().await.unwrap());
    let unseen = opened.source.store.journal.feed_after(looked_at, 100).await.unwrap().len();
    assert!(left <= unseen, "{left} are left of a request that is over, {unseen} nobody has looked at");
}
