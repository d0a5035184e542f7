//! What each write sends, and what each answer to it means. None is sent twice.

use std::time::Duration;

use rstest::rstest;

use super::fake::FakeMarketplace;
use super::writes::{ALL, Write, ids, send};
use crate::wire::Broken;
use crate::{Accepted, ApiError};

const PAGE_OF_A_PROXY: &str = "<html><body>Please sign in to the network. It is locked.</body></html>";
const LOCKED: &str = r#"{"code":"BadArgument","message":"The subscription is LOCKED."}"#;
const PENDING: &str = r#"{"error":{"code":"Conflict","message":"It already has a Pending Operation."}}"#;
const ELSEWHERE: &str = r#"{"code":"BadArgument","message":"No.","details":["pending operation"]}"#;
const BLOCKED: &str = r#"{"code":"BadArgument","message":"The plan is blocked by a policy."}"#;
const HAS_IT: &str = r#"{"code":"BadArgument","message":"The subscription Already has this plan."}"#;
const SAME_PLAN: &str = r#""It is the same plan.""#;
const SAME_SEATS: &str = "Same Quantity";
const REFUSAL: &str = r#"{"code":"BadArgument","message":"No such plan."}"#;

/// What became of a write, and whether it may be sent again.
fn told(outcome: &Result<Accepted, ApiError>) -> String {
    let Err(error) = outcome else { return "Accepted".to_owned() };
    assert!(error.trace().unwrap().request().is_some(), "support can be told which");
    let name = format!("{error:?}").split([' ', '(']).next().unwrap().to_owned();
    format!("{name} {:?}", error.retry())
}

#[tokio::test]
async fn what_is_sent() {
    let market = FakeMarketplace::new();
    let api = market.api();
    for write in ALL {
        market.answers(202, "");
        send(&api, write, &ids(1)).await.unwrap();
    }
    let sent = market.calls(|call| {
        let url = call.url();
        let names = ["authorization", "content-type", "x-ms-requestid", "x-ms-correlationid"];
        assert_eq!(call.request.headers().len(), names.len(), "and nothing else");
        let [token, kind, request, correlation] = names.map(|name| call.header(name));
        let (method, path, query) = (call.request.method(), url.path(), url.query().unwrap());
        format!("{method} {path}?{query}\n  {token}, {kind}\n  {request}, {correlation}\n  [{}]", call.body())
    });
    insta::assert_snapshot!(sent.join("\n"), @r#"
    PATCH /api/saas/subscriptions/a?api-version=2018-08-31
      Bearer opaque-token-number-1, application/json
      01010101-0101-0101-0101-010101010101, a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1
      [{"planId":"crew"}]
    PATCH /api/saas/subscriptions/a?api-version=2018-08-31
      Bearer opaque-token-number-1, application/json
      01010101-0101-0101-0101-010101010101, a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1
      [{"quantity":15}]
    PATCH /api/saas/subscriptions/a/operations/o?api-version=2018-08-31
      Bearer opaque-token-number-1, application/json
      01010101-0101-0101-0101-010101010101, a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1
      [{"status":"Success"}]
    PATCH /api/saas/subscriptions/a/operations/o?api-version=2018-08-31
      Bearer opaque-token-number-1, application/json
      01010101-0101-0101-0101-010101010101, a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1
      [{"status":"Failure"}]
    DELETE /api/saas/subscriptions/a?api-version=2018-08-31
      Bearer opaque-token-number-1, application/json
      01010101-0101-0101-0101-010101010101, a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1
      []
    "#);
}

/// Each row: a status and its body, then what it means for a change, an answer and a cancellation.
#[rstest]
#[case(200, "", "Accepted", "Accepted", "Accepted")]
#[case(202, "", "Accepted", "Accepted", "Accepted")]
#[case(204, "", "Accepted", "Accepted", "Accepted")]
#[case(202, r#"{"id":"#, "Accepted", "Accepted", "Accepted")]
#[case(200, PAGE_OF_A_PROXY, "NotJson Never", "NotJson Never", "NotJson Never")]
#[case(302, "", "NotJson Never", "NotJson Never", "NotJson Never")]
#[case(400, REFUSAL, "Refused Never", "NotFound Never", "Refused Never")]
#[case(400, BLOCKED, "Refused Never", "NotFound Never", "Refused Never")]
#[case(400, PAGE_OF_A_PROXY, "NotJson Never", "NotJson Never", "NotJson Never")]
#[case(400, "", "Refused Never", "NotFound Never", "Refused Never")]
#[case(400, LOCKED, "Locked After(0ns)", "NotFound Never", "Locked After(0ns)")]
#[case(400, PENDING, "Locked After(0ns)", "NotFound Never", "Locked After(0ns)")]
#[case(400, ELSEWHERE, "Locked After(0ns)", "NotFound Never", "Locked After(0ns)")]
#[case(400, HAS_IT, "AlreadySo Never", "NotFound Never", "Refused Never")]
#[case(400, SAME_PLAN, "AlreadySo Never", "NotFound Never", "Refused Never")]
#[case(400, SAME_SEATS, "AlreadySo Never", "NotFound Never", "Refused Never")]
#[case(404, REFUSAL, "NotFound Never", "NotFound Never", "NotFound Never")]
#[case(408, "", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable")]
#[case(409, LOCKED, "Locked After(0ns)", "TooLate Never", "Locked After(0ns)")]
#[case(409, HAS_IT, "Refused Never", "TooLate Never", "Refused Never")]
#[case(409, "", "Refused Never", "TooLate Never", "Refused Never")]
#[case(429, "", "Throttled After(7s)", "Throttled After(7s)", "Throttled After(7s)")]
#[case(500, LOCKED, "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable")]
#[case(502, PAGE_OF_A_PROXY, "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable")]
#[case(503, "", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable")]
#[case(504, "", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable", "ServerTrouble IfRepeatable")]
#[tokio::test(start_paused = true)]
async fn what_an_answer_means(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] change: &str,
    #[case] answer: &str,
    #[case] cancel: &str,
) {
    for (write, meaning) in ALL.into_iter().zip([change, change, answer, answer, cancel]) {
        let market = FakeMarketplace::new();
        let headers = if status == 429 { &[("retry-after", "7")][..] } else { &[] };
        market.answers_with(status, headers, body).answers(202, "");
        assert_eq!(told(&send(&market.api(), write, &ids(1)).await), meaning, "{write:?}");
        assert_eq!(market.calls(|_| ()).len(), 1, "{write:?} is sent once");
    }
}

