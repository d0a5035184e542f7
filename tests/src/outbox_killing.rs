//! `outbox-kill`: the program is killed at random moments while intents flow through a faulty network, and
//! Microsoft's own ledger has to show each of them effective once, or the journal says why a person is needed.
//!
//! Time is the simulator's: the victim's clock is set off by what the simulator's was advanced, so that ten minutes of
//! doubt pass in a moment.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::Utc;
use domain::{Change, Intent, PlanId, Seen, SubscriptionId, Wish};
use outbox::{Entry, Outcome as Ended, State};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use reqwest::Method;
use serde_json::{Value, json};
use store::Store;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::clock::SystemClock;
use crate::customer::Customer;
use crate::figures::Figures;
use crate::market::Market;
use crate::programs::program;
use crate::pull;

/// Time that passes between two runs of the victim, at most.
const BETWEEN_RUNS: u64 = 90;
/// Runs that may idle or be killed before the proof gives up.
const MOST_RUNS: u32 = 5_000;

/// What came of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Runs killed before they had nothing to do.
    pub kills: u32,
    /// Intents asked for.
    pub intents: u32,
    /// Intents that are neither effective nor stuck, or say they are effective and are not.
    pub lost: u32,
    /// Intents that were effective more than once.
    pub doubled: u32,
    /// Intents that need a person, with a reason.
    pub stuck: u32,
}

impl Outcome {
    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.add("outbox-kill.kills", self.kills.into(), "the program killed with SIGKILL at a random moment");
        figures.add("outbox-kill.intents", self.intents.into(), "changes asked for, two a customer");
        figures.add("outbox-kill.lost", self.lost.into(), "neither effective nor in the inbox (goal: 0)");
        figures.add("outbox-kill.doubled", self.doubled.into(), "effective more than once (goal: 0)");
        figures.add("outbox-kill.stuck", self.stuck.into(), "in the inbox with a reason");
        figures
    }
}

/// Two changes for one customer: to another plan, and back again.
struct Pair {
    subscription: SubscriptionId,
    plans: [PlanId; 2],
}

/// Kills so many runs while so many intents are on their way. The seed decides faults and moments.
///
/// # Errors
/// Where a program does not start, or the intents do not come to an end.
pub async fn outbox_kill(kills: u32, intents: u32, seed: u64) -> Result<Outcome> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let market = Market::start(&["--size", &(intents * 12).to_string(), "--seed", &seed.to_string()]).await?;
    let folder = tempfile::tempdir()?;
    let pairs = asked_for(folder.path(), &market, intents / 2).await?;
    trouble(&market, seed).await?;
    let mut outcome = Outcome { intents: intents / 2 * 2, ..Outcome::default() };
    let mut passed = Duration::ZERO;
    for run in 0.. {
        ensure!(run < MOST_RUNS, "the intents do not come to an end");
        let kill_after = (outcome.kills < kills).then(|| chance.random_range(0..2));
        let pause = Duration::from_micros(chance.random_range(0..8_000));
        match victim(folder.path(), &market, passed, kill_after, pause).await? {
            Run::Killed => outcome.kills += 1,
            Run::Idle => {}
            Run::Finished => break,
        }
        // While runs are still to be killed, little time passes, so that there is something to kill.
        let longest = if outcome.kills < kills { BETWEEN_RUNS / 10 } else { BETWEEN_RUNS };
        let by = Duration::from_secs(chance.random_range(1..=longest));
        market.control(Method::POST, "/control/clock/advance", Some(json!({ "seconds": by.as_secs() }))).await?;
        passed += by;
    }
    count(folder.path(), &market, &pairs, &mut outcome).await?;
    Ok(outcome)
}

/// Reads the world and writes the intents down, as a desk without a network does.
async fn asked_for(folder: &Path, market: &Market, pairs: u32) -> Result<Vec<Pair>> {
    let source = pull::source(&market.at, folder)?;
    let now = domain::Clock::now(&SystemClock);
    let mut found = Vec::new();
    for Customer { subscription, other } in Customer::all_who_may_change(market, usize::try_from(pairs)?).await? {
        let pair =
            Pair { subscription: subscription.id.clone(), plans: [other.as_str().into(), subscription.plan.clone()] };
        for (number, plan) in pair.plans.iter().enumerate() {
            let intent = Intent {
                id: format!("{}-{number}", pair.subscription).as_str().into(),
                subscription: pair.subscription.clone(),
                wish: Wish::Change { to: Change::Plan(plan.clone()) },
                actor: "prove".to_owned(),
                reason: String::new(),
                consent: Some("in writing".to_owned()),
                seen: Seen::from(&subscription),
                asked_at: now,
                expires_at: None,
            };
            source.store.journal.ask(&Entry::new(intent, None)).await?;
        }
        found.push(pair);
    }
    Ok(found)
}

