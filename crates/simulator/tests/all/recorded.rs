//! A world made of recorded answers. Skipped where the recordings are absent.

use std::path::PathBuf;

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Error, Options, Simulator};

use crate::visitor::{Visitor, still};

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/recorded");
    if !folder.exists() {
        println!("skipped: no recorded answers at {}", folder.display());
    }
    folder.exists().then_some(folder)
}

fn exchanges(file: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(folder()?.join(file)).unwrap();
    serde_json::from_str(&text).ok()
}

#[tokio::test]
async fn recorded_pages_are_served_as_they_were() {
    let Some(recorded) = exchanges("list.json") else { return };
    let visitor = Visitor::of(Options { recorded: folder(), ..still(0) }).await;
    let pages = visitor.pages().await;
    let sizes: Vec<usize> = pages.iter().map(|page| page["subscriptions"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [66, 70, 87, 68, 89], "the recorded partitions");
    for (served, recorded) in pages.iter().zip(&recorded) {
        assert_eq!(served["subscriptions"], recorded["body"]["subscriptions"], "unchanged");
    }
    let text = visitor.call(Method::GET, "", None).await.text().await.unwrap();
    let order = ["\"id\":", "\"publisherId\":", "\"saasSubscriptionStatus\":", "\"lastModified\":", "\"sessionMode\":"];
    let places: Vec<usize> = order.iter().map(|member| text.find(member).unwrap()).collect();
    assert!(places.is_sorted(), "members in the recorded order: {places:?}");
}

#[tokio::test]
async fn recorded_plans_belong_to_their_subscription() {
    let Some(recorded) = exchanges("plans.json") else { return };
    let visitor = Visitor::of(Options { recorded: folder(), ..still(0) }).await;
    let id = recorded[0]["uri"].as_str().unwrap().split('/').nth_back(1).unwrap();
    assert_eq!(visitor.get(&format!("/{id}/listAvailablePlans")).await, recorded[0]["body"], "unchanged");
}

#[tokio::test]
async fn a_recorded_subscription_can_change() {
    let Some(recorded) = exchanges("update.json") else { return };
    let visitor = Visitor::of(Options { recorded: folder(), ..still(0) }).await;
    let path = format!("/{}", recorded[1]["body"]["subscriptionId"].as_str().unwrap());
    let answer = visitor.call(Method::PATCH, &path, Some(json!({ "planId": "gold" }))).await;
    assert_eq!(answer.status(), 202, "as recorded");
    visitor.running.control().advance(std::time::Duration::from_secs(3)).await;
    assert_eq!(visitor.get(&path).await["planId"], "gold", "the change is there");
    assert_eq!(visitor.everything().await.len(), 380, "and nothing else moved");
}

#[tokio::test]
async fn a_missing_recording_is_named() {
    let options = Options { recorded: Some(PathBuf::from("/nowhere")), ..still(0) };
    let error = Simulator::start(options).await.err().unwrap();
    assert!(matches!(error, Error::Recorded { .. }), "a clear error: {error}");
    assert!(error.to_string().contains("/nowhere"), "which says where it looked: {error}");
}
