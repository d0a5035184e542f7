//! Deciding in the real window: from the key to the request that leaves, and from an operation seen to the notice.
//!
//! Simulator, window and stand-in for the desktop run on one computer, so their times are of one clock.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::window::{fill, idle};
use super::{millis, typing};
use crate::customer::Customer;
use crate::figures::{Figures, percentile};
use crate::keys::KeyStore;
use crate::market::Market;
use crate::notifications::{Call, NotificationServer, Shown};
use crate::window::Window;

/// As many as may be watched.
const CUSTOMERS: usize = 20;
/// Each asks so often, there and back.
const ROUNDS: usize = 3;
/// How long a notice or a request may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Everything about deciding, with so many subscriptions behind it.
///
/// # Errors
/// Where a window does not do as it is told.
pub async fn measure(figures: &mut Figures, size: u32) -> Result<()> {
    let _keys = KeyStore::start()?;
    let market = Market::start(&["--size", &size.to_string()]).await?;
    let profile = tempfile::tempdir()?;
    fill(profile.path(), &market).await?;
    let notices = NotificationServer::start().await?;
    let window = Window::open(profile.path(), &[]).await?;
    window.see("[data-row-id]").await?;
    idle(&window).await?;
    let bench = Bench { market, notices, window };
    bench.search(figures).await?;
    bench.decide(figures).await?;
    bench.window.close().await
}

struct Bench {
    market: Market,
    notices: NotificationServer,
    window: Window,
}

/// What one request took.
struct Sample {
    /// From the key to the answer's arrival at Microsoft, without the readings between.
    decide: Duration,
    /// The readings between.
    readings: Duration,
    /// From Microsoft's answer that names the operation to the call on the session bus.
    notice: Duration,
}

impl Bench {
    async fn search(&self, figures: &mut Figures) -> Result<()> {
        self.window.run("location.hash = '#/inbox'").await?;
        self.window.see("[data-test=inbox-item]").await?;
        let items = self.window.run("return document.querySelector('inbox-screen data-table').source.total").await?;
        figures.add("inbox.items", items.as_f64().context("a number of items")?, "items in the inbox (wanted: 5,000)");
        typing::measure(figures, &self.window, &typing::INBOX, "inbox.", "goal ≤ 8").await
    }

    async fn decide(&self, figures: &mut Figures) -> Result<()> {
        let customers = Customer::all_who_may_change(&self.market, CUSTOMERS).await?;
        for customer in &customers {
            self.watch(customer).await?;
        }
        // Searching has left rows from memory in the table.
        self.window.run("location.hash = '#/inbox'; location.reload()").await?;
        self.window.see("[data-test=inbox-item]").await?;
        let mut samples = Vec::new();
        for round in 0..ROUNDS {
            for customer in &customers {
                let plan = if round % 2 == 0 { customer.other.as_str() } else { customer.plan() };
                samples.push(self.one(customer, plan).await.with_context(|| format!("request {}", samples.len() + 1))?);
            }
        }
        let times =
            |part: fn(&Sample) -> Duration| samples.iter().map(|sample| millis(part(sample))).collect::<Vec<_>>();
        let mut decide = times(|sample| sample.decide);
        figures.add(
            "decide.p50_ms",
            percentile(&mut decide, 0.5),
            "key A to the answer at Microsoft, without readings",
        );
        figures.add("decide.p95_ms", percentile(&mut decide, 0.95), &format!("of {} (goal ≤ 50)", samples.len()));
        figures.add(
            "decide.readings_p95_ms",
            percentile(&mut times(|sample| sample.readings), 0.95),
            "the readings before it",
        );
        let mut notice = times(|sample| sample.notice);
        figures.add("notice.p50_ms", percentile(&mut notice, 0.5), "operation seen to the call on the session bus");
        figures.add("notice.p99_ms", percentile(&mut notice, 0.99), &format!("of {} (goal ≤ 100)", samples.len()));
        Ok(())
    }

    async fn watch(&self, customer: &Customer) -> Result<()> {
        let watch = json!({ "subscription": customer.id(), "on": true });
        let script = format!(
            "const done = arguments[arguments.length - 1];\
             window.__TAURI_INTERNALS__.invoke('watch', {{ request: {watch} }}).then(() => done(true), e => done(String(e)));"
        );
        match self.window.run_async(&script).await? {
            Value::Bool(true) => Ok(()),
            refused => bail!("{} cannot be watched: {refused}", customer.id()),
        }
    }

