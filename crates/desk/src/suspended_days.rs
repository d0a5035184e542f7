//! Days of a suspension, without a window: it begins in the storefront, people plan, and it ends one way or the other.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Status;

use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{items, ready, until};
use crate::testing::Computer;

const DAY: Duration = Duration::from_secs(86_400);

pub(crate) async fn board(desk: &Desk) -> Suspensions {
    desk.suspensions(SuspensionsRequest { limit: 500 }).await.unwrap()
}

/// The card of one customer, wherever on the board it is.
pub(crate) async fn card(desk: &Desk, id: &str) -> Option<SuspensionCard> {
    board(desk).await.cards.into_iter().find(|card| card.subscription == id)
}

/// The same, once it is at a stage.
pub(crate) async fn card_at(desk: &Desk, id: &str, stage: SuspensionStage) -> SuspensionCard {
    until(&format!("a card that is {stage:?}"), async || {
        desk.sync_now(()).await.unwrap();
        card(desk, id).await.filter(|card| card.stage == stage)
    })
    .await
}

/// Customers that are active, pay by the term, and are sold nothing for free.
fn active(computer: &Computer) -> Vec<String> {
    let all = computer.service.control().subscriptions(0, 400).into_iter();
    let is_active = |one: &serde_json::Value| {
        one["saasSubscriptionStatus"] == Status::Subscribed.as_str() && one["isFreeTrial"] != true
    };
    all.filter(is_active).map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

async fn suspended(computer: &Computer, desk: &Desk) -> SuspensionCard {
    let id = active(computer).remove(0);
    computer.service.control().suspend(&id).unwrap();
    card_at(desk, &id, SuspensionStage::Suspended).await
}

fn now(computer: &Computer) -> DateTime<Utc> {
    computer.service.control().clock().now()
}

fn plan(card: &SuspensionCard, stage: SuspensionStage, next_step: &str, remind_at: Option<&str>) -> PlanSuspension {
    let (item, next_step) = (card.item.clone().unwrap(), next_step.to_owned());
    PlanSuspension { item, stage, next_step, remind_at: remind_at.map(str::to_owned) }
}

/// This month's counts.
fn this_month(board: &Suspensions) -> (u32, u32, u32) {
    let month = board.months.last().unwrap();
    assert!(month.is_known);
    (month.suspended, month.recovered, month.lost)
}

fn total(board: &Suspensions, stage: SuspensionStage) -> &StageTotal {
    board.stages.iter().find(|total| total.stage == stage).unwrap()
}

#[tokio::test]
async fn a_suspended_customer_is_on_the_board_with_what_is_left_and_what_is_at_stake() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let before = board(&desk).await;
    let card = suspended(&computer, &desk).await;
    assert_eq!((card.days_left, card.is_overdue, card.since_is_estimate), (29, false, true), "30 days, by first sight");
    assert_eq!((card.owner.as_deref(), card.next_step.as_str(), card.notes), (None, "", 0));
    assert_eq!(card.access, None, "nobody is told of accounts");
    let priced = until("its plans were read for their price", async || {
        board(&desk)
            .await
            .cards
            .into_iter()
            .find(|one| one.subscription == card.subscription && one.per_month.is_some())
    })
    .await;
    assert_eq!(priced.price_source, Some(PriceSource::Microsoft));
    let after = board(&desk).await;
    assert_eq!(this_month(&after).0, this_month(&before).0 + 1);
    assert_eq!(
        after.months.last().unwrap().observed,
        before.months.last().unwrap().observed + 1,
        "no webhook told of it"
    );
    let currency = priced.per_month.unwrap().currency;
    assert!(after.at_risk.iter().any(|sum| sum.currency == currency));
    let mut currencies: Vec<&str> = after.at_risk.iter().map(|sum| sum.currency.as_str()).collect();
    currencies.sort_unstable();
    let all = currencies.len();
    currencies.dedup();
    assert_eq!(currencies.len(), all, "one sum a currency");
}

