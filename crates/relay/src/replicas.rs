//! Two replicas on one PostgreSQL. Tests only.

use std::sync::Arc;

use domain::relay_feed::{Because, Happened};
use futures::future::join_all;
use http::StatusCode;
use serde_json::{Value, json};

use crate::config::Limits;
use crate::log::Log;
use crate::log::postgres::PostgresLog;
use crate::log::tests::server;
use crate::testing::messages::{change_plan, change_seats, notice, rule};
use crate::testing::{Desk, Rig};

async fn two() -> Option<[Arc<Rig>; 2]> {
    Some(two_with_logs().await?.0)
}

async fn two_with_logs() -> Option<([Arc<Rig>; 2], [Arc<PostgresLog>; 2])> {
    let config = server::database().await?;
    let one = Arc::new(PostgresLog::open(config.clone(), "log-a").await.unwrap());
    let other = Arc::new(PostgresLog::open(config, "log-b").await.unwrap());
    let logs = [one, other];
    let rigs = logs.each_ref().map(|log| {
        let log: Arc<dyn Log> = Arc::<PostgresLog>::clone(log);
        Arc::new(Rig::on(log, Limits::default()))
    });
    Some((rigs, logs))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_at_two_replicas_are_one_decision() {
    let Some(rigs) = two().await else { return };
    rigs[0].desk("north").await.rules(&rule(&json!("hold"))).await;
    let copies = (0..40).map(|n| {
        let rig = Arc::clone(&rigs[n % 2]);
        tokio::spawn(async move { rig.posts(&change_plan("op-1", "crew", "bridge")).await })
    });
    for status in join_all(copies).await {
        assert_eq!(status.unwrap(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(rigs[1].announced().await.len(), 1, "decided once");
}

/// Three messages each to a third of so many subscriptions.
fn messages_to_many(count: usize) -> Vec<Value> {
    let messages = (0..count).map(|number| {
        let operation = format!("op-{number}");
        let mut message = match number % 3 {
            0 => change_plan(&operation, "crew", "bridge"),
            1 => change_seats(&operation, 12, 20),
            _ => notice(&operation, "Suspend"),
        };
        message["subscriptionId"] = format!("s-{}", number / 3).into();
        message["subscription"]["id"] = message["subscriptionId"].clone();
        message
    });
    messages.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_messages_in_opposite_order_at_two_replicas_never_wait_in_a_circle() {
    let Some((rigs, logs)) = two_with_logs().await else { return };
    rigs[0].desk("north").await.rules(&rule(&json!("hold"))).await;
    let messages = Arc::new(messages_to_many(200));
    let calls = (0..200).flat_map(|n| [(0, n), (1, 199 - n)]).map(|(replica, number)| {
        let (rig, messages) = (Arc::clone(&rigs[replica]), Arc::clone(&messages));
        tokio::spawn(async move { (number, rig.posts(&messages[number]).await) })
    });
    for answered in join_all(calls).await {
        let (number, status) = answered.unwrap();
        assert_eq!(status.as_u16(), if number % 3 == 0 { 400 } else { 200 }, "message {number}");
    }
    assert_eq!(rigs[1].announced().await.len(), 200, "each is one decision");
    assert_eq!(logs.map(|log| log.deadlocks()), [0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_put_in_force_at_one_replica_hold_at_the_other_at_once() {
    let Some(rigs) = two().await else { return };
    let desk = rigs[0].desk("north").await;
    for (number, word, status) in [(1, "refuse", 400), (2, "accept", 200), (3, "hold", 400)] {
        desk.rules(&rule(&json!(word))).await;
        assert_eq!(rigs[1].posts(&change_plan(&format!("op-{number}"), "crew", "bridge")).await.as_u16(), status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_at_one_replica_answers_a_question_of_the_other() {
    let Some(rigs) = two().await else { return };
    let desk = rigs[0].desk("north").await;
    desk.rules(&rule(&json!({ "ask": { "fallback": "refuse" } }))).await;
    let mut stream = desk.follow(None).await;
    let asking = Arc::clone(&rigs[1]);
    let call = tokio::spawn(async move { asking.posts(&change_plan("op-1", "crew", "bridge")).await });
    let question = loop {
        if let Happened::Question(question) = stream.event().await.happened() {
            break question;
        }
    };
    for (what, body) in [("shown", json!({})), ("answer", json!({ "answer": "accept" }))] {
        assert_eq!(desk.post(&format!("questions/{}/{what}", question.id), &body).await.0, StatusCode::OK);
    }
    assert_eq!(call.await.unwrap(), StatusCode::OK);
    assert_eq!(rigs[0].announced().await[0].answered.because, Because::Person { desk: "north".to_owned() });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_catches_up_at_the_other_replica() {
    let Some(rigs) = two().await else { return };
    let desk = rigs[0].desk("north").await;
    let mut stream = desk.follow(None).await;
    let mut cursor = stream.snapshot().await.cursor;
    for number in 0..20 {
        rigs[number % 2].posts(&notice(&format!("op-{number}"), "Renew")).await;
    }
    for _ in 0..10 {
        cursor = stream.event().await.cursor;
    }
    drop(stream);
    let mut stream = Desk { app: rigs[1].app.clone(), ..desk }.follow(Some(&cursor)).await;
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.push(stream.event().await.body["operation"].as_str().unwrap().to_owned());
    }
    let expected: Vec<_> = (10..20).map(|number| format!("op-{number}")).collect();
    assert_eq!(seen, expected);
}
