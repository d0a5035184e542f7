//! What is activated, when, and who was quicker.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::account::{AccountAction, Cause};
use domain::relay_feed::{
    AccessState, AccessWork, ActivationOver, ActivationState, ActivationTrouble, Happened, Relation, VisitState,
};
use domain::{OperationId, Status, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _, ready};
use hooks::{Address, Endpoint, Secret};
use rstest::rstest;

use crate::access::{Access, Reading, Reads};

use super::scene::{Answer, CREW, Scene, refused, taken, visit};

#[tokio::test]
async fn a_buyer_who_came_at_night_is_activated_once_and_desks_are_told_when_microsoft_shows_it() {
    let scene = Scene::begin(CREW);
    assert!(scene.comes(&visit()).await);
    assert_eq!(scene.words().await, ["confirming"], "told with the visit");
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.microsoft.sent(), [("crew".to_owned(), Some(12))]);
    assert_eq!(scene.words().await, ["confirming", "sending", "sent", "active"]);
    assert!(!scene.comes(&visit()).await, "called for once");
    scene.passes(TimeDelta::hours(1)).await;
    assert_eq!(scene.microsoft.sent().len(), 1);
}

#[tokio::test]
async fn it_is_not_said_to_be_active_before_microsoft_shows_it() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Vain(taken())]);
    scene.comes(&visit()).await;
    for _ in 0..2 {
        scene.passes(TimeDelta::hours(3)).await;
    }
    assert!(matches!(scene.state().await, ActivationState::Sent { .. }));
    let asked = scene.microsoft.asked();
    assert!(asked < 60, "ever more rarely, {asked} times");
    scene.microsoft.shows(&Status::Subscribed, "crew");
    scene.passes(TimeDelta::minutes(15)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }));
    assert_eq!(scene.microsoft.sent().len(), 1, "it is watched, not sent again");
}

#[rstest]
#[case::another_plan("plans = [\"bridge\"]", VisitState::Complete, false)]
#[case::every_plan("", VisitState::Complete, true)]
#[case::not_answered(CREW, VisitState::Begun, false)]
#[case::not_answered_where_that_is_enough("answered = false", VisitState::Begun, true)]
#[tokio::test]
async fn a_visit_calls_for_what_the_owner_says(#[case] rule: &str, #[case] state: VisitState, #[case] is_called: bool) {
    let scene = Scene::begin(rule);
    assert_eq!(scene.comes(&domain::relay_feed::Visit { state, ..visit() }).await, is_called);
    assert_eq!(scene.told().await.len(), usize::from(is_called));
}

#[rstest]
#[case::active(Some(Status::Subscribed))]
#[case::suspended(Some(Status::Suspended))]
#[tokio::test]
async fn what_is_active_calls_for_nothing(#[case] status: Option<Status>) {
    let (scene, mut visit) = (Scene::begin(CREW), visit());
    visit.bought.as_mut().unwrap().status = status;
    assert!(!scene.comes(&visit).await);
    visit.bought = None;
    assert!(!scene.comes(&visit).await, "nor what nobody knows");
}

#[rstest]
#[case::active(Status::Subscribed, ActivationOver::AlreadyActive)]
#[case::cancelled(Status::Unsubscribed, ActivationOver::Ended)]
#[tokio::test]
async fn whoever_is_quicker_has_it(#[case] status: Status, #[case] over: ActivationOver) {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    scene.microsoft.shows(&status, "crew");
    scene.passes(TimeDelta::minutes(1)).await;
    let state = scene.state().await;
    assert!(matches!(&state, ActivationState::Withdrawn { why, .. } if *why == over), "{state:?}");
    assert!(scene.microsoft.sent().is_empty());
}

#[tokio::test]
async fn a_plan_that_was_changed_meanwhile_is_judged_by_the_rule_again() {
    let scene = Scene::begin("plans = [\"crew\", \"mast\"]");
    scene.comes(&visit()).await;
    scene.microsoft.shows(&Status::PendingFulfillmentStart, "mast");
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.microsoft.sent(), [("mast".to_owned(), Some(12))], "as Microsoft's own data says");
    assert_eq!(scene.told().await.pop().unwrap().plan.as_str(), "mast");
}

