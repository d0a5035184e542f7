//! Microsoft's state and the access drift apart, and come together again.

use std::time::Duration;

use super::{access, change, holds, items, paying, until, with_service};
use crate::Desk;
use crate::contract::*;
use crate::suspended_days::{card, card_at};
use crate::testing::Computer;

const DAY: Duration = Duration::from_secs(86_400);

/// A customer who pays, and whose access is known to be open.
async fn open(computer: &Computer, desk: &Desk) -> String {
    let id = paying(computer);
    change(desk, &id, AccessAction::Reinstate, "Welcome").await.unwrap();
    holds(computer, desk, &id, AccessKind::Open).await;
    id
}

/// An item that says so, once time has gone on.
async fn drifts(computer: &Computer, desk: &Desk, key: &str) -> InboxItem {
    until(&format!("an item that says {key}"), async || {
        computer.service.control().advance(Duration::from_secs(60)).await;
        desk.sync_now(()).await.unwrap();
        items(desk, "kind:access").await.into_iter().find(|item| item.what.key == key)
    })
    .await
}

async fn fits(desk: &Desk) {
    until("the item is settled", async || {
        desk.sync_now(()).await.unwrap();
        items(desk, "kind:access").await.is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_does_not_pay_and_gets_in_is_an_item_until_one_of_both_ends() {
    let (computer, desk, _service) = with_service().await;
    let id = open(&computer, &desk).await;
    computer.service.control().suspend(&id).unwrap();
    let item = drifts(&computer, &desk, "what-access-open-though-suspended").await;
    assert_eq!(item.subscription.as_deref(), Some(id.as_str()));
    let actions: Vec<_> = item.buttons.iter().map(|button| button.action).collect();
    assert!(actions.contains(&ItemAction::SeeAccess) && actions.contains(&ItemAction::Acknowledge));
    let shown = access(&desk, &id).await;
    assert_eq!(shown.drift.unwrap().key, "why-access-open-though-suspended");
    let on_board = card_at(&desk, &id, SuspensionStage::Suspended).await;
    assert_eq!((on_board.access, on_board.access_waits), (Some(AccessKind::Open), false));
    change(&desk, &id, AccessAction::Suspend, "Not paid").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Suspended).await;
    fits(&desk).await;
    assert_eq!(card(&desk, &id).await.unwrap().access, Some(AccessKind::Suspended));
    computer.service.control().reinstate(&id).unwrap();
    let shut_out = drifts(&computer, &desk, "what-access-shut-though-subscribed").await;
    desk.acknowledge(ItemRequest { id: shut_out.id }).await.unwrap();
    fits(&desk).await;
    change(&desk, &id, AccessAction::Reinstate, "Paid").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Open).await;
    assert_eq!(access(&desk, &id).await.drift, None);
}

#[tokio::test]
async fn a_customer_who_has_left_may_fetch_what_is_theirs_for_a_week() {
    let (computer, desk, _service) = with_service().await;
    let id = open(&computer, &desk).await;
    computer.service.control().cancel(&id).unwrap();
    until("it is read", async || {
        desk.sync_now(()).await.unwrap();
        (access(&desk, &id).await.status_kind == StatusKind::Unsubscribed).then_some(())
    })
    .await;
    assert_eq!(access(&desk, &id).await.drift, None, "they have just left");
    computer.service.control().advance(DAY * 7 + Duration::from_secs(60)).await;
    drifts(&computer, &desk, "what-access-open-though-ended").await;
    change(&desk, &id, AccessAction::Close, "The week is over").await.unwrap();
    holds(&computer, &desk, &id, AccessKind::Closed).await;
    fits(&desk).await;
}
