//! `cargo xtask prove NAME`: the long checks at full size. `cargo xtask test` runs the same code at a small one.

use acceptance::figures::arguments;
use acceptance::killing::sweep_kill;
use acceptance::outbox_killing::outbox_kill;
use acceptance::outbox_model::outbox_model;
use anyhow::{Result, bail, ensure};

const KILLS: u32 = 200;
const SUBSCRIPTIONS: u32 = 10_000;
const SEED: u64 = 20;
const OUTBOX_KILLS: u32 = 500;
const INTENTS: u32 = 200;
const PURE_CASES: u64 = 1_000_000;
const STORE_CASES: u64 = 10_000;

#[tokio::main]
async fn main() -> Result<()> {
    let (name, json) = arguments()?;
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
        _ => bail!("known proofs: sweep-kill, outbox-kill, outbox-model"),
    }
}