    /// One request, from the storefront to its answer.
    async fn one(&self, customer: &Customer, plan: &str) -> Result<Sample> {
        let told = self.notices.calls().len();
        // Looks that had been counted just before may still see it: as many as there are customers.
        let in_flight = u64::try_from(CUSTOMERS)?;
        let before = self.calls(0).await?.last().map_or(0, |call| call.number.saturating_sub(in_flight));
        customer.at_the_storefront(&self.market, "plan", json!({ "plan": plan })).await?;
        let notice = self.notice(told).await?;
        let pressed = self.press(customer).await?;
        let about = |call: &&Seen| call.line.contains(customer.id().as_str());
        let is_answer = |call: &&Seen| call.route == "acknowledge" && about(call);
        let calls = self.calls_until(before, is_answer).await?;
        let is_look = |call: &&Seen| call.route == "operations" && call.at() <= notice.at;
        let seen = calls.iter().filter(about).rfind(is_look);
        let seen = seen.context("the operation was seen")?.at();
        let answer = calls.iter().find(is_answer).context("an answer")?;
        let between =
            calls.iter().filter(about).filter(|call| call.arrived() >= pressed && call.at() <= answer.arrived());
        let readings = between.filter(|call| call.number != answer.number).map(|call| call.at() - call.arrived()).sum();
        self.window.until("the request is settled", SETTLED).await?;
        Ok(Sample {
            decide: time(answer.arrived() - pressed - readings),
            readings: time(readings),
            notice: time(notice.at - seen),
        })
    }

    async fn notice(&self, told: usize) -> Result<Shown> {
        for _ in 0..PATIENCE.as_millis() / LOOK_EVERY.as_millis() {
            if let Some(shown) = self.notices.calls().into_iter().skip(told).find_map(Call::told) {
                return Ok(shown);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("no notice came")
    }

    /// Selects the live request and presses A once it is obeyed. When that was, by the page's clock.
    async fn press(&self, customer: &Customer) -> Result<DateTime<Utc>> {
        let live = format!(
            "(() => {{ const row = document.querySelector('[data-test=inbox-item][data-stage=live]:not([hidden])'); const pane = document.querySelector('item-detail');\
             if (pane?.shown?.subscription === {id} && pane.detail && pane.obeys) return true;\
             if (pane?.shown?.subscription !== {id}) row?.click(); return false; }})()",
            id = json!(customer.id())
        );
        self.window.until("the request is shown", &live).await?;
        self.window.run("document.querySelector('inbox-screen data-table').focusActive()").await?;
        self.window.press("a").await?;
        let at = "return performance.timeOrigin + performance.getEntriesByName('decide-key')[0].startTime";
        let at = self.window.run(at).await?.as_f64().context("the key was noticed")?;
        #[expect(clippy::cast_possible_truncation, reason = "microseconds of this century")]
        DateTime::from_timestamp_micros((at * 1000.0) as i64).context("a moment")
    }

    /// The calls after this number, once the answer is among them.
    async fn calls_until(&self, after: u64, is_answer: impl Fn(&&Seen) -> bool) -> Result<Vec<Seen>> {
        for _ in 0..PATIENCE.as_millis() / LOOK_EVERY.as_millis() {
            let calls = self.calls(after).await?;
            if calls.iter().any(|call| is_answer(&call)) {
                return Ok(calls);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("no answer left")
    }

    async fn calls(&self, after: u64) -> Result<Vec<Seen>> {
        let calls = self.market.control(Method::GET, &format!("/control/calls?after={after}"), None).await?;
        Ok(serde_json::from_value(calls)?)
    }
}

/// Nothing live is left in the inbox.
const SETTLED: &str = "!document.querySelector('[data-test=inbox-item][data-stage=live]:not([hidden]), [data-test=inbox-item][data-stage=answered]:not([hidden])')";

/// A call as the simulator saw it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    number: u64,
    route: String,
    line: String,
    arrived_at: String,
    at: String,
}

impl Seen {
    fn arrived(&self) -> DateTime<Utc> {
        moment(&self.arrived_at)
    }

    fn at(&self) -> DateTime<Utc> {
        moment(&self.at)
    }
}

/// Microsoft's times carry a zone or none.
fn moment(text: &str) -> DateTime<Utc> {
    text.trim_end_matches('Z').parse::<NaiveDateTime>().unwrap_or_default().and_utc()
}

/// Never less than nothing: the simulator writes whole milliseconds.
fn time(delta: TimeDelta) -> Duration {
    delta.to_std().unwrap_or_default()
}
