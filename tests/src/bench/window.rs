//! The real window: from key to painted rows, from start to a usable list, memory, and frames while flinging.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::DateTime;
use serde_json::Value;
use tokio::process::Command;

use super::process::{began_at, memory_mib};
use super::typing;
use crate::figures::{Figures, percentile};
use crate::keys::KeyStore;
use crate::market::Market;
use crate::programs::program;
use crate::window::Window;

const MINIBROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const STARTS: usize = 7;
/// Until a window has settled and its memory is its own.
const SETTLED: Duration = Duration::from_secs(8);
/// Between two looks from outside, whether a window stands there.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Everything that is measured in a window on so many subscriptions.
///
/// # Errors
/// Where a window does not do as it is told.
pub async fn measure(figures: &mut Figures, size: u32) -> Result<()> {
    let _keys = KeyStore::start()?;
    let market = Market::start(&["--size", &size.to_string()]).await?;
    let profile = tempfile::tempdir()?;
    fill(profile.path(), &market).await?;
    starts(figures, profile.path()).await?;
    let window = Window::open(profile.path(), &[]).await?;
    window.see("[data-row-id]").await?;
    idle(&window).await?;
    typing::measure(figures, &window, &typing::CUSTOMERS, "search.", "goal ≤ 8").await?;
    scroll(figures, &window).await?;
    window.close().await
}

/// Searching alone, on a million.
///
/// # Errors
/// Where a window does not do as it is told.
pub async fn measure_million(figures: &mut Figures) -> Result<()> {
    let _keys = KeyStore::start()?;
    let market = Market::start(&["--size", "1000000"]).await?;
    let profile = tempfile::tempdir()?;
    fill(profile.path(), &market).await?;
    let window = Window::open(profile.path(), &[]).await?;
    window.see("[data-row-id]").await?;
    idle(&window).await?;
    typing::measure(figures, &window, &typing::CUSTOMERS, "search.million_", "goal ≤ 30").await?;
    window.close().await
}

/// Connects a profile and waits until everything is read.
pub(crate) async fn fill(profile: &Path, market: &Market) -> Result<()> {
    let draft = profile.join("connect.json");
    std::fs::write(&draft, serde_json::to_vec(&market.draft())?)?;
    let window = Window::open(profile, &["--connect", &draft.display().to_string()]).await?;
    window.see("[data-test=sync-line]").await?;
    for _ in 0..60 {
        if idle(&window).await.is_ok() {
            break;
        }
    }
    idle(&window).await?;
    window.close().await
}

/// Waits until no sweep runs.
pub(crate) async fn idle(window: &Window) -> Result<()> {
    window
        .until("every customer is read", "document.querySelector('[data-test=sync-line]')?.dataset.state === 'idle'")
        .await
}

async fn scroll(figures: &mut Figures, window: &Window) -> Result<()> {
    let table = format!("const list = document.querySelector('data-table');{FLING}");
    let mut ours = numbers(window.run_async(&table).await?)?;
    let mut plain = numbers(window.run_async(&format!("{PLAIN}{FLING}")).await?)?;
    figures.add("scroll.frame_p50_ms", percentile(&mut ours, 0.5), "a frame while flinging through every row");
    figures.add("scroll.plain_frame_p50_ms", percentile(&mut plain, 0.5), "the same for a plain list of 50 rows");
    let (ours, plain) = (smooth(&ours), smooth(&plain));
    figures.add("scroll.share", ours, "frames under 20 ms while flinging through every row");
    figures.add("scroll.plain_share", plain, "the same for a plain list of 50 rows");
    if plain > 0.0 {
        figures.add("scroll.ratio_to_plain_list", ours / plain, "goal ≥ 0.9");
    }
    Ok(())
}

/// The share of frames under 20 ms.
#[expect(clippy::cast_precision_loss, reason = "a few hundred frames")]
fn smooth(frames: &[f64]) -> f64 {
    let good = frames.iter().filter(|frame| **frame < 20.0).count();
    good as f64 / frames.len().max(1) as f64
}

/// Flings `list` down and up for three seconds and tells how long each frame took.
const FLING: &str = "const done = arguments[arguments.length - 1];
let last = performance.now(); const began = last; const frames = []; let speed = 400; let way = 1;
const step = () => { const now = performance.now(); frames.push(now - last); last = now;
  if (now - began > 3000) { if (list.dataset.plain) list.remove(); done(frames.slice(1)); return; }
  speed = speed < 4 ? 400 : speed * 0.985;
  if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) way = -1; else if (list.scrollTop <= 0) way = 1;
  list.scrollTop += way * speed; requestAnimationFrame(step); };
requestAnimationFrame(step);";

