//! `cargo xtask prove NAME`: the long checks at full size. `cargo xtask test` runs the same code at a small one.

use std::path::PathBuf;
use std::time::Duration;

use acceptance::accounts::{self, account_hooks};
use acceptance::decisions::{self, window};
use acceptance::figures::{Arguments, Figures, arguments};
use acceptance::killing::sweep_kill;
use acceptance::outbox_killing::outbox_kill;
use acceptance::outbox_model::outbox_model;
use acceptance::relay::fuzz::relay_fuzz;
use acceptance::relay::hostile::{Size, relay_hostile};
use acceptance::relay::kill::relay_kill;
use acceptance::relay::kill_on_postgres::relay_kill_on_postgres;
use acceptance::relay::load::{self, relay_load};
use anyhow::{Result, bail, ensure};

const KNOWN: &str =
    "sweep-kill, outbox-kill, outbox-model, relay-kill, relay-hostile, relay-load, relay-fuzz, window, hooks";
const KILLS: u32 = 200;
const SUBSCRIPTIONS: u32 = 10_000;
const SEED: u64 = 20;
const OUTBOX_KILLS: u32 = 500;
const INTENTS: u32 = 200;
const PURE_CASES: u64 = 1_000_000;
const STORE_CASES: u64 = 10_000;
const RELAY_KILLS: u32 = 300;
const REPLICA_KILLS: u32 = 60;
const HOSTILE: Size = Size { tokens: 100_000, loris: 500, calm: 1_000 };
const LOAD: load::Size = load::Size { part: Duration::from_secs(20), long: Duration::from_secs(600) };
const MOST_SLOWDOWN: f64 = 10.0;
const REQUESTS: u32 = 10_000;
const SAMPLE: usize = 20;
const MINUTES: u32 = 10;
const HOOKS: accounts::Size = accounts::Size { customers: 40, rounds: 60, kills: 200 };

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { name, json, cases, minutes, seed } = arguments()?;
    match name.as_deref() {
        Some("sweep-kill") => {
            let outcome = sweep_kill(KILLS, SUBSCRIPTIONS, SEED).await?;
            outcome.figures().close(json)?;
            ensure!(
                outcome.resumed == outcome.kills && outcome.lost == 0 && outcome.corrupt == 0,
                "the promise does not hold"
            );
            Ok(())
        }
        Some("outbox-kill") => {
            let outcome = outbox_kill(OUTBOX_KILLS, INTENTS, SEED).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.lost == 0 && outcome.doubled == 0, "the promise does not hold");
            Ok(())
        }
        Some("outbox-model") => {
            let outcome = outbox_model(PURE_CASES, STORE_CASES, SEED).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.broken() == 0, "the promise does not hold:\n{}", outcome.first().unwrap_or_default());
            Ok(())
        }
        Some("relay-kill") => prove_relay_kill(json).await,
        Some("relay-hostile") => {
            let outcome = relay_hostile(HOSTILE).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.holds(), "the promise does not hold");
            let (slowdown, during) = &outcome.slowdown;
            ensure!(*slowdown <= MOST_SLOWDOWN, "a good customer waited {slowdown:.1} times as long during {during}");
            Ok(())
        }
        Some("relay-load") => {
            let long = minutes.map_or(LOAD.long, |minutes| Duration::from_secs(60) * minutes);
            prove_relay_load(load::Size { long, ..LOAD }, json).await
        }
        Some("relay-fuzz") => {
            let lasting = Duration::from_secs(60) * minutes.unwrap_or(MINUTES);
            let outcome = relay_fuzz(lasting, seed.unwrap_or(SEED)).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.holds(), "the promise does not hold");
            Ok(())
        }
        Some("window") => {
            let size =
                decisions::Size { requests: cases.unwrap_or(REQUESTS), sample: SAMPLE, most: usize::MAX, loses: true };
            let outcome = window(size, seed.unwrap_or(SEED)).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.holds(), "the promise does not hold");
            Ok(())
        }
        Some("hooks") => {
            let size = accounts::Size { rounds: cases.unwrap_or(HOOKS.rounds), ..HOOKS };
            let outcome = account_hooks(size, seed.unwrap_or(SEED)).await?;
            outcome.figures().close(json)?;
            ensure!(outcome.holds(), "the promise does not hold:\n{}", outcome.words.join("\n"));
            Ok(())
        }
        _ => bail!("known proofs: {KNOWN}"),
    }
}

async fn prove_relay_load(size: load::Size, json: Option<PathBuf>) -> Result<()> {
    load::on_two_cores().await;
    let outcome = relay_load(size).await?;
    outcome.figures.close(json)?;
    ensure!(outcome.short.is_empty(), "the goals are not met: {}", outcome.short.join("; "));
    Ok(())
}

async fn prove_relay_kill(json: Option<PathBuf>) -> Result<()> {
    let on_file = relay_kill(RELAY_KILLS, SEED).await?;
    let mut figures = Figures::default();
    on_file.add_to(&mut figures, "relay-kill");
    let on_postgres = relay_kill_on_postgres(REPLICA_KILLS, SEED).await?;
    if let Some(outcome) = on_postgres {
        outcome.add_to(&mut figures, "relay-kill.postgres");
    }
    figures.close(json)?;
    ensure!(on_file.holds() && on_postgres.is_none_or(|outcome| outcome.holds()), "the promise does not hold");
    Ok(())
}