#[tokio::test]
async fn a_plan_that_no_rule_covers_waits_for_a_person_and_may_be_called_for_anew() {
    let scene = Scene::begin(CREW);
    scene.comes(&visit()).await;
    scene.microsoft.shows(&Status::PendingFulfillmentStart, "bridge");
    scene.passes(TimeDelta::minutes(1)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Withdrawn { why: ActivationOver::NotCovered, .. }), "{state:?}");
    scene.microsoft.shows(&Status::PendingFulfillmentStart, "crew");
    assert!(scene.comes(&visit()).await);
    scene.passes(TimeDelta::minutes(1)).await;
    assert!(matches!(scene.state().await, ActivationState::Active { .. }));
}

#[tokio::test]
async fn a_stranger_has_nothing_activated_and_a_colleague_who_comes_later_has() {
    let (scene, mut visit) = (Scene::begin(CREW), visit());
    visit.who.relation = Some(Relation::Stranger);
    assert!(scene.comes(&visit).await);
    scene.passes(TimeDelta::days(1)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Stuck { why: ActivationTrouble::Stranger, .. }), "{state:?}");
    assert!(!scene.comes(&visit).await, "coming again makes nobody less strange");
    visit.who.relation = Some(Relation::Colleague);
    assert!(scene.comes(&visit).await);
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.microsoft.sent().len(), 1);
}

#[tokio::test]
async fn what_is_refused_is_stuck_with_its_reason_and_never_sent_again() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Vain(refused())]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::days(2)).await;
    let words = "400 not in this state".to_owned();
    let state = scene.state().await;
    assert!(
        matches!(&state, ActivationState::Stuck { why, .. } if *why == ActivationTrouble::Refused { words }),
        "{state:?}"
    );
    assert_eq!(scene.microsoft.sent().len(), 1);
    assert!(scene.microsoft.asked() < 80, "{}", scene.microsoft.asked());
    scene.microsoft.shows(&Status::Subscribed, "crew");
    scene.passes(TimeDelta::hours(1)).await;
    let state = scene.state().await;
    assert!(matches!(state, ActivationState::Withdrawn { why: ActivationOver::AlreadyActive, .. }), "{state:?}");
}

#[tokio::test]
async fn a_refusal_because_somebody_was_quicker_is_none() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Effective(refused())]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    assert_eq!(scene.words().await, ["confirming", "sending", "withdrawn"], "nobody is bothered");
}

#[tokio::test]
async fn an_activation_that_fails_at_microsoft_is_said_to_have() {
    let scene = Scene::begin(CREW);
    scene.microsoft.answers(&[Answer::Vain(taken())]);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    scene.microsoft.shows(&Status::Unsubscribed, "crew");
    scene.passes(TimeDelta::minutes(2)).await;
    assert_eq!(scene.words().await, ["confirming", "sending", "sent", "failed"]);
}

/// Access by the owner's rules, at a service that nobody calls here.
fn told_of_accounts() -> Access {
    struct OutOfReach;
    impl Reads for OutOfReach {
        fn read<'a>(&'a self, _: &'a SubscriptionId, _: Option<&'a OperationId>) -> BoxFuture<'a, Reading> {
            ready(Reading::NotNow).boxed()
        }
    }
    let rules = toml::from_str("hook = \"https://service.example/hooks\"").unwrap();
    let address = Address::read("https://service.example/hooks").unwrap();
    let service = Endpoint::new(address, None, Secret::new([7; 32]).into()).unwrap();
    Access::new(rules, "t/a".to_owned(), service, Arc::new(OutOfReach))
}

#[tokio::test]
async fn the_publishers_own_service_is_to_be_told_once_of_what_a_rule_activated() {
    let scene = Scene::that_tells(told_of_accounts);
    scene.comes(&visit()).await;
    scene.passes(TimeDelta::minutes(1)).await;
    scene.passes(TimeDelta::hours(1)).await;
    let told = scene.rig.told().await.into_iter();
    let steps: Vec<_> =
        told.filter_map(|happened| if let Happened::Access(step) = happened { Some(*step) } else { None }).collect();
    let [step] = steps.as_slice() else { panic!("{steps:?}") };
    assert_eq!(step.what, AccessWork::Hook(AccountAction::Activate));
    assert_eq!(step.cause, Cause::Visit(visit().id));
    assert_eq!(step.state, AccessState::Confirming, "it is sent once Microsoft's data is read again");
}
