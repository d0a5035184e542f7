use std::sync::Arc;

use axum::body::{Body, to_bytes};
use futures::stream;
use http::{Method, Request, StatusCode};
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::wire::Careful;
use crate::config::Limits;
use crate::log::sqlite::{Place, SqliteLog};
use crate::testing::messages::{change_plan, notice};
use crate::testing::{Rig, hook};

const AGAIN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

async fn page(rig: &Rig, path: &str) -> (StatusCode, String) {
    let answer = rig.call(Request::get(path).body(Body::empty()).unwrap()).await;
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[rstest]
#[case::a_wrong_route(Method::POST, "/webhook/atlantis")]
#[case::a_slash_more(Method::POST, "/webhook/harbour/")]
#[case::the_root(Method::POST, "/")]
#[case::a_wrong_method(Method::GET, "/webhook/harbour")]
#[case::another_wrong_method(Method::PUT, "/webhook/harbour")]
#[case::a_route_of_no_desk(Method::GET, "/v1/harbour/nothing")]
#[case::a_wrong_method_of_ours(Method::POST, "/health")]
#[tokio::test]
async fn what_nobody_decided_is_503(#[case] method: Method, #[case] path: &str) {
    let rig = Rig::new();
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer genuine");
    assert_eq!(rig.call(request.body(Body::empty()).unwrap()).await.status(), AGAIN);
}

#[rstest]
#[case::nothing(b"")]
#[case::no_json(b"action=ChangePlan")]
#[case::half_of_it(b"{\"action\": \"ChangePlan\", \"subscr")]
#[case::a_list(b"[]")]
#[case::without_subscription(b"{\"action\": \"ChangePlan\"}")]
#[case::without_action(b"{\"subscriptionId\": \"s\"}")]
#[case::no_text(b"\xff\xfe{}")]
#[case::nul(b"{\"action\": \"\0\"}")]
#[tokio::test]
async fn what_cannot_be_read_is_503(#[case] body: &'static [u8]) {
    let rig = Rig::new();
    assert_eq!(rig.call(hook("harbour", "genuine", body)).await.status(), AGAIN);
}

#[tokio::test]
async fn a_message_nested_too_deep_is_503() {
    let rig = Rig::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(rig.call(hook("harbour", "genuine", deep)).await.status(), AGAIN);
}

#[tokio::test]
async fn a_message_too_large_is_503_however_it_comes() {
    let rig = Rig::new();
    let mut large = notice("op-1", "Renew");
    large["publisherId"] = "x".repeat(300_000).into();
    assert_eq!(rig.posts(&large).await, AGAIN);
    let pieces = stream::iter((0..1_000).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1_000])));
    assert_eq!(rig.call(hook("harbour", "genuine", Body::from_stream(pieces))).await.status(), AGAIN);
}

#[tokio::test]
async fn a_message_that_never_ends_is_503_after_some_seconds() {
    let rig = Rig::new();
    let mut call = std::pin::pin!(rig.call(hook(
        "harbour",
        "genuine",
        Body::from_stream(stream::pending::<std::io::Result<Vec<u8>>>())
    )));
    assert!(futures::poll!(&mut call).is_pending());
    rig.time.seconds(4);
    assert!(futures::poll!(&mut call).is_pending(), "it may be slow");
    rig.time.seconds(1);
    assert_eq!(call.await.status(), AGAIN);
}

#[tokio::test]
async fn too_many_are_503_and_a_second_later_let_in() {
    let rig = Rig::with_limits(Limits { per_second: 2, burst: 3, ..Limits::default() });
    let mut statuses = Vec::new();
    for number in 0..5 {
        statuses.push(rig.posts(&notice(&format!("op-{number}"), "Renew")).await.as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 503, 503]);
    rig.time.seconds(1);
    assert_eq!(rig.posts(&notice("op-9", "Renew")).await, StatusCode::OK);
}

#[tokio::test]
async fn too_many_at_once_are_503() {
    let rig = Rig::with_limits(Limits { at_once: 0, ..Limits::default() });
    assert_eq!(rig.posts(&notice("op-1", "Renew")).await, AGAIN);
}

#[tokio::test]
async fn strangers_use_up_nothing_of_what_is_let_in() {
    let rig = Rig::with_limits(Limits { per_second: 1, burst: 2, at_once: 1, ..Limits::default() });
    for token in ["forged", "for-another", "nonsense"].iter().cycle().take(300) {
        rig.call(hook("harbour", token, "{}")).await;
    }
    assert_eq!(rig.posts(&notice("op-1", "Renew")).await, StatusCode::OK);
    let (_, figures) = page(&rig, "/metrics").await;
    assert!(figures.contains("limited_total{connection=\"harbour\",limit=\"strangers\"} 200"), "{figures}");
}

