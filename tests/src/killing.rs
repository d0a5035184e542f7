//! `sweep-kill`: a sweep is killed at a random moment, and the next start has to make it good.
//!
//! Half of the victims die in their first sweep, half in a later one that finds changes, so that the promise of the
//! journal is tried too: each change is told once, by whichever run came to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use store::Store;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::figures::Figures;
use crate::market::Market;
use crate::programs::program;
use crate::pull;

/// How many subscriptions change before a later sweep.
const CHANGED: usize = 40;

/// What came of the kills.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Sweeps killed before they ended.
    pub kills: u32,
    /// Of those, how many the next start went on with and ended.
    pub resumed: u32,
    /// Of those, how many went on behind pages that were already kept.
    pub midway: u32,
    /// Subscriptions that the cache lacks or holds otherwise than the world, and changes told not once.
    pub lost: u32,
    /// Files that `PRAGMA integrity_check` found fault with.
    pub corrupt: u32,
}

impl Outcome {
    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.add("sweep-kill.kills", self.kills.into(), "sweeps killed with SIGKILL at a random moment");
        figures.add("sweep-kill.resumed", self.resumed.into(), "went on and ended at the next start (goal: all)");
        figures.add("sweep-kill.midway", self.midway.into(), "of those, behind pages already kept");
        figures.add(
            "sweep-kill.lost",
            self.lost.into(),
            "subscriptions not as in the world, changes not told once (goal: 0)",
        );
        figures.add("sweep-kill.corrupt", self.corrupt.into(), "files with integrity faults (goal: 0)");
        figures
    }
}

/// Kills so many sweeps of a world of this size. The seed decides the moments.
///
/// # Errors
/// Where a program does not start, or a sweep that nobody killed fails.
pub async fn sweep_kill(kills: u32, size: u32, seed: u64) -> Result<Outcome> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut outcome = Outcome::default();
    let market = Market::start(&["--size", &size.to_string()]).await?;
    let before = tempfile::tempdir()?;
    let pages = run_to_the_end(before.path(), &market).await?.pages;
    while outcome.kills < kills / 2 {
        let folder = tempfile::tempdir()?;
        one_kill(folder.path(), &market, pages, &mut chance, &mut outcome).await?;
    }
    let changed = change_some(&market).await?;
    while outcome.kills < kills {
        let folder = tempfile::tempdir()?;
        copy(before.path(), folder.path())?;
        one_kill(folder.path(), &market, pages, &mut chance, &mut outcome).await?;
        outcome.lost += told_otherwise_than_once(folder.path(), &changed).await?;
    }
    Ok(outcome)
}

async fn one_kill(
    folder: &Path,
    market: &Market,
    pages: u32,
    chance: &mut ChaCha8Rng,
    outcome: &mut Outcome,
) -> Result<()> {
    let moment = chance.random_range(0..pages);
    let pause = Duration::from_micros(chance.random_range(0..20_000));
    if !killed(folder, market, moment, pause).await? {
        return Ok(());
    }
    outcome.kills += 1;
    outcome.corrupt += corrupt_files(folder).await?;
    let run = run_to_the_end(folder, market).await?;
    outcome.resumed += 1;
    outcome.midway += u32::from(run.pages < pages);
    outcome.corrupt += corrupt_files(folder).await?;
    outcome.lost += unlike_the_world(folder, market).await?;
    Ok(())
}

/// Starts a sweep and kills it some time after this page; `false` where it was quicker than that.
async fn killed(folder: &Path, market: &Market, moment: u32, pause: Duration) -> Result<bool> {
    let (mut child, mut lines) = victim(folder, market)?;
    let mut seen = 0;
    while seen < moment {
        match lines.next_line().await? {
            Some(line) if line.starts_with("page") => seen += 1,
            Some(_) | None => break,
        }
    }
    tokio::time::sleep(pause).await;
    if child.try_wait()?.is_some() {
        return Ok(false);
    }
    child.kill().await?;
    Ok(true)
}

/// What an undisturbed run did.
struct Run {
    pages: u32,
}

async fn run_to_the_end(folder: &Path, market: &Market) -> Result<Run> {
    let (mut child, mut lines) = victim(folder, market)?;
    let mut pages = 0;
    while let Some(line) = lines.next_line().await? {
        pages += u32::from(line.starts_with("page"));
    }
    let status = child.wait().await?;
    ensure!(status.success(), "a sweep that nobody killed ended with {status}");
    Ok(Run { pages })
}

fn victim(folder: &Path, market: &Market) -> Result<(Child, Lines<BufReader<ChildStdout>>)> {
    let mut child = Command::new(program("sweeper")?)
        .arg(folder)
        .arg(serde_json::to_string(&market.at)?)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let out = child.stdout.take().context("its output is piped")?;
    Ok((child, BufReader::new(out).lines()))
}

async fn corrupt_files(folder: &Path) -> Result<u32> {
    let (store, _) = Store::open(folder, &pull::key())?;
    Ok(u32::try_from(store.faults().await?.len())?)
}

/// How many subscriptions the cache holds otherwise than the world does.
async fn unlike_the_world(folder: &Path, market: &Market) -> Result<u32> {
    let (store, _) = Store::open(folder, &pull::key())?;
    let world = market.world().await?;
    let mut unlike = u32::try_from(world.len())?.abs_diff(store.cache.counts().await?.total);
    for (id, record) in &world {
        let kept = store.cache.subscription(&id.as_str().into()).await?;
        let same = kept.is_some_and(|kept| serde_json::from_str::<Value>(&kept.raw).is_ok_and(|kept| kept == *record));
        unlike += u32::from(!same);
    }
    Ok(unlike)
}

/// Renames some subscriptions and says to what.
async fn change_some(market: &Market) -> Result<BTreeMap<String, String>> {
    let ids: Vec<String> = market.world().await?.into_keys().collect();
    let step = (ids.len() / CHANGED).max(1);
    let mut changed = BTreeMap::new();
    for (number, id) in ids.into_iter().step_by(step).take(CHANGED).enumerate() {
        let name = format!("Renamed {number}");
        market.rename(&id, &name).await?;
        changed.insert(id, name);
    }
    Ok(changed)
}

async fn told_otherwise_than_once(folder: &Path, changed: &BTreeMap<String, String>) -> Result<u32> {
    let (store, _) = Store::open(folder, &pull::key())?;
    let mut wrong = 0;
    for (id, name) in changed {
        let events = store.journal.timeline(&id.as_str().into(), 100, None).await?;
        let told = events.iter().filter(|event| event.after.as_deref() == Some(name)).count();
        wrong += u32::from(told != 1 || events.len() != 1);
    }
    Ok(wrong)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            bail!("a store is a flat folder");
        }
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
