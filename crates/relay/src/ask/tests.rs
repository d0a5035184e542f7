use std::sync::Arc;

use chrono::TimeDelta;
use domain::Answer;
use domain::relay_feed::{Because, Question, QuestionState};
use futures::future::join_all;
use http::StatusCode;
use rstest::rstest;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::log::{Kind, Put, Write};
use crate::testing::messages::{change_plan, rule};
use crate::testing::{Desk, Rig, Stream};

/// A relay that asks, and falls back on refusing; one desk that follows.
async fn asking() -> (Arc<Rig>, Desk, Stream) {
    let rig = Arc::new(Rig::new());
    let desk = rig.desk("north").await;
    desk.rules(&rule(&json!({ "ask": { "seconds": 5, "fallback": "refuse" } }))).await;
    let stream = desk.follow(None).await;
    (rig, desk, stream)
}

fn posted(rig: &Arc<Rig>) -> JoinHandle<StatusCode> {
    let rig = Arc::clone(rig);
    tokio::spawn(async move { rig.posts(&change_plan("op-1", "crew", "bridge")).await })
}

/// Waits until the desk hears a question in this state.
async fn heard(stream: &mut Stream, is_it: impl Fn(&Question) -> bool) -> Question {
    loop {
        let event = stream.event().await;
        if let domain::relay_feed::Happened::Question(question) = event.happened()
            && is_it(&question)
        {
            return *question;
        }
    }
}

async fn say(desk: &Desk, question: &Question, what: &str) -> StatusCode {
    desk.post(&format!("questions/{}/{what}", question.id), &json!({})).await.0
}

async fn answers(desk: &Desk, question: &Question, answer: &str) -> StatusCode {
    desk.post(&format!("questions/{}/answer", question.id), &json!({ "answer": answer })).await.0
}

#[rstest]
#[case::yes("accept", StatusCode::OK)]
#[case::no("refuse", StatusCode::BAD_REQUEST)]
#[tokio::test]
async fn whoever_looks_decides(#[case] answer: &str, #[case] status: StatusCode) {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    assert_eq!((question.until - question.asked_at).num_seconds(), 5);
    assert_eq!(say(&desk, &question, "shown").await, StatusCode::OK);
    assert_eq!(answers(&desk, &question, answer).await, StatusCode::OK);
    assert_eq!(call.await.unwrap(), status);
    assert_eq!(rig.announced().await[0].answered.because, Because::Person { desk: "north".to_owned() });
}

#[tokio::test]
async fn silence_in_front_of_the_screen_falls_back_when_the_time_is_over() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    heard(&mut stream, |question| !question.shown_by.is_empty()).await;
    rig.time.seconds(4);
    assert!(!call.is_finished(), "there is a second left");
    rig.time.seconds(1);
    assert_eq!(call.await.unwrap(), StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await[0].answered.because, Because::Silence);
    assert_eq!(answers(&desk, &question, "accept").await, StatusCode::CONFLICT, "a yes comes too late");
}

#[tokio::test]
async fn a_clock_set_back_does_not_keep_a_question_open() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    heard(&mut stream, |question| !question.shown_by.is_empty()).await;
    rig.time.is_set_by(-TimeDelta::hours(1));
    rig.time.seconds(5);
    assert_eq!(call.await.unwrap(), StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await[0].answered.because, Because::Silence);
}

#[tokio::test]
async fn a_clock_set_forward_closes_a_question_with_its_fallback() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    rig.time.is_set_by(TimeDelta::hours(1));
    say(&desk, &question, "shown").await;
    assert_eq!(call.await.unwrap(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_desk_that_does_not_show_it_is_not_waited_for() {
    let (rig, _desk, mut stream) = asking().await;
    let call = posted(&rig);
    heard(&mut stream, |_| true).await;
    rig.time.seconds(2);
    assert_eq!(call.await.unwrap(), StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await[0].answered.because, Because::NobodyLooked);
}

#[tokio::test]
async fn with_no_desk_there_the_fallback_applies_at_once() {
    let (rig, _desk, stream) = asking().await;
    drop(stream);
    assert_eq!(posted(&rig).await.unwrap(), StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await[0].answered.because, Because::NobodyLooked);
    assert!(rig.log.doc(&"harbour".into(), Kind::Question, &rig.announced().await[0].key).await.unwrap().is_none());
}

#[tokio::test]
async fn once_nobody_shows_it_any_more_the_fallback_applies_at_once() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    heard(&mut stream, |question| !question.shown_by.is_empty()).await;
    tokio::task::yield_now().await;
    say(&desk, &question, "hidden").await;
    rig.time.advance(TimeDelta::milliseconds(1_500));
    assert_eq!(call.await.unwrap(), StatusCode::BAD_REQUEST);
    assert_eq!(rig.announced().await[0].answered.because, Because::NobodyLooked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_answers_the_first_wins() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    let said = (0..8).map(|n| answers(&desk, &question, if n % 2 == 0 { "accept" } else { "refuse" }));
    let said = join_all(said).await;
    assert_eq!(said.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{said:?}");
    let answered = heard(&mut stream, |question| question.state != QuestionState::Open).await;
    let QuestionState::Answered { answer, .. } = answered.state else { panic!("{answered:?}") };
    let expected = if answer == Answer::Accept { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    assert_eq!(call.await.unwrap(), expected, "Microsoft hears what that desk was told");
}

#[tokio::test]
async fn a_repeat_meanwhile_waits_for_the_same_answer() {
    let (rig, desk, mut stream) = asking().await;
    let calls = [posted(&rig), posted(&rig)];
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    answers(&desk, &question, "accept").await;
    for call in calls {
        assert_eq!(call.await.unwrap(), StatusCode::OK);
    }
    assert_eq!(rig.announced().await.len(), 1);
}

#[tokio::test]
async fn what_a_person_answered_before_a_crash_still_counts() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    say(&desk, &question, "shown").await;
    answers(&desk, &question, "accept").await;
    call.await.unwrap();
    // As after a crash between the two writes: the question is answered, the decision is not there.
    let fresh = Rig::new();
    let state = QuestionState::Answered { by: "north".to_owned(), at: question.asked_at, answer: Answer::Accept };
    let doc = Put::new(Kind::Question, question.id.clone(), &Question { state, ..question }).unwrap().open(false);
    fresh.log.write(Write::new(&"harbour".into(), crate::testing::begin()).put(doc)).await.unwrap();
    fresh.desk("north").await.rules(&rule(&json!({ "ask": { "fallback": "refuse" } }))).await;
    assert_eq!(fresh.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::OK);
}

#[tokio::test]
async fn open_questions_are_listed_for_a_desk_that_comes_late() {
    let (rig, desk, mut stream) = asking().await;
    let call = posted(&rig);
    let question = heard(&mut stream, |_| true).await;
    let listed = desk.questions().await;
    assert_eq!(listed.iter().map(|one| &one.id).collect::<Vec<_>>(), [&question.id]);
    rig.time.seconds(2);
    call.await.unwrap();
    assert!(desk.questions().await.is_empty());
}
