//! Trouble on the way: nothing is lost, nothing comes out of its order, and a person hears of what cannot be done.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain::Status;
use domain::relay_feed::{AccessState, AccessTrouble};

use super::scene::Scene;
use crate::log::Log;
use crate::log::postgres::PostgresLog;
use crate::log::tests::server;
use crate::testing::messages::{change_seats, notice};

#[tokio::test]
async fn a_service_in_trouble_hears_of_everything_in_order_once_it_is_well() {
    let scene = Scene::begin("").await;
    scene.service.answers(&[503; 40]);
    scene.shows(Status::Subscribed, "crew", 20);
    scene.rig.posts(&change_seats("op-1", 12, 20)).await;
    scene.rig.posts(&notice("op-2", "Reinstate")).await;
    scene.passes(TimeDelta::hours(2)).await;
    assert_eq!(scene.words().await, ["sending", "sending"], "what comes after it waits");
    assert!(scene.service.ids().iter().all(|id| *id == scene.service.ids()[0]), "for the first");
    scene.passes(TimeDelta::hours(22)).await;
    let came = scene.service.came();
    assert_eq!(came[came.len() - 2..], ["account.seats_changed", "account.reinstated"]);
    assert_eq!(scene.words().await, ["effective", "effective"]);
    let ids = scene.service.ids();
    assert!(ids[..41].iter().all(|id| *id == ids[0]), "each time the same");
}

#[tokio::test]
async fn what_is_refused_needs_a_person_and_holds_nothing_up() {
    let scene = Scene::begin("").await;
    scene.service.answers(&[410]);
    scene.shows(Status::Subscribed, "crew", 20);
    scene.rig.posts(&change_seats("op-1", 12, 20)).await;
    scene.rig.posts(&notice("op-2", "Reinstate")).await;
    scene.passes(TimeDelta::minutes(10)).await;
    assert_eq!(scene.words().await, ["stuck", "effective"]);
    let why = AccessTrouble::Refused { words: "410".to_owned() };
    assert_eq!(scene.stands().await[0].1, AccessState::Stuck { why });
}

#[tokio::test]
async fn a_suspension_on_its_way_is_given_up_where_the_customer_pays() {
    let scene = Scene::begin("suspend_after_days = 0").await;
    scene.service.answers(&[500; 3]);
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    scene.passes(TimeDelta::minutes(1)).await;
    scene.shows(Status::Subscribed, "crew", 12);
    scene.rig.posts(&notice("op-2", "Reinstate")).await;
    scene.passes(TimeDelta::minutes(10)).await;
    assert_eq!(scene.words().await, ["withdrawn", "effective"]);
    assert_eq!(scene.service.came().last().unwrap(), "account.reinstated", "whatever arrived before");
}

#[tokio::test]
async fn a_relay_that_dies_while_it_sends_sends_the_same_again() {
    let scene = Scene::begin("").await;
    scene.service.answers(&[0]);
    scene.rig.posts(&notice("op-1", "Reinstate")).await;
    let sender = scene.sender("one");
    let sending = tokio::spawn(async move { sender.turn().await.map(drop) });
    while scene.service.came().is_empty() {
        tokio::task::yield_now().await;
    }
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    scene.passes(TimeDelta::minutes(1)).await;
    let ids = scene.service.ids();
    assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
    assert_eq!(scene.words().await, ["effective"]);
}

#[tokio::test]
async fn while_microsoft_is_out_of_reach_nothing_is_told_and_nothing_lost() {
    let scene = Scene::begin("").await;
    scene.is_out_of_reach();
    scene.rig.posts(&notice("op-1", "Reinstate")).await;
    scene.passes(TimeDelta::hours(30)).await;
    assert_eq!((scene.service.came().len(), scene.words().await), (0, vec!["confirming".to_owned()]));
    scene.shows(Status::Subscribed, "crew", 12);
    scene.passes(TimeDelta::minutes(20)).await;
    assert_eq!(scene.words().await, ["effective"]);
}

#[tokio::test]
async fn nobody_of_the_customers_is_kept_once_it_is_done() {
    let scene = Scene::begin("").await;
    scene.rig.posts(&notice("op-1", "Reinstate")).await;
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.service.last().data.account.customer.email, "ines@seahall.example");
    let id = scene.told().await[0].id.clone();
    let doc = scene.rig.log.doc(&"harbour".into(), crate::log::Kind::Access, id.as_str()).await.unwrap().unwrap();
    assert!(!doc.value.contains("ines@") && !doc.is_open, "{}", doc.value);
    let told = serde_json::to_string(&scene.told().await).unwrap();
    assert!(!told.contains("ines@"), "{told}");
}

#[tokio::test]
async fn a_desk_that_begins_again_is_told_what_is_not_over() {
    let scene = Scene::begin("suspend_after_days = 3").await;
    scene.shows(Status::Suspended, "crew", 12);
    scene.rig.posts(&notice("op-1", "Suspend")).await;
    let snapshot = scene.rig.desk("north").await.follow(None).await.snapshot().await;
    assert!(matches!(snapshot.access[0].state, AccessState::Waiting { .. }), "{:?}", snapshot.access);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_replicas_one_sends_and_the_other_goes_on_where_it_dies() {
    let Some(config) = server::database().await else { return };
    let mut logs: Vec<Arc<dyn Log>> = Vec::new();
    for name in ["log-a", "log-b"] {
        logs.push(Arc::new(PostgresLog::open(config.clone(), name).await.unwrap()));
    }
    let logs: [Arc<dyn Log>; 2] = logs.try_into().unwrap_or_else(|_| unreachable!());
    let [one, other] = Scene::two(logs, "").await;
    let (first, second) = (one.sender("one"), other.sender("other"));
    first.turn().await.unwrap();
    one.rig.posts(&notice("op-1", "Reinstate")).await;
    second.turn().await.unwrap();
    assert!(one.service.came().is_empty(), "it is the first one's to send");
    one.service.answers(&[0]);
    let sending = tokio::spawn(async move { first.turn().await.map(drop) });
    while one.service.came().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    sending.abort();
    other.rig.time.advance(TimeDelta::seconds(59));
    second.turn().await.unwrap();
    assert_eq!(one.service.came().len(), 1, "nobody knows that it died");
    other.rig.time.advance(TimeDelta::seconds(2));
    second.turn().await.unwrap();
    let ids = one.service.ids();
    assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
}
