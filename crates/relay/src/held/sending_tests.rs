//! From a person's yes to a change that is sent, or not.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock as _;
use domain::relay_feed::{Happened, HeldRequest, HeldState, Supersession};
use http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use super::giving_up::look;
use crate::testing::messages::{change_plan, notice, rule};
use crate::testing::{Desk, Rig, begin};

/// A relay, the desk that approved, and the request it approved by the name `intent-1`.
async fn approved() -> (Rig, Desk, HeldRequest) {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("hold"))).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    let open = desk.held().await.remove(0);
    let approved = approves(&desk, &open, Some("intent-1")).await;
    (rig, desk, approved)
}

async fn approves(desk: &Desk, open: &HeldRequest, key: Option<&str>) -> HeldRequest {
    let (status, claimed) = desk.post(&format!("held/{}/claim", open.id), &json!({ "version": open.version })).await;
    assert_eq!(status, StatusCode::OK, "{claimed}");
    let (status, approved) = desk.post(&format!("held/{}/approve", open.id), &approval(&claimed["version"], key)).await;
    assert_eq!(status, StatusCode::OK, "{approved}");
    serde_json::from_value(approved).unwrap()
}

fn approval(version: &Value, key: Option<&str>) -> Value {
    json!({ "version": version, "consent": { "who": "a buyer", "how": "by mail", "at": begin() }, "key": key })
}

async fn looks(rig: &Rig, begun: DateTime<Utc>) {
    look(&rig.relay, rig.relay.connection("harbour").unwrap(), begun).await.unwrap();
}

async fn minutes_pass(rig: &Rig, minutes: i64) {
    rig.time.advance(TimeDelta::minutes(minutes));
    looks(rig, begin()).await;
}

async fn now(desk: &Desk) -> HeldRequest {
    desk.every_held().await.remove(0)
}

async fn reports(desk: &Desk, held: &HeldRequest, key: Option<&str>) -> StatusCode {
    desk.post(&format!("held/{}/sent", held.id), &json!({ "key": key })).await.0
}

#[tokio::test]
async fn an_approval_of_which_nothing_comes_waits_again_and_names_who_had_approved() {
    let (rig, desk, approved) = approved().await;
    minutes_pass(&rig, 9).await;
    assert_eq!(now(&desk).await, approved, "it has ten minutes");
    minutes_pass(&rig, 1).await;

    let open = desk.held().await.remove(0);
    assert_eq!(open.state, HeldState::Open, "anybody may take it");
    let nothing_came = open.nothing_came.clone().unwrap();
    assert_eq!((nothing_came.approval.by.as_str(), nothing_came.approval.at), ("north", begin()));
    assert_eq!(nothing_came.at, rig.time.now());
    let last = rig.told().await.pop().unwrap();
    assert_eq!(last, Happened::Held(Box::new(open)), "desks are told");
    minutes_pass(&rig, 60).await;
    assert_eq!(rig.told().await.pop().unwrap(), last, "once");
}

#[tokio::test]
async fn what_was_reported_as_sent_stays_approved() {
    let (rig, desk, held) = approved().await;
    assert_eq!(reports(&desk, &held, Some("intent-1")).await, StatusCode::OK);
    let reported = now(&desk).await;
    assert!(matches!(&reported.state, HeldState::Approved(approval) if approval.sent_at == Some(begin())));
    assert_eq!(reports(&desk, &held, None).await, StatusCode::OK, "also where it is told again");
    minutes_pass(&rig, 24 * 60).await;
    assert_eq!(now(&desk).await, reported);
}

#[rstest]
#[case::in_progress("InProgress")]
#[case::done("Succeeded")]
#[tokio::test]
async fn what_microsoft_announces_stays_approved(#[case] status: &str) {
    let (rig, desk, _) = approved().await;
    let mut echo = change_plan("op-2", "crew", "bridge");
    echo["status"] = status.into();
    assert_eq!(rig.posts(&echo).await, StatusCode::OK);
    minutes_pass(&rig, 60).await;
    assert!(matches!(now(&desk).await.state, HeldState::Approved(_)));
}

#[tokio::test]
async fn a_pass_waits_for_the_customer_and_is_not_given_up() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("hold"))).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    let open = desk.held().await.remove(0);
    let (_, claimed) = desk.post(&format!("held/{}/claim", open.id), &json!({ "version": open.version })).await;
    let mut with_pass = approval(&claimed["version"], None);
    with_pass["passDays"] = 5.into();
    assert_eq!(desk.post(&format!("held/{}/approve", open.id), &with_pass).await.0, StatusCode::OK);
    minutes_pass(&rig, 60).await;
    assert!(matches!(now(&desk).await.state, HeldState::Approved(_)));
}

