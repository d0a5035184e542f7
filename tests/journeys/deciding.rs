//! Deciding: a watched customer asks, and somebody answers inside the window, or nobody does.

use std::time::Duration;

use acceptance::customer::Customer;
use acceptance::notifications::{Call, NotificationServer, Shown};
use acceptance::window::Window;
use anyhow::{Result, bail};
use reqwest::Method;
use serde_json::json;

use crate::desk::Desktop;

/// Opens the customer, watches it, and goes to the inbox.
async fn watched(desktop: &Desktop, customer: &Customer) -> Result<()> {
    let window = &desktop.window;
    window.run(&format!("location.hash = '#/customers/{}'", customer.id())).await?;
    window.click("[data-test=watch]").await?;
    window
        .until("it is watched", "document.querySelector('[data-test=watch]')?.getAttribute('aria-pressed') === 'true'")
        .await?;
    window.run("location.hash = '#/inbox?q=kind:request'").await?;
    window.see("[data-test=inbox-search]").await
}

/// Waits for the request, selects it, and lets the 600 ms pass in which keys are not obeyed.
async fn live_request(window: &Window, stage: &str) -> Result<()> {
    let item = format!("[data-test=inbox-item][data-stage={stage}]");
    window.see(&item).await?;
    window.click(&item).await?;
    window.see("[data-test=item-detail]").await
}

async fn press_until(desktop: &Desktop, key: &str, customer: &Customer, status: &str) -> Result<()> {
    for _ in 0..40 {
        if customer
            .operations(&desktop.market)
            .await?
            .iter()
            .any(|operation| operation.get("status").is_some_and(|it| it == status))
        {
            return Ok(());
        }
        let _nothing_has_the_focus = desktop.window.press(key).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    bail!("the request never became {status}")
}

#[tokio::test]
async fn a_notice_tells_of_a_request_opens_it_and_one_key_declines_inside_its_window() -> Result<()> {
    let desktop = Desktop::fresh(400).await?;
    // The service comes with the desktop, not before it: another journey's window would speak to it as well.
    let notices = NotificationServer::start().await?;
    desktop.connect().await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    watched(&desktop, &customer).await?;
    desktop.is_accessible("an inbox without requests").await?;
    desktop.window.run("location.hash = '#/customers'").await?;
    customer.asks(&desktop.market).await?;
    let notice = notices.see(&customer.other).await?;
    notices.click(notice.number).await?;
    desktop.window.until("the notice opens its item", "location.hash.includes('item=')").await?;
    desktop.window.see("[data-test=item-detail][data-stage=live]").await?;
    desktop.window.see("[data-test=countdown]").await?;
    press_until(&desktop, "d", &customer, "Failed").await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.plan(), "the customer keeps the plan");

    desktop.window.run("location.hash = '#/history'").await?;
    desktop
        .window
        .until("history shows its end", "document.querySelectorAll('[data-test=history-line]').length >= 4")
        .await?;
    desktop.is_accessible("the history").await?;
    let told: Vec<Shown> = notices.calls().into_iter().filter_map(Call::told).collect();
    assert_eq!(told.len(), 1, "one request is told of once, and a first reading of nothing: {told:#?}");
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn a_request_is_approved_by_one_key() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    watched(&desktop, &customer).await?;
    customer.asks(&desktop.market).await?;
    live_request(&desktop.window, "live").await?;
    press_until(&desktop, "a", &customer, "Succeeded").await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.other);
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn silence_decides_and_the_screen_says_so_only_afterwards() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    watched(&desktop, &customer).await?;
    customer.asks(&desktop.market).await?;
    live_request(&desktop.window, "live").await?;
    desktop.is_accessible("a live request").await?;
    desktop.window.see("[data-test=inbox-item][data-stage=silent]").await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.other, "it is said after Microsoft's data says so");
    desktop.window.click("[data-test=inbox-item][data-stage=silent]").await?;
    desktop.window.see("[data-test=action-change-back]").await?;
    desktop.is_accessible("a request that silence accepted").await?;
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn what_nobody_saw_asked_is_changed_back_with_consent() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    customer.asks(&desktop.market).await?;
    let the_window = Some(json!({ "seconds": 15 }));
    desktop.market.control(Method::POST, "/control/clock/advance", the_window).await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.other, "silence accepted");
    desktop.window.click("[data-test=sync-line]").await?;
    desktop.window.click("[data-test=sync-now]").await?;
    desktop.window.run("location.hash = '#/inbox?q=stage:unseen'").await?;
    live_request(&desktop.window, "unseen").await?;
    desktop.window.click("[data-test=action-change-back]").await?;
    desktop.window.see("[data-test=change-dialog]").await?;
    desktop.is_accessible("a change to plan back").await?;
    desktop.window.fill("[data-test=consent]", "Ines, by phone").await?;
    desktop.window.click("[data-test=submit-change]").await?;
    desktop.window.see("[data-test=toast-undo]").await?;
    for _ in 0..150 {
        if customer.plan_now(&desktop.market).await? == customer.plan() {
            return desktop.leaves_no_trace().await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    bail!("the change back never came to effect")
}

#[tokio::test]
async fn under_the_old_contract_the_same_screens_answer_what_waits_until_somebody_does() -> Result<()> {
    let desktop = Desktop::fresh(400).await?;
    let old = Some(json!({ "contract": "old" }));
    desktop.market.control(Method::PATCH, "/control/switches", old).await?;
    desktop.connect().await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    customer.asks(&desktop.market).await?;
    let past_any_window = Some(json!({ "seconds": 120 }));
    desktop.market.control(Method::POST, "/control/clock/advance", past_any_window).await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.plan(), "silence decides nothing");
    watched(&desktop, &customer).await?;
    live_request(&desktop.window, "waiting").await?;
    desktop
        .window
        .until("it says that it waits for an answer", "document.querySelector('[data-test=why]')?.innerText.trim()")
        .await?;
    desktop.is_accessible("a request that waits without a window").await?;
    press_until(&desktop, "a", &customer, "Succeeded").await?;
    assert_eq!(customer.plan_now(&desktop.market).await?, customer.other, "the acknowledgement made it effective");
    desktop.leaves_no_trace().await
}
