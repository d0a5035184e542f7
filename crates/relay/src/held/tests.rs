use chrono::TimeDelta;
use domain::relay_feed::{Because, Happened, HeldRequest, HeldState, Supersession};
use futures::future::join_all;
use http::StatusCode;
use serde_json::{Value, json};

use crate::testing::messages::{SUBSCRIPTION, change_plan, change_seats, notice, rule};
use crate::testing::{Desk, Rig, begin};

/// A relay that holds changes of plan, one desk, and one held request.
async fn holding() -> (Rig, Desk, HeldRequest) {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("hold"))).await;
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
    let held = desk.held().await.remove(0);
    (rig, desk, held)
}

async fn claim(desk: &Desk, held: &HeldRequest) -> HeldRequest {
    let (status, claimed) = desk.post(&format!("held/{}/claim", held.id), &json!({ "version": held.version })).await;
    assert_eq!(status, StatusCode::OK, "{claimed}");
    serde_json::from_value(claimed).unwrap()
}

fn approval(held: &HeldRequest, agreed_days_ago: i64) -> Value {
    let at = begin() - TimeDelta::days(agreed_days_ago);
    json!({ "version": held.version, "consent": { "who": "a buyer", "how": "by mail", "at": at } })
}

async fn approve(desk: &Desk, held: &HeldRequest, approval: &Value) -> (StatusCode, Value) {
    desk.post(&format!("held/{}/approve", held.id), approval).await
}

fn state(held: &[HeldRequest], id: &str) -> HeldState {
    held.iter().find(|one| one.id == id).unwrap().state.clone()
}

