//! The whole life of a customer, with a relay: what the publisher does, and what the customer does in the storefront.

use std::time::Duration;

use acceptance::customer::Customer;
use acceptance::inbox::open_request;
use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};

use crate::beside::Beside;
use crate::desk::Desktop;

/// Waits until Microsoft has this member of a subscription so.
async fn microsoft_has(desktop: &Desktop, id: &str, member: &str, value: &str) -> Result<()> {
    for _ in 0..600 {
        if desktop.market.subscription(id).await?.get(member).and_then(Value::as_str) == Some(value) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("{member} of {id} never became {value}: {}", desktop.market.subscription(id).await?)
}

/// Waits until the customer's page shows this status.
async fn page_shows(desktop: &Desktop, status: &str) -> Result<()> {
    let shown = format!("document.querySelector('[data-test=status-names] code')?.textContent === {}", json!(status));
    desktop.window.until(&format!("the page shows {status}"), &shown).await
}

#[tokio::test]
async fn a_purchase_is_activated_its_plan_changed_and_its_subscription_ended_from_here() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let relay = Beside::of(&desktop).await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    let (window, market) = (&desktop.window, &desktop.market);
    let bought = market
        .control(Method::POST, "/control/storefront/purchase", Some(json!({ "name": "Seahall", "reseller": false })))
        .await?;
    let id = bought.get("id").and_then(Value::as_str).context("a purchase")?.to_owned();
    let landing = market.control(Method::POST, &format!("/control/storefront/{id}/landing"), None).await?;
    let token = landing.get("encoded").and_then(Value::as_str).context("a token")?;

    window.run("location.hash = '#/customers'").await?;
    window.click("[data-test=look-up-purchase]").await?;
    window.fill("[data-test=purchase-link]", &format!("https://shop.example/start?token={token}")).await?;
    desktop.is_accessible("looking a purchase up").await?;
    window.click("[data-test=look-up]").await?;
    page_shows(&desktop, "PendingFulfillmentStart").await?;
    window.click("[data-test=activate]").await?;
    window.see("[data-test=life-notes]").await?;
    desktop.is_accessible("an activation").await?;
    window.click("[data-test=take-step]").await?;
    microsoft_has(&desktop, &id, "saasSubscriptionStatus", "Subscribed").await?;
    page_shows(&desktop, "Subscribed").await?;

    window.run(&format!("location.hash = '#/customers/{id}/plans'")).await?;
    let other = window
        .text("[data-test=plan]:not(.current):has(button:not([aria-disabled])) header code")
        .await
        .context("another plan may be had")?;
    window.click(&format!("[data-test=change-to-{other}]")).await?;
    window.fill("[data-test=consent]", "Ines, by phone").await?;
    window.click("[data-test=submit-change]").await?;
    microsoft_has(&desktop, &id, "planId", &other).await?;

    let none_waits = "!document.querySelector('[data-test=cancel-subscription]')?.hasAttribute('aria-disabled')";
    window.until("nothing of the change is left to wait for", none_waits).await?;
    window.click("[data-test=cancel-subscription]").await?;
    window.see("[data-test=life-notes]").await?;
    desktop.is_accessible("what an end means").await?;
    window.click("[data-test=take-step]").await?;
    window.fill("[data-test=typed-name]", "Seahall").await?;
    desktop.is_accessible("the last word before an end").await?;
    window.click("[data-test=take-step]").await?;
    microsoft_has(&desktop, &id, "saasSubscriptionStatus", "Unsubscribed").await?;
    page_shows(&desktop, "Unsubscribed").await?;
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn what_a_customer_does_in_the_storefront_is_told_answered_and_shown() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let relay = Beside::of(&desktop).await?;
    relay.owner.rule("accept").await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    let id = customer.id().as_str();
    customer.asks(&desktop.market).await?;
    open_request(&desktop.window, customer.id(), "ruled").await?;
    microsoft_has(&desktop, id, "planId", &customer.other).await?;

    customer.at_the_storefront(&desktop.market, "cancel", json!({})).await?;
    microsoft_has(&desktop, id, "saasSubscriptionStatus", "Unsubscribed").await?;
    desktop.window.run("location.hash = '#/inbox?q=kind:cancelled'").await?;
    let told = format!(
        "(() => {{ const source = document.querySelector('inbox-screen data-table')?.source;\
          return Array.from({{ length: source?.total ?? 0 }}, (_, at) => at).some(at => source.rowAt(at)?.subscription === {}); }})()",
        json!(id),
    );
    desktop.window.until("the inbox tells of the end", &told).await?;
    desktop.window.run(&format!("location.hash = '#/customers/{id}'")).await?;
    page_shows(&desktop, "Unsubscribed").await?;
    desktop.leaves_no_trace().await
}
