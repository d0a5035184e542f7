//! The relay: its settings, its rules, and what it asks, holds and lets pass.

use acceptance::accounts::OwnService;
use acceptance::customer::Customer;
use acceptance::inbox::open_request;
use acceptance::market::Market;
use acceptance::relay::desk::Desk;
use acceptance::relay::station::Station;
use acceptance::second_desk::SecondDesk;
use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Tour;
use crate::inbox::fault;

/// A relay with rules worth looking at.
pub(crate) struct Shown {
    pub(crate) station: Station,
    pub(crate) service: OwnService,
    owner: Desk,
    _folder: TempDir,
}

impl Shown {
    /// Starts it beside the market, with its rules in force.
    pub(crate) async fn start(market: &Market) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let service = OwnService::start().await?;
        let station = Station::beside_with(service.variables(), market, folder.path()).await?;
        let owner = Desk::new(vec![station.address], station.add_desk("owner").await?)?;
        owner.put_rules("Agreed with finance for the season", rules()).await?;
        Ok(Self { station, service, owner, _folder: folder })
    }
}

/// Upwards at once, downwards with whoever is there, fewer seats and resold customers only with a person.
fn rules() -> Value {
    let rule = |id: &str, name: &str, reason: &str, conditions: Value, outcome: Value| {
        json!({
            "id": id, "name": name, "author": "lea", "reason": reason, "since": "2026-01-01T00:00:00Z",
            "conditions": conditions, "outcome": outcome
        })
    };
    json!({
        "ladders": {
            "tidewatch": { "shore": 1, "bridge": 2, "ocean": 3 },
            "harbourdesk": { "crew": 1, "deck": 2, "fleet": 3, "fleet-agreed": 3 },
            "orchid-forms": { "classic_2019": 1, "forms": 1, "forms-plus": 2 },
            "contour-sync": { "sync": 1, "sync-pro": 2, "sync-harbours": 2 },
        },
        "rules": [
            rule("resold", "Resold customers need a person", "the reseller bills them",
                json!({ "channel": "reseller" }), json!("hold")),
            rule("up", "Steps up go through", "nobody complains about those",
                json!({ "asks": "plan", "direction": ["upgrade"] }), json!("accept")),
            rule("fewer", "A third fewer seats needs a person", "the yearly discount ends below",
                json!({ "asks": "seats", "seats": { "percent": { "atMost": -33 } } }), json!("hold")),
            rule("down", "Steps down: ask whoever is there", "a call often keeps them",
                json!({ "asks": "plan", "direction": ["downgrade"] }), json!({ "ask": { "seconds": 8, "fallback": "accept" } })),
        ]
    })
}

impl Tour {
    /// The relay in the settings, its rules, and one request under each.
    pub(crate) async fn relayed(&self, market: &Market) -> Result<()> {
        let relay = Shown::start(market).await?;
        self.window.type_relay(&relay.station.draft("ada").await?).await?;
        self.window.run("document.querySelector('[data-test=relay]').scrollIntoView()").await?;
        self.everywhere("relay").await?;
        self.rules().await?;
        self.held(market, &relay).await?;
        self.asked(market, &relay).await?;
        self.access(market, &relay).await
    }

    async fn rules(&self) -> Result<()> {
        let window = &self.window;
        window.run("location.hash = '#/rules'").await?;
        window.see("[data-test=rule]").await?;
        window.click("[data-test=rule]:nth-of-type(2) .rule-open").await?;
        window.see("[data-test=rule-form]").await?;
        self.everywhere("rules").await?;
        for tab in ["matrix", "history"] {
            window.click(&format!("[data-test=rules-tab-{tab}]")).await?;
            self.everywhere(&format!("rules-{tab}")).await?;
        }
        Ok(())
    }

    /// Requests are held: one that Microsoft cannot be asked about at first, and one of a resold customer, which is let
    /// pass the next time.
    async fn held(&self, market: &Market, relay: &Shown) -> Result<()> {
        let window = &self.window;
        relay.owner.rule("hold").await?;
        let direct = Customer::all_who_may_change(market, 12).await?;
        let direct = direct.last().context("a customer")?;
        fault(market, json!({ "routes": ["operations"], "kind": "serverError", "status": 500 })).await?;
        direct.asks(market).await?;
        open_request(window, direct.id(), "unconfirmed").await?;
        self.pictures("inbox-unconfirmed").await?;
        market.control(Method::DELETE, "/control/faults", None).await?;
        open_request(window, direct.id(), "held").await?;
        let resold = Customer::who_bought_from_a_reseller(market).await?;
        self.item("stage:held", "inbox-held").await?;
        resold.asks(market).await?;
        open_request(window, resold.id(), "held").await?;
        self.pictures("inbox-held-resold").await?;
        window.click("[data-test=action-let-pass]").await?;
        window.fill("[data-test=consent]", "Ines Moreau, by phone").await?;
        self.pictures("let-pass").await?;
        window.click("[data-test=submit-change]").await?;
        open_request(window, resold.id(), "promised").await?;
        self.pictures("inbox-promised").await
    }

    /// A question that counts down on two windows at once.
    async fn asked(&self, market: &Market, relay: &Shown) -> Result<()> {
        relay.owner.rule(json!({ "ask": { "seconds": 8, "fallback": "accept" } })).await?;
        let other = SecondDesk::open(market, &relay.station.draft("ben").await?).await?;
        let (here, there) = (&self.window, &other.window);
        there.resize(1280, 800).await?;
        for window in [here, there] {
            window.run("location.hash = '#/inbox?q=stage:live'").await?;
            window.see("[data-test=inbox-search]").await?;
        }
        Customer::all_who_may_change(market, 13).await?.last().context("a customer")?.asks(market).await?;
        for window in [here, there] {
            window.see("[data-test=item-detail][data-stage=live] [data-test=countdown]").await?;
        }
        here.picture(&self.folder.join("ask-at-ada-light-1280.png")).await?;
        there.picture(&self.folder.join("ask-at-ben-light-1280.png")).await?;
        other.window.close().await?;
        self.item("stage:ruled", "inbox-ruled").await
    }
}
