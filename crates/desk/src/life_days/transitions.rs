//! Every way a subscription goes from one state to another (contract §1.2): what the desk shows of it, what it puts before
//! a person, and what may be done then.

use std::time::Duration;

use domain::Status;
use rstest::rstest;
use simulator::Purchase;

use super::{bought, intent_at, preview, status, step};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, until};
use crate::testing::Computer;

const DAY: Duration = Duration::from_secs(86_400);
const LONGEST_TERM_IN_MONTHS: u32 = 12;

/// Who does what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Buys,
    BuysWhatActivatesItself,
    IsActivatedHere,
    IsLeftForThirtyDays,
    CancelsBeforeActivation,
    ChangesPlanInTheStorefront,
    HasItsPlanChangedHere,
    IsRenewed,
    DoesNotPay,
    PaysAgain,
    DoesNotPayForThirtyDays,
    IsEndedHereWhileSuspended,
    CancelsInTheStorefront,
    IsEndedHere,
    IsNotRenewed,
}

impl Move {
    /// Whether it begins with a customer who is active.
    fn is_of_an_active_customer(self) -> bool {
        !matches!(
            self,
            Self::Buys
                | Self::BuysWhatActivatesItself
                | Self::IsActivatedHere
                | Self::IsLeftForThirtyDays
                | Self::CancelsBeforeActivation
        )
    }

    /// Makes it happen to somebody who has just come.
    async fn happens(self, computer: &Computer, desk: &Desk) -> String {
        let market = computer.service.control();
        if self == Self::BuysWhatActivatesItself {
            market.switch(|switches| switches.auto_activation = true);
            return market.purchase(&purchase()).unwrap();
        }
        let id = bought(computer, desk).await;
        if self.is_of_an_active_customer() || self == Self::IsActivatedHere {
            desk.take_step(step(&id, LifeStep::Activate, "")).await.unwrap();
            intent_at(computer, desk, &id, IntentState::Done).await;
        }
        if matches!(self, Self::PaysAgain | Self::DoesNotPayForThirtyDays | Self::IsEndedHereWhileSuspended) {
            market.suspend(&id).unwrap();
            shown(desk, &id, &Status::Suspended).await;
        }
        match self {
            Self::Buys | Self::BuysWhatActivatesItself | Self::IsActivatedHere => {}
            Self::IsLeftForThirtyDays | Self::DoesNotPayForThirtyDays => market.advance(31 * DAY).await,
            Self::CancelsBeforeActivation | Self::CancelsInTheStorefront => drop(market.cancel(&id).unwrap()),
            Self::ChangesPlanInTheStorefront => {
                drop(market.change_plan(&id, &other_plan(desk, &id).await).unwrap());
                market.advance(Duration::from_secs(30)).await;
            }
            Self::HasItsPlanChangedHere => {
                let change = WantedChange::Plan(other_plan(desk, &id).await);
                let (consent, reason) = ("Ines, by phone".to_owned(), String::new());
                let subscription = id.clone();
                desk.submit_change(SubmitChange { subscription, change, consent, reason, item: None }).await.unwrap();
                intent_at(computer, desk, &id, IntentState::Done).await;
            }
            Self::IsRenewed => drop(market.renew(&id).unwrap()),
            Self::DoesNotPay => drop(market.suspend(&id).unwrap()),
            Self::PaysAgain => drop(market.reinstate(&id).unwrap()),
            Self::IsEndedHereWhileSuspended | Self::IsEndedHere => {
                let name = preview(desk, &id, LifeStep::Cancel).await.type_name.unwrap();
                desk.take_step(step(&id, LifeStep::Cancel, &name)).await.unwrap();
                intent_at(computer, desk, &id, IntentState::Done).await;
            }
            Self::IsNotRenewed => {
                market.set_auto_renew(&id, false).unwrap();
                for _ in 0..LONGEST_TERM_IN_MONTHS {
                    market.advance(31 * DAY).await;
                }
            }
        }
        id
    }
}

