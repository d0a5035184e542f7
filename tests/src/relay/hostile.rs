//! `relay-hostile`: everything a stranger, a broken proxy or bad luck can do to the relay, while a good customer asks.
//!
//! A 4xx refuses a customer's change. So whatever is not surely forged must be answered 503, and a 4xx for it counts as
//! an accident, though nobody meant any harm.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use futures::StreamExt as _;
use reqwest::{Client, Method};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::failing;
use super::forging::{Forger, Forgery, Kind};
use super::ledger::{CONNECTION, whole_log};
use super::letters::{good_claims, letter, number_of, signed};
use super::nonsense;
use super::station::{Keeping, Station};
use super::witness::{Met, Witness};
use crate::figures::{Figures, percentile};
use crate::market::Market;

/// Messages of strangers have numbers from here on, so that none of them can hide in the log.
const STRANGE: u32 = 1_000_000_000;
/// How many of the made-up tokens are on their way at once.
const AT_ONCE: usize = 16;
/// Calls over which the relay falls.
const PANICS: u32 = 8;
/// How long connections stay that never end what they begin.
const LORIS_STAYS: Duration = Duration::from_secs(7);

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Distinct made-up tokens.
    pub tokens: u32,
    /// Connections that never end what they begin.
    pub loris: u32,
    /// Messages of the good customer before all begins.
    pub calm: u32,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Tally {
    /// Calls that were not in order.
    pub cases: u32,
    /// Strangers who were believed.
    pub let_in: u32,
    /// Answers of 4xx that were not 401 to a surely forged token.
    pub refused_by_accident: u32,
    /// Answers that are not in the log after the disk had been full.
    pub lost: u32,
    /// Milliseconds below which 99 % of the good customer's answers came before all began.
    pub usual_p99: f64,
    /// By how much that grew at worst, and where.
    pub slowdown: (f64, String),
    /// What was wrong, for people.
    pub words: Vec<String>,
}

impl Tally {
    /// A call that is not surely forged was answered.
    pub fn expects_503(&mut self, what: &str, status: Option<u16>) {
        self.let_in += u32::from(status == Some(200));
        self.expects_503_or_200(what, status);
        if status == Some(200) {
            self.words.push(format!("{what}: 200"));
        }
    }

    /// The same, where it may be understood after all.
    pub fn expects_503_or_200(&mut self, what: &str, status: Option<u16>) {
        self.cases += 1;
        if status.is_some_and(|status| (400..500).contains(&status)) {
            self.refused_by_accident += 1;
            self.words.push(format!("{what}: {}", status.unwrap_or_default()));
        }
    }

    fn forged(&mut self, what: &str, status: Option<u16>) {
        self.cases += 1;
        if status != Some(401) && status != Some(503) {
            self.let_in += 1;
            self.words.push(format!("{what}: {status:?}"));
        }
    }

    fn witnessed(&mut self, what: &str, mut met: Met) {
        self.refused_by_accident += met.refused;
        let p99 = percentile(&mut met.millis, 0.99);
        println!("{what:<32} p99 of the good customer {p99:>8.1} ms over {} messages", met.millis.len());
        let slowdown = p99 / self.usual_p99.max(0.1);
        if slowdown > self.slowdown.0 {
            self.slowdown = (slowdown, what.to_owned());
        }
    }

    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.add("relay-hostile.cases", self.cases.into(), "calls of strangers, broken proxies and bad luck");
        figures.add("relay-hostile.let_in", self.let_in.into(), "of those, believed (goal: 0)");
        figures.add("relay-hostile.refused_by_accident", self.refused_by_accident.into(), "4xx nobody meant (goal: 0)");
        figures.add("relay-hostile.lost", self.lost.into(), "answers lost or changed by a full disk (goal: 0)");
        figures.add("relay-hostile.usual_p99_ms", self.usual_p99, "the good customer's answers in calm");
        figures.add("relay-hostile.slowdown", self.slowdown.0, "that p99, times (goal: at most 10)");
        figures
    }

    /// Whether nobody was let in, refused by accident or lost.
    pub fn holds(&self) -> bool {
        self.cases > 0 && self.let_in == 0 && self.refused_by_accident == 0 && self.lost == 0
    }
}

/// Does all of it.
///
/// # Errors
/// Where a program does not start.
pub async fn relay_hostile(size: Size) -> Result<Tally> {
    let market = Market::start(&["--size", "50"]).await?;
    let folder = tempfile::tempdir()?;
    let keeping = Keeping::File(folder.path().to_owned());
    let station = Station::start(&market.at, keeping, folder.path()).await?;
    let token = signed(&market, &good_claims(&market).await?).await?;
    let hostile = Hostile { witness: Witness::new(station.address, &token)?, station, token, size };
    let mut tally = Tally::default();
    hostile.witness.ask_times(size.calm / 4).await;
    tally.usual_p99 = percentile(&mut hostile.witness.ask_times(size.calm).await.millis, 0.99);
    hostile.all(&market, &mut tally).await?;
    failing::wrong_clock(&market, &hostile.token, folder.path(), &mut tally).await?;
    failing::panics(folder.path(), PANICS, &mut tally).await?;
    failing::full_disk(&market, &hostile.token, folder.path(), &mut tally).await?;
    hostile.nobody_is_in_the_log(folder.path(), &mut tally).await?;
    tally.words.iter().take(20).for_each(|word| println!("  {word}"));
    Ok(tally)
}

