//! The inbox, with an item of every kind the world can be brought to.

use acceptance::customer::Customer;
use acceptance::market::Market;
use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Value, json};

use crate::Tour;

/// Kinds that the clocks of any world bring about, and those that happen here.
const KINDS: [&str; 7] = ["purchase", "suspended", "renewal", "trial", "reinstated", "cancelled", "intent"];

/// The first item. Rows that are not needed now are hidden and kept.
const FIRST: &str = "[data-test=inbox-item][aria-rowindex='2']:not([hidden])";

impl Tour {
    /// Every kind of item, a live request with its countdown, what silence accepted, and an empty inbox.
    pub(crate) async fn inbox(&self, market: &Market) -> Result<()> {
        let customers = Customer::all_who_may_change(market, 6).await?;
        let [asks, unseen, refused, paid, left, _] = customers.as_slice() else { return Ok(()) };
        self.things_happen(market, unseen, paid, left).await?;
        self.a_change_is_refused(market, refused).await?;
        self.search("").await?;
        self.window.see(FIRST).await?;
        self.everywhere("inbox").await?;
        for kind in KINDS {
            self.item(&format!("kind:{kind}"), &format!("inbox-{kind}")).await?;
        }
        self.item("stage:unseen", "inbox-unseen").await?;
        fault(market, json!({ "routes": ["list"], "kind": "malformed", "every": 3000 })).await?;
        self.sync().await?;
        self.item("kind:unreadable", "inbox-unreadable").await?;
        market.control(Method::DELETE, "/control/faults", None).await?;
        fault(market, json!({ "routes": ["list"], "kind": "leftOut", "every": 3000 })).await?;
        self.sync().await?;
        self.item("kind:missing", "inbox-missing").await?;
        market.control(Method::DELETE, "/control/faults", None).await?;
        self.a_request_runs_out(market, asks).await?;
        self.search("kind:request owner:nobody-at-all").await?;
        self.window.see("[data-test=empty]").await?;
        self.everywhere("inbox-empty").await?;
        self.window.run("location.hash = '#/history'").await?;
        self.window.see("[data-test=history-line]").await?;
        self.everywhere("history").await
    }

    /// Somebody changes unseen, somebody pays again, somebody leaves, and the sign-in fails a while.
    async fn things_happen(&self, market: &Market, unseen: &Customer, paid: &Customer, left: &Customer) -> Result<()> {
        paid.at_the_storefront(market, "suspend", json!({})).await?;
        self.sync().await?;
        unseen.asks(market).await?;
        paid.at_the_storefront(market, "reinstate", json!({})).await?;
        left.at_the_storefront(market, "cancel", json!({})).await?;
        let later = Some(json!({ "seconds": 15 }));
        market.control(Method::POST, "/control/clock/advance", later).await?;
        self.sync().await?;
        fault(market, json!({ "routes": ["list", "get"], "kind": "unauthorized", "status": 401 })).await?;
        self.reads_now().await?;
        let fails = "document.querySelector('[data-test=sync-line]').dataset.state === 'failing'";
        self.window.until("the sign-in fails", fails).await?;
        self.item("kind:connection", "inbox-connection").await?;
        market.control(Method::DELETE, "/control/faults", None).await.map(drop)
    }

    /// A change is refused by Microsoft, so that it needs a person.
    async fn a_change_is_refused(&self, market: &Market, customer: &Customer) -> Result<()> {
        let words = json!({
            "routes": ["change"], "kind": "refused", "status": 400, "code": "BadArgument",
            "message": "The plan is not available in the customer's market.",
        });
        fault(market, words).await?;
        let window = &self.window;
        window.run(&format!("location.hash = '#/customers/{}/plans'", customer.id())).await?;
        window.click(&format!("[data-test='change-to-{}']", customer.other)).await?;
        window.see("[data-test=compare]").await?;
        self.everywhere("change").await?;
        window.fill("[data-test=consent]", "Ines Moreau, by phone").await?;
        window.click("[data-test=submit-change]").await?;
        window.see("[data-test=toast-undo]").await?;
        self.picture("change-asked", "light", 1280).await?;
        self.search("kind:intent").await?;
        window.see("[data-test=inbox-item][data-kind=intent]:not([hidden])").await?;
        market.control(Method::DELETE, "/control/faults", None).await.map(drop)
    }

    /// A watched customer asks, and nobody answers.
    async fn a_request_runs_out(&self, market: &Market, customer: &Customer) -> Result<()> {
        let window = &self.window;
        window.run(&format!("location.hash = '#/customers/{}'", customer.id())).await?;
        window.click("[data-test=watch]").await?;
        self.search("kind:request").await?;
        customer.asks(market).await?;
        window.click("[data-test=inbox-item][data-stage=live]:not([hidden])").await?;
        window.see("[data-test=countdown]").await?;
        self.pictures("inbox-live").await?;
        window.see("[data-test=inbox-item][data-stage=silent]:not([hidden])").await?;
        window.click("[data-test=inbox-item][data-stage=silent]:not([hidden])").await?;
        window.see("[data-test=action-change-back]").await?;
        self.pictures("inbox-silent").await
    }

    /// The first item that a search finds, unfolded.
    pub(crate) async fn item(&self, search: &str, name: &str) -> Result<()> {
        self.search(search).await?;
        self.window.see(FIRST).await?;
        self.window.click(FIRST).await.with_context(|| format!("nothing for {search}"))?;
        self.window.see("[data-test=item-detail]").await?;
        self.pictures(name).await
    }

    async fn search(&self, search: &str) -> Result<()> {
        self.window.run("location.hash = '#/inbox'").await?;
        self.window.see("[data-test=inbox-search]").await?;
        if !search.is_empty() {
            return self.window.fill("[data-test=inbox-search]", search).await;
        }
        let is_filtered =
            self.window.run("return document.querySelector('[data-test=inbox-search]').value !== ''").await?;
        if is_filtered == Value::Bool(true) {
            self.window.click("inbox-screen .search .clear").await?;
        }
        Ok(())
    }

    async fn sync(&self) -> Result<()> {
        self.reads_now().await?;
        let sweeps = "document.querySelector('[data-test=sync-line]').dataset.state === 'sweeping'";
        self.window.until("a sweep runs", sweeps).await?;
        self.swept().await
    }

    /// Reads everything now; what unfolds over the sync line is closed again.
    async fn reads_now(&self) -> Result<()> {
        self.window.click("[data-test=sync-line]").await?;
        self.window.click("[data-test=sync-now]").await?;
        self.window.run("document.querySelector('#sync-details').hidePopover()").await.map(drop)
    }
}

/// What Microsoft does wrong from now on.
pub(crate) async fn fault(market: &Market, fault: Value) -> Result<()> {
    market.control(Method::POST, "/control/faults", Some(fault)).await.map(drop)
}
