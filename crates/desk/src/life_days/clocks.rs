//! What runs out: thirty days, seven days, seventy-two hours, by a clock that is right, ahead or behind.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Status;
use rstest::rstest;

use super::{bought, intent_at, preview, purchase_of, said, status, step};
use crate::contract::*;
use crate::deciding_days::{items, ready, truth, until};
use crate::testing::Computer;

#[rstest]
#[case::right(TimeDelta::zero())]
#[case::three_hours_ahead(TimeDelta::hours(3))]
#[case::a_day_behind(TimeDelta::hours(-24))]
#[tokio::test]
async fn the_clocks_of_a_customer_are_right_in_both_languages(#[case] ahead: TimeDelta) {
    let computer = Computer { ahead, ..Computer::new(60).await };
    let desk = ready(&computer).await;
    let id = bought(&computer, &desk).await;
    let created: DateTime<Utc> = truth(&computer, &id)["created"].as_str().unwrap().parse().unwrap();
    let due = |item: &InboxItem| item.due.parse::<DateTime<Utc>>().unwrap();
    let is_near = |one: DateTime<Utc>, other: DateTime<Utc>| (one - other).abs() < TimeDelta::minutes(2);
    let waits = purchase_of(&desk, &id).await.unwrap();
    assert!(
        is_near(due(&waits), created + TimeDelta::days(30) + ahead),
        "30 days, by this computer's clock: {waits:?}"
    );

    desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap();
    intent_at(&computer, &desk, &id, IntentState::Done).await;
    let free = async || {
        until("what an end costs is said", async || {
            let notes = preview(&desk, &id, LifeStep::Cancel).await.notes;
            notes.into_iter().find(|note| note.key == "cancel-free" || note.key == "cancel-billed")
        })
        .await
    };
    let note = free().await;
    assert_eq!((note.key.as_str(), note.args["count"].as_str()), ("cancel-free", "72"));
    let begins = ["For 72 more hours", "Pendant encore 72 heures"];
    assert!(said(&note).iter().zip(begins).all(|(said, begins)| said.starts_with(begins)), "{:?}", said(&note));
    computer.service.control().advance(Duration::from_secs(71 * 3_600 + 1_800)).await;
    assert_eq!(
        said(&free().await)[0],
        "For one more hour nothing is billed: it is within 72 hours of the purchase or renewal."
    );
    computer.service.control().advance(Duration::from_secs(3_600)).await;
    assert_eq!(free().await.key, "cancel-billed");

    computer.service.control().suspend(&id).unwrap();
    let suspended_at = computer.service.control().clock().now() + ahead;
    let item_of = async |kind: &str| {
        until(kind, async || {
            desk.refresh_customer(CustomerRequest { id: id.clone() }).await.unwrap();
            let found = items(&desk, &format!("kind:{kind}")).await;
            found.into_iter().find(|item| item.subscription.as_deref() == Some(&id))
        })
        .await
    };
    let suspended = item_of("suspended").await;
    assert!(suspended.due_is_estimate && is_near(due(&suspended), suspended_at + TimeDelta::days(30)), "{suspended:?}");
    computer.service.control().advance(Duration::from_secs(31 * 86_400)).await;
    assert_eq!(status(&computer, &id), Status::Unsubscribed.as_str(), "Microsoft has ended it");
    let ended_at = computer.service.control().clock().now() + ahead;
    let ended = item_of("cancelled").await;
    assert!(is_near(due(&ended), ended_at + TimeDelta::days(7)), "{ended:?}");
}
