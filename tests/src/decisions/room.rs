//! One combination, played: days in which customers ask, the line is bad, rules change, and a desk wakes now and then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock as _;
use domain::relay_feed::{Announced, HeldRequest, ReadBack};
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::log::{Event, Kind, Log, Which};
use relay::serving::serve;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use simulator::{Options, Running, Simulator};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::books::{Books, moment};
use super::claims::{self, Truth};
use super::customers::{Customers, Did};
use super::line::{Line, Weather};
use super::rules::{self, LISTS};
use super::sleeper::Sleeper;
use super::switches::{CREDENTIAL, Combination, LINE};
use super::tally::Tally;
use super::time::MarketTime;
use super::verdicts;
use crate::model::dice::Dice;
use crate::relay::ledger::CONNECTION;

/// Customers of each market.
const CUSTOMERS: u32 = 250;
/// Days over which they ask.
const DAYS: i64 = 6;
/// How often a desk wakes in that time, about.
const WAKINGS: usize = 3;
/// Until Microsoft has decided about everything, whatever it waits for.
const AFTERWARDS: TimeDelta = TimeDelta::hours(20);
/// The longest step while the relay has something to read back.
const STEP: TimeDelta = TimeDelta::minutes(10);
/// How old facts may be. Some wait longer for the next ones.
const FACTS_LAST: TimeDelta = TimeDelta::hours(40);
const PATIENCE: Duration = Duration::from_secs(60);
const MOST: u32 = 100_000;

struct Room {
    market: Running,
    line: Line,
    time: Arc<MarketTime>,
    log: Arc<dyn Log>,
    base: String,
    token: String,
    client: Client,
    sleeper: Sleeper,
    customers: Customers,
    books: Books,
    dice: Dice,
    tally: Tally,
    reads_back: bool,
    /// The version of the facts that were told last.
    told_facts: i64,
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

/// Plays so many requests under one combination.
///
/// # Errors
/// Where something does not do as it is told.
pub async fn play(combination: &Combination, requests: u32, seed: u64) -> Result<Tally> {
    let mut room = Room::open(combination, seed).await?;
    room.days(requests).await?;
    room.end(combination).await
}

impl Room {
    async fn open(combination: &Combination, seed: u64) -> Result<Self> {
        let switches = combination.switches()?;
        let options = Options { seed, size: CUSTOMERS, frozen: true, switches, ..Options::default() };
        let market = Simulator::start(options).await?;
        let control = market.control().clone();
        let folder = tempfile::tempdir()?;
        let config = Config::read(&config(&market, combination, &folder), &Environment::default())?;
        let time = MarketTime::of(&control);
        let opened = relay::opening::open(&config, Arc::clone(&time) as Arc<dyn relay::time::Time>).await?;
        let log = Arc::clone(&opened.relay.log);
        let token = Desks::of(&log).add("proof", Vec::new(), [1; 32], time.now()).await?;
        let sleepers = Desks::of(&log).add("ada", Vec::new(), [2; 32], time.now()).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(serve(opened, listener, 400, async move { drop(stopped.await) }));
        let webhook = format!("{base}/webhook/{CONNECTION}");
        let weather = Weather::read(combination.word(LINE));
        let (line, address) = Line::begin(&control, weather, webhook, seed ^ 1).await?;
        let sleeper = Sleeper::settle_in(&market, &base, &sleepers).await?;
        control.set_webhook(Some(address));
        let mut room = Self {
            customers: Customers::of(&control, seed ^ 2),
            client: Client::builder().no_proxy().timeout(PATIENCE).build()?,
            dice: Dice::new(seed ^ 3),
            reads_back: combination.word(CREDENTIAL) != "none",
            tally: Tally { days: u32::try_from(DAYS)?, ..Tally::default() },
            books: Books::default(),
            told_facts: 0,
            market,
            line,
            time,
            log,
            base,
            token,
            sleeper,
            _stop: stop,
            _folder: folder,
        };
        room.sleeps().await?;
        room.rules_by(0).await?;
        room.tells_facts().await?;
        Ok(room)
    }

