//! Time passes: lapses, renewals, ends.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Purchase;

use crate::visitor::{Visitor, still};

const DAY: Duration = Duration::from_secs(86_400);

fn status(control: &simulator::Control, id: &str) -> Value {
    control.subscription(id).unwrap()["saasSubscriptionStatus"].clone()
}

#[tokio::test]
async fn a_purchase_nobody_activates_lapses_after_thirty_days_without_a_word() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    let id = control.purchase(&Purchase::default()).unwrap();
    control.advance(DAY * 29).await;
    assert_eq!(status(control, &id), "PendingFulfillmentStart", "a day left");
    control.advance(DAY * 2).await;
    assert_eq!(status(control, &id), "Unsubscribed", "lapsed");
    assert_eq!(control.inbox(), Vec::<Value>::new(), "nobody was told");
}

#[tokio::test]
async fn a_suspended_subscription_ends_after_thirty_days() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    control.switch(|switches| switches.auto_activation = true);
    let id = control.purchase(&Purchase::default()).unwrap();
    control.suspend(&id).unwrap();
    control.advance(DAY * 31).await;
    assert_eq!(status(control, &id), "Unsubscribed", "the grace is over");
    assert_eq!(control.inbox().last().unwrap()["action"], "Unsubscribe", "and told");
}

#[tokio::test]
async fn terms_renew_or_end() {
    let visitor = Visitor::of(still(0)).await;
    let control = visitor.running.control();
    control.switch(|switches| switches.auto_activation = true);
    let (kept, dropped) =
        (control.purchase(&Purchase::default()).unwrap(), control.purchase(&Purchase::default()).unwrap());
    control.set_auto_renew(&dropped, false).unwrap();
    let before = control.subscription(&kept).unwrap()["term"].clone();
    control.advance(DAY * 32).await;
    let after = control.subscription(&kept).unwrap()["term"].clone();
    assert!(after["startDate"].as_str() > before["endDate"].as_str(), "the next term follows: {before} {after}");
    assert_eq!(status(control, &dropped), "Unsubscribed", "without renewal it ends");
    let actions: Vec<Value> = control.inbox().iter().map(|message| message["action"].clone()).collect();
    assert_eq!(
        actions,
        [json!("Subscribe"), json!("Subscribe"), json!("Renew"), json!("Unsubscribe")],
        "told in order"
    );
}

#[tokio::test]
async fn a_whole_world_ages_the_same_way_twice() {
    let run = async || {
        let options = simulator::Options { start_at: "2026-03-05T09:00:00Z".parse().ok(), ..still(1_000) };
        let visitor = Visitor::of(options).await;
        let control = visitor.running.control().clone();
        control.advance(DAY * 45).await;
        (control.counts(), serde_json::to_string(&control.ledger(0)).unwrap())
    };
    let (one, other) = (run().await, run().await);
    assert_eq!(one, other, "time is deterministic");
    let pending = one.0.get(&simulator::Status::PendingFulfillmentStart);
    assert_eq!(pending, None, "nothing waits longer than thirty days");
}

#[tokio::test]
async fn pages_stay_stable_while_the_world_grows() {
    let visitor = Visitor::of(still(300)).await;
    let control = visitor.running.control();
    let before: Vec<Value> = visitor.everything().await.iter().map(|s| s["id"].clone()).collect();
    let bought: Vec<String> = (0..150).map(|_| control.purchase(&Purchase::default()).unwrap()).collect();
    let after: Vec<Value> = visitor.everything().await.iter().map(|s| s["id"].clone()).collect();
    assert_eq!(after.len(), 450, "all there");
    let old: Vec<&Value> = after.iter().filter(|id| !bought.iter().any(|new| *id == new)).collect();
    assert!(old.into_iter().eq(&before), "what was there keeps its place");
}
