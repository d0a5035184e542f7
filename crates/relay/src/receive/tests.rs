use std::sync::Arc;

use domain::relay_feed::{Because, Happened, Verdict};
use futures::future::join_all;
use http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use crate::testing::messages::{change_plan, change_seats, notice, rule};
use crate::testing::{Rig, hook};

#[tokio::test]
async fn without_rules_a_request_is_accepted_and_told() {
    let rig = Rig::new();
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::OK);

    let announced = rig.announced().await;
    assert_eq!(announced.len(), 1);
    assert_eq!(announced[0].answered.verdict, Verdict::Accepted);
    assert_eq!(announced[0].answered.because, Because::NoRule);
    assert!(!announced[0].is_confirmed, "nobody has read it back");
    assert!(announced[0].raw.contains("\"op-1\""), "the message is kept as it came");
}

#[rstest]
#[case::accept(json!("accept"), StatusCode::OK, Verdict::Accepted)]
#[case::refuse(json!("refuse"), StatusCode::BAD_REQUEST, Verdict::Refused)]
#[case::hold(json!("hold"), StatusCode::BAD_REQUEST, Verdict::Held)]
#[case::ask_with_nobody_looking(json!({"ask": {"fallback": "refuse"}}), StatusCode::BAD_REQUEST, Verdict::Refused)]
#[case::a_word_of_a_newer_program(json!("ponder"), StatusCode::OK, Verdict::Accepted)]
#[tokio::test]
async fn a_rule_decides(#[case] outcome: Value, #[case] status: StatusCode, #[case] verdict: Verdict) {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&outcome)).await;
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, status);
    assert_eq!(rig.announced().await[0].answered.verdict, verdict);
}

#[rstest]
#[case::suspended("Suspend", Because::Notice)]
#[case::renewed("Renew", Because::Notice)]
#[case::reinstated("Reinstate", Because::Notice)]
#[case::ended("Unsubscribe", Because::Notice)]
#[case::bought("Subscribe", Because::Notice)]
#[case::of_a_newer_service("Teleport", Because::UnknownAction)]
#[tokio::test]
async fn a_notice_is_answered_200_whatever_the_rules_say(#[case] action: &str, #[case] because: Because) {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    assert_eq!(rig.posts(&notice("op-1", action)).await, StatusCode::OK);
    assert_eq!(rig.announced().await[0].answered.because, because);
}

#[tokio::test]
async fn the_publishers_own_change_is_never_refused() {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    let mut own = change_plan("op-1", "crew", "bridge");
    own["operationRequestSource"] = "Partner".into();
    assert_eq!(rig.posts(&own).await, StatusCode::OK);
    assert_eq!(rig.announced().await[0].answered.because, Because::OwnChange);
}

#[tokio::test]
async fn a_change_that_has_ended_asks_nothing() {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    let mut ended = change_plan("op-1", "crew", "bridge");
    ended["status"] = "Succeeded".into();
    assert_eq!(rig.posts(&ended).await, StatusCode::OK);
    assert_eq!(rig.announced().await[0].answered.because, Because::Notice);
}

#[tokio::test]
async fn taking_a_refused_change_back_is_accepted_also_under_the_same_id() {
    let rig = Rig::new();
    rig.desk("north").await.rules(&rule(&json!("refuse"))).await;
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::BAD_REQUEST);
    assert_eq!(
        rig.posts(&change_plan("op-1", "crew", "crew")).await,
        StatusCode::OK,
        "the id alone is not the message"
    );
    assert_eq!(rig.posts(&change_plan("op-2", "bridge", "crew")).await, StatusCode::OK, "nor need it show what is so");
}

