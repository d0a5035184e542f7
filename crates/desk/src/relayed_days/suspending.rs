//! A suspension that the relay was told of begins when Microsoft says.

use std::time::Duration;

use super::*;
use crate::suspended_days::{board, card, card_at};

#[tokio::test]
async fn a_suspension_that_was_announced_is_dated_by_microsoft_and_so_is_its_end() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    let (id, ..) = changeable(&computer, &desk).await;
    drop(desk);
    computer.service.control().suspend(&id).unwrap();
    let told_at = computer.service.control().clock().now();
    computer.service.control().advance(Duration::from_secs(2 * 86_400)).await;

    let desk = computer.start();
    card_at(&desk, &id, SuspensionStage::Suspended).await;
    let dated =
        until("it is dated by Microsoft", async || card(&desk, &id).await.filter(|card| !card.since_is_estimate));
    let dated = dated.await;
    let since: DateTime<Utc> = dated.since.unwrap().parse().unwrap();
    assert!((since - told_at).num_seconds().abs() < 120, "not by first sight, two days later");
    assert_eq!(dated.days_left, 27);
    let item = items(&desk, "kind:suspended").await.into_iter().find(|item| Some(&item.id) == dated.item.as_ref());
    assert!(item.is_some_and(|item| !item.due_is_estimate), "the inbox says the same");

    computer.service.control().reinstate(&id).unwrap();
    computer.service.control().advance(Duration::from_secs(60)).await;
    let back = until("the end is dated by Microsoft", async || {
        desk.sync_now(()).await.unwrap();
        card(&desk, &id).await.filter(|card| card.stage == SuspensionStage::Reinstated && !card.end_is_observed)
    })
    .await;
    assert_eq!(back.ended_on_day, Some(3));
    assert_eq!(board(&desk).await.months.last().unwrap().observed, 0, "Microsoft told of both");
}