#[tokio::test]
async fn a_held_request_is_told_and_listed() {
    let (rig, _, held) = holding().await;
    assert_eq!(held.state, HeldState::Open);
    let announced = rig.announced().await;
    assert_eq!(announced[0].answered.held.as_deref(), Some(held.id.as_str()));
    assert!(rig.told().await.iter().any(|told| matches!(told, Happened::Held(one) if **one == held)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_desks_one_claims_it() {
    let (rig, _, held) = holding().await;
    let mut desks = Vec::new();
    for number in 0..10 {
        desks.push(rig.desk(&format!("desk-{number}")).await);
    }
    let path = format!("held/{}/claim", held.id);
    let body = json!({ "version": held.version });
    let claims = join_all(desks.iter().map(|desk| desk.post(&path, &body))).await;
    assert_eq!(claims.iter().filter(|(status, _)| *status == StatusCode::OK).count(), 1);
    assert!(claims.iter().any(|(status, answer)| *status == StatusCode::CONFLICT && answer["code"] == "overtaken"));
}

#[tokio::test]
async fn only_the_desk_that_claimed_it_decides() {
    let (rig, north, held) = holding().await;
    let south = rig.desk("south").await;
    let claimed = claim(&north, &held).await;
    let decline = json!({ "version": claimed.version, "note": "too early" });

    let (status, answer) = south.post(&format!("held/{}/decline", held.id), &decline).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("not-possible")));

    let (status, _) = north.post(&format!("held/{}/decline", held.id), &decline).await;
    assert_eq!(status, StatusCode::OK);
    assert!(north.held().await.is_empty(), "nothing waits");
    assert!(matches!(state(&north.every_held().await, &held.id), HeldState::Declined { .. }), "and it is kept");
}

#[tokio::test]
async fn a_desk_that_went_home_can_be_relieved() {
    let (rig, north, held) = holding().await;
    let south = rig.desk("south").await;
    let claimed = claim(&north, &held).await;
    let path = format!("held/{}/claim", held.id);
    let (status, _) = south.post(&path, &json!({ "version": claimed.version })).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = south.post(&path, &json!({ "version": claimed.version, "takeOver": true })).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn an_approved_change_is_expected_and_its_echo_joined() {
    let (rig, desk, held) = holding().await;
    let claimed = claim(&desk, &held).await;
    let (status, approved) = approve(&desk, &claimed, &approval(&claimed, 1)).await;
    assert_eq!(status, StatusCode::OK, "{approved}");

    assert_eq!(rig.posts(&change_plan("op-2", "crew", "bridge")).await, StatusCode::OK, "though the rule holds such");

    let announced = rig.announced().await;
    assert!(matches!(announced[1].answered.because, Because::Echo { .. }), "{:?}", announced[1].answered);
    let joined = desk.every_held().await.remove(0).joined;
    assert_eq!(joined.len(), 1);
    assert_eq!((joined[0].what.as_str(), &joined[0].key), ("echo", &announced[1].key));

    let again = rig.posts(&change_plan("op-3", "crew", "bridge")).await;
    assert_eq!(again, StatusCode::BAD_REQUEST, "an echo comes once; this is the customer again");
}

#[tokio::test]
async fn a_pass_is_good_for_one_identical_request() {
    let (rig, desk, held) = holding().await;
    let claimed = claim(&desk, &held).await;
    let mut with_pass = approval(&claimed, 1);
    with_pass["passDays"] = 10.into();
    assert_eq!(approve(&desk, &claimed, &with_pass).await.0, StatusCode::OK);

    assert_eq!(rig.posts(&change_plan("op-2", "crew", "mast")).await, StatusCode::BAD_REQUEST, "another wish");
    assert_eq!(rig.posts(&change_plan("op-3", "crew", "bridge")).await, StatusCode::OK, "the one that was promised");
    assert_eq!(rig.posts(&change_plan("op-4", "crew", "bridge")).await, StatusCode::BAD_REQUEST, "it is used up");
}

#[tokio::test]
async fn a_pass_lapses() {
    let (rig, desk, held) = holding().await;
    let claimed = claim(&desk, &held).await;
    let mut with_pass = approval(&claimed, 1);
    with_pass["passDays"] = 10.into();
    assert_eq!(approve(&desk, &claimed, &with_pass).await.0, StatusCode::OK);
    rig.time.advance(TimeDelta::days(11));
    assert_eq!(rig.posts(&change_plan("op-2", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_consent_from_last_week_asks_again() {
    let (_rig, desk, held) = holding().await;
    let claimed = claim(&desk, &held).await;
    let (status, answer) = approve(&desk, &claimed, &approval(&claimed, 8)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("ask-again")));

    let asked_again = desk.held().await.remove(0);
    assert!(asked_again.ask_again.is_some());
    assert_eq!(approve(&desk, &asked_again, &approval(&asked_again, 1)).await.0, StatusCode::CONFLICT, "from before");
    assert_eq!(approve(&desk, &desk.held().await[0], &approval(&desk.held().await[0], 0)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn another_price_asks_again() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let facts = |version: i64, price: &str| {
        let prices = json!({ "EUR": { "P1M": price } });
        let offers = json!({ "tidewatch": { "plans": { "bridge": { "perSeat": true, "prices": prices } } } });
        json!({ "version": version, "facts": { "takenAt": begin(), "goodFor": 864_000, "offers": offers } })
    };
    assert_eq!(desk.put("facts", &facts(0, "10")).await.0, StatusCode::OK);
    desk.rules(&rule(&json!("hold"))).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    let claimed = claim(&desk, &desk.held().await[0]).await;

    assert_eq!(desk.put("facts", &facts(1, "12")).await.0, StatusCode::OK);
    let (status, answer) = approve(&desk, &claimed, &approval(&claimed, 0)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("ask-again")));

    let now = desk.held().await.remove(0);
    assert_eq!(approve(&desk, &now, &approval(&now, 0)).await.0, StatusCode::OK, "agreed anew, at the new price");
}

#[tokio::test]
async fn a_newer_request_takes_its_place_but_not_of_another_kind() {
    let (rig, desk, held) = holding().await;
    rig.posts(&change_seats("op-2", 12, 14)).await;
    assert_eq!(state(&desk.held().await, &held.id), HeldState::Open, "seats are another matter");
    rig.posts(&change_plan("op-3", "crew", "mast")).await;
    let after = state(&desk.every_held().await, &held.id);
    assert!(matches!(after, HeldState::Superseded { by: Supersession::NewerRequest, .. }), "{after:?}");
    assert_eq!(desk.held().await.len(), 1, "the newer one waits");
}

#[tokio::test]
async fn taking_the_refused_change_back_joins_and_does_not_supersede() {
    let (rig, desk, held) = holding().await;
    assert_eq!(rig.posts(&change_plan("op-2", "bridge", "crew")).await, StatusCode::OK);
    let after = desk.held().await.remove(0);
    assert_eq!(after.state, HeldState::Open, "it waits as before");
    assert_eq!(after.id, held.id);
    assert_eq!(after.joined.first().map(|joined| joined.what.as_str()), Some("revert"));
}

#[tokio::test]
async fn the_publishers_own_change_of_the_kind_takes_its_place() {
    let (rig, desk, held) = holding().await;
    let mut own = change_plan("op-2", "crew", "mast");
    own["operationRequestSource"] = "Partner".into();
    rig.posts(&own).await;
    let after = state(&desk.every_held().await, &held.id);
    assert!(matches!(after, HeldState::Superseded { by: Supersession::Change, .. }), "{after:?}");
}

#[tokio::test]
async fn a_suspension_parks_it_and_the_end_ends_it() {
    let (rig, desk, held) = holding().await;
    let claimed = claim(&desk, &held).await;
    rig.posts(&notice("op-2", "Suspend")).await;
    let parked = desk.held().await.remove(0);
    assert!(matches!(parked.state, HeldState::Parked { .. }));
    assert_eq!(approve(&desk, &parked, &approval(&parked, 1)).await.0, StatusCode::CONFLICT, "nothing can be changed");
    assert!(parked.version > claimed.version);

    rig.posts(&notice("op-3", "Reinstate")).await;
    assert_eq!(state(&desk.held().await, &held.id), HeldState::Open, "anybody may take it again");

    rig.posts(&notice("op-4", "Unsubscribe")).await;
    let after = state(&desk.every_held().await, &held.id);
    assert!(matches!(after, HeldState::Superseded { by: Supersession::End, .. }), "{after:?}");
}

#[tokio::test]
async fn a_registered_change_is_accepted_however_the_rules_stand() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("refuse"))).await;
    let coming = json!({
        "id": "intent-1", "subscription": SUBSCRIPTION, "to": { "kind": "plan", "to": "bridge" },
        "until": begin() + TimeDelta::days(1)
    });
    assert_eq!(desk.post("coming", &coming).await.0, StatusCode::OK);
    assert_eq!(desk.post("coming", &coming).await.0, StatusCode::OK, "registering it again changes nothing");
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::OK);
    assert_eq!(rig.posts(&change_plan("op-2", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
}
