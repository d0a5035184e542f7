//! People move on what is stuck.

use chrono::TimeDelta;
use domain::relay_feed::{AccessOver, AccessState, AccessStep, AccessTrouble};
use domain::{Clock as _, Status};
use futures::future::join_all;
use http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::log::Kind;
use crate::testing::Desk;
use crate::testing::messages::{change_plan, notice};

/// A hook the service did not want, and a desk.
async fn refused(action: &str, status: Status) -> (Scene, Desk, AccessStep) {
    let scene = Scene::begin("suspend_after_days = 0").await;
    let desk = scene.rig.desk("north").await;
    scene.service.answers(&[410]);
    scene.shows(status, "crew", 12);
    scene.rig.posts(&notice("op-1", action)).await;
    scene.passes(TimeDelta::minutes(1)).await;
    let stuck = scene.told().await.pop().unwrap();
    assert!(matches!(stuck.state, AccessState::Stuck { why: AccessTrouble::Refused { .. } }), "{stuck:?}");
    (scene, desk, stuck)
}

fn path(step: &AccessStep, word: &str) -> String {
    format!("access/{}/{word}", step.id)
}

async fn again(desk: &Desk, step: &AccessStep, who: &str) -> (StatusCode, Value) {
    desk.post(&path(step, "again"), &json!({ "version": step.version, "who": who })).await
}

async fn dropped(desk: &Desk, step: &AccessStep, who: &str, reason: &str) -> (StatusCode, Value) {
    desk.post(&path(step, "drop"), &json!({ "version": step.version, "who": who, "reason": reason })).await
}

#[tokio::test]
async fn what_is_tried_again_is_the_same_event_and_desks_hear_who_wanted_it() {
    let (scene, desk, stuck) = refused("Reinstate", Status::Subscribed).await;
    let first = scene.service.last();
    let (status, answer) = again(&desk, &stuck, " Ada ").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let told = scene.told().await.pop().unwrap();
    assert_eq!(serde_json::from_value::<AccessStep>(answer).unwrap(), told);
    let by = told.again.unwrap();
    assert_eq!((by.by.as_str(), by.of, told.state), ("Ada (north)", stuck.version, AccessState::Confirming));
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.words().await, ["effective"]);
    let ids = scene.service.ids();
    assert_eq!((ids.len(), &ids[0]), (2, &ids[1]), "once, under the id it had");
    assert_eq!(scene.service.last(), first, "and with what it said");
}

#[tokio::test]
async fn what_is_refused_again_is_stuck_again_and_can_be_tried_a_third_time() {
    let (scene, desk, stuck) = refused("Reinstate", Status::Subscribed).await;
    scene.service.answers(&[410]);
    again(&desk, &stuck, "Ada").await;
    scene.passes(TimeDelta::minutes(1)).await;
    let stuck_again = scene.told().await.pop().unwrap();
    assert!(matches!(stuck_again.state, AccessState::Stuck { .. }) && stuck_again.version > stuck.version);
    assert_eq!(stuck_again.attempts, 2);
    let (status, answer) = again(&desk, &stuck_again, "Ada").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!((scene.words().await, scene.service.ids().len()), (vec!["effective".to_owned()], 3));
}

#[tokio::test]
async fn a_customer_who_has_paid_meanwhile_is_not_suspended_by_an_old_hook() {
    let (scene, desk, stuck) = refused("Suspend", Status::Suspended).await;
    scene.shows(Status::Subscribed, "crew", 12);
    again(&desk, &stuck, "Ada").await;
    scene.passes(TimeDelta::minutes(1)).await;
    let (_, state) = scene.stands().await.remove(0);
    assert!(matches!(state, AccessState::Withdrawn { why: AccessOver::NotSoAnyMore, .. }), "{state:?}");
    assert_eq!(scene.service.ids().len(), 1, "nothing was sent");
}

#[tokio::test]
async fn a_plan_the_customer_has_left_meanwhile_is_told_to_nobody() {
    let scene = Scene::begin("").await;
    let desk = scene.rig.desk("north").await;
    scene.service.answers(&[422]);
    scene.shows(Status::Subscribed, "bridge", 12);
    scene.rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    scene.passes(TimeDelta::minutes(1)).await;
    let stuck = scene.told().await.pop().unwrap();
    scene.shows(Status::Subscribed, "crew", 12);
    again(&desk, &stuck, "Ada").await;
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!((scene.words().await, scene.service.ids().len()), (vec!["withdrawn".to_owned()], 1));
}

#[tokio::test]
async fn what_is_tried_again_keeps_nobody_out_while_it_cannot_be_confirmed() {
    let (scene, desk, stuck) = refused("Reinstate", Status::Subscribed).await;
    scene.service.answers(&[503]);
    scene.rig.posts(&notice("op-2", "Reinstate")).await;
    scene.sender("one").turn().await.unwrap();
    assert_eq!(scene.words().await, ["stuck", "sending"], "the newer one is on its way");
    scene.is_out_of_reach();
    again(&desk, &stuck, "Ada").await;
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.words().await, ["confirming", "effective"]);
}