struct Hostile {
    witness: Witness,
    station: Station,
    token: String,
    size: Size,
}

impl Hostile {
    async fn all(&self, market: &Market, tally: &mut Tally) -> Result<()> {
        let forger = Forger::new(market).await?;
        let watching = self.witness.watch();
        self.forgeries(market, &forger, tally).await?;
        tally.witnessed("forged tokens", watching.end().await?);
        let watching = self.witness.watch();
        self.nonsense(tally).await?;
        tally.witnessed("calls that make no sense", watching.end().await?);
        let watching = self.witness.watch();
        let held = nonsense::loris(self.station.address, &self.token, self.size.loris).await?;
        tally.cases += self.size.loris;
        tokio::time::sleep(LORIS_STAYS).await;
        drop(held);
        tally.witnessed("calls that never end", watching.end().await?);
        let watching = self.witness.watch();
        self.many_tokens(&forger, tally).await?;
        tally.witnessed("many made-up tokens", watching.end().await?);
        Ok(())
    }

    async fn forgeries(&self, market: &Market, forger: &Forger, tally: &mut Tally) -> Result<()> {
        let trap = TcpListener::bind("127.0.0.1:0").await?;
        let all = forger.all(market, &format!("http://{}", trap.local_addr()?)).await?;
        let client = Client::builder().no_proxy().build()?;
        for (number, Forgery { name, kind, token }) in (STRANGE..).zip(all) {
            let status = self.post(&client, &token, number).await;
            match kind {
                Kind::Forged => tally.forged(&name, status),
                Kind::Doubtful => tally.expects_503(&name, status),
            }
        }
        if timeout(Duration::from_millis(200), trap.accept()).await.is_ok() {
            tally.let_in += 1;
            tally.words.push("an address in a token was asked for a key".to_owned());
        }
        Ok(())
    }

    async fn nonsense(&self, tally: &mut Tally) -> Result<()> {
        let client = Client::builder().no_proxy().build()?;
        let base = format!("http://{}", self.station.address);
        for (name, body) in nonsense::bodies() {
            let call = client.post(format!("{base}/webhook/{CONNECTION}")).bearer_auth(&self.token).body(body);
            tally.expects_503_or_200(name, call.send().await.ok().map(|answer| answer.status().as_u16()));
        }
        for path in nonsense::PATHS {
            for method in nonsense::METHODS {
                let call = format!(
                    "{method} {path} HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer {}\r\nContent-Length: 2\r\n\r\n{{}}",
                    self.token
                );
                let answer = nonsense::answer_to(self.station.address, call.as_bytes()).await?;
                tally.expects_503_or_200(&format!("{method} {path}"), answer.map(|(status, _)| status));
            }
        }
        for (name, bytes) in nonsense::wires(&self.token) {
            let answer = nonsense::answer_to(self.station.address, &bytes).await?;
            tally.expects_503_or_200(name, answer.map(|(status, _)| status));
        }
        Ok(())
    }

    /// Each is another token, right in all but its signature, so that each must be checked.
    async fn many_tokens(&self, forger: &Forger, tally: &mut Tally) -> Result<()> {
        let client = Client::builder().no_proxy().build()?;
        let calls = futures::stream::iter(0..self.size.tokens).map(|number| {
            let (token, client) = (forger.one_of_many(number), &client);
            async move { anyhow::Ok(self.post(client, &token?, STRANGE + number).await) }
        });
        let mut answers = std::pin::pin!(calls.buffer_unordered(AT_ONCE));
        while let Some(status) = answers.next().await {
            tally.forged("one of many made-up tokens", status?);
        }
        Ok(())
    }

    async fn post(&self, client: &Client, token: &str, number: u32) -> Option<u16> {
        let url = format!("http://{}/webhook/{CONNECTION}", self.station.address);
        let call = client.request(Method::POST, url).header("authorization", format!("Bearer {token}"));
        call.json(&letter(number)).send().await.ok().map(|answer| answer.status().as_u16())
    }

    /// The log has what the good customer was answered, and nothing of strangers.
    async fn nobody_is_in_the_log(self, folder: &Path, tally: &mut Tally) -> Result<()> {
        drop(self.station);
        let log = whole_log(&Keeping::File(folder.to_owned())).await.context("the log is to be read")?;
        let found = self.witness.ledger.compare(&log);
        tally.lost += found.missing + found.doubled + found.changed_answers;
        let operations = log.iter().filter_map(|event| {
            let body: serde_json::Value = serde_json::from_str(&event.what.body).ok()?;
            number_of(body.get("operation")?.as_str()?)
        });
        let strangers = operations.filter(|number| *number >= STRANGE).count();
        tally.let_in += u32::try_from(strangers)?;
        Ok(())
    }
}
