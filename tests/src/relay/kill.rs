//! `relay-kill`: the relay is killed at random moments under load.
//!
//! Callers post on through every death, as Microsoft does; rules change all the while, so that a repeat that is judged
//! anew is likely to be answered otherwise; desks follow from life to life. In the end every answer that reached a
//! caller is in the log once, every repeat was answered alike, and every desk has exactly the log.

use std::time::Duration;

use anyhow::{Context as _, Result};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use reqwest::Method;
use serde_json::Value;

use super::desk::{Desk, Follower};
use super::ledger::{Comparison, whole_log};
use super::letters::{good_claims, signed};
use super::station::{Keeping, Station};
use super::traffic::Traffic;
use crate::figures::Figures;
use crate::market::Market;

/// Desks that follow.
const DESKS: usize = 3;
/// Longest life of a relay, in microseconds.
const LONGEST_LIFE: u64 = 250_000;
/// Messages that are repeated at once after each death.
pub(super) const REPEATED: u32 = 24;

/// What came of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Relays killed.
    pub kills: u32,
    /// Times the database was stopped in the middle of its work.
    pub restarts: u32,
    /// Messages that were answered.
    pub answered: u32,
    /// Answers that are not in the log, and events that a desk was not told or told in another order.
    pub missing: u32,
    /// Messages that are in the log more than once, and events that only a desk knows.
    pub doubled: u32,
    /// Repeats that were answered otherwise, and answers that the log holds otherwise.
    pub changed_answers: u32,
}

impl Outcome {
    /// As figures with stable names, all beginning with this one.
    pub fn add_to(&self, figures: &mut Figures, name: &str) {
        let mut add = |what: &str, value: u32, meaning| figures.add(&format!("{name}.{what}"), value.into(), meaning);
        add("kills", self.kills, "the relay killed with SIGKILL at a random moment under load");
        if self.restarts > 0 {
            add("restarts", self.restarts, "the database stopped and started again under load");
        }
        add("answered", self.answered, "messages whose answer reached the caller");
        add("missing", self.missing, "answers not in the log, events a desk was not told (goal: 0)");
        add("doubled", self.doubled, "messages in the log twice, events only a desk knows (goal: 0)");
        add("changed_answers", self.changed_answers, "repeats answered otherwise than the first (goal: 0)");
    }

    /// Whether every promise held.
    pub fn holds(&self) -> bool {
        self.answered > 0 && self.missing == 0 && self.doubled == 0 && self.changed_answers == 0
    }
}

/// Kills so many relays with a log in a file. The seed decides the moments.
///
/// # Errors
/// Where a program does not start, or the relay ends by itself.
pub async fn relay_kill(kills: u32, seed: u64) -> Result<Outcome> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let market = Market::start(&["--size", "50"]).await?;
    let folder = tempfile::tempdir()?;
    let keeping = Keeping::File(folder.path().to_owned());
    let mut station = Station::start(&market.at, keeping, folder.path()).await?;
    let scene = Scene::begin(&market, &[&station]).await?;
    let mut outcome = Outcome::default();
    let callers = scene.traffic.begin(seed);
    while outcome.kills < kills {
        scene.rule_otherwise(&mut chance).await?;
        tokio::time::sleep(Duration::from_micros(chance.random_range(0..LONGEST_LIFE))).await;
        station.kill().await?;
        outcome.kills += 1;
        station.come_back().await?;
        scene.traffic.repeat_last(REPEATED).await?;
    }
    callers.end().await?;
    scene.traffic.repeat_all().await?;
    scene.desks_have_it_all().await?;
    station.kill().await?;
    scene.compare(&station.keeping, outcome).await
}

/// Callers and desks around one relay, or several.
pub(super) struct Scene {
    pub(super) traffic: Traffic,
    desk: Desk,
    followers: Vec<Follower>,
}

impl Scene {
    /// Desks follow from before the first event.
    pub(super) async fn begin(market: &Market, stations: &[&Station]) -> Result<Self> {
        let first = stations.first().context("one relay at least")?;
        let addresses: Vec<_> = stations.iter().map(|station| station.address).collect();
        let token = signed(market, &good_claims(market).await?).await?;
        let traffic = Traffic::new(&addresses, &token)?;
        let desk = Desk::new(addresses.clone(), first.add_desk("north").await?)?;
        let mut followers = Vec::new();
        for number in 0..DESKS {
            // Each begins at another replica.
            let mut addresses = addresses.clone();
            addresses.rotate_left(number % stations.len());
            let follower = Desk::new(addresses, first.add_desk(&format!("desk-{number}")).await?)?.follow();
            follower.begun().await?;
            followers.push(follower);
        }
        Ok(Self { traffic, desk, followers })
    }

    /// Other rules: whatever is judged anew from here on may be answered otherwise.
    pub(super) async fn rule_otherwise(&self, chance: &mut ChaCha8Rng) -> Result<()> {
        self.desk.rule(["accept", "refuse", "hold"].get(chance.random_range(0..3)).copied().unwrap_or("hold")).await
    }

    /// Waits until every desk has what the log has.
    pub(super) async fn desks_have_it_all(&self) -> Result<()> {
        let snapshot = self.desk.ask(Method::GET, "snapshot", None).await?;
        let cursor = snapshot.as_ref().and_then(|snapshot| snapshot.get("cursor")).and_then(Value::as_str);
        for follower in &self.followers {
            follower.reach(cursor.context("a snapshot has a cursor")?).await?;
        }
        Ok(())
    }

    /// Holds the log against what callers and desks know.
    pub(super) async fn compare(&self, keeping: &Keeping, mut outcome: Outcome) -> Result<Outcome> {
        let log = whole_log(keeping).await?;
        let Comparison { answered, missing, doubled, changed_answers } = self.traffic.ledger.compare(&log);
        outcome.answered = answered;
        (outcome.missing, outcome.doubled, outcome.changed_answers) = (missing, doubled, changed_answers);
        for follower in &self.followers {
            let (lacks, beyond) = follower.unlike(&log);
            outcome.missing += lacks;
            outcome.doubled += beyond;
        }
        Ok(outcome)
    }
}