#[tokio::test]
async fn what_is_dropped_is_over_with_who_and_why_and_nobody_of_the_customers_is_kept() {
    let (scene, desk, stuck) = refused("Suspend", Status::Suspended).await;
    assert_eq!(dropped(&desk, &stuck, "Ada", "  ").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(dropped(&desk, &stuck, " ", "closed by hand").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, answer) = dropped(&desk, &stuck, "Ada", " closed by hand ").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let told = scene.told().await.pop().unwrap();
    let (by, reason) = ("Ada (north)".to_owned(), "closed by hand".to_owned());
    assert_eq!(told.state, AccessState::Dropped { by, reason, at: scene.rig.time.now(), of: stuck.version });
    scene.passes(TimeDelta::days(2)).await;
    assert_eq!(scene.service.ids().len(), 1, "nothing is sent any more");
    let doc = scene.rig.log.doc(&"harbour".into(), Kind::Access, stuck.id.as_str()).await.unwrap().unwrap();
    assert!(!doc.value.contains("ines@") && !doc.is_open, "{}", doc.value);
    assert!(desk.follow(None).await.snapshot().await.access.is_empty(), "whoever begins anew does not see it");
}

#[rstest]
#[case("again")]
#[case("drop")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_desks_at_once_one_wins(#[case] word: &str) {
    let (scene, _, stuck) = refused("Suspend", Status::Suspended).await;
    let mut desks = Vec::new();
    for number in 0..10 {
        desks.push(scene.rig.desk(&format!("desk-{number}")).await);
    }
    let (path, body) = (path(&stuck, word), json!({ "version": stuck.version, "who": "Ada", "reason": "by hand" }));
    let answers = join_all(desks.iter().map(|desk| desk.post(&path, &body))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == StatusCode::OK).count(), 1);
    let others = answers.iter().filter(|(status, _)| *status == StatusCode::CONFLICT);
    assert!(others.clone().count() == 9 && others.clone().all(|(_, answer)| answer["code"] == "overtaken"));
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!(scene.service.ids().len(), if word == "again" { 2 } else { 1 });
}

#[tokio::test]
async fn one_says_again_and_another_drops_it_and_the_first_is_heard() {
    let (scene, north, stuck) = refused("Suspend", Status::Suspended).await;
    let south = scene.rig.desk("south").await;
    assert_eq!(dropped(&south, &stuck, "Ben", "closed by hand").await.0, StatusCode::OK);
    let (status, answer) = again(&north, &stuck, "Ada").await;
    assert_eq!((status, answer["code"].as_str()), (StatusCode::CONFLICT, Some("overtaken")));
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!((scene.words().await, scene.service.ids().len()), (vec!["dropped".to_owned()], 1));
}

#[tokio::test]
async fn whoever_does_not_know_whether_it_was_heard_says_it_again() {
    let (scene, desk, stuck) = refused("Suspend", Status::Suspended).await;
    again(&desk, &stuck, "Ada").await;
    scene.passes(TimeDelta::minutes(1)).await;
    let (status, answer) = again(&desk, &stuck, "Ada").await;
    assert_eq!((status, answer["state"]["state"].as_str()), (StatusCode::OK, Some("effective")));
    assert_eq!(again(&desk, &stuck, "Ben").await.0, StatusCode::CONFLICT, "somebody else was not heard");
    scene.passes(TimeDelta::minutes(5)).await;
    assert_eq!(scene.service.ids().len(), 2);
    let (scene, desk, stuck) = refused("Suspend", Status::Suspended).await;
    dropped(&desk, &stuck, "Ada", "closed by hand").await;
    let events = scene.told().await.len();
    assert_eq!(dropped(&desk, &stuck, "Ada", "closed by hand").await.0, StatusCode::OK);
    assert_eq!(scene.told().await.len(), events, "and it is told once");
}

#[tokio::test]
async fn a_relay_that_dies_while_it_tries_again_sends_the_same_again() {
    let (scene, desk, stuck) = refused("Reinstate", Status::Subscribed).await;
    again(&desk, &stuck, "Ada").await;
    scene.service.answers(&[0]);
    let sender = scene.sender("one");
    let sending = tokio::spawn(async move { sender.turn().await.map(drop) });
    while scene.service.came().len() < 2 {
        tokio::task::yield_now().await;
    }
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    scene.passes(TimeDelta::minutes(1)).await;
    let ids = scene.service.ids();
    assert!(ids.len() == 3 && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(scene.words().await, ["effective"]);
}

#[tokio::test]
async fn what_is_not_stuck_is_moved_on_by_nobody() {
    let scene = Scene::begin("suspend_after_days = 3").await;
    let desk = scene.rig.desk("north").await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    let waiting = scene.told().await.pop().unwrap();
    for (status, answer) in [again(&desk, &waiting, "Ada").await, dropped(&desk, &waiting, "Ada", "by hand").await] {
        assert_eq!((status, answer["code"].as_str()), (StatusCode::CONFLICT, Some("not-possible")));
    }
    let unknown = AccessStep { id: "acct_none".into(), ..waiting };
    assert_eq!(again(&desk, &unknown, "Ada").await.0, StatusCode::NOT_FOUND);
    let stranger = Desk { token: "mdr.north.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(), ..desk };
    assert_eq!(again(&stranger, &unknown, "Ada").await.0, StatusCode::UNAUTHORIZED);
}
