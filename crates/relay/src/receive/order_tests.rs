//! Messages that come in another order than things happened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::relay_feed::{FeedSnapshot, Happened, HeldRequest, HeldState};
use futures::StreamExt as _;
use futures::future::join_all;
use futures::stream;
use http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use crate::config::Limits;
use crate::log::{Doc, Kind, Which};
use crate::testing::messages::{change_plan, change_seats, notice, rule};
use crate::testing::{Desk, Rig};

/// Everything that may happen to a subscription, each at its minute.
fn happenings() -> Vec<Value> {
    let mut own = change_plan("own", "crew", "helm");
    own["operationRequestSource"] = "Partner".into();
    let happenings = vec![
        change_plan("to-bridge", "crew", "bridge"),
        notice("suspended", "Suspend"),
        change_seats("to-20", 12, 20),
        change_plan("back", "crew", "crew"),
        own,
        notice("reinstated", "Reinstate"),
        change_plan("to-mast", "crew", "mast"),
        notice("renewed", "Renew"),
        notice("ended", "Unsubscribe"),
    ];
    let timed = happenings.into_iter().enumerate().map(|(minute, mut message)| {
        message["timeStamp"] = format!("2026-02-15T09:{minute:02}:22Z").into();
        message
    });
    timed.collect()
}

fn of(message: &Value, subscription: &str) -> Value {
    let mut message = message.clone();
    message["subscriptionId"] = subscription.into();
    message["subscription"]["id"] = subscription.into();
    message
}

fn orders() -> Vec<[usize; 4]> {
    let all = (0..256_usize).map(|n| [n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6]);
    all.filter(|order| order.iter().collect::<BTreeSet<_>>().len() == 4).collect()
}

/// Every four of nine.
fn fours() -> Vec<Vec<usize>> {
    let all = (0..1_u32 << 9).filter(|bits| bits.count_ones() == 4);
    all.map(|bits| (0..9).filter(|place| bits & (1 << place) != 0).collect()).collect()
}

async fn holding() -> (Rig, Desk) {
    let rig = Rig::with_limits(Limits { burst: 20_000, ..Limits::default() });
    let desk = rig.desk("north").await;
    let mut everything = rule(&json!("hold"));
    everything["rules"][0]["conditions"] = json!({});
    desk.rules(&everything).await;
    (rig, desk)
}

/// How requests stand, by subscription and operation, without what tells the way there: versions and keys.
fn standing(held: &[HeldRequest], named: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in held {
        let joined = one.joined.iter().map(|joined| (&joined.what, &named[&joined.key], joined.at));
        let line = format!("{:?} {:?} {:?}", one.operation, one.state, joined.collect::<Vec<_>>());
        all.entry(one.request.subscription.as_str().to_owned()).or_default().push(line);
    }
    all.values_mut().for_each(|lines| lines.sort());
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_four_things_that_happen_to_a_subscription_end_alike_in_every_order() {
    let (rig, desk) = holding().await;
    let (rig, happenings, orders) = (&rig, &happenings(), orders());
    let ways = fours().into_iter().enumerate().flat_map(|(number, four)| {
        orders.iter().enumerate().map(move |(way, order)| (number, way, order.map(|place| four[place])))
    });
    let posting = ways.map(|(number, way, order)| async move {
        for happening in order {
            let status = rig.posts(&of(&happenings[happening], &format!("s-{number}-{way}"))).await;
            assert_ne!(status, StatusCode::SERVICE_UNAVAILABLE);
        }
    });
    stream::iter(posting).buffer_unordered(64).collect::<()>().await;

    let named = operations_by_key(rig).await;
    let which = Which { kind: Kind::Held, open_only: false, limit: 100_000 };
    let docs = rig.log.docs(&"harbour".into(), which).await.unwrap();
    let every: Vec<HeldRequest> = docs.iter().map(Doc::read).collect::<Result<_, _>>().unwrap();
    let snapshot: FeedSnapshot = serde_json::from_value(desk.get("snapshot").await.1).unwrap();
    for held in [&every, &snapshot.held] {
        let ends = standing(held, &named);
        for (number, four) in fours().iter().enumerate() {
            let ends: BTreeSet<_> = (0..24).map(|way| ends.get(&format!("s-{number}-{way}"))).collect();
            assert_eq!(ends.len(), 1, "{four:?} {ends:#?}");
        }
    }
}

async fn operations_by_key(rig: &Rig) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = rig.log.events(&"harbour".into(), after, 5_000).await.unwrap();
        let Some(last) = page.last() else { return named };
        after = last.position;
        for event in page.iter().filter(|event| event.what.kind == "announced") {
            let body: Value = serde_json::from_str(&event.what.body).unwrap();
            named.insert(body["key"].as_str().unwrap().to_owned(), body["operation"].to_string());
        }
    }
}

#[rstest]
#[case::a_reinstatement_before_its_suspension(&["to-bridge", "reinstated", "suspended"], "open")]
#[case::a_suspension_before_the_request(&["suspended", "to-mast"], "parked")]
#[case::the_publishers_change_before_the_request(&["own", "to-bridge"], "superseded")]
#[case::the_publishers_change_that_was_earlier(&["to-mast", "own"], "open")]
#[case::the_end_before_the_request(&["ended", "to-bridge"], "superseded")]
#[tokio::test]
async fn a_request_stands_by_when_things_happened(#[case] order: &[&str], #[case] state: &str) {
    let (rig, desk) = holding().await;
    for operation in order {
        let message = happenings().into_iter().find(|message| message["id"] == *operation).unwrap();
        rig.posts(&message).await;
    }
    let held = desk.every_held().await.remove(0);
    assert_eq!(serde_json::to_value(&held.state).unwrap()["state"], state);
    let told = rig.told().await.into_iter().rev().find_map(|told| match told {
        Happened::Held(held) => Some(*held),
        _ => None,
    });
    assert_eq!(told, Some(held), "and desks are told of it as it stands");
}

#[tokio::test]
async fn a_moment_that_cannot_be_is_taken_for_now() {
    let (rig, desk) = holding().await;
    let [request, mut suspended, reinstated] = [0, 1, 5].map(|place| happenings().remove(place));
    rig.posts(&request).await;
    suspended["timeStamp"] = "9999-01-01T00:00:00Z".into();
    rig.posts(&suspended).await;
    assert!(matches!(desk.held().await[0].state, HeldState::Parked { .. }));
    let mut reinstated = reinstated;
    reinstated["timeStamp"] = Value::Null;
    rig.posts(&reinstated).await;
    assert_eq!(desk.held().await[0].state, HeldState::Open, "or it would be parked for ever");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_many_messages_of_one_subscription_come_at_once_each_is_answered() {
    let (rig, desk) = holding().await;
    let rig = Arc::new(rig);
    let calls = (1..=100).map(|seats| {
        let rig = Arc::clone(&rig);
        let mut message = change_seats(&format!("op-{seats}"), 12, 100 + seats);
        message["timeStamp"] = format!("2026-02-15T09:{:02}:{:02}Z", seats / 60, seats % 60).into();
        tokio::spawn(async move { rig.posts(&message).await })
    });
    for status in join_all(calls).await {
        assert_eq!(status.unwrap(), StatusCode::BAD_REQUEST);
    }
    let held = desk.held().await;
    assert_eq!(held.len(), 1, "only the last still waits");
    assert_eq!(held[0].operation, Some("op-100".into()));
}
