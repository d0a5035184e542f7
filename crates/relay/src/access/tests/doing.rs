//! What is called for, and when.

use chrono::TimeDelta;
use domain::account::{Access, AccountAction};
use domain::relay_feed::{AccessOver, AccessState, AccessTrouble, AccessWork};
use domain::{PlanId, Status};
use http::StatusCode;
use rstest::rstest;
use serde_json::json;

use super::scene::Scene;
use crate::testing::messages::{SUBSCRIPTION, change_plan, change_seats, notice, rule};

const SUSPENDS: &str = "suspend_after_days = 14";

#[tokio::test]
async fn an_account_is_suspended_once_its_days_are_over_and_not_before() {
    let scene = Scene::begin(SUSPENDS).await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.passes(TimeDelta::days(13)).await;
    assert_eq!((scene.service.came().len(), scene.words().await), (0, vec!["waiting".to_owned()]));
    scene.passes(TimeDelta::days(1)).await;
    assert_eq!(scene.service.came(), ["account.suspended"]);
    assert_eq!(scene.service.last().data.access, Some(Access::Suspended));
    assert_eq!(scene.words().await, ["effective"]);
    assert_eq!(scene.told().await.len(), 3, "waiting, on its way, effective: nothing else is news");
}

#[tokio::test]
async fn nobody_is_suspended_unless_the_owner_says_so() {
    let scene = Scene::begin("").await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.passes(TimeDelta::days(1)).await;
    assert!(scene.told().await.is_empty() && scene.service.came().is_empty());
}

#[tokio::test]
async fn a_customer_who_pays_in_time_is_not_suspended() {
    let scene = Scene::begin(SUSPENDS).await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.passes(TimeDelta::days(2)).await;
    scene.shows(Status::Subscribed, "crew", 12);
    scene.rig.posts(&notice("op-2", "Reinstate")).await;
    scene.passes(TimeDelta::hours(1)).await;
    assert_eq!(scene.service.came(), ["account.reinstated"]);
    let stands = scene.stands().await;
    assert!(matches!(stands[0].1, AccessState::Withdrawn { why: AccessOver::Superseded, .. }), "{stands:?}");
}

#[tokio::test]
async fn a_customer_who_pays_unannounced_is_not_suspended_either() {
    let scene = Scene::begin(SUSPENDS).await;
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.passes(TimeDelta::days(15)).await;
    assert!(scene.service.came().is_empty());
    let stands = scene.stands().await;
    assert!(matches!(stands[0].1, AccessState::Withdrawn { why: AccessOver::NotSoAnyMore, .. }), "{stands:?}");
}

#[tokio::test]
async fn what_has_ended_is_closed_and_a_person_is_reminded_after_a_week() {
    let scene = Scene::begin(SUSPENDS).await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.shows(Status::Unsubscribed, "crew", 12);
    scene.rig.posts(&notice("op-2", "Unsubscribe")).await;
    scene.passes(TimeDelta::days(5)).await;
    assert_eq!(scene.service.came(), ["account.closed"], "and its suspension is not");
    assert_eq!(scene.words().await, ["withdrawn", "effective", "waiting"]);
    scene.passes(TimeDelta::days(2)).await;
    let reminder = scene.stands().await.pop().unwrap();
    assert!(matches!(reminder, (AccessWork::DataDeletion, AccessState::Due { .. })), "{reminder:?}");
    assert_eq!(scene.service.came().len(), 1, "a person is reminded, not the service");
}

#[tokio::test]
async fn a_change_is_told_once_microsoft_shows_it() {
    let scene = Scene::begin("").await;
    scene.rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!((scene.service.came().len(), scene.words().await), (0, vec!["confirming".to_owned()]));
    scene.shows(Status::Subscribed, "bridge", 12);
    scene.passes(TimeDelta::minutes(20)).await;
    let event = scene.service.last();
    assert_eq!(event.data.account.plan, PlanId::from("bridge"));
    assert_eq!(event.data.before.unwrap().plan, PlanId::from("crew"));
    scene.rig.posts(&change_seats("op-2", 12, 20)).await;
    scene.shows(Status::Subscribed, "bridge", 20);
    scene.passes(TimeDelta::minutes(20)).await;
    assert_eq!(scene.service.came(), ["account.plan_changed", "account.seats_changed"]);
    assert_eq!(scene.service.last().data.before.unwrap().seats, Some(12));
}

#[tokio::test]
async fn a_change_that_never_came_is_told_to_nobody() {
    let scene = Scene::begin("").await;
    scene.rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    scene.passes(TimeDelta::hours(25)).await;
    assert!(scene.service.came().is_empty());
    let stands = scene.stands().await;
    assert!(matches!(stands[0].1, AccessState::Withdrawn { why: AccessOver::NeverCame, .. }), "{stands:?}");
}

