//! Who may do what in which state (contract §1.3), cell by cell: what the button says, or what is sent.

use std::fmt::Write as _;
use std::time::Duration;

use domain::Status;

use super::{said, step};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{ready, until};
use crate::testing::Computer;

/// What a person may ask for, by its button.
const ASKED: [&str; 6] = ["look up its link", "list its plans", "activate", "another plan", "more seats", "cancel"];

/// What reading says of one customer: what was called for it, and what came of it.
async fn read(computer: &Computer, desk: &Desk, id: &str, asked: &str) -> String {
    let before = last_call(computer);
    let (call, found) = if asked == "list its plans" {
        let page = desk.refresh_customer(CustomerRequest { id: id.to_owned() }).await.unwrap();
        assert_eq!(page.plans.fault, None);
        (format!("{id}/listAvailablePlans"), if page.plans.plans.is_empty() { "none" } else { "shown" })
    } else {
        let link = computer.service.control().landing(id).unwrap();
        let found = desk.look_up_purchase(link.encoded).await.unwrap();
        assert_eq!(found.subscription, id);
        ("resolve".to_owned(), "its customer is opened")
    };
    let calls = computer.service.control().calls(before).into_iter().map(|call| call.line);
    let called = calls.into_iter().find(|line| line.to_lowercase().contains(&call.to_lowercase())).unwrap();
    format!("{}: {found}", called.replace(id, "…"))
}

fn last_call(computer: &Computer) -> u64 {
    computer.service.control().calls(0).last().map_or(0, |call| call.number)
}

/// What the button of one action says of one customer: why not, or what was sent when it was pressed.
async fn cell(computer: &Computer, desk: &Desk, id: &str, asked: &str) -> String {
    if matches!(asked, "look up its link" | "list its plans") {
        return read(computer, desk, id, asked).await;
    }
    let page = desk.refresh_customer(CustomerRequest { id: id.to_owned() }).await.unwrap();
    let buttons = &page.buttons;
    let other = page.plans.plans.iter().find(|plan| !plan.current);
    let refused = match asked {
        "activate" => buttons.activate_refused.clone(),
        "cancel" => buttons.cancel_refused.clone(),
        "another plan" => buttons.plan_refused.clone(),
        _ => buttons.seats_refused.clone(),
    };
    let before = last_call(computer);
    let change = |change| SubmitChange {
        subscription: id.to_owned(),
        change,
        consent: "Ines, by phone".to_owned(),
        reason: String::new(),
        item: None,
    };
    let name = page.head.row.name.clone();
    let pressed = match asked {
        "activate" => desk.take_step(step(id, LifeStep::Activate, "")).await.map(drop),
        "cancel" => desk.take_step(step(id, LifeStep::Cancel, &name)).await.map(drop),
        "another plan" => {
            let to = other.map(|plan| plan.plan_id.clone()).unwrap_or_default();
            desk.submit_change(change(WantedChange::Plan(to))).await.map(drop)
        }
        _ => {
            let to = page.head.row.seats.map_or(2, |seats| seats + 1);
            desk.submit_change(change(WantedChange::Seats(to))).await.map(drop)
        }
    };
    assert_eq!(refused.is_some(), pressed.is_err(), "the button of “{asked}” says what pressing it does: {refused:?}");
    if let Some(why) = refused {
        return said(&why)[0].clone();
    }
    let sent = until("the call", async || {
        computer.service.control().advance(Duration::from_secs(2)).await;
        let calls = computer.service.control().calls(before).into_iter();
        calls.map(|call| call.line).find(|line| !line.starts_with("GET") && line.contains(id))
    })
    .await;
    sent.replace(id, "…")
}

/// Customers of one status, sold per seat, in plans that have others beside them.
async fn of_status(computer: &Computer, desk: &Desk, status: Status, is_resold: bool) -> Vec<String> {
    let mut found = Vec::new();
    for one in computer.service.control().subscriptions(0, 3_000) {
        if one["saasSubscriptionStatus"] != status.as_str() || one["quantity"].is_null() {
            continue;
        }
        let page = desk.customer(CustomerRequest { id: one["id"].as_str().unwrap().to_owned() }).await.unwrap();
        if (page.head.row.channel == Channel::Reseller) == is_resold && found.len() < ASKED.len() {
            found.push(one["id"].as_str().unwrap().to_owned());
        }
    }
    found
}

#[tokio::test]
async fn every_cell_of_who_may_do_what_in_which_state_says_what_it_does() {
    let computer = Computer::new(3_000).await;
    let desk = ready(&computer).await;
    let mut table = String::new();
    for (status, is_resold) in [
        (Status::PendingFulfillmentStart, false),
        (Status::Subscribed, false),
        (Status::Subscribed, true),
        (Status::Suspended, false),
        (Status::Unsubscribed, false),
    ] {
        let customers = of_status(&computer, &desk, status.clone(), is_resold).await;
        let sold = if is_resold { ", bought from a reseller" } else { "" };
        writeln!(table, "{status}{sold}").unwrap();
        for (asked, id) in ASKED.iter().zip(&customers) {
            writeln!(table, "  {asked}: {}", cell(&computer, &desk, id, asked).await).unwrap();
        }
        assert_eq!(customers.len(), ASKED.len(), "the world has enough of them: {status}{sold}");
    }
    insta::assert_snapshot!(table);
}