#[tokio::test]
async fn the_same_desk_may_repeat_its_approval_by_the_same_name() {
    let (rig, desk, held) = approved().await;
    let events = rig.events().await.len();
    let path = format!("held/{}/approve", held.id);
    let (status, again) = desk.post(&path, &approval(&2.into(), Some("intent-1"))).await;
    assert_eq!((status, serde_json::from_value(again).ok()), (StatusCode::OK, Some(held)), "the same answer");
    assert_eq!(rig.events().await.len(), events, "and nothing happens");

    assert_eq!(desk.post(&path, &approval(&2.into(), Some("intent-2"))).await.0, StatusCode::CONFLICT);
    assert_eq!(desk.post(&path, &approval(&2.into(), None)).await.0, StatusCode::CONFLICT);
    let south = rig.desk("south").await;
    assert_eq!(south.post(&path, &approval(&2.into(), Some("intent-1"))).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_approval_that_was_given_up_is_not_repeated_but_made_anew() {
    let (rig, desk, held) = approved().await;
    minutes_pass(&rig, 10).await;
    let path = format!("held/{}/approve", held.id);
    let (status, answer) = desk.post(&path, &approval(&2.into(), Some("intent-1"))).await;
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::CONFLICT, &json!("overtaken")),
        "a desk that was away reads anew"
    );

    let south = rig.desk("south").await;
    let anew = approves(&south, &now(&desk).await, Some("intent-9")).await;
    assert!(anew.nothing_came.is_none() && matches!(&anew.state, HeldState::Approved(by) if by.by == "south"));
    assert_eq!(rig.posts(&change_plan("op-2", "crew", "bridge")).await, StatusCode::OK, "its echo is expected");
    minutes_pass(&rig, 60).await;
    assert!(matches!(now(&desk).await.state, HeldState::Approved(_)));
}

#[tokio::test]
async fn a_sign_that_comes_late_counts_all_the_same() {
    let (rig, desk, held) = approved().await;
    minutes_pass(&rig, 10).await;
    assert_eq!(reports(&rig.desk("south").await, &held, None).await, StatusCode::CONFLICT, "it did not approve it");
    assert_eq!(reports(&desk, &held, Some("intent-1")).await, StatusCode::OK);
    let after = now(&desk).await;
    assert!(matches!(&after.state, HeldState::Approved(approval) if approval.by == "north"), "{after:?}");
    assert!(after.nothing_came.is_none());
}

#[tokio::test]
async fn an_echo_that_comes_late_counts_all_the_same() {
    let (rig, desk, _) = approved().await;
    minutes_pass(&rig, 10).await;
    assert_eq!(rig.posts(&change_plan("op-2", "crew", "bridge")).await, StatusCode::OK, "its echo is still expected");
    assert!(matches!(now(&desk).await.state, HeldState::Approved(_)));
}

#[rstest]
#[case::suspended(notice("op-2", "Suspend"), "parked")]
#[case::ended(notice("op-2", "Unsubscribe"), "superseded")]
#[case::asked_anew(change_plan("op-2", "crew", "mast"), "superseded")]
#[tokio::test]
async fn what_happened_meanwhile_counts_once_it_waits_again(#[case] message: Value, #[case] state: &str) {
    let (rig, desk, held) = approved().await;
    rig.posts(&message).await;
    minutes_pass(&rig, 10).await;
    let after = desk.every_held().await.into_iter().find(|one| one.id == held.id).unwrap();
    assert_eq!(serde_json::to_value(&after.state).unwrap()["state"], state);
    assert!(!matches!(after.state, HeldState::Superseded { by: Supersession::Change, .. }));
}

#[tokio::test]
async fn while_the_relay_was_away_nobody_could_report() {
    let (rig, desk, held) = approved().await;
    rig.time.advance(TimeDelta::hours(3));
    let begun = rig.time.now();
    looks(&rig, begun).await;
    assert_eq!(now(&desk).await, held, "ten minutes from when it began");
    rig.time.advance(TimeDelta::minutes(10));
    looks(&rig, begun).await;
    assert_eq!(now(&desk).await.state, HeldState::Open);
}

#[tokio::test]
async fn a_change_that_is_expected_no_more_is_looked_at_no_more() {
    let (rig, desk, _) = approved().await;
    minutes_pass(&rig, 8 * 24 * 60).await;
    let snapshot = desk.get("snapshot").await.1;
    assert_eq!(snapshot["coming"], json!([]));
}