#[tokio::test]
async fn what_was_refused_calls_for_nothing() {
    let scene = Scene::begin("").await;
    scene.rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    scene.rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    scene.rig.posts(&change_plan("op-2", "bridge", "crew")).await;
    scene.passes(TimeDelta::minutes(5)).await;
    assert!(scene.told().await.is_empty(), "nor does Microsoft's taking it back");
}

#[tokio::test]
async fn one_cause_in_two_messages_is_one_hook() {
    let scene = Scene::begin("").await;
    scene.shows(Status::Subscribed, "bridge", 12);
    let asked = change_plan("op-1", "crew", "bridge");
    let mut done = asked.clone();
    done["status"] = "Succeeded".into();
    for message in [&asked, &done, &asked] {
        scene.rig.posts(message).await;
    }
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!(scene.service.came(), ["account.plan_changed"]);
}

#[rstest]
#[case::reinstated("Reinstate", Status::Subscribed, "account.reinstated")]
#[case::activated_itself("Subscribe", Status::Subscribed, "account.activated")]
#[case::ended("Unsubscribe", Status::Unsubscribed, "account.closed")]
#[tokio::test]
async fn each_message_calls_for_its_own(#[case] action: &str, #[case] status: Status, #[case] event: &str) {
    let scene = Scene::begin("").await;
    scene.shows(status, "crew", 12);
    scene.rig.posts(&notice("op-1", action)).await;
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.service.came(), [event]);
}

#[rstest]
#[case("reinstate = false", "Reinstate", Status::Subscribed)]
#[case("close = false\nremind_after_days = 0", "Unsubscribe", Status::Unsubscribed)]
#[case("activated = false", "Subscribe", Status::Subscribed)]
#[tokio::test]
async fn what_the_owner_switched_off_is_not_done(#[case] rules: &str, #[case] action: &str, #[case] status: Status) {
    let scene = Scene::begin(rules).await;
    scene.shows(status, "crew", 12);
    scene.rig.posts(&notice("op-1", action)).await;
    assert!(scene.told().await.is_empty());
}

#[tokio::test]
async fn a_service_that_can_be_asked_has_to_say_that_it_is_so() {
    let scene = Scene::begin("status").await;
    scene.service.says("suspended");
    scene.rig.posts(&notice("op-1", "Reinstate")).await;
    scene.passes(TimeDelta::minutes(3)).await;
    assert_eq!(scene.words().await, ["sent"]);
    scene.service.says("open");
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!(scene.words().await, ["effective"]);
    assert_eq!(scene.service.came().len(), 1);
}

#[tokio::test]
async fn a_service_that_says_otherwise_needs_a_person() {
    let scene = Scene::begin("status").await;
    scene.service.says("suspended");
    scene.rig.posts(&notice("op-1", "Reinstate")).await;
    scene.passes(TimeDelta::minutes(20)).await;
    let (_, state) = scene.stands().await.pop().unwrap();
    assert_eq!(state, AccessState::Stuck { why: AccessTrouble::NotSo { access: Access::Suspended } });
    assert_eq!(scene.stands().await[0].0, AccessWork::Hook(AccountAction::Reinstate));
}

#[tokio::test]
async fn what_a_desk_activated_is_told_once_it_shows_and_once_however_often_the_desk_says_so() {
    let scene = Scene::begin("").await;
    let desk = scene.rig.desk("north").await;
    assert_eq!(desk.get("hello").await.1["opensAccounts"], json!(true));
    scene.shows(Status::PendingFulfillmentStart, "crew", 12);
    let report = json!({ "subscription": SUBSCRIPTION, "intent": "i-1" });
    for _ in 0..2 {
        let (status, answer) = desk.post("access/activated", &report).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    scene.passes(TimeDelta::minutes(10)).await;
    assert!(scene.service.ids().is_empty(), "Microsoft does not show it yet");
    scene.shows(Status::Subscribed, "crew", 12);
    scene.passes(TimeDelta::hours(1)).await;
    desk.post("access/activated", &report).await;
    scene.passes(TimeDelta::hours(1)).await;
    assert_eq!((scene.words().await, scene.service.ids().len()), (vec!["effective".to_owned()], 1));
}

#[tokio::test]
async fn a_relay_that_is_not_to_tell_of_activations_says_so() {
    let scene = Scene::begin("activated = false").await;
    let desk = scene.rig.desk("north").await;
    let (status, answer) =
        desk.post("access/activated", &json!({ "subscription": SUBSCRIPTION, "intent": "i-1" })).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("not-possible")));
    assert_eq!(desk.get("hello").await.1["opensAccounts"], json!(false));
}