#[tokio::test]
async fn two_currencies_are_never_mixed() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    until("every price is known", async || (board(&desk).await.unpriced == 0).then_some(())).await;
    let board = board(&desk).await;
    assert!(board.at_risk.len() > 1, "the market sells in several currencies");
    for sum in &board.at_risk {
        let own = board.cards.iter().filter(|card| card.ended_at.is_none()).filter_map(|card| card.per_month.as_ref());
        let amounts = own.filter(|money| money.currency == sum.currency);
        let added: rust_decimal::Decimal =
            amounts.map(|money| money.amount.parse::<rust_decimal::Decimal>().unwrap()).sum();
        assert_eq!(sum.amount, added.to_string(), "{} is the sum of its own", sum.currency);
    }
}

#[tokio::test]
async fn who_pays_leaves_the_board_as_recovered_and_keeps_the_story() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let card = suspended(&computer, &desk).await;
    let item = card.item.clone().unwrap();
    desk.plan_suspension(plan(&card, SuspensionStage::Contacted, "second letter", None)).await.unwrap();
    desk.plan_suspension(plan(&card, SuspensionStage::Promised, "pays by the 18th", None)).await.unwrap();
    desk.write_note(WriteNote { item: item.clone(), text: "called, very sorry".to_owned() }).await.unwrap();
    desk.assign(Assign { item: item.clone(), owner: Some("Hanna".to_owned()) }).await.unwrap();
    let before = board(&desk).await;
    let promised = before.cards.iter().find(|one| one.item.as_ref() == Some(&item)).unwrap();
    assert_eq!((promised.stage, promised.notes), (SuspensionStage::Promised, 1));
    computer.service.control().advance(DAY * 5).await;
    computer.service.control().reinstate(&card.subscription).unwrap();
    computer.service.control().advance(Duration::from_secs(120)).await;

    let card = card_at(&desk, &card.subscription, SuspensionStage::Reinstated).await;
    assert_eq!(card.item.as_ref(), Some(&item));
    assert_eq!((card.owner.as_deref(), card.next_step.as_str(), card.notes), (Some("Hanna"), "pays by the 18th", 1));
    assert_eq!((card.ended_on_day, card.ends_at.as_ref(), card.end_is_observed), (Some(6), None, true));
    let after = board(&desk).await;
    assert_eq!(this_month(&after).1, this_month(&before).1 + 1);
    until("the item is settled", async || desk.inbox_item(ItemRequest { id: item.clone() }).await.unwrap().settled)
        .await;
    let story = desk.suspension_story(ItemRequest { id: item.clone() }).await.unwrap();
    let steps: Vec<_> = story.steps.iter().map(|step| (step.stage, step.actor.as_str())).collect();
    assert_eq!(steps, [(SuspensionStage::Promised, "Ada"), (SuspensionStage::Contacted, "Ada")]);
    assert_eq!(story.notes[0].text, "called, very sorry");
    let refused = desk.plan_suspension(plan(&card, SuspensionStage::Contacted, "call again", None)).await;
    assert_eq!(refused.unwrap_err().sentence.key, "no-suspension-over");
    computer.service.control().advance(DAY * 31).await;
    let later = board(&desk).await;
    assert!(later.cards.iter().all(|one| one.item.as_ref() != Some(&item)), "after 30 days the board forgets it");
    assert_eq!(
        later.months.iter().map(|month| month.recovered).sum::<u32>(),
        this_month(&after).1,
        "the count does not"
    );
}

#[tokio::test]
async fn who_cancels_and_whose_thirty_days_pass_is_lost() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let ids = active(&computer);
    for id in &ids[..2] {
        computer.service.control().suspend(id).unwrap();
        card_at(&desk, id, SuspensionStage::Suspended).await;
    }
    computer.service.control().cancel(&ids[0]).unwrap();
    let cancelled = card_at(&desk, &ids[0], SuspensionStage::Lost).await;
    assert_eq!(cancelled.ended_on_day, Some(1));
    let lost = total(&board(&desk).await, SuspensionStage::Lost).count;

    computer.service.control().advance(DAY * 27).await;
    let last_days = card(&desk, &ids[1]).await.unwrap();
    assert_eq!((last_days.stage, last_days.days_left), (SuspensionStage::Suspended, 2), "the clock has moved");
    computer.service.control().advance(DAY * 4).await;
    let lapsed = card_at(&desk, &ids[1], SuspensionStage::Lost).await;
    assert_eq!((lapsed.ended_on_day, lapsed.days_left), (Some(32), 0));
    assert!(total(&board(&desk).await, SuspensionStage::Lost).count > lost);
}

