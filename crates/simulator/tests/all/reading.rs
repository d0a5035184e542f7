//! Reading: list, get, plans, operations.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;

use crate::visitor::{Visitor, still};

#[tokio::test]
async fn a_sweep_sees_every_subscription_once() {
    let visitor = Visitor::of(still(1_000)).await;
    let pages = visitor.pages().await;
    let sizes: Vec<usize> = pages.iter().map(|page| page["subscriptions"].as_array().unwrap().len()).collect();
    assert!(sizes.len() > 11, "uneven pages of 60 to 90: {sizes:?}");
    let all = visitor.everything().await;
    let ids: BTreeSet<&str> = all.iter().map(|subscription| subscription["id"].as_str().unwrap()).collect();
    assert_eq!((all.len(), ids.len()), (1_000, 1_000), "nothing twice, nothing lost");
}

#[tokio::test]
async fn the_states_are_mixed_as_in_a_real_business() {
    let visitor = Visitor::of(still(5_000)).await;
    let mut counts = BTreeMap::<String, usize>::new();
    for subscription in visitor.everything().await {
        let status = subscription["saasSubscriptionStatus"].as_str().unwrap().to_owned();
        let has_dates = subscription["term"].get("startDate").is_some();
        assert!(has_dates || status != "Subscribed", "an active subscription has dates: {subscription}");
        assert!(!has_dates || status != "PendingFulfillmentStart", "a pending one has none: {subscription}");
        *counts.entry(status).or_default() += 1;
    }
    let near =
        |status: &str, wanted: usize| assert!(counts[status].abs_diff(wanted) < wanted / 4, "{status}: {counts:?}");
    near("Subscribed", 3_000);
    near("Suspended", 300);
    near("PendingFulfillmentStart", 200);
    near("Unsubscribed", 1_500);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_world() {
    let options = || simulator::Options { start_at: "2026-03-05T09:00:00Z".parse().ok(), ..still(300) };
    let (one, other) = (Visitor::of(options()).await, Visitor::of(options()).await);
    assert_eq!(one.everything().await, other.everything().await, "a world is a function of seed, size and moment");
}

#[tokio::test]
async fn get_shows_what_the_list_showed() {
    let visitor = Visitor::of(still(200)).await;
    for listed in visitor.everything().await.into_iter().take(20) {
        let id = listed["id"].as_str().unwrap();
        assert_eq!(visitor.get(&format!("/{id}")).await, listed, "one truth");
    }
    let unknown = visitor.call(Method::GET, "/0b3f7a52-0c8e-4a44-8f0e-6de1b0a7c2d9", None).await;
    assert_eq!(unknown.status(), 404, "unknown ids are 404");
}

#[tokio::test]
async fn plans_have_seats_only_where_seats_are_sold() {
    let visitor = Visitor::of(still(400)).await;
    for subscription in visitor.everything().await.into_iter().take(60) {
        let plans = visitor.get(&format!("/{}/listAvailablePlans", subscription["id"].as_str().unwrap())).await;
        let plans = plans["plans"].as_array().unwrap();
        assert!(plans.iter().any(|plan| plan["planId"] == subscription["planId"]), "its own plan is listed");
        for plan in plans {
            let has_seats = plan["isPricePerSeat"] == true;
            assert_eq!(plan.get("maxQuantity").is_some(), has_seats, "limits only per seat: {plan}");
            assert_eq!(subscription.get("quantity").is_some(), has_seats, "one model for all plans of an offer");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_ids_and_a_new_etag() {
    let visitor = Visitor::of(still(10)).await;
    let url = format!("{}/saas/subscriptions?api-version=2018-08-31", visitor.running.addresses().base);
    let ask = || visitor.http.get(&url).bearer_auth(&visitor.bearer).header("x-ms-requestid", "r-1").send();
    let (one, other) = (ask().await.unwrap(), ask().await.unwrap());
    assert_eq!(one.headers()["x-ms-requestid"], "r-1", "the client's id comes back");
    assert!(one.headers().contains_key("x-ms-correlationid"), "made where it was missing");
    assert!(one.headers().contains_key("x-ms-activityid"), "for support");
    assert_ne!(one.headers()["etag"], other.headers()["etag"], "an ETag says nothing about the content");
}

#[tokio::test]
async fn the_api_version_is_mandatory() {
    let visitor = Visitor::of(still(10)).await;
    let url = format!("{}/saas/subscriptions", visitor.running.addresses().base);
    let answer = visitor.http.get(url).bearer_auth(&visitor.bearer).send().await.unwrap();
    assert_eq!(answer.status(), 400, "refused without it");
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["Error"]["Code"], "ApiVersionUnspecified", "with capitals, only here");
}

#[tokio::test]
async fn continuation_tokens_may_expire() {
    let mut options = still(1_000);
    options.switches.continuation_seconds = Some(60);
    let visitor = Visitor::of(options).await;
    let link = visitor.get("").await["@nextLink"].as_str().unwrap().to_owned();
    let follow = || visitor.http.get(&link).bearer_auth(&visitor.bearer).send();
    assert_eq!(follow().await.unwrap().status(), 200, "fresh");
    visitor.running.control().advance(std::time::Duration::from_secs(61)).await;
    assert_eq!(follow().await.unwrap().status(), 400, "too old: begin again");
}
