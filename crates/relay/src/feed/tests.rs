use std::task::Poll;

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::json;

use crate::desks::Desks;
use crate::testing::messages::{change_plan, notice, rule};
use crate::testing::{Desk, Rig, Stream, begin};

async fn post_many(rig: &Rig, from: u32, to: u32) {
    for number in from..to {
        rig.posts(&notice(&format!("op-{number}"), "Renew")).await;
    }
}

/// The operations of the next so many events.
async fn operations(stream: &mut Stream, count: usize) -> Vec<String> {
    let mut found = Vec::new();
    for _ in 0..count {
        found.push(stream.event().await.body["operation"].as_str().unwrap().to_owned());
    }
    found
}

fn named(from: u32, to: u32) -> Vec<String> {
    (from..to).map(|number| format!("op-{number}")).collect()
}

#[tokio::test]
async fn a_feed_begins_with_versions() {
    let rig = Rig::new();
    let mut stream = rig.desk("north").await.follow(None).await;
    let hello = stream.next().await.unwrap();
    assert_eq!(hello.name, "hello");
    let hello: domain::relay_feed::Hello = serde_json::from_str(&hello.data).unwrap();
    assert_eq!((hello.protocol, hello.desk.as_str(), hello.is_encrypted), (1, "north", false));
    assert!(!hello.reads_back, "it has no credential of its own");
}

#[tokio::test]
async fn a_desk_without_a_cursor_begins_with_what_is_so() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("hold"))).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    let mut stream = desk.follow(None).await;
    let snapshot = stream.snapshot().await;
    assert_eq!((snapshot.held.len(), snapshot.rules.unwrap().version), (1, 1));
    post_many(&rig, 2, 4).await;
    assert_eq!(operations(&mut stream, 2).await, named(2, 4), "and goes on from there");
}

#[tokio::test]
async fn a_desk_that_was_away_catches_up_page_by_page_and_goes_on_live() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let cursor = desk.follow(None).await.snapshot().await.cursor;
    post_many(&rig, 0, 450).await;
    let mut stream = desk.follow(Some(&cursor)).await;
    assert_eq!(operations(&mut stream, 450).await, named(0, 450), "all of it, in order");
    post_many(&rig, 450, 452).await;
    assert_eq!(operations(&mut stream, 2).await, named(450, 452));
}

#[tokio::test]
async fn whoever_comes_back_gets_what_follows_the_last_event_it_kept() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let mut stream = desk.follow(None).await;
    stream.snapshot().await;
    post_many(&rig, 0, 5).await;
    stream.event().await;
    let kept = stream.event().await.cursor;
    drop(stream);
    let mut request = desk.request(http::Method::GET, "feed?after=ignored-0", None);
    request.headers_mut().insert("last-event-id", kept.parse().unwrap());
    let mut again = Stream::of(rig.call(request).await);
    assert_eq!(operations(&mut again, 3).await, named(2, 5));
}

#[tokio::test]
async fn a_cursor_older_than_anything_kept_gets_a_snapshot() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let old = desk.follow(None).await.snapshot().await.cursor;
    post_many(&rig, 0, 3).await;
    rig.time.advance(TimeDelta::days(2));
    post_many(&rig, 3, 5).await;
    rig.log.forget(&"harbour".into(), begin() + TimeDelta::days(1)).await.unwrap();

    let mut stream = desk.follow(Some(&old)).await;
    stream.snapshot().await;
    post_many(&rig, 5, 6).await;
    assert_eq!(operations(&mut stream, 1).await, named(5, 6), "nothing before the snapshot comes again");
}

#[tokio::test]
async fn a_cursor_of_another_log_gets_a_snapshot() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    post_many(&rig, 0, 3).await;
    desk.follow(Some("log-of-yesterday-2")).await.snapshot().await;
    desk.follow(Some("log-a-999999")).await.snapshot().await;
}

#[tokio::test]
async fn while_nothing_happens_the_line_shows_that_it_lives() {
    let rig = Rig::new();
    let mut stream = rig.desk("north").await.follow(None).await;
    stream.snapshot().await;
    for _ in 0..3 {
        let beat = {
            let mut next = std::pin::pin!(stream.next());
            assert!(futures::poll!(&mut next).is_pending(), "not before its time");
            rig.time.seconds(15);
            next.await.unwrap()
        };
        assert_eq!((beat.name.as_str(), beat.data.as_str()), ("", ""), "a comment");
    }
}

#[tokio::test]
async fn a_clock_set_back_does_not_make_the_line_fall_silent() {
    let rig = Rig::new();
    let mut stream = rig.desk("north").await.follow(None).await;
    stream.snapshot().await;
    rig.time.is_set_by(-TimeDelta::days(1));
    let mut next = std::pin::pin!(stream.next());
    let mut seconds = 0;
    let beat = loop {
        if let Poll::Ready(sent) = futures::poll!(&mut next) {
            break sent.unwrap();
        }
        rig.events().await; // It looks for events before it waits.
        rig.time.seconds(1);
        seconds += 1;
    };
    assert_eq!((beat.name.as_str(), beat.data.as_str()), ("", ""), "a comment");
    assert!(seconds < 3_600, "not first when the clock is where it was, but after {seconds} s");
}

#[tokio::test]
async fn a_revoked_desk_is_followed_by_silence() {
    let rig = Rig::new();
    let mut stream = rig.desk("north").await.follow(None).await;
    stream.snapshot().await;
    Desks::of(&rig.log).revoke("north", begin()).await.unwrap();
    rig.time.seconds(15);
    assert_eq!(stream.next().await, None, "at the next heartbeat at the latest");
}

#[tokio::test]
async fn when_the_relay_ends_followers_are_sent_away() {
    let rig = Rig::new();
    let mut stream = rig.desk("north").await.follow(None).await;
    stream.snapshot().await;
    rig.relay.send_followers_away();
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn followers_are_counted_until_they_go() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let connection = rig.relay.connection("harbour").unwrap();
    let streams = [desk.follow(None).await, desk.follow(None).await];
    assert_eq!(connection.presence.here(), 2);
    drop(streams);
    assert_eq!(connection.presence.here(), 0);
}

#[tokio::test]
async fn a_feed_tells_of_its_own_connection_only() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let mut theirs = Desk { connection: "lighthouse".to_owned(), ..desk }.follow(None).await;
    theirs.snapshot().await;
    post_many(&rig, 0, 3).await;
    rig.call(crate::testing::hook("lighthouse", "genuine", notice("theirs", "Renew").to_string())).await;
    assert_eq!(operations(&mut theirs, 1).await, ["theirs"]);
}

#[tokio::test]
async fn a_desk_too_old_to_understand_is_told_so() {
    let rig = Rig::new();
    let (status, answer) = rig.desk("north").await.get("feed?protocol=0").await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("bad-request")));
}
