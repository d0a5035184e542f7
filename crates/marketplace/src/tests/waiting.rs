//! When a call is tried again, and when it is left to the caller.

use std::time::Duration;

use domain::SubscriptionId;
use rstest::rstest;
use tokio::time::Instant;

use super::fake::FakeMarketplace;
use crate::wire::Broken;
use crate::{ApiError, Patience, Retry};

const GOOD: &str = r#"{"id":"a"}"#;

fn id() -> SubscriptionId {
    "a".into()
}

/// Times between the attempts of the one call that was made.
fn waits(market: &FakeMarketplace) -> Vec<Duration> {
    let attempts = market.calls(|call| call.at);
    attempts.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test(start_paused = true)]
async fn trouble_is_tried_again_with_growing_waits_that_nobody_shares() {
    let market = FakeMarketplace::new();
    market.answers(500, "").breaks(Broken::Lost).answers(503, "").answers(200, GOOD);
    market.api().subscription(&id()).await.unwrap();
    let waits = waits(&market);
    assert_eq!(waits.len(), 3);
    for (wait, planned) in waits.iter().zip([500, 1000, 2000]) {
        let planned = Duration::from_millis(planned);
        assert!(*wait >= planned && *wait <= planned * 2 + Duration::from_millis(1), "{wait:?} for {planned:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn four_attempts_are_enough() {
    let market = FakeMarketplace::new();
    for _ in 0..9 {
        market.answers(500, "");
    }
    assert!(matches!(market.api().subscription(&id()).await, Err(ApiError::ServerTrouble { status: 500, .. })));
    assert_eq!(market.calls(|_| ()).len(), 4);
}

#[rstest]
#[case::seconds("retry-after", "7")]
#[case::date("retry-after", "Sun, 15 Nov 2026 12:00:07 GMT")]
#[case::milliseconds("x-ms-retry-after-ms", "7000")]
#[tokio::test(start_paused = true)]
async fn the_service_is_given_the_time_it_asks_for(#[case] header: &'static str, #[case] value: &str) {
    for status in [429, 503] {
        let market = FakeMarketplace::new();
        market.answers_with(status, &[(header, value)], "").answers(200, GOOD);
        market.api().subscription(&id()).await.unwrap();
        let waited = waits(&market)[0];
        assert!(waited >= Duration::from_secs(7) && waited < Duration::from_secs(8), "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_wait_is_left_to_the_caller() {
    let market = FakeMarketplace::new();
    market.answers_with(429, &[("retry-after", "120")], "");
    let error = market.api().subscription(&id()).await.unwrap_err();
    assert_eq!(error.retry(), Retry::After(Duration::from_secs(120)));
    assert_eq!(market.calls(|_| ()).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn waits_end_after_half_a_minute_in_all() {
    let market = FakeMarketplace::new();
    for _ in 0..4 {
        market.answers_with(429, &[("retry-after", "12")], "");
    }
    let begun = Instant::now();
    assert!(matches!(market.api().subscription(&id()).await, Err(ApiError::Throttled { .. })));
    assert!(begun.elapsed() <= Duration::from_secs(30), "{:?}", begun.elapsed());
    assert_eq!(market.calls(|_| ()).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_caller_may_have_no_patience() {
    let market = FakeMarketplace::new();
    market.answers(500, "").answers(200, GOOD);
    let hasty = market.api().with_patience(Patience::NONE);
    assert!(hasty.subscription(&id()).await.is_err());
    assert!(hasty.subscription(&id()).await.is_ok(), "tokens and limits are those of the patient one");
    assert_eq!(market.sign_ins(|_| ()).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn trouble_at_sign_in_is_waited_out_too() {
    let market = FakeMarketplace::new();
    market.entra_breaks(Broken::NoConnection).entra_answers(503, "").entra_answers_with(
        429,
        &[("retry-after", "3")],
        "",
    );
    market.answers(200, GOOD);
    market.api().subscription(&id()).await.unwrap();
    assert_eq!((market.sign_ins(|_| ()).len(), market.calls(|_| ()).len()), (4, 1));
}