#[rstest]
#[case(401, "\"Wrong.\"", 2, "TokenRefused Never")]
#[case(403, "", 2, "TokenRefused Never")]
#[case(403, LOCKED, 2, "TokenRefused Never")]
#[case(401, "\"The app is not registered.\"", 1, "AppNotRegistered Never")]
#[tokio::test(start_paused = true)]
async fn what_is_refused_for_who_sends_it(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] sent: usize,
    #[case] meaning: &str,
) {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.answers(status, body).answers(status, body).answers(202, "");
        assert_eq!(told(&send(&market.api(), write, &ids(1)).await), meaning, "{write:?}");
        assert_eq!(market.calls(|_| ()).len(), sent, "{write:?} is sent again with a fresh token alone");
    }
}

#[rstest]
#[case(Broken::NoConnection, "Unreachable After(0ns)")]
#[case(Broken::TooLate, "Timeout IfRepeatable")]
#[case(Broken::Lost, "ConnectionLost IfRepeatable")]
#[case(Broken::Cut, "TruncatedAnswer IfRepeatable")]
#[case(Broken::TooLarge, "OversizedAnswer Never")]
#[tokio::test(start_paused = true)]
async fn what_no_answer_means(#[case] broken: Broken, #[case] meaning: &str) {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.breaks(broken).answers(202, "");
        assert_eq!(told(&send(&market.api(), write, &ids(1)).await), meaning, "{write:?}");
        assert_eq!(market.calls(|_| ()).len(), 1, "{write:?} is sent once");
    }
}

#[tokio::test(start_paused = true)]
async fn trouble_with_the_fresh_token_ends_it_too() {
    for write in ALL {
        let market = FakeMarketplace::new();
        market.answers(401, "").answers(500, "").answers(202, "");
        assert_eq!(told(&send(&market.api(), write, &ids(1)).await), "ServerTrouble IfRepeatable", "{write:?}");
        assert_eq!(market.calls(|_| ()).len(), 2, "{write:?}");
    }
}

#[tokio::test]
async fn what_is_refused_keeps_the_services_words() {
    for (write, status) in [(Write::Plan, 400), (Write::Accept, 400), (Write::Accept, 409), (Write::Cancel, 409)] {
        let market = FakeMarketplace::new();
        market.answers_with(status, &[("x-ms-activityid", "act-1")], LOCKED);
        let error = send(&market.api(), write, &ids(1)).await.unwrap_err();
        assert_eq!((error.raw(), error.trace().unwrap().activity()), (Some(LOCKED), Some("act-1")), "{write:?}");
    }
}

#[tokio::test]
async fn an_accepted_write_can_be_followed() {
    let market = FakeMarketplace::new();
    let location = "https://evil.example/api/saas/subscriptions/a/operations/org:5b9f,0c2d?api-version=2018-08-31";
    for write in ALL {
        market.answers_with(202, &[("operation-location", location), ("retry-after", "10")], "");
        let accepted = send(&market.api(), write, &ids(1)).await.unwrap();
        assert_eq!(accepted.operation.unwrap().as_str(), "org:5b9f,0c2d");
        assert_eq!(accepted.retry_after, Some(Duration::from_secs(10)));
    }
    let hosts = market.calls(|call| call.url().host_str().unwrap().to_owned());
    assert_eq!(hosts, ["marketplaceapi.microsoft.com"; ALL.len()], "nothing is sent where the address leads");
    market.answers_with(202, &[("operation-id", "5b9f")], "").answers(200, "");
    let accepted = send(&market.api(), Write::Plan, &ids(1)).await.unwrap();
    assert_eq!((accepted.operation, accepted.retry_after), (Some("5b9f".into()), None));
    assert_eq!(send(&market.api(), Write::Cancel, &ids(1)).await.unwrap().operation, None);
}
