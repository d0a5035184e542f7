use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Clock as _;
use domain::relay_feed::{Because, Verdict, Way};
use http::{Request, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};

use crate::config::Limits;
use crate::testing::messages::{change_plan, notice, rule};
use crate::testing::{NOTIFY_SECRET, Rig};

/// The publisher's own endpoint tells what came and what it answered.
async fn tells(rig: &Rig, message: &Value, answered: Option<&str>, secret: &str) -> StatusCode {
    let at = rig.time.now().timestamp().to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap());
    let signature = STANDARD.encode(hmac::sign(&key, format!("msg_1.{at}.{message}").as_bytes()));
    let mut request = Request::post("/webhook/harbour/notify")
        .header("webhook-id", "msg_1")
        .header("webhook-timestamp", at)
        .header("webhook-signature", format!("v1,{signature}"));
    if let Some(answered) = answered {
        request = request.header("marketdesk-answered", answered);
    }
    rig.call(request.body(message.to_string().into()).unwrap()).await.status()
}

#[rstest]
#[case::yes(Some("200"), Verdict::Accepted)]
#[case::no(Some("400"), Verdict::Refused)]
#[case::not_said(None, Verdict::Accepted)]
#[tokio::test]
async fn what_was_answered_elsewhere_is_told_and_not_decided(#[case] answered: Option<&str>, #[case] verdict: Verdict) {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&json!("hold"))).await;
    assert_eq!(tells(&rig, &change_plan("op-1", "crew", "bridge"), answered, NOTIFY_SECRET).await, StatusCode::OK);
    let announced = rig.announced().await;
    assert_eq!((announced[0].way, &announced[0].answered.because), (Way::Told, &Because::Elsewhere));
    assert_eq!(announced[0].answered.verdict, verdict);
    assert!(announced[0].answered.held.is_none(), "the rules had no say");
}

#[tokio::test]
async fn what_is_told_twice_is_kept_once() {
    let rig = Rig::new();
    for _ in 0..3 {
        assert_eq!(tells(&rig, &notice("op-1", "Suspend"), None, NOTIFY_SECRET).await, StatusCode::OK);
    }
    assert_eq!(rig.announced().await.len(), 1);
}

#[tokio::test]
async fn a_wrong_signature_is_401_and_none_is_503() {
    let rig = Rig::new();
    let message = notice("op-1", "Suspend");
    let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(tells(&rig, &message, None, other).await, StatusCode::UNAUTHORIZED);
    let bare = Request::post("/webhook/harbour/notify").body(message.to_string().into()).unwrap();
    assert_eq!(rig.call(bare).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(rig.events().await.is_empty());
}

#[tokio::test]
async fn what_was_told_moves_held_requests_too() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("hold"))).await;
    rig.posts(&change_plan("op-1", "crew", "bridge")).await;
    tells(&rig, &notice("op-2", "Unsubscribe"), None, NOTIFY_SECRET).await;
    assert!(desk.held().await.is_empty(), "the customer has left");
}

#[tokio::test]
async fn strangers_at_the_door_of_the_endpoint_use_up_nothing() {
    let rig = Rig::with_limits(Limits { per_second: 1, burst: 1, at_once: 1, ..Limits::default() });
    let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for _ in 0..50 {
        assert_eq!(tells(&rig, &notice("op-1", "Suspend"), None, other).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(tells(&rig, &notice("op-1", "Suspend"), None, NOTIFY_SECRET).await, StatusCode::OK);
}
