//! The market, its relay with a landing page, and who buys there.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock as _;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use super::{front, publisher};
use crate::clock::SystemClock;
use crate::market::Market;
use crate::relay::ledger::CONNECTION;
use crate::relay::station::Station;
use crate::traces::{files_below, no_file_shows};

/// How long somebody has to be a customer not to be taken for a new one.
const A_LONG_TIME: TimeDelta = TimeDelta::days(60);

/// What a shop is like.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// How far behind the relay's clock the market's begins.
    pub behind: TimeDelta,
    /// Whether buyers are asked more than their address.
    pub asks: bool,
}

/// A publisher with a landing page. Dropping it ends everything.
pub struct Shop {
    /// Microsoft's side.
    pub market: Market,
    /// The address the offer names.
    pub page: String,
    /// The publisher's own page.
    pub account: String,
    station: Station,
    /// What must be readable nowhere.
    hidden: Vec<String>,
    folder: TempDir,
    _secrets: TempDir,
    _front: AbortOnDropHandle<()>,
    _publisher: AbortOnDropHandle<()>,
}

impl Shop {
    /// Opens one. Its relay logs everything it ever logs.
    ///
    /// # Errors
    /// Where a part of it does not come up.
    pub async fn open(settings: Settings) -> Result<Self> {
        let begins = (SystemClock.now() - settings.behind).to_rfc3339();
        let market = Market::start(&["--size", "200", "--start-at", &begins]).await?;
        let (folder, secrets) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let page = format!("https://{}/landing/northquay", listener.local_addr()?);
        let (account, publisher) = publisher::opens().await?;
        let app = market.control(Method::PUT, "/control/buyer", Some(Value::Null)).await?;
        let app = app.get("application").context("buyers sign in to an application")?;
        let secret = text(app, "secret")?;
        let file = secrets.path().join("landing");
        std::fs::write(&file, &secret)?;
        let config = config(&page, &text(app, "application")?, &file, &account, settings.asks);
        std::fs::write(folder.path().join("relay.toml"), config)?;
        let every_line = vec![("MARKETDESK_RELAY_LOG", "trace".to_owned())];
        let station = Station::beside_with(every_line, &market, folder.path()).await?;
        let front = front::stands_before(station.address, listener)?;
        let hidden = vec![secret, market.at.secret.clone()];
        Ok(Self {
            market,
            page,
            account,
            station,
            hidden,
            folder,
            _secrets: secrets,
            _front: front,
            _publisher: publisher,
        })
    }

    /// The heading of the publisher's own page.
    pub fn account_heading(&self) -> &'static str {
        publisher::HEADING
    }

    /// From now on this person is who signs in; their directory may know a mail address.
    ///
    /// # Errors
    /// Where the market does not answer.
    pub async fn signs_in(&mut self, name: &str, email: Option<&str>) -> Result<()> {
        let buyer = json!({
            "tenant": "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa", "object": "3f1b7d52-0c8e-4a44-8f0e-6de1b0a7c2d9",
            "name": name, "email": email,
        });
        self.hides(name);
        email.into_iter().for_each(|email| self.hides(email));
        self.market.control(Method::PUT, "/control/buyer", Some(buyer)).await.map(drop)
    }

    /// This too must be readable nowhere.
    pub fn hides(&mut self, text: &str) {
        self.hidden.push(text.to_owned());
    }

    /// Somebody buys; the subscription.
    ///
    /// # Errors
    /// Where the market does not sell.
    pub async fn sale(&self) -> Result<String> {
        text(&self.market.control(Method::POST, "/control/storefront/purchase", Some(json!({}))).await?, "id")
    }

    /// Somebody buys; where Microsoft sends them.
    ///
    /// # Errors
    /// Where the market does not sell.
    pub async fn sells(&mut self) -> Result<String> {
        let id = self.sale().await?;
        self.address_for(&id).await
    }

    /// Where Microsoft sends whoever configures this subscription now.
    ///
    /// # Errors
    /// Where there is no such subscription.
    pub async fn address_for(&mut self, id: &str) -> Result<String> {
        let path = format!("/control/storefront/{id}/landing");
        let landing = self.market.control(Method::POST, &path, None).await?;
        let encoded = text(&landing, "encoded")?;
        self.hides(&text(&landing, "token")?);
        self.hides(&encoded);
        Ok(format!("{}?token={encoded}", self.page))
    }

    /// Somebody who has been a customer for a long time.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn old_customer(&self) -> Result<String> {
        let before = SystemClock.now() - A_LONG_TIME;
        let world = self.market.world().await?;
        let is_old = |one: &Value| {
            let created = one.get("created").and_then(Value::as_str).and_then(|at| at.parse::<DateTime<Utc>>().ok());
            let is_active = one.get("saasSubscriptionStatus").and_then(Value::as_str) == Some("Subscribed");
            is_active && created.is_some_and(|created| created < before)
        };
        world.into_iter().find(|(_, one)| is_old(one)).map(|(id, _)| id).context("somebody is a customer for long")
    }

    /// Lets the market's clock go on.
    ///
    /// # Errors
    /// Where the market does not answer.
    pub async fn waits(&self, hours: i64) -> Result<()> {
        self.market.control(Method::POST, "/control/clock/advance", Some(json!({ "hours": hours }))).await.map(drop)
    }

    /// Searches what the relay wrote: its log of lines, at its most talkative, and the log it keeps. Neither a token,
    /// nor a buyer's name or address, nor a secret may be readable there.
    ///
    /// # Errors
    /// Where it wrote nothing, or it cannot be read.
    pub fn leaves_no_trace(self) -> Result<()> {
        ensure!(self.station.said().contains("a buyer was noted"), "the relay's log says what it does");
        no_file_shows(&files_below(self.folder.path())?, &self.hidden)
    }
}

fn text(of: &Value, name: &str) -> Result<String> {
    of.get(name).and_then(Value::as_str).map(str::to_owned).with_context(|| format!("the market names no {name}"))
}

fn config(page: &str, application: &str, secret: &Path, account: &str, asks: bool) -> String {
    let landing = format!(
        "[[connection]]\nname = \"{CONNECTION}\"\ntenant = \"of the environment\"\napplication = \"of the environment\"\n\
         [connection.landing]\naddress = {page:?}\napplication = {application:?}\nsecret_file = {secret:?}\n\
         publisher = \"Northquay\"\nmanage = {account:?}\nsupport = \"help@northquay.example\"\n"
    );
    if asks { landing + QUESTIONS } else { landing }
}

const QUESTIONS: &str = r#"
[[connection.landing.question]]
id = "team"
required = true
label = { en = "What is your team called?", fr = "Comment s’appelle votre équipe ?" }

[[connection.landing.question]]
id = "size"
kind = "choice"
label = { en = "How many will use it?", fr = "Combien l’utiliseront ?" }
choice = [
    { id = "few", label = { en = "A few", fr = "Quelques personnes" } },
    { id = "many", label = { en = "A whole harbour", fr = "Tout un port" } },
]
"#;