#[tokio::test]
async fn when_the_thirty_days_are_over_and_nobody_can_ask_microsoft_the_board_says_so() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let card = suspended(&computer, &desk).await;
    for door in [simulator::Door::Api, simulator::Door::Authority] {
        computer.service.control().close(door);
    }
    computer.service.control().advance(DAY * 31).await;
    let overdue = self::card(&desk, &card.subscription).await.unwrap();
    assert_eq!(
        (overdue.stage, overdue.days_left),
        (SuspensionStage::Suspended, 0),
        "nothing is lost before it was read"
    );
    assert!(overdue.is_overdue);
}

#[tokio::test]
async fn a_next_step_is_there_after_the_program_was_ended_and_a_reminder_brings_the_item_back() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let card = suspended(&computer, &desk).await;
    let item = card.item.clone().unwrap();
    let at = (now(&computer) + TimeDelta::days(3)).to_rfc3339();
    desk.plan_suspension(plan(&card, SuspensionStage::Contacted, "  call \n again ", Some(&at))).await.unwrap();
    drop(desk);

    let desk = computer.start();
    let kept = self::card(&desk, &card.subscription).await.unwrap();
    assert_eq!((kept.stage, kept.next_step.as_str()), (SuspensionStage::Contacted, "call again"));
    assert!(kept.remind_at.is_some() && !kept.reminder_is_due);
    let is_in_inbox = async || items(&desk, "kind:suspended").await.iter().any(|found| found.id == item);
    assert!(!is_in_inbox().await, "until then nobody is bothered");

    desk.plan_suspension(plan(&card, SuspensionStage::Promised, "pays on Friday", Some(&at))).await.unwrap();
    assert!(!is_in_inbox().await, "another step leaves the reminder as it is");
    computer.service.control().advance(DAY * 3 + Duration::from_secs(60)).await;
    assert!(is_in_inbox().await, "back on time");
    assert!(self::card(&desk, &card.subscription).await.unwrap().reminder_is_due);
    desk.plan_suspension(plan(&card, SuspensionStage::Promised, "pays on Monday", Some(&at))).await.unwrap();
    desk.plan_suspension(plan(&card, SuspensionStage::Promised, "pays on Monday", None)).await.unwrap();
    assert!(is_in_inbox().await && !self::card(&desk, &card.subscription).await.unwrap().reminder_is_due);
}

#[tokio::test]
async fn what_cannot_be_planned_says_why() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    let card = suspended(&computer, &desk).await;
    let refused = async |request: PlanSuspension| {
        let fault = desk.plan_suspension(request).await.unwrap_err();
        fault.sentence.args.get("field").cloned().unwrap_or(fault.sentence.key)
    };
    let yesterday = (now(&computer) - TimeDelta::days(1)).to_rfc3339();
    assert_eq!(refused(plan(&card, SuspensionStage::Reinstated, "", None)).await, "stage", "only Microsoft can say so");
    assert_eq!(refused(plan(&card, SuspensionStage::Contacted, "", Some(&yesterday))).await, "remindAt");
    assert_eq!(refused(plan(&card, SuspensionStage::Contacted, "", Some("soon"))).await, "remindAt");
    assert_eq!(refused(plan(&card, SuspensionStage::Contacted, &"x".repeat(501), None)).await, "nextStep");
    let purchase = items(&desk, "kind:purchase").await.remove(0).id;
    let of_another = PlanSuspension { item: purchase, ..plan(&card, SuspensionStage::Contacted, "", None) };
    assert_eq!(refused(of_another).await, "item");
}

#[tokio::test]
async fn the_board_is_exported_as_a_sheet_with_a_line_for_every_card() {
    let computer = Computer::new(300).await;
    let desk = ready(&computer).await;
    suspended(&computer, &desk).await;
    let board = board(&desk).await;
    let few = desk.suspensions(SuspensionsRequest { limit: 1 }).await.unwrap();
    assert!(few.cards.len() < board.cards.len());
    let counts = |board: &Suspensions| board.stages.iter().map(|total| total.count).collect::<Vec<_>>();
    assert_eq!(counts(&few), counts(&board), "what is not shown is counted all the same");
    let written = desk.export(ExportKind::Suspensions).await.unwrap();
    let sheet = std::fs::read_to_string(written.path).unwrap();
    assert_eq!(csv::Reader::from_reader(sheet.as_bytes()).records().count(), board.cards.len());
}
