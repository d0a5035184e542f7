//! The outbox against a Microsoft of every kind the contract allows: what happens is thrown with dice, and after each
//! step every promise is looked at.
//!
//! [`switches`] are what nobody has established about Microsoft; [`microsoft`] behaves accordingly; [`world`] puts a bad
//! line before it; [`operator`] asks, takes back and asks again. [`pure`](mod@pure) plays this with the state machine
//! alone, a crash between any two steps; [`worker`] plays it with the worker and a ledger. [`promises`] says what
//! has to hold, and what cannot hold in principle.

#![allow(clippy::indexing_slicing, reason = "the model makes its indices itself, and nothing is ever taken out")]

pub mod dice;
pub mod ledger;
pub mod microsoft;
pub mod operator;
pub mod ports;
pub mod promises;
pub mod pure;
pub mod stored;
pub mod switches;
pub mod things;
mod truth;
pub mod worker;
pub mod world;

use anyhow::Result;
use ledger::Book;
use promises::{Broken, Promises};

/// How it went.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Cases played.
    pub cases: u64,
    /// Steps taken in all of them.
    pub steps: u64,
    /// Intents asked for.
    pub intents: u64,
    /// Calls begun.
    pub calls: u64,
    /// Times the program ended in the middle.
    pub crashes: u64,
    /// Intents that vanished or never ended.
    pub lost: u64,
    /// Intents that took effect twice.
    pub doubled: u64,
    /// Intents sent before an earlier one of their queue was over.
    pub reordered: u64,
    /// Intents sent too early, after they were taken back, or after their time.
    pub untimely: u64,
    /// States that say what is not so.
    pub untrue: u64,
    /// Times where nothing Microsoft shows could have told what had happened.
    pub unknowable: u64,
    /// The first case that broke a promise, line by line.
    pub first: Option<String>,
}

impl Tally {
    /// How many promises were broken.
    pub fn broken(&self) -> u64 {
        self.lost + self.doubled + self.reordered + self.untimely + self.untrue
    }

    fn count(&mut self, promises: &Promises, steps: u64, crashes: u64) {
        self.cases += 1;
        self.steps += steps;
        self.crashes += crashes;
        self.intents += u64::try_from(promises.records.len()).unwrap_or(0);
        self.calls += promises.records.iter().map(|record| u64::from(record.calls)).sum::<u64>();
        self.unknowable += promises.unknowable;
        match promises.broken.as_ref().map(|(broken, _)| broken) {
            None => {}
            Some(Broken::Lost) => self.lost += 1,
            Some(Broken::Doubled) => self.doubled += 1,
            Some(Broken::Reordered) => self.reordered += 1,
            Some(Broken::Untimely) => self.untimely += 1,
            Some(Broken::Untrue) => self.untrue += 1,
        }
    }
}

/// The seed of a case.
fn seed_of(seed: u64, case: u64) -> u64 {
    seed.wrapping_mul(0x1_0000_0000).wrapping_add(case)
}

/// Plays so many cases with the state machine alone.
pub fn pure(cases: u64, seed: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in (0..cases).map(|case| seed_of(seed, case)) {
        let played = pure::Case::play(seed, false);
        let promises = &played.world.promises;
        tally.count(promises, played.steps, played.crashes);
        if promises.broken.is_some() && tally.first.is_none() {
            let again = pure::Case::play(seed, true);
            tally.first = again.world.promises.lines.map(|lines| lines.join("\n"));
        }
    }
    tally
}

/// Plays so many cases with the worker, each with a ledger of its own, made for the seed of the case.
///
/// # Errors
/// Where a ledger cannot be made, read or written.
pub async fn through_the_worker<B: Book>(
    cases: u64,
    seed: u64,
    make_ledger: impl AsyncFn(u64) -> Result<B>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    for seed in (0..cases).map(|case| seed_of(seed, case)) {
        // A real ledger answers when it answers, so a case cannot be played again: each is written down at once.
        let played = worker::Case::play(seed, true, make_ledger(seed).await?).await?;
        let promises = &mut played.shared.world().promises;
        tally.count(promises, played.steps, played.crashes);
        if promises.broken.is_some() && tally.first.is_none() {
            tally.first = promises.lines.take().map(|lines| lines.join("\n"));
        }
    }
    Ok(tally)
}
