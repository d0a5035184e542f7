//! Programs that end in the middle of an approval.

use std::time::Duration;

use domain::relay_feed::HeldState;
use domain::{Intent, Seen, Wish};
use rstest::rstest;
use serde_json::json;
use simulator::Door;

use super::{followed_under, found, refusal_is_over, with_consent};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, truth, until};
use crate::relay::KilledAfter;

/// What a person asks for who approves the request.
async fn intent(desk: &Desk, id: &str, other: &str) -> Intent {
    let opened = desk.opened().await.unwrap();
    Intent {
        id: "the-approval".into(),
        subscription: id.into(),
        wish: Wish::Change { to: domain::Change::Plan(other.into()) },
        actor: "Ada".to_owned(),
        reason: String::new(),
        consent: Some("Ines, by phone".to_owned()),
        seen: Seen::from(&opened.standing(&id.into()).await.unwrap().subscription),
        asked_at: opened.source.clock.now(),
        expires_at: None,
    }
}

#[rstest]
#[case::before_the_relay_heard(KilledAfter::WritingDown)]
#[case::before_the_answer_was_written(KilledAfter::ThePromise)]
#[tokio::test]
async fn an_approval_without_an_outcome_is_repeated_at_the_next_start(#[case] killed: KilledAfter) {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    refusal_is_over(&computer, &id).await;
    let opened = desk.opened().await.unwrap();
    let intent = intent(&desk, &id, &other).await;
    let alone = opened.approve_until_killed(&item.id, intent, None, killed).await;
    // Whatever of the program is still under way never comes to it any more.
    std::mem::forget(alone);
    drop((opened, desk));

    let desk = computer.start();
    until("the change has arrived", async || {
        desk.frame(()).await.unwrap();
        computer.service.control().advance(Duration::from_secs(2)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
    let settled = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap().settled.unwrap();
    assert_eq!(settled.key, "settled-held-approved");
    let sent = computer.service.control().operations(&id);
    let ours = sent.iter().filter(|operation| operation["operationRequestSource"] == "Partner").count();
    assert_eq!(ours, 1, "it is sent once: {sent:?}");
    let opened = desk.opened().await.unwrap();
    until("nothing is left to repeat", async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        opened.keep_inbox_soon();
        (opened.approvals_on_their_way().await == 0).then_some(())
    })
    .await;
    let (_, held) = item.id.split_once(":held:").unwrap();
    let HeldState::Approved(approval) = opened.link().unwrap().relay.held(held).await.unwrap().state else {
        panic!("it was approved")
    };
    assert!(approval.sent_at.is_some(), "the relay knows that it was sent, and does not take its promise back");
}

#[tokio::test]
async fn an_approval_the_relay_refuses_is_not_repeated() {
    let (computer, desk, relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    refusal_is_over(&computer, &id).await;
    let profile = tempfile::tempdir().unwrap();
    let elsewhere = crate::deciding_days::connected(&computer, computer.start_elsewhere(&profile)).await;
    super::followed_as(&elsewhere, relay.draft_of("lea-desk").await).await;
    let theirs = found(&elsewhere, &id, RequestStage::Held).await;
    let no = Decide { item: theirs.id, approve: false, reason: "no budget".to_owned(), consent: None };
    elsewhere.decide(no).await.unwrap();
    let change = with_consent(&id, &other, &item.id);
    let fault = desk.submit_change(change).await.unwrap_err();
    assert_eq!(fault.code, Code::Refused, "{fault:?}");
    assert_eq!(desk.opened().await.unwrap().approvals_on_their_way().await, 0);
}

#[tokio::test]
async fn asking_again_while_the_relay_is_away_forgets_no_promise() {
    let (computer, desk, relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    refusal_is_over(&computer, &id).await;
    let opened = desk.opened().await.unwrap();
    let intent = intent(&desk, &id, &other).await;
    let alone = opened.approve_until_killed(&item.id, intent, None, KilledAfter::ThePromise).await;
    drop(relay);
    drop(alone);
    let change = with_consent(&id, &other, &item.id);
    assert_eq!(desk.submit_change(change).await.unwrap_err().code, Code::Offline);
    assert_eq!(opened.approvals_on_their_way().await, 1, "the relay may have promised");
}

#[tokio::test]
async fn an_approval_that_could_not_be_sent_for_long_waits_for_a_person_again() {
    let (computer, desk, _relay) = followed_under(&json!("hold")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Held).await;
    refusal_is_over(&computer, &id).await;
    computer.service.control().close(Door::Api);
    let change = with_consent(&id, &other, &item.id);
    desk.submit_change(change).await.unwrap();
    let again = until("the request is back", async || {
        computer.service.control().advance(Duration::from_secs(20)).await;
        let open = crate::deciding_days::items(&desk, "stage:held").await;
        open.into_iter().find(|open| open.subscription.as_ref() == Some(&id) && open.id != item.id)
    })
    .await;
    let detail = desk.inbox_item(ItemRequest { id: again.id.clone() }).await.unwrap();
    assert!(detail.explanation.iter().any(|said| said.key == "why-held-in-vain" && &*said.args["desk"] == "ada-desk"));
    computer.service.control().open(Door::Api);
    let settled = until("its change is sent all the same", async || {
        computer.service.control().advance(Duration::from_secs(5)).await;
        desk.inbox_item(ItemRequest { id: again.id.clone() }).await.unwrap().settled
    })
    .await;
    assert_eq!(settled.key, "settled-held-approved", "the relay takes the late report");
    until("and takes effect", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
}
