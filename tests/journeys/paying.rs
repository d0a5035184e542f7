//! Customers who do not pay: what they may still do in the publisher's own service, and how it ends.

use std::time::Duration;

use acceptance::accounts::{AheadTime, Service};
use acceptance::customer::Customer;
use anyhow::{Result, bail};
use hooks::Secret;
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use crate::beside::Beside;
use crate::desk::Desktop;

/// Microsoft ends what is not paid after thirty days.
const TOO_LATE: Duration = Duration::from_secs(31 * 86_400);

/// The publisher's own service, where it is told of accounts.
struct OwnService {
    service: Service,
    secret: Secret,
    address: std::net::SocketAddr,
    _open: AbortOnDropHandle<()>,
    _folder: tempfile::TempDir,
}

impl OwnService {
    async fn start() -> Result<Self> {
        let (folder, secret) = (tempfile::tempdir()?, Secret::new([9; 32]));
        let service = Service::new(secret.clone().into(), AheadTime::of(&folder.path().join("ahead")), 0);
        service.is_well();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let open = service.opens(listener);
        Ok(Self { service, secret, address, _open: open, _folder: folder })
    }

    /// What a relay must know to tell it, and to keep customers out on the day they are suspended.
    fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("MARKETDESK_RELAY_HOOK_URL", format!("http://{}/hooks", self.address)),
            ("MARKETDESK_RELAY_HOOK_SECRET", self.secret.expose()),
            ("MARKETDESK_RELAY_SUSPEND_AFTER_DAYS", "0".to_owned()),
        ]
    }

    /// Waits until these are what it has been told of an account, in this order.
    async fn was_told(&self, kinds: &[&str]) -> Result<()> {
        let mut told = Vec::new();
        for _ in 0..600 {
            let events = self.service.events();
            told = events.iter().map(|event| event.event.as_str().to_owned()).collect();
            if told == kinds {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("it was told {told:?}, and not {kinds:?}")
    }
}

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
    service.was_told(&["account.suspended"]).await?;
    page_shows(&desktop, &customer, "suspended", "Suspended").await?;
    desktop.is_accessible("an account that is suspended").await?;
    board_shows(&desktop, &customer, "suspended").await?;

    customer.at_the_storefront(&desktop.market, "reinstate", json!({})).await?;
    service.was_told(&["account.suspended", "account.reinstated"]).await?;
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

    let month = Some(json!({ "seconds": TOO_LATE.as_secs() }));
    desktop.market.control(Method::POST, "/control/clock/advance", month).await?;
    read_now(&desktop).await?;
    board_shows(&desktop, &customer, "lost").await?;
    desktop.is_accessible("the board with a customer who is lost").await?;
    desktop.window.run(&format!("location.hash = '#/customers/{}'", customer.id())).await?;
    desktop.window.see("[data-test=status-names]").await?;
    assert_eq!(desktop.window.text("[data-test=status-names] code").await?, "Unsubscribed");
    desktop.leaves_no_trace().await
}

/// Reads everything, as the button at the bottom does.
async fn read_now(desktop: &Desktop) -> Result<()> {
    desktop.window.run("document.querySelector('[data-test=sync-now]').click()").await?;
    desktop.synced().await
}
