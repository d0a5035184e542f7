//! Refusals that Microsoft did not heed: what its own data shows is what the screens say.

use std::time::Duration;

use rstest::rstest;
use serde_json::json;

use super::{agreed, followed_under, found, refusal_is_over};
use crate::contract::*;
use crate::deciding_days::{changeable, items, truth, until};

#[rstest]
#[case::for_good("refuse", "told-refused-silence")]
#[case::for_now("hold", "told-held-silence")]
#[tokio::test]
async fn what_was_refused_too_late_is_shown_as_changed(#[case] fallback: &str, #[case] told: &str) {
    let (computer, desk, _relay) = followed_under(&json!({ "ask": { "seconds": 8, "fallback": fallback } })).await;
    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let question = found(&desk, &id, RequestStage::Live).await;
    desk.showing(vec![question.id]).await.unwrap();
    // Both ends come at once, and silence is faster than the answer that says no.
    computer.service.control().advance(Duration::from_secs(12)).await;
    until("silence has made the change", async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
    desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();

    let item = found(&desk, &id, RequestStage::Overruled).await;
    assert_eq!(item.what.key, "what-overruled-plan");
    let detail = desk.inbox_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    let words: Vec<_> = detail.explanation.iter().map(|sentence| sentence.key.as_str()).collect();
    assert_eq!(words, [told, "why-overruled"]);
    let waiting =
        items(&desk, "kind:request").await.into_iter().filter(|item| item.subscription.as_deref() == Some(&id));
    assert_eq!(waiting.count(), 1, "what said refused or held is over");

    // Whoever wants it as it was plans it back; then there is nothing left to look at.
    assert!(item.buttons.iter().any(|button| button.action == ItemAction::ChangeBack && button.refused.is_none()));
    desk.submit_change(agreed(&id, &plan)).await.unwrap();
    until("it is as it was, and nothing says otherwise", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
        let is_back = truth(&computer, &id)["planId"] == plan.as_str();
        (is_back && items(&desk, "stage:overruled").await.is_empty()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_refusal_that_was_heeded_is_not_blamed_for_what_silence_accepts_later() {
    let (computer, desk, _relay) = followed_under(&json!("refuse")).await;
    let (id, _, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    found(&desk, &id, RequestStage::Ruled).await;
    refusal_is_over(&computer, &id).await;

    computer.service.control().set_webhook(None); // Nobody hears of it when the customer asks once more.
    computer.service.control().change_plan(&id, &other).unwrap();
    computer.service.control().advance(Duration::from_secs(12)).await;
    until("silence has made the change", async || {
        computer.service.control().advance(Duration::from_secs(1)).await;
        (truth(&computer, &id)["planId"] == other.as_str()).then_some(())
    })
    .await;
    desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
    found(&desk, &id, RequestStage::Unseen).await;
    assert!(items(&desk, "stage:overruled").await.is_empty());
}