fn purchase() -> Purchase {
    Purchase { name: Some("Seahall".to_owned()), reseller: Some(false), ..Purchase::default() }
}

async fn other_plan(desk: &Desk, id: &str) -> String {
    let page = desk.refresh_customer(CustomerRequest { id: id.to_owned() }).await.unwrap();
    page.plans.plans.iter().find(|plan| !plan.current).unwrap().plan_id.clone()
}

/// The customer's page, once it shows this status and nothing runs.
async fn shown(desk: &Desk, id: &str, expected: &Status) -> CustomerPage {
    until(&format!("the page shows {expected}"), async || {
        let page = desk.refresh_customer(CustomerRequest { id: id.to_owned() }).await.ok()?;
        (page.head.row.status == expected.as_str()).then_some(page)
    })
    .await
}

/// What the page lets a person do.
fn offered(page: &CustomerPage) -> Vec<&'static str> {
    let buttons = &page.buttons;
    let all = [
        ("activate", &buttons.activate_refused),
        ("plan", &buttons.plan_refused),
        ("seats", &buttons.seats_refused),
        ("end", &buttons.cancel_refused),
    ];
    all.into_iter().filter(|(_, refused)| refused.is_none()).map(|(name, _)| name).collect()
}

const WAITS: &[&str] = &["activate", "end"];
/// What is bought here is not sold per seat.
const ACTIVE: &[&str] = &["plan", "end"];
const SUSPENDED: &[&str] = &["end"];
const OVER: &[&str] = &[];

#[rstest]
#[case(Move::Buys, Status::PendingFulfillmentStart, Some(ItemKind::Purchase), WAITS)]
#[case(Move::BuysWhatActivatesItself, Status::Subscribed, None, ACTIVE)]
#[case(Move::IsActivatedHere, Status::Subscribed, None, ACTIVE)]
#[case(Move::IsLeftForThirtyDays, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::CancelsBeforeActivation, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::ChangesPlanInTheStorefront, Status::Subscribed, Some(ItemKind::Request), ACTIVE)]
#[case(Move::HasItsPlanChangedHere, Status::Subscribed, None, ACTIVE)]
#[case(Move::IsRenewed, Status::Subscribed, None, ACTIVE)]
#[case(Move::DoesNotPay, Status::Suspended, Some(ItemKind::Suspended), SUSPENDED)]
#[case(Move::PaysAgain, Status::Subscribed, Some(ItemKind::Reinstated), ACTIVE)]
#[case(Move::DoesNotPayForThirtyDays, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::IsEndedHereWhileSuspended, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::CancelsInTheStorefront, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::IsEndedHere, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[case(Move::IsNotRenewed, Status::Unsubscribed, Some(ItemKind::Cancelled), OVER)]
#[tokio::test]
async fn every_way_from_state_to_state_is_shown_and_offers_what_may_be_done_then(
    #[case] who: Move,
    #[case] to: Status,
    #[case] item: Option<ItemKind>,
    #[case] may: &[&str],
) {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let id = who.happens(&computer, &desk).await;
    let page = shown(&desk, &id, &to).await;
    assert_eq!(status(&computer, &id), to.as_str(), "as at Microsoft");
    until(&format!("{may:?} may be done"), async || {
        let page = desk.refresh_customer(CustomerRequest { id: page.head.row.id.clone() }).await.unwrap();
        (offered(&page) == may).then_some(())
    })
    .await;
    assert!(!page.timeline.is_empty(), "its story has begun");
    let expected: Vec<_> = item.into_iter().collect();
    until(&format!("the inbox has {expected:?}"), async || {
        let about = items(&desk, "").await.into_iter().filter(|item| item.subscription.as_deref() == Some(&id));
        let kinds: Vec<_> = about.map(|item| item.kind).filter(|kind| *kind != ItemKind::Renewal).collect();
        (kinds == expected).then_some(())
    })
    .await;
}
