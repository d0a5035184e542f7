//! Trouble on the way: nothing is lost, and nothing is done twice.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain::Status;
use domain::relay_feed::{ActivationState, ActivationTrouble};
use outbox::{Read, Wait};
use rstest::rstest;

use super::scene::{Answer, CREW, Scene, lost, not_now, taken, visit};
use crate::log::postgres::PostgresLog;
use crate::log::tests::server;
use crate::log::{Kind, Log};

#[rstest]
#[case::it_arrived(Answer::Effective(lost()), 1)]
#[case::it_did_not(Answer::Vain(lost()), 2)]
#[tokio::test]
async fn a_lost_answer_is_settled_by_reading(#[case] answer: Answer, #[case] calls: usize) {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[answer]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::hours(1)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }));
    assert_eq!(scene.microsoft.sent().len(), calls);
}

#[tokio::test]
async fn a_microsoft_in_trouble_is_asked_ever_more_rarely_until_it_is_well() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&vec![Answer::Vain(not_now(Wait::Throttled)); 1_000]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::days(2)).await;
    assert_eq!(scene.state().await, ActivationState::Sending { why: Some("busy".to_owned()) });
    assert_eq!(scene.told().await.len(), 3, "what is no news is not told");
    let sent = scene.microsoft.sent().len();
    assert!(sent < 200, "{sent} times in two days");
    scene.microsoft.is_well();
    scene.passes(TimeDelta::minutes(20)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }), "days later");
}

#[tokio::test]
async fn while_microsoft_cannot_be_read_nothing_is_sent_and_nothing_lost() {
    let scene = Scene::begin(CREW);
    scene.microsoft.reads(Read::NotNow { why: Wait::SignIn, after: Duration::from_secs(60) });
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::days(3)).await;
    assert_eq!(scene.state().await, ActivationState::Confirming { why: Some("sign-in".to_owned()) });
    assert!(scene.microsoft.sent().is_empty());
    scene.microsoft.shows(&Status::PendingFulfillmentStart, "crew");
    scene.passes(TimeDelta::minutes(20)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }));
}

#[tokio::test]
async fn a_purchase_microsoft_does_not_know_needs_a_person() {
    let scene = Scene::begin(CREW);
    scene.microsoft.reads(Read::Unknown);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::hours(1)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Stuck { why: ActivationTrouble::Unknown, .. }), "{state:?}");
    assert!(scene.microsoft.sent().is_empty());
}

#[tokio::test]
async fn a_purchase_microsoft_knows_no_more_after_taking_it_on_may_show_yet() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Vain(taken())]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    scene.microsoft.reads(Read::Unknown);
    scene.passes(TimeDelta::hours(1)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Stuck { why: ActivationTrouble::Unknown, .. }), "{state:?}");
    scene.microsoft.shows(&Status::Subscribed, "crew");
    scene.passes(TimeDelta::hours(1)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }), "it was this relay's call");
    assert_eq!(scene.microsoft.sent().len(), 1);
}

#[tokio::test]
async fn what_was_taken_on_and_never_shows_needs_a_person_and_may_show_yet() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Vain(taken())]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::hours(25)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Stuck { why: ActivationTrouble::NoProof, .. }), "{state:?}");
    scene.microsoft.shows(&Status::Subscribed, "crew");
    scene.passes(TimeDelta::hours(2)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }), "it was this relay's call");
    assert_eq!(scene.microsoft.sent().len(), 1);
}

#[tokio::test]
async fn a_relay_that_dies_before_it_sends_activates_once_it_is_back() {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    drop(scene.activator("before"));
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.microsoft.sent().len(), 1);
}

#[tokio::test]
async fn a_relay_that_dies_after_it_has_sent_activates_no_second_time() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Hangs]);
    scene.comes(&visit()).await;
    let activator = scene.activator("before");
    let sending = tokio::spawn(async move { activator.turn().await.map(drop) });
    while scene.microsoft.sent().is_empty() {
        tokio::task::yield_now().await;
    }
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    scene.passes(TimeDelta::hours(2)).await;
    assert_eq!(scene.microsoft.sent().len(), 1);
    assert!(matches!(scene.state().await, ActivationState::Active { .. }));
}

#[tokio::test]
async fn what_is_kept_of_it_names_nobody_and_is_closed_in_the_end() {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    let step = scene.told().await.pop().unwrap();
    let doc = scene.rig.log.doc(&"harbour".into(), Kind::Activation, step.id.as_str()).await.unwrap().unwrap();
    assert!(!doc.is_open && !doc.value.contains("ines") && !doc.value.contains("Ines"), "{}", doc.value);
    assert_eq!(doc.version, step.version);
}

#[tokio::test]
async fn a_desk_that_begins_again_is_told_what_is_not_over() {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    let desk = scene.rig.desk("north").await;
    let snapshot = desk.follow(None).await.snapshot().await;
    assert_eq!(snapshot.activations[0].state, ActivationState::Confirming { why: None });
    scene.passes(TimeDelta::minutes(1)).await;
    assert!(desk.follow(None).await.snapshot().await.activations.is_empty());
}

#[tokio::test]
async fn what_became_of_them_is_counted() {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    let request = http::Request::get("/metrics").body(axum::body::Body::empty()).unwrap();
    let answer = scene.rig.call(request).await;
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let line = "marketdesk_relay_activations_total{connection=\"harbour\",state=\"active\"} 1";
    assert!(text.contains(line), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_replicas_one_activates_and_the_other_goes_on_where_it_dies() {
    let Some(config) = server::database().await else { return };
    let mut logs: Vec<Arc<dyn Log>> = Vec::new();
    for name in ["log-a", "log-b"] {
        logs.push(Arc::new(PostgresLog::open(config.clone(), name).await.unwrap()));
    }
    let logs: [Arc<dyn Log>; 2] = logs.try_into().unwrap_or_else(|_| unreachable!());
    let [one, other] = Scene::two(logs, CREW);
    let (first, second) = (one.activator("one"), other.activator("other"));
    first.turn().await.unwrap();
    assert!(one.comes(&visit()).await && !other.comes(&visit()).await, "called for once, wherever they come");
    second.turn().await.unwrap();
    assert!(one.microsoft.sent().is_empty(), "it is the first one's to send");
    one.microsoft.answers(&[Answer::Hangs]);
    let sending = tokio::spawn(async move { first.turn().await.map(drop) });
    while one.microsoft.sent().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    sending.abort();
    other.rig.time.advance(TimeDelta::seconds(61));
    second.turn().await.unwrap();
    assert_eq!(one.microsoft.sent().len(), 1);
    assert!(matches!(other.state().await, ActivationState::Active { .. }));
}