/// A network that loses calls before and after they took effect, and a service that has troubles of its own.
async fn trouble(market: &Market, seed: u64) -> Result<()> {
    let change = ["change"];
    let faults = [
        json!({ "routes": change, "probability": 0.10, "kind": "reset", "afterwards": true }),
        json!({ "routes": change, "probability": 0.05, "kind": "reset", "afterwards": false }),
        json!({ "routes": change, "probability": 0.05, "kind": "serverError", "status": 500, "afterwards": true }),
        json!({ "routes": change, "probability": 0.05, "kind": "serverError", "status": 503, "afterwards": false }),
        json!({ "routes": change, "probability": 0.05, "kind": "cut", "afterwards": true }),
        json!({ "routes": change, "probability": 0.05, "kind": "throttled", "seconds": 2 }),
        json!({ "routes": ["get", "operations"], "probability": 0.05, "kind": "reset" }),
        json!({ "probability": 0.2, "kind": "latency", "ms": 3 }),
    ];
    for fault in faults {
        market.control(Method::POST, "/control/faults", Some(fault)).await?;
    }
    let switches = json!({ "effectDelayMs": 20_000, "requestIdIsOperationId": seed.is_multiple_of(2) });
    market.control(Method::PATCH, "/control/switches", Some(switches)).await?;
    Ok(())
}

/// How a run of the victim ended.
enum Run {
    Killed,
    Idle,
    Finished,
}

async fn victim(
    folder: &Path,
    market: &Market,
    passed: Duration,
    kill_after: Option<u32>,
    pause: Duration,
) -> Result<Run> {
    let mut child = Command::new(program("sender")?)
        .arg(folder)
        .arg(serde_json::to_string(&market.at)?)
        .arg(passed.as_secs().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("its output is piped")?).lines();
    let mut steps = 0;
    while let Some(line) = lines.next_line().await? {
        match line.as_str() {
            "idle" => return child.wait().await.map(|_| Run::Idle).map_err(Into::into),
            "finished" => return child.wait().await.map(|_| Run::Finished).map_err(Into::into),
            _ => steps += 1,
        }
        if kill_after.is_some_and(|after| steps > after) {
            tokio::time::sleep(pause).await;
            if child.try_wait()?.is_some() {
                return Ok(Run::Idle);
            }
            child.kill().await?;
            return Ok(Run::Killed);
        }
    }
    let status = child.wait().await?;
    ensure!(status.success(), "a run that nobody killed ended with {status}");
    Ok(Run::Idle)
}

/// Compares the journal with the operations that Microsoft's side has had.
async fn count(folder: &Path, market: &Market, pairs: &[Pair], outcome: &mut Outcome) -> Result<()> {
    let (store, _) = Store::open(folder, &pull::key())?;
    for pair in pairs {
        let path = format!("/control/world/operations/{}", pair.subscription);
        let operations = market.control(Method::GET, &path, None).await?;
        let effects = effects(&operations);
        for entry in store.journal.intents_of(&pair.subscription, 10).await? {
            let Wish::Change { to: Change::Plan(plan) } = &entry.intent.wish else { continue };
            let times = effects.get(plan.as_str()).copied().unwrap_or(0);
            outcome.doubled += u32::from(times > 1);
            match &entry.state {
                State::Done { outcome: Ended::Effective } => outcome.lost += u32::from(times == 0),
                State::Stuck { why } => {
                    println!("{} needs a person: {why:?}", entry.intent.id);
                    outcome.stuck += 1;
                }
                _ => outcome.lost += 1,
            }
        }
    }
    Ok(())
}

/// How often each plan came to effect.
fn effects(operations: &Value) -> BTreeMap<String, u32> {
    let mut effects = BTreeMap::new();
    let all = operations.as_array().or_else(|| operations.get("operations")?.as_array());
    for operation in all.into_iter().flatten() {
        if operation.get("status").and_then(Value::as_str) == Some("Succeeded")
            && let Some(plan) = operation.get("planId").and_then(Value::as_str)
        {
            *effects.entry(plan.to_owned()).or_default() += 1;
        }
    }
    effects
}

/// The computer's clock, set forward.
pub struct ForwardClock(pub chrono::TimeDelta);

impl domain::Clock for ForwardClock {
    fn now(&self) -> chrono::DateTime<Utc> {
        domain::Clock::now(&SystemClock) + self.0
    }
}