#[tokio::test]
async fn a_repeat_is_given_the_stored_answer_whatever_the_rules_say_now() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!("refuse"))).await;
    let message = change_plan("op-1", "crew", "bridge");
    assert_eq!(rig.posts(&message).await, StatusCode::BAD_REQUEST);

    desk.rules(&rule(&json!("accept"))).await;
    let mut again = message.clone();
    again["subscription"]["name"] = "renamed meanwhile".into();
    again["timeStamp"] = "2026-02-15T09:15:22Z".into();
    assert_eq!(rig.posts(&again).await, StatusCode::BAD_REQUEST, "never a fresh evaluation");
    assert_eq!(rig.announced().await.len(), 1, "and it is told once");

    assert_eq!(rig.posts(&change_plan("op-1", "crew", "mast")).await, StatusCode::OK, "other content is no repeat");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_copies_at_once_are_one_decision() {
    let rig = Arc::new(Rig::new());
    rig.desk("north").await.rules(&rule(&json!("hold"))).await;
    let copies = (0..50).map(|_| {
        let rig = Arc::clone(&rig);
        tokio::spawn(async move { rig.posts(&change_plan("op-1", "crew", "bridge")).await })
    });
    for status in join_all(copies).await {
        assert_eq!(status.unwrap(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(rig.announced().await.len(), 1, "decided once");
}

#[tokio::test]
async fn what_is_decided_survives_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let place = crate::log::sqlite::Place::new(folder.path().join("log.db"), None);
    let open = || -> Arc<dyn crate::log::Log> {
        Arc::new(crate::log::sqlite::SqliteLog::open(place.clone(), "log-a").unwrap())
    };
    let message = change_plan("op-1", "crew", "bridge");
    {
        let rig = Rig::on(open(), crate::config::Limits::default());
        rig.desk("north").await.rules(&rule(&json!("hold"))).await;
        assert_eq!(rig.posts(&message).await, StatusCode::BAD_REQUEST);
    }
    let rig = Rig::on(open(), crate::config::Limits::default());
    assert_eq!(rig.posts(&message).await, StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await.len(), 1);
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_end_the_decision() {
    let rig = Rig::new();
    let call = rig.call(hook("harbour", "genuine", change_plan("op-1", "crew", "bridge").to_string()));
    {
        let mut call = std::pin::pin!(call);
        while rig.relay.connection("harbour").unwrap().flights.count() == 0 {
            assert!(futures::poll!(&mut call).is_pending(), "it is not answered at once");
        }
    } // Hung up here.
    let mut stirred = rig.log.stirred();
    while rig.announced().await.is_empty() {
        stirred.changed().await.unwrap();
    }
}

#[tokio::test]
async fn connections_do_not_mix() {
    let rig = Rig::new();
    let north = rig.desk("north").await;
    north.rules(&rule(&json!("refuse"))).await;
    let message = change_plan("op-1", "crew", "bridge");
    assert_eq!(rig.posts(&message).await, StatusCode::BAD_REQUEST);
    let theirs = rig.call(hook("lighthouse", "genuine", message.to_string())).await;
    assert_eq!(theirs.status(), StatusCode::OK, "the other publisher has no rules");
    assert_eq!(rig.announced().await.len(), 1);
}

#[tokio::test]
async fn forged_is_401_and_nothing_is_stored() {
    let rig = Rig::new();
    let answer = rig.call(hook("harbour", "forged", change_plan("op-1", "crew", "bridge").to_string())).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(rig.events().await.is_empty(), "or a stranger could fill the disk");
}

#[tokio::test]
async fn a_token_that_does_not_fit_is_503_and_somebody_is_told_once_an_hour() {
    let rig = Rig::new();
    let message = change_plan("op-1", "crew", "bridge").to_string();
    let mut stirred = rig.log.stirred();
    for _ in 0..3 {
        let answer = rig.call(hook("harbour", "for-another", message.clone())).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "it may be our own setting that is wrong");
    }
    while rig.events().await.is_empty() {
        stirred.changed().await.unwrap();
    }
    let told = rig.told().await;
    let [Happened::Trouble(trouble)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((trouble.what.as_str(), trouble.which.as_str()), ("token", "audience"));

    rig.time.seconds(3_600);
    rig.call(hook("harbour", "for-another", message)).await;
    while rig.events().await.len() < 2 {
        stirred.changed().await.unwrap();
    }
}

#[tokio::test]
async fn seats_are_asked_about_like_plans() {
    let rig = Rig::new();
    let rules = json!({ "rules": [{
        "id": "r", "name": "seats", "author": "lea", "reason": "test", "since": "2026-01-01T00:00:00Z", "outcome": "hold",
        "conditions": { "asks": "seats", "seats": { "percent": { "atLeast": 50 } } }
    }]});
    rig.desk("north").await.rules(&rules).await;
    assert_eq!(rig.posts(&change_seats("op-1", 12, 13)).await, StatusCode::OK);
    assert_eq!(rig.posts(&change_seats("op-2", 12, 120)).await, StatusCode::BAD_REQUEST, "likely a typing slip");
}
