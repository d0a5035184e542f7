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
        self.everywhere("account-access").await
    }
}
