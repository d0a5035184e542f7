//! Webhook calls as the simulator makes them, read and checked: it shares no parsing and no claims with this crate.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::rule::{RequestKind, Seats};
use domain::{Action, OperationSource};
use marketplace::{Caller, Doubtful, Judged, KeySets, Message, Recipient, Settings, TokenCheck, read_message};
use rstest::rstest;
use simulator::{Members, Options, Running, Simulator, TokenVersion};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use url::Url;

/// One call as it arrived.
struct Arrived {
    authorization: Vec<u8>,
    body: Vec<u8>,
}

/// Takes one call and answers 200.
async fn take(listener: TcpListener) -> Arrived {
    let (mut socket, _) = listener.accept().await.unwrap();
    let (mut read, mut chunk) = (Vec::new(), [0; 4096]);
    let (head, length) = loop {
        let count = socket.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..count]);
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8(read[..end].to_vec()).unwrap();
        break (head.clone(), end + 4 + header(&head, "content-length").parse::<usize>().unwrap());
    };
    while read.len() < length {
        let count = socket.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..count]);
    }
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await.unwrap();
    let body = read[head.len() + 4..].to_vec();
    Arrived { authorization: header(&head, "authorization").as_bytes().to_vec(), body }
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).unwrap().1
}

/// A market whose customer asks for one seat more, and the call that tells it.
async fn asked(version: TokenVersion, members: Members) -> (Running, Arrived, u32) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let webhook = format!("http://{}/webhook", listener.local_addr().unwrap());
    let mut options = Options { size: 200, webhook: Some(webhook), ..Options::default() };
    (options.switches.webhook_token, options.switches.webhook_members) = (version, members);
    let market = Simulator::start(options).await.unwrap();
    let call = tokio::spawn(take(listener));
    let subscriptions = market.control().subscriptions(0, 200);
    let can_grow = |one: &&serde_json::Value| {
        one["saasSubscriptionStatus"] == "Subscribed" && one["quantity"].as_u64().is_some_and(|seats| seats > 1)
    };
    let subscription = subscriptions.iter().find(can_grow).unwrap();
    let seats = u32::try_from(subscription["quantity"].as_u64().unwrap()).unwrap();
    market.control().change_seats(subscription["id"].as_str().unwrap(), seats + 1).unwrap().unwrap();
    let arrived = call.await.unwrap();
    (market, arrived, seats)
}

fn check(market: &Running, application: &str) -> TokenCheck {
    let authority = Url::parse(&market.addresses().authority).unwrap();
    let keys = KeySets::new(&Settings { authority, ..Settings::microsoft() }).unwrap();
    let (tenant, application) = (market.app().tenant.clone(), application.to_owned());
    TokenCheck::new(Recipient { tenant, application, caller: Caller::Microsoft }, Arc::new(keys)).unwrap()
}

fn now(market: &Running) -> DateTime<Utc> {
    market.control().clock().now()
}

#[rstest]
#[case::version_1(TokenVersion::V1)]
#[case::version_2(TokenVersion::V2)]
#[tokio::test]
async fn a_call_is_genuine_for_whom_it_is_meant_while_it_lasts(#[case] version: TokenVersion) {
    let (market, arrived, _) = asked(version, Members::Full).await;
    let authorization = Some(arrived.authorization.as_slice());
    let ours = check(&market, &market.app().application);
    assert_eq!(ours.check(authorization, now(&market)).await, Judged::Genuine);
    let later = now(&market) + TimeDelta::hours(2);
    assert_eq!(ours.check(authorization, later).await, Judged::Doubtful(Doubtful::Expired));
    let another = check(&market, "another-app");
    assert_eq!(another.check(authorization, now(&market)).await, Judged::Doubtful(Doubtful::Audience));
}

#[rstest]
#[case::full(Members::Full)]
#[case::sparse(Members::Sparse)]
#[tokio::test]
async fn a_posted_message_tells_what_its_form_tells(#[case] members: Members) {
    let (market, arrived, seats) = asked(TokenVersion::V2, members).await;
    let Message { action, source, present, unread, .. } = read_message(&arrived.body).unwrap().value;
    assert_eq!((action, source, unread), (Action::ChangeQuantity, Some(OperationSource::Azure), Vec::new()));
    let request = read_message(&arrived.body).unwrap().value.request(now(&market)).unwrap();
    assert_eq!(request.kind, RequestKind::Seats);
    match members {
        Members::Full => {
            assert_eq!((request.from_seats, request.to_seats), (Seats::Count(seats), Some(seats + 1)));
            assert!(request.offer.is_some() && request.from_plan.is_some() && request.channel.is_some());
        }
        Members::Sparse => {
            assert_eq!((request.from_seats, request.to_seats), (Seats::Unknown, None));
            assert_eq!((request.offer, present), (None, None));
        }
    }
}