    async fn days(&mut self, requests: u32) -> Result<()> {
        let count = usize::try_from(requests)?.max(1);
        let gap = DAYS * 86_400 * 2 / i64::try_from(count)?;
        let mut asked = 0;
        while asked < requests {
            let wait = TimeDelta::seconds(self.dice.between(1, gap.max(2)));
            self.pass(wait).await?;
            self.line.turns();
            if self.dice.below(count) < 2 {
                let list = self.dice.below(LISTS);
                self.rules_by(list).await?;
            }
            if self.dice.below(count) < WAKINGS {
                self.wake().await?;
                if self.dice.says(70) {
                    self.tells_facts().await?;
                }
            }
            match self.customers.act()? {
                Did::Asked(operation, what) => {
                    self.books.asked.insert(operation, what);
                    asked += 1;
                }
                Did::Other => self.tally.besides += 1,
            }
            self.market.control().settle().await;
            // A desk comes to a request soon after it, as often as hours later.
            if self.dice.below(count) < 1 {
                let soon = TimeDelta::seconds(self.dice.between(1, 15));
                self.pass(soon).await?;
                self.wake().await?;
            }
        }
        Ok(())
    }

    async fn end(mut self, combination: &Combination) -> Result<Tally> {
        self.line.comes_back();
        self.pass(AFTERWARDS).await?;
        self.wake().await?;
        let calls = self.line.calls();
        self.tally.calls = u32::try_from(calls.len())?;
        let heard = verdicts::heard(&calls, &self.books);
        verdicts::judge(&self.books, &heard, combination.switches()?.contract, &mut self.tally);
        if !self.tally.words.is_empty() {
            self.tally.words.insert(0, format!("{combination}"));
        }
        Ok(self.tally)
    }

    /// Time goes on. While the relay has something to read back it does so in time.
    async fn pass(&self, by: TimeDelta) -> Result<()> {
        let control = self.market.control();
        let until = self.time.now() + by;
        while self.time.now() < until {
            let now = self.time.now();
            let next =
                self.next_reading().await?.map_or(until, |next| next.max(now + TimeDelta::seconds(1)).min(now + STEP));
            control.advance_to(next.min(until)).await;
            self.time.moved();
            self.has_read_back().await?;
        }
        Ok(())
    }

    /// When the relay wants to read next.
    async fn next_reading(&self) -> Result<Option<DateTime<Utc>>> {
        if !self.reads_back {
            return Ok(None);
        }
        let which = Which { kind: Kind::Unread, open_only: true, limit: MOST };
        let docs = self.log.docs(&CONNECTION.into(), which).await?;
        let due = docs.iter().filter_map(|doc| {
            let doc: Value = doc.read().ok()?;
            Some(moment(doc.get("notBefore")?.as_str()?))
        });
        Ok(due.min())
    }

    /// Waits until it has read what is due.
    async fn has_read_back(&self) -> Result<()> {
        let waiting = tokio::time::timeout(PATIENCE, async {
            while self.next_reading().await?.is_some_and(|due| due <= self.time.now()) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            anyhow::Ok(())
        });
        waiting.await.context("the relay does not read back what is due")?
    }

    /// The desk wakes, and what it says is held against the ledgers as they are.
    async fn wake(&mut self) -> Result<()> {
        let events = self.events().await?;
        let lines = told_lines(&events, &self.books);
        let screens = self.sleeper.wakes(&lines).await.context("waking")?;
        self.sleeps().await?;
        // The desk brings facts of its own, as it knows them; what is judged here is judged on ours.
        if self.facts_version().await? != self.told_facts {
            self.tells_facts().await?;
        }
        self.tally.wakings += 1;
        self.books.read(self.market.control().ledger(self.books.read_to()));
        let calls = self.line.calls();
        let heard = verdicts::heard(&calls, &self.books);
        let held = self.held().await?;
        let truth = Truth { books: &self.books, heard: &heard, held: &held };
        claims::of_screens(&screens, &truth, &mut self.tally);
        truth.feed(&events, &mut self.tally);
        truth.waiting(&read_back(&events), &mut self.tally);
        Ok(())
    }

