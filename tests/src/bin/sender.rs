//! Sends what is due, then ends: the victim that `prove outbox-kill` kills at any moment. Says each step on standard
//! output, and at the end whether anything is left.

#![allow(clippy::print_stdout, reason = "its steps are how the killer knows where it is")]

use std::path::PathBuf;
use std::sync::Arc;

use acceptance::market::Addresses;
use acceptance::outbox_killing::ForwardClock;
use acceptance::pull;
use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use marketplace::Sender;
use outbox::{CallIds, Ledger as _, Outbox, State};
use uuid::Uuid;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let folder: PathBuf = args.next().context("wants a folder")?.into();
    let at: Addresses = serde_json::from_str(&args.next().context("wants the simulator's addresses")?)?;
    let ahead = TimeDelta::seconds(args.next().context("wants the seconds to be ahead")?.parse()?);
    let source = pull::source(&at, &folder)?;
    let journal = source.store.journal.clone();
    let outbox = Outbox::new(
        journal.clone(),
        Sender::new(&source.api),
        Arc::new(ForwardClock(ahead)),
        Arc::new(|| CallIds { request: Uuid::new_v4(), correlation: Uuid::new_v4() }),
        Arc::new(|entry| println!("{}", entry.state.word())),
    );
    outbox.turn().await?;
    let is_left = journal.open().await?.iter().any(|entry| !matches!(entry.state, State::Stuck { .. }));
    println!("{}", if is_left { "idle" } else { "finished" });
    Ok(())
}
