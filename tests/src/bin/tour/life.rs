//! The two ends of a customer's life: a purchase is looked up and begun, a subscription is about to be ended.

use acceptance::market::Market;
use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Value, json};

use crate::Tour;

impl Tour {
    /// A pasted link, an old one and a good one; an activation; the two pages of an end, which is not gone through with.
    pub(crate) async fn life(&self, market: &Market) -> Result<()> {
        let window = &self.window;
        let seahall = json!({ "name": "Seahall", "reseller": false });
        let bought = market.control(Method::POST, "/control/storefront/purchase", Some(seahall)).await?;
        let id = bought.get("id").and_then(Value::as_str).context("a purchase")?;
        let landing = market.control(Method::POST, &format!("/control/storefront/{id}/landing"), None).await?;
        let token = landing.get("encoded").and_then(Value::as_str).context("a token")?;
        window.run("location.hash = '#/customers'").await?;
        window.click("[data-test=look-up-purchase]").await?;
        window.fill("[data-test=purchase-link]", "https://shop.example/start?token=from-last-week").await?;
        window.click("[data-test=look-up]").await?;
        window.see("[data-test=lookup-dialog] [data-test=fault]").await?;
        self.everywhere("purchase-link").await?;
        window.fill("[data-test=purchase-link]", &format!("https://shop.example/start?token={token}")).await?;
        window.click("[data-test=look-up]").await?;
        window.click("[data-test=activate]").await?;
        window.see("[data-test=life-notes]").await?;
        self.everywhere("activate").await?;
        window.click("[data-test=take-step]").await?;
        let active = "document.querySelector('[data-test=status-names] code')?.textContent === 'Subscribed'";
        window.until("it is active", active).await?;
        let none_waits = "!document.querySelector('[data-test=cancel-subscription]')?.hasAttribute('aria-disabled')";
        window.until("nothing is left to wait for", none_waits).await?;
        window.click("[data-test=cancel-subscription]").await?;
        window.see("[data-test=life-notes]").await?;
        self.everywhere("end").await?;
        window.click("[data-test=take-step]").await?;
        window.see("[data-test=typed-name]").await?;
        self.everywhere("end-last-word").await?;
        window.click("[data-test=life-leave]").await
    }
}
