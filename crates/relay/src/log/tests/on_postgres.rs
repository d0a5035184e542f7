//! The log in PostgreSQL: what all logs must do, and what only several replicas can show.

use std::sync::Arc;

use tokio_postgres::{Client, Config, NoTls};

use super::suite::{Handles, log_tests};
use super::{done, harbour, held, ids, server, told};
use crate::log::postgres::PostgresLog;
use crate::log::{LogError, Written};

async fn open() -> Option<(Handles, Config)> {
    let config = server::database().await?;
    let one = PostgresLog::open(config.clone(), "log-a").await.unwrap();
    let other = PostgresLog::open(config.clone(), "log-b").await.unwrap();
    Some(([Arc::new(one), Arc::new(other)], config))
}

log_tests!(open);

async fn client(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

const TELL: &str =
    "INSERT INTO event (connection, id, at, kind, body) VALUES ('harbour', $1, now(), 'announced', '{}')";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_that_pauses_before_its_commit_is_neither_missed_nor_waited_for() {
    let Some((logs, config)) = open().await else { return };
    let mut paused = client(&config).await;
    let paused = paused.transaction().await.unwrap();
    paused.execute(TELL, &[&"paused"]).await.unwrap();

    done(&*logs[0], told("quick")).await;
    done(&*logs[1], told("quicker")).await;
    assert_eq!(ids(&*logs[0]).await, ["quick", "quicker"], "nobody waits for it");
    let cursor = logs[1].bounds(&harbour()).await.unwrap().last;

    paused.commit().await.unwrap();
    let after = logs[1].events(&harbour(), cursor, 10).await.unwrap();
    let after: Vec<_> = after.iter().map(|event| event.what.id.as_str()).collect();
    assert_eq!(after, ["paused"], "whoever had read on does not miss it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_out_of_turn_does_not_wait_and_stays_before_what_is_written_later() {
    let Some((logs, config)) = open().await else { return };
    done(&*logs[0], told("first")).await;
    assert_eq!(ids(&*logs[1]).await, ["first"]);
    let mut slow = client(&config).await;
    let slow = slow.transaction().await.unwrap();
    slow.execute("SELECT FROM feed WHERE connection = 'harbour' FOR UPDATE", &[]).await.unwrap();

    done(&*logs[0], told("out of turn")).await;
    slow.commit().await.unwrap();
    done(&*logs[1], told("later")).await;
    assert_eq!(ids(&*logs[0]).await, ["first", "out of turn", "later"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_replica_left_without_a_position_is_numbered_by_another() {
    let Some((logs, config)) = open().await else { return };
    client(&config).await.execute(TELL, &[&"orphan"]).await.unwrap();
    assert_eq!(ids(&*logs[1]).await, ["orphan"], "whoever reads gives it its place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_readers_at_once_give_each_event_one_position() {
    let Some((logs, config)) = open().await else { return };
    let client = client(&config).await;
    for n in 0..200 {
        client.execute(TELL, &[&format!("e{n}")]).await.unwrap();
    }
    let readers = (0..12).map(|n| {
        let log = Arc::clone(&logs[n % 2]);
        tokio::spawn(async move { log.events(&harbour(), 0, 1_000).await.unwrap() })
    });
    for pages in futures::future::join_all(readers).await {
        let positions: Vec<_> = pages.unwrap().iter().map(|event| event.position).collect();
        assert_eq!(positions, (1..=200).collect::<Vec<_>>(), "each reader sees all of them, in one order");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_program_is_left_alone() {
    let Some((_logs, config)) = open().await else { return };
    client(&config).await.execute("INSERT INTO schema_version (version) VALUES (99)", &[]).await.unwrap();
    let opened = PostgresLog::open(config, "log-c").await;
    assert!(matches!(opened, Err(LogError::Newer { found: 99, .. })), "it says which version it found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_write_the_same_in_opposite_orders_both_come_through() {
    let Some((logs, _config)) = open().await else { return };
    // Taken as they come, each would sooner or later wait for what the other has.
    let writes = (0..60).map(|n| {
        let log = Arc::clone(&logs[n % 2]);
        let names: Vec<String> = (0..20).map(|doc| format!("{}-{doc}", n / 2)).collect();
        let in_order: Vec<&String> = if n % 2 == 0 { names.iter().collect() } else { names.iter().rev().collect() };
        let write = in_order.into_iter().fold(told(&format!("e{n}")), |write, name| write.put(held(name, "x")));
        tokio::spawn(async move { log.write(write).await })
    });
    let outcomes = futures::future::join_all(writes).await;
    let done = outcomes.iter().filter(|outcome| matches!(outcome.as_ref().unwrap(), Ok(Written::Done))).count();
    let failed = outcomes.iter().filter(|outcome| outcome.as_ref().unwrap().is_err()).count();
    assert_eq!((done, failed), (30, 0), "of each pair one is first, the other hears of it, and none fails");
}
