//! An account in the publisher's own service: kept out by rule, and let in again.

use acceptance::customer::Customer;
use acceptance::market::Market;
use anyhow::{Context as _, Result};
use serde_json::json;

use crate::Tour;
use crate::relayed::Shown;

/// Nobody to whom something happens elsewhere on the tour.
const WHO: usize = 14;

impl Tour {
    /// Access beside Microsoft's status while both are suspended; then its history, once the customer has paid.
    pub(crate) async fn access(&self, market: &Market, relay: &Shown) -> Result<()> {
        let customers = Customer::all_who_may_change(market, WHO).await?;
        let customer = customers.last().context("a customer")?;
        let id = customer.id().as_str();
        self.window.run(&format!("location.hash = '#/customers/{id}/access'")).await?;
        customer.at_the_storefront(market, "suspend", json!({})).await?;
        relay.service.was_told(id, &["account.suspended"]).await?;
        self.window.see("[data-test=access][data-access=suspended]").await?;
        self.pictures("account-suspended").await?;
        customer.at_the_storefront(market, "reinstate", json!({})).await?;
        relay.service.was_told(id, &["account.suspended", "account.reinstated"]).await?;
        self.window.see("[data-test=access][data-access=open]").await?;
        self.everywhere("account-access").await?;
        self.dialog(relay).await
    }

    /// What is asked before a person keeps somebody out.
    async fn dialog(&self, relay: &Shown) -> Result<()> {
        let draft = json!({ "offer": null, "address": relay.service.hooks(), "statusAddress": "" });
        let set = format!(
            "return window.__TAURI_INTERNALS__.invoke('set_receiver', {{ request: {draft} }}).then(() => true)"
        );
        self.window.run(&set).await?;
        self.window.click("[data-test=access-suspend]:not([aria-disabled])").await?;
        self.window.see("[data-test=weighty-reason]").await?;
        self.pictures("access-dialog").await?;
        self.window.click("[data-test=reason-act]").await?;
        self.window.see("[data-test=weighty-reason][aria-invalid]").await?;
        self.pictures("access-dialog-why").await?;
        self.window.run("document.querySelector('reason-dialog dialog').close()").await.map(drop)
    }
}
