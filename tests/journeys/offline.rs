//! The network goes, and comes back.

use std::time::Duration;

use acceptance::customer::Customer;
use acceptance::market::Market;
use anyhow::{Result, bail};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::Desktop;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_last_data_stays_with_its_time_and_catches_up_afterwards() -> Result<()> {
    let mut desktop = Desktop::connected(300).await?;
    let id = desktop.window.run("return document.querySelector('[data-row-id]').dataset.rowId").await?;
    let id = id.as_str().unwrap_or_default().to_owned();

    desktop.market.vanish().await?;
    desktop.window.click("[data-test=sync-line]").await?;
    desktop.window.click("[data-test=sync-now]").await?;
    desktop.window.see("[data-test=banner]").await?;
    let banner = desktop.window.text("[data-test=banner]").await?;
    assert!(banner.contains(':'), "it says since when, and of when the data is: {banner}");
    desktop.window.see("[data-row-id]").await?;
    desktop.is_accessible("offline").await?;

    let mut desktop = desktop.restart().await?;
    desktop.window.see("[data-row-id]").await?;
    desktop.window.see("[data-test=banner]").await?;

    desktop.market.come_back().await?;
    desktop.market.rename(&id, "Renamed Meanwhile Ltd").await?;
    desktop.window.click("[data-test=try-now]").await?;
    desktop.synced().await?;

    desktop.window.run(&format!("location.hash = {}", json!(format!("#/customers/{id}/timeline")))).await?;
    let renamed = "document.querySelector('[data-test=customer] h1')?.textContent.includes('Renamed Meanwhile Ltd')";
    desktop.window.until("the new name is read", renamed).await?;
    let told = desktop.window.text("[data-test=event]").await?;
    assert!(told.contains("Renamed Meanwhile Ltd"), "the timeline says what changed: {told}");
    desktop.is_accessible("a timeline with an event").await?;
    desktop.window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn three_decisions_made_offline_survive_a_kill_and_one_asks_because_its_customer_changed() -> Result<()> {
    let desktop = Desktop::connected(300).await?;
    let customers = Customer::all_who_may_change(&desktop.market, 3).await?;
    for customer in &customers {
        plans_are_read(&desktop, customer).await?;
    }
    doors(&desktop.market, "close").await?;
    for customer in &customers {
        asks_for_the_other_plan(&desktop, customer).await?;
    }
    desktop.window.run("location.hash = '#/customers'").await?;
    let desktop = desktop.killed().await?;
    desktop.window.see("[data-row-id]").await?;
    desktop.window.until("three wait to be sent", WAITING).await?;
    let [sent, also_sent, changed] = customers.as_slice() else { bail!("three customers") };
    changed.at_the_storefront(&desktop.market, "suspend", json!({})).await?;
    doors(&desktop.market, "open").await?;
    for customer in [sent, also_sent] {
        arrives(&desktop, customer).await?;
    }
    desktop.window.run("location.hash = '#/inbox?q=kind:intent'").await?;
    desktop.window.click("[data-test=inbox-item]").await?;
    desktop.window.see("[data-test=item-detail]").await?;
    desktop
        .window
        .until(
            "it says what changed",
            "document.querySelector('[data-test=item-detail]').innerText.includes('Suspended')",
        )
        .await?;
    desktop.is_accessible("a decision that asks again").await?;
    for customer in [sent, also_sent] {
        assert_eq!(changes(&customer.operations(&desktop.market).await?), 1, "sent once, kill or not");
    }
    assert_eq!(changes(&changed.operations(&desktop.market).await?), 0, "what asks was not sent");
    desktop.leaves_no_trace().await
}

const WAITING: &str = "document.querySelector('[data-test=unsent]')?.dataset.count === '3'";

pub(crate) async fn doors(market: &Market, what: &str) -> Result<()> {
    for door in ["api", "second", "authority"] {
        market.control(Method::POST, &format!("/control/doors/{door}/{what}"), None).await?;
    }
    Ok(())
}

/// Opens the customer's plans while there is a network, as somebody does who talks with them.
async fn plans_are_read(desktop: &Desktop, customer: &Customer) -> Result<()> {
    desktop.window.run(&format!("location.hash = '#/customers/{}/plans'", customer.id())).await?;
    desktop.window.see(&the_other_plan(customer)).await
}

async fn asks_for_the_other_plan(desktop: &Desktop, customer: &Customer) -> Result<()> {
    let window = &desktop.window;
    window.run(&format!("location.hash = '#/customers/{}/plans'", customer.id())).await?;
    window.click(&the_other_plan(customer)).await?;
    window.see("[data-test=compare]").await?;
    window.fill("[data-test=consent]", "Ines, by phone").await?;
    window.click("[data-test=submit-change]").await?;
    window.until("it is asked for", "!document.querySelector('dialog[open]')").await?;
    window.see("[data-test=toast-undo]").await
}

fn the_other_plan(customer: &Customer) -> String {
    format!("[data-test='change-to-{}']", customer.other)
}

async fn arrives(desktop: &Desktop, customer: &Customer) -> Result<()> {
    for _ in 0..300 {
        if customer.plan_now(&desktop.market).await? == customer.other {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    bail!("the change of {} never arrived", customer.id())
}

fn changes(operations: &[Value]) -> usize {
    operations.iter().filter(|operation| operation.get("action").is_some_and(|action| action == "ChangePlan")).count()
}