    /// Waits until nobody follows the relay: a question is asked only where somebody may look.
    async fn sleeps(&self) -> Result<()> {
        for _ in 0..PATIENCE.as_millis() / 5 {
            let metrics = self.client.get(format!("{}/metrics", self.base)).send().await?.text().await?;
            if metrics.contains("marketdesk_relay_followers{connection=\"main\"} 0") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bail!("a desk that sleeps is still there")
    }

    async fn events(&self) -> Result<Vec<Event>> {
        Ok(self.log.events(&CONNECTION.into(), 0, MOST).await?)
    }

    async fn held(&self) -> Result<BTreeMap<String, HeldRequest>> {
        let which = Which { kind: Kind::Held, open_only: false, limit: MOST };
        let docs = self.log.docs(&CONNECTION.into(), which).await?;
        docs.iter().map(|doc| Ok((doc.id.clone(), doc.read()?))).collect()
    }

    async fn rules_by(&self, list: usize) -> Result<()> {
        let version = self.ask(Method::GET, "rules", None).await?.get("version").cloned();
        let put = json!({ "version": version, "author": "lea", "reason": "proof", "rules": rules::list(list) });
        self.ask(Method::PUT, "rules", Some(&put)).await?;
        self.line.judges_by(|in_force| in_force.list = list);
        Ok(())
    }

    /// Facts as of now. Whoever else gave some, these are newer.
    async fn tells_facts(&mut self) -> Result<()> {
        let watched = self.customers.some(8);
        let facts = rules::facts(self.time.now(), FACTS_LAST, &self.market.control().offers(), &watched);
        let put = json!({ "version": self.facts_version().await?, "facts": facts });
        self.ask(Method::PUT, "facts", Some(&put)).await?;
        self.told_facts = self.facts_version().await?;
        self.line.judges_by(|in_force| in_force.facts = facts);
        Ok(())
    }

    async fn facts_version(&self) -> Result<i64> {
        Ok(self.log.about(&CONNECTION.into(), "", &"".into()).await?.facts_version)
    }

    async fn ask(&self, method: Method, what: &str, body: Option<&Value>) -> Result<Value> {
        let mut call = self.client.request(method, format!("{}/v1/{CONNECTION}/{what}", self.base));
        if let Some(body) = body {
            call = call.json(body);
        }
        let answer = call.bearer_auth(&self.token).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "{what} was answered {status}: {text}");
        Ok(serde_json::from_str(&text)?)
    }
}

fn config(market: &Running, combination: &Combination, folder: &TempDir) -> String {
    let (app, at) = (market.app(), market.addresses());
    let file = folder.path().join("log.db").display().to_string();
    let credential = match combination.word(CREDENTIAL) {
        "none" => String::new(),
        which => format!("[connection.credential]\nsecret = {:?}\nold_contract = {}\n", app.secret, which == "old"),
    };
    format!(
        "[log]\nsqlite = {file:?}\n[[connection]]\nname = \"{CONNECTION}\"\ntenant = {:?}\napplication = {:?}\n\
         authority = {:?}\napi = {:?}\n{credential}",
        app.tenant, app.application, at.authority, at.base,
    )
}

fn announced(event: &Event) -> Option<Announced> {
    let is_one = event.what.kind == "announced";
    is_one.then(|| serde_json::from_str(&event.what.body).ok())?
}

/// How many lines the timeline of each customer who asked has of what the relay told, at least.
fn told_lines(events: &[Event], books: &Books) -> BTreeMap<String, usize> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for one in events.iter().filter_map(announced).filter(|one| one.request.is_some()) {
        let is_ours = one.operation.as_ref().is_some_and(|operation| books.asked.contains_key(operation.as_str()));
        if is_ours {
            *lines.entry(one.subscription.to_string()).or_default() += 1;
        }
    }
    lines
}

/// Held requests of which the relay has read what became of them.
fn read_back(events: &[Event]) -> Vec<String> {
    let was_read: BTreeSet<String> = events
        .iter()
        .filter(|event| event.what.kind == "read-back")
        .filter_map(|event| serde_json::from_str::<ReadBack>(&event.what.body).ok())
        .filter(|read| read.was_read)
        .map(|read| read.key)
        .collect();
    let held = events.iter().filter_map(announced).filter(|one| was_read.contains(&one.key));
    held.filter_map(|one| one.answered.held).collect()
}
