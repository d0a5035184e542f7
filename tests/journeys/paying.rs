//! Customers who do not pay: what they may still do in the publisher's own service, and how it ends.

use std::time::Duration;

use acceptance::accounts::OwnService;
use acceptance::customer::Customer;
use anyhow::Result;
use reqwest::Method;
use serde_json::json;

use crate::beside::Beside;
use crate::desk::Desktop;
use crate::offline::doors;

/// Microsoft ends what is not paid after thirty days.
const TOO_LATE: Duration = Duration::from_secs(31 * 86_400);

/// Waits until the customer's page shows this access beside Microsoft's status.
async fn page_shows(desktop: &Desktop, customer: &Customer, access: &str, status: &str) -> Result<()> {
    desktop.window.run(&format!("location.hash = '#/customers/{}/access'", customer.id())).await?;
    let shown = format!(
        "document.querySelector('[data-test=access]')?.dataset.access === {}\
         && document.querySelector('[data-test=status-names] code')?.textContent === {}",
        json!(access),
        json!(status),
    );
    desktop.window.until(&format!("access {access} beside {status}"), &shown).await
}

/// Waits until the board has this customer in a column.
async fn board_shows(desktop: &Desktop, customer: &Customer, column: &str) -> Result<()> {
    desktop.window.run("location.hash = '#/suspensions'").await?;
    let name = &customer.subscription.name;
    let shown = format!(
        "[...document.querySelectorAll('[data-test=column-{column}] .name')].some(name => name.textContent === {})",
        json!(name),
    );
    desktop.window.until(&format!("{name} is in the column {column}"), &shown).await
}

#[tokio::test]
async fn who_does_not_pay_is_kept_out_by_rule_and_let_in_again_once_paid() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let service = OwnService::start().await?;
    let relay = Beside::saying(&desktop, service.variables()).await?;
    desktop.window.type_relay(&relay.station.draft("ada").await?).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;

    customer.at_the_storefront(&desktop.market, "suspend", json!({})).await?;
    service.was_told(customer.id().as_str(), &["account.suspended"]).await?;
    page_shows(&desktop, &customer, "suspended", "Suspended").await?;
    desktop.is_accessible("an account that is suspended").await?;
    board_shows(&desktop, &customer, "suspended").await?;

    customer.at_the_storefront(&desktop.market, "reinstate", json!({})).await?;
    service.was_told(customer.id().as_str(), &["account.suspended", "account.reinstated"]).await?;
    page_shows(&desktop, &customer, "open", "Subscribed").await?;
    board_shows(&desktop, &customer, "reinstated").await?;
    desktop.leaves_no_trace().await
}

#[tokio::test]
async fn who_does_not_pay_for_thirty_days_is_lost() -> Result<()> {
    let desktop = Desktop::connected(400).await?;
    let customer = Customer::who_may_change(&desktop.market).await?;
    customer.at_the_storefront(&desktop.market, "suspend", json!({})).await?;
    read_now(&desktop).await?;
    board_shows(&desktop, &customer, "suspended").await?;

    // A month goes by in a moment: a token from its middle would be weeks old at its end.
    doors(&desktop.market, "close").await?;
    let month = Some(json!({ "seconds": TOO_LATE.as_secs() }));
    desktop.market.control(Method::POST, "/control/clock/advance", month).await?;
    doors(&desktop.market, "open").await?;
    read_now(&desktop).await?;
    board_shows(&desktop, &customer, "lost").await?;
    desktop.is_accessible("the board with a customer who is lost").await?;
    desktop.window.run(&format!("location.hash = '#/customers/{}'", customer.id())).await?;
    desktop.window.see("[data-test=status-names]").await?;
    assert_eq!(desktop.window.text("[data-test=status-names] code").await?, "Unsubscribed");
    desktop.leaves_no_trace().await
}

/// Has everything read once more, as the button at the bottom does; while it is being read, that cannot be pressed.
async fn read_now(desktop: &Desktop) -> Result<()> {
    desktop.window.until("it can be read", "!document.querySelector('[data-test=sync-now]').disabled").await?;
    desktop.window.run("document.querySelector('[data-test=sync-now]').click()").await?;
    Ok(())
}