#[tokio::test]
async fn whoever_waits_for_a_key_keeps_nobody_out_whose_key_is_known() {
    let rig = Rig::with_limits(Limits { at_once: 1, ..Limits::default() });
    let mut waiting = std::pin::pin!(rig.call(hook("harbour", "of-an-unheard-of-key", "{}")));
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(rig.posts(&notice("op-1", "Renew")).await, StatusCode::OK);
    let another = rig.call(hook("harbour", "of-an-unheard-of-key", "{}")).await;
    assert_eq!(another.status(), AGAIN, "no more wait than may be in work");
}

#[tokio::test]
async fn a_panic_is_503_and_the_next_call_is_answered() {
    let rig = Rig::new();
    assert_eq!(rig.call(hook("harbour", "panic", "{}")).await.status(), AGAIN);
    assert_eq!(rig.posts(&notice("op-1", "Renew")).await, StatusCode::OK);
}

#[tokio::test]
async fn a_log_that_takes_nothing_is_503_and_health_says_so() {
    let rig = Rig::new();
    rig.log.close().await;
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, AGAIN);
    let (status, health) = page(&rig, "/health").await;
    assert_eq!(status, AGAIN);
    assert!(health.contains("takes nothing"), "{health}");
    assert_eq!(page(&rig, "/health/live").await.0, StatusCode::OK, "the program itself runs");
}

#[tokio::test]
async fn on_a_full_disk_it_is_503_until_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::new(folder.path().join("log.db"), None);
    place.most_pages = Some(70);
    let rig = Rig::on(Arc::new(SqliteLog::open(place, "log-a").unwrap()), Limits::default());
    let mut filling = notice("op-1", "Renew");
    filling["publisherId"] = "x".repeat(200_000).into();
    assert_eq!(rig.posts(&filling).await, StatusCode::OK);
    filling["id"] = "op-2".into();
    assert_eq!(rig.posts(&filling).await, AGAIN, "it does not fit");
    assert_eq!(rig.posts(&notice("op-3", "Renew")).await, StatusCode::OK, "what fits is taken");
    assert_eq!(rig.announced().await.len(), 2, "what was not answered was not told");
}

#[tokio::test]
async fn a_minute_of_nothing_but_503_rings_and_one_answer_ends_it() {
    let rig = Rig::new();
    let metric = "marketdesk_relay_alarm{connection=\"harbour\"} 1";
    for _ in 0..2 {
        rig.call(hook("harbour", "for-another", "{}")).await;
        rig.time.seconds(60);
    }
    assert!(page(&rig, "/metrics").await.1.contains(metric));
    let (status, health) = page(&rig, "/health").await;
    assert_eq!(status, StatusCode::OK, "to take it out of service would make it worse");
    assert!(health.contains("\"status\":\"failing\""), "{health}");
    rig.posts(&notice("op-1", "Renew")).await;
    assert!(!page(&rig, "/metrics").await.1.contains(metric));
}

#[tokio::test]
async fn figures_show_numbers_and_no_people() {
    let rig = Rig::new();
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    let (_, figures) = page(&rig, "/metrics").await;
    assert!(figures.contains("marketdesk_relay_answers_total{connection=\"harbour\",status=\"200\"} 2"), "{figures}");
    assert!(figures.contains("marketdesk_relay_decisions_total{connection=\"harbour\",verdict=\"accepted\"} 1"));
    assert!(figures.contains("marketdesk_relay_repeats_total{connection=\"harbour\"} 1"));
    assert!(figures.contains("marketdesk_relay_answer_seconds_count{connection=\"harbour\"} 2"));
    assert!(!figures.contains("ines") && !figures.contains("7c1d4a0e"), "{figures}");
}

/// What comes back over a real connection for these bytes.
async fn raw(bytes: &[u8]) -> String {
    let rig = Rig::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(Careful(listener), rig.app.clone()).await });
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    while !answer.windows(4).any(|four| four == b"\r\n\r\n") {
        let mut piece = [0; 4_096];
        match stream.read(&mut piece).await {
            Ok(count) if count > 0 => answer.extend_from_slice(&piece[..count]),
            _ => break,
        }
    }
    server.abort();
    String::from_utf8_lossy(&answer).into_owned()
}

#[rstest]
#[case::no_http(b"GARBAGE\r\n\r\n".to_vec())]
#[case::a_head_too_large(format!("POST /webhook/harbour HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(600_000)).into_bytes())]
#[case::too_many_headers(format!("POST /webhook/harbour HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(300)).into_bytes())]
#[case::a_bad_length(b"POST /webhook/harbour HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n".to_vec())]
#[case::a_long_address(format!("POST /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(70_000)).into_bytes())]
#[case::a_wrong_route(b"POST /nowhere HTTP/1.1\r\nhost: x\r\n\r\n".to_vec())]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_http_library_says_no_4xx_either(#[case] bytes: Vec<u8>) {
    let answer = raw(&bytes).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{}", answer.lines().next().unwrap_or("nothing"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decided_401_leaves_as_it_is() {
    let forged =
        b"POST /webhook/harbour HTTP/1.1\r\nhost: x\r\nauthorization: Bearer forged\r\ncontent-length: 0\r\n\r\n";
    let answer = raw(forged).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
}
