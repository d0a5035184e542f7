//! One call: what is sent with it, and what each answer to it means.

use std::time::Duration;

use chrono::TimeDelta;
use domain::SubscriptionId;
use futures::future::join_all;
use rstest::rstest;

use super::fake::FakeMarketplace;
use crate::wire::Broken;
use crate::{ApiError, Retry};

const REFUSAL: &str = r#"{"code":"BadArgument","message":"No such plan."}"#;
const PAGE_OF_A_PROXY: &str = "<html><body>Please sign in to the network</body></html>";

fn id() -> SubscriptionId {
    "7c1d4a0e".into()
}

#[tokio::test]
async fn every_attempt_has_an_id_of_its_own_and_every_call_one_for_all() {
    let market = FakeMarketplace::new();
    market.answers(401, r#""The token is invalid.""#).answers(200, r#"{"id":"7c1d4a0e"}"#).answers(404, "");
    market.api().subscription(&id()).await.unwrap();
    let error = market.api().subscription(&id()).await.unwrap_err();
    let requests = market.calls(|call| call.header("x-ms-requestid").to_owned());
    let correlations = market.calls(|call| call.header("x-ms-correlationid").to_owned());
    assert!(requests.iter().all(|id| id.len() == 36));
    assert!(requests[0] != requests[1] && requests[1] != requests[2]);
    assert!(correlations[0] == correlations[1] && correlations[1] != correlations[2]);
    assert_eq!(error.correlation(), Some(correlations[2].as_str()), "support can be told which call failed");
    assert_eq!(error.trace().unwrap().request(), Some(requests[2].as_str()));
    assert!(market.calls(|call| call.header("content-type") == "application/json").iter().all(|sent| *sent));
}

#[tokio::test]
async fn what_an_answer_means() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    let mut meanings = Vec::new();
    for (status, body) in [
        (404, REFUSAL),
        (400, REFUSAL),
        (409, REFUSAL),
        (500, r#"{"error":{"code":"UnexpectedError","message":"Oh."}}"#),
        (502, PAGE_OF_A_PROXY),
        (408, ""),
        (200, PAGE_OF_A_PROXY),
        (302, PAGE_OF_A_PROXY),
        (407, PAGE_OF_A_PROXY),
        (403, PAGE_OF_A_PROXY),
        (404, PAGE_OF_A_PROXY),
        (302, ""),
        (200, r#"{"id":"7c1d"#),
        (200, r#"{"id":"7c1d","created":"then"}"#),
        (200, ""),
        (401, r#""The publisher for the app 1 is authenticated but is not registered.""#),
    ] {
        market.answers(status, body);
        let error = api.subscription(&id()).await.unwrap_err();
        let name = format!("{error:?}").split([' ', '(']).next().unwrap().to_owned();
        meanings.push(format!("{status} {name} {:?}", error.retry()));
    }
    insta::assert_snapshot!(meanings.join("\n"), @r"
    404 NotFound Never
    400 Refused Never
    409 Refused Never
    500 ServerTrouble IfRepeatable
    502 ServerTrouble IfRepeatable
    408 ServerTrouble IfRepeatable
    200 NotJson Never
    302 NotJson Never
    407 NotJson Never
    403 NotJson Never
    404 NotJson Never
    302 NotJson Never
    200 TruncatedAnswer IfRepeatable
    200 UnreadableAnswer Never
    200 TruncatedAnswer IfRepeatable
    401 AppNotRegistered Never
    ");
}

#[rstest]
#[case(Broken::NoConnection, "Unreachable", Retry::After(Duration::ZERO), true)]
#[case(Broken::TooLate, "Timeout", Retry::IfRepeatable, true)]
#[case(Broken::Lost, "ConnectionLost", Retry::IfRepeatable, true)]
#[case(Broken::Cut, "TruncatedAnswer", Retry::IfRepeatable, false)]
#[case(Broken::TooLarge, "OversizedAnswer", Retry::Never, false)]
#[tokio::test]
async fn what_no_answer_means(#[case] broken: Broken, #[case] name: &str, #[case] retry: Retry, #[case] offline: bool) {
    let market = FakeMarketplace::new();
    market.breaks(broken);
    let error = market.hasty_api().subscription(&id()).await.unwrap_err();
    assert!(format!("{error:?}").starts_with(name));
    assert_eq!((error.retry(), error.is_offline()), (retry, offline));
    assert!(error.correlation().is_some());
}

#[tokio::test]
async fn a_refusal_keeps_the_services_words() {
    let market = FakeMarketplace::new();
    market.answers_with(400, &[("x-ms-activityid", "act-1")], REFUSAL);
    let error = market.api().subscription(&id()).await.unwrap_err();
    assert_eq!((error.raw(), error.trace().unwrap().activity()), (Some(REFUSAL), Some("act-1")));
    let ApiError::Refused { status: 400, code, message, .. } = error else { panic!("{error:?}") };
    assert_eq!((code.as_deref(), message.as_str()), (Some("BadArgument"), "No such plan."));
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_and_then_reported() {
    let market = FakeMarketplace::new();
    market.answers(403, r#""Wrong app.""#).answers(401, r#""Wrong app, still.""#);
    let error = market.api().subscription(&id()).await.unwrap_err();
    assert!(matches!(&error, ApiError::TokenRefused { status: 401, text, .. } if text == "Wrong app, still."));
    let tokens = market.calls(|call| call.header("authorization").to_owned());
    assert_eq!(tokens, ["Bearer opaque-token-number-1", "Bearer opaque-token-number-2"]);
}

#[rstest]
#[case::words("Forbidden", "Forbidden")]
#[case::nothing("", "")]
#[case::object(r#"{"message":"Forbidden"}"#, "Forbidden")]
#[tokio::test]
async fn a_refused_token_is_told_in_several_shapes(#[case] body: &'static str, #[case] told: &str) {
    let market = FakeMarketplace::new();
    market.answers(403, body).answers(403, body);
    let error = market.api().subscription(&id()).await.unwrap_err();
    assert!(matches!(&error, ApiError::TokenRefused { status: 403, text, .. } if text == told), "{error:?}");
}

#[tokio::test]
async fn refusals_do_not_become_a_storm_of_sign_ins() {
    let market = FakeMarketplace::new();
    let api = market.api();
    for _ in 0..7 {
        market.answers(403, r#""Belongs to another.""#);
    }
    for _ in 0..3 {
        assert!(matches!(api.subscription(&id()).await, Err(ApiError::TokenRefused { .. })));
    }
    assert_eq!(market.sign_ins(|_| ()).len(), 2, "the first token and one in its place");
    market.clock.move_by(TimeDelta::minutes(2));
    assert!(matches!(api.subscription(&id()).await, Err(ApiError::TokenRefused { .. })));
    assert_eq!(market.sign_ins(|_| ()).len(), 3, "after a while it may help again");
}

#[tokio::test(start_paused = true)]
async fn no_more_than_four_calls_are_under_way_at_once() {
    let market = FakeMarketplace::new();
    let api = market.api();
    market.is_slow(Duration::from_secs(1));
    for _ in 0..9 {
        market.answers(200, r#"{"id":"a"}"#);
    }
    let id = id();
    join_all((0..9).map(|_| api.subscription(&id))).await;
    let begun = market.calls(|call| call.at);
    let per_second: Vec<_> = begun.chunk_by(|a, b| a == b).map(<[_]>::len).collect();
    assert_eq!(per_second, [4, 4, 1]);
}

#[tokio::test]
async fn the_clocks_are_compared_at_every_answer() {
    let market = FakeMarketplace::new();
    let api = market.hasty_api();
    assert_eq!(api.clock_skew(), None);
    market.answers_with(404, &[("date", "Sun, 15 Nov 2026 11:58:00 GMT")], "");
    let _ = api.subscription(&id()).await;
    assert_eq!(api.clock_skew(), Some(TimeDelta::minutes(2)), "ours is ahead");
    market.answers(404, "");
    let _ = api.subscription(&id()).await;
    assert_eq!(api.clock_skew(), Some(TimeDelta::minutes(2)), "an answer without a date says nothing");
}