const PLAIN: &str = "const list = document.createElement('div'); list.dataset.plain = 'yes';
Object.assign(list.style, { position: 'fixed', inset: '100px 0 60px 84px', overflow: 'auto', zIndex: 9, background: 'white' });
for (let row = 0; row < 50; row++) { const line = document.createElement('div'); line.style.height = '36px';
  for (let cell = 0; cell < 8; cell++) { const span = document.createElement('span'); span.textContent = 'cell ' + row + ' ' + cell; line.append(span); }
  list.append(line); }
document.body.append(list);";

async fn starts(figures: &mut Figures, profile: &Path) -> Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut our_memory, mut their_memory) = (0.0, 0.0);
    for round in 0..STARTS {
        let weigh = round + 1 == STARTS;
        let (time, memory) = our_start(profile, weigh).await?;
        ours.push(time);
        our_memory = memory;
        let (time, memory) = their_start(profile, weigh).await?;
        theirs.push(time);
        their_memory = memory;
    }
    let (ours, theirs) = (percentile(&mut ours, 0.5), percentile(&mut theirs, 0.5));
    figures.add("start.usable_ms", ours, "process start to the list usable from the cache, median");
    figures.add("start.minibrowser_ms", theirs, "MiniBrowser: process start to a static file painted, median");
    figures.add("start.ratio_to_minibrowser", ours / theirs, "goal ≤ 1.3");
    figures.add("memory.mib", our_memory, "proportional memory of all our processes, settled");
    figures.add("memory.minibrowser_mib", their_memory, "the same of MiniBrowser");
    figures.add("memory.ratio_to_minibrowser", our_memory / their_memory, "goal ≤ 1.5");
    Ok(())
}

/// How long the window took to a usable list, milliseconds, and its memory where that is wanted. The driver would count
/// in, so the program is started as a person starts it, and its log says when the list stood there.
async fn our_start(profile: &Path, weigh: bool) -> Result<(f64, f64)> {
    let before = usable_times(profile)?.len();
    let mut desk = Command::new(program("marketdesk")?).arg("--profile").arg(profile).kill_on_drop(true).spawn()?;
    let pid = desk.id().context("it runs")?;
    let at = loop {
        match usable_times(profile)?.get(before) {
            Some(at) => break *at,
            None => tokio::time::sleep(LOOK_EVERY).await,
        }
    };
    let took = at - began_at(pid)? * 1000.0;
    let memory = if weigh { settled_memory(pid).await? } else { 0.0 };
    desk.kill().await?;
    Ok((took, memory))
}

/// When the list was usable at each start the log knows of, milliseconds since the epoch.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of this century")]
fn usable_times(profile: &Path) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for file in std::fs::read_dir(profile.join("logs"))? {
        let text = std::fs::read_to_string(file?.path())?;
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let usable =
            lines.filter(|line| line.pointer("/fields/message").is_some_and(|said| said == "the list is usable"));
        let at = usable.filter_map(|line| DateTime::parse_from_rfc3339(line.pointer("/fields/at")?.as_str()?).ok());
        times.extend(at.map(|at| at.timestamp_millis() as f64));
    }
    Ok(times)
}

/// A page that says in its title when it was painted: the one thing of it that can be seen from outside.
const STATIC: &str = "<!doctype html><meta charset=utf-8><title>static</title><h1>A static page</h1><p>with a line of text</p>
<script>new PerformanceObserver(list => { const paint = list.getEntriesByName('first-contentful-paint')[0];
if (paint) document.title = 'painted:' + (performance.timeOrigin + paint.startTime) + ':'; }).observe({ type: 'paint', buffered: true })</script>";

/// The same for MiniBrowser with a static file.
async fn their_start(profile: &Path, weigh: bool) -> Result<(f64, f64)> {
    let page = profile.join("static.html");
    std::fs::write(&page, STATIC)?;
    let mut browser = Command::new(MINIBROWSER).arg(format!("file://{}", page.display())).kill_on_drop(true).spawn()?;
    let pid = browser.id().context("it runs")?;
    let at = loop {
        let windows = Command::new("xwininfo").args(["-root", "-tree"]).output().await?;
        let titles = String::from_utf8_lossy(&windows.stdout).into_owned();
        let painted = titles.split("painted:").nth(1).and_then(|rest| rest.split(':').next()?.parse::<f64>().ok());
        match painted {
            Some(at) => break at,
            None => tokio::time::sleep(LOOK_EVERY).await,
        }
    };
    let took = at - began_at(pid)? * 1000.0;
    let memory = if weigh { settled_memory(pid).await? } else { 0.0 };
    browser.kill().await?;
    Ok((took, memory))
}

async fn settled_memory(pid: u32) -> Result<f64> {
    tokio::time::sleep(SETTLED).await;
    memory_mib(pid)
}

fn numbers(value: Value) -> Result<Vec<f64>> {
    Ok(serde_json::from_value(value)?)
}
