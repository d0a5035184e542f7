//! With a relay: rules answer day and night, and every desk knows at once.

use std::time::Duration;

use acceptance::customer::Customer;
use acceptance::inbox::open_request;
use acceptance::notifications::NotificationServer;
use acceptance::second_desk::SecondDesk;
use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::beside::Beside;
use crate::desk::Desktop;

/// Waits until an operation of this customer's towards the other plan has this status. Where Microsoft takes a refused
/// change back, that is an operation of its own.
async fn microsoft_says(desktop: &Desktop, customer: &Customer, status: &str) -> Result<()> {
    let is_it = |operation: &Value| {
        operation.get("planId").is_some_and(|plan| *plan == *customer.other)
            && operation.get("status").is_some_and(|it| it == status)
    };
    for _ in 0..300 {
        if customer.operations(&desktop.market).await?.iter().any(is_it) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("{} never became {status}: {:?}", customer.id(), customer.operations(&desktop.market).await?)
}

#[tokio::test]
async fn rules_accept_refuse_and_hold_and_a_held_request_is_approved_with_consent() -> Result<()> {
    let desktop = Desktop::fresh(400).await?;
    let notices = NotificationServer::start().await?;
    desktop.connect().await?;
    let relay = Beside::of(&desktop).await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    desktop.is_accessible("the settings of a relay that is followed").await?;
    let customers = Customer::all_who_may_change(&desktop.market, 3).await?;
    let [accepted, refused, held] = customers.as_slice() else { bail!("three customers") };

    relay.owner.rule("accept").await?;
    accepted.asks(&desktop.market).await?;
    notices.see(&accepted.other).await?;
    open_request(&desktop.window, accepted.id(), "ruled").await?;
    microsoft_says(&desktop, accepted, "Succeeded").await?;
    assert_eq!(accepted.plan_now(&desktop.market).await?, accepted.other);

    relay.owner.rule("refuse").await?;
    refused.asks(&desktop.market).await?;
    open_request(&desktop.window, refused.id(), "ruled").await?;
    microsoft_says(&desktop, refused, "Failed").await?;
    assert_eq!(refused.plan_now(&desktop.market).await?, refused.plan());

    relay.owner.rule("hold").await?;
    held.asks(&desktop.market).await?;
    open_request(&desktop.window, held.id(), "held").await?;
    desktop.is_accessible("a held request").await?;
    microsoft_says(&desktop, held, "Failed").await?;
    let window = &desktop.window;
    window.click("[data-test=action-approve]").await?;
    window.fill("[data-test=consent]", "Ines Moreau, by phone").await?;
    window.click("[data-test=submit-change]").await?;
    microsoft_says(&desktop, held, "Succeeded").await?;
    assert_eq!(held.plan_now(&desktop.market).await?, held.other, "the change went through, its echo was not refused");
    window.run("location.hash = '#/inbox?q=stage:held'").await?;
    window.see("[data-test=empty]").await?;
    desktop.leaves_no_trace().await
}

/// Asks, and declines on one window as soon as both count down. `false` where the seconds of a question were over before
/// that, as on a computer that is busy with other things: then the rule's fallback has answered.
async fn is_declined_in_time(desktop: &Desktop, other: &SecondDesk, customer: &Customer) -> Result<bool> {
    let counts = "return !!document.querySelector('[data-test=item-detail][data-stage=live] [data-test=countdown]')";
    let obeys = "return !!document.querySelector('item-detail')?.obeys";
    customer.asks(&desktop.market).await?;
    let mut is_pressed = false;
    for _ in 0..400 {
        if !is_pressed
            && other.window.run(counts).await? == json!(true)
            && desktop.window.run(counts).await? == json!(true)
            && desktop.window.run(obeys).await? == json!(true)
        {
            desktop.window.run("document.querySelector('inbox-screen data-table').focusActive()").await?;
            desktop.window.press("d").await?;
            is_pressed = true;
        }
        let operations = customer.operations(&desktop.market).await?;
        let mut ends = operations.iter().filter(|operation| operation.get("planId") == Some(&json!(customer.other)));
        match ends.find_map(|operation| operation.get("status")?.as_str().filter(|status| *status != "InProgress")) {
            Some("Failed") => return Ok(true),
            Some(_) => return Ok(false),
            None => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    bail!("nothing decided about {}", customer.id())
}

#[tokio::test]
async fn a_question_counts_down_on_two_windows_and_the_first_answer_wins() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let relay = Beside::of(&desktop).await?;
    relay.owner.rule(json!({ "ask": { "seconds": 8, "fallback": "accept" } })).await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    let other = SecondDesk::open(&desktop.market, &relay.station.draft("ben").await?).await?;
    for window in [&desktop.window, &other.window] {
        window.run("location.hash = '#/inbox?q=stage:live'").await?;
        window.see("[data-test=inbox-search]").await?;
    }
    let mut declined = None;
    for customer in Customer::all_who_may_change(&desktop.market, 5).await? {
        if is_declined_in_time(&desktop, &other, &customer).await? {
            declined = Some(customer);
            break;
        }
    }
    let Some(customer) = declined else { bail!("five questions were over before a key could be pressed") };
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.plan());
    let gone = "!document.querySelector('[data-test=inbox-item][data-stage=live]:not([hidden])')";
    other.window.until("the other desk has nothing to answer any more", gone).await?;
    other.window.close().await?;
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn what_only_the_reseller_may_change_is_let_pass_the_next_time_it_is_asked_for() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let relay = Beside::of(&desktop).await?;
    relay.owner.rule("hold").await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    let customer = Customer::who_bought_from_a_reseller(&desktop.market).await?;
    customer.asks(&desktop.market).await?;
    open_request(&desktop.window, customer.id(), "held").await?;
    microsoft_says(&desktop, &customer, "Failed").await?;
    let window = &desktop.window;
    window.click("[data-test=action-let-pass]").await?;
    window.fill("[data-test=consent]", "Ines Moreau, by phone").await?;
    desktop.is_accessible("letting a request pass").await?;
    window.click("[data-test=submit-change]").await?;
    open_request(window, customer.id(), "promised").await?;
    desktop.is_accessible("a request that will pass").await?;
    assert_eq!(
        customer.plan_now(&desktop.market).await?,
        customer.plan(),
        "until it is asked for again nothing changes"
    );

    customer.asks(&desktop.market).await?;
    microsoft_says(&desktop, &customer, "Succeeded").await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.other);
    window.run("location.hash = '#/inbox?q=stage:promised'").await?;
    window.see("[data-test=empty]").await?;
    desktop.leaves_no_trace().await
}
