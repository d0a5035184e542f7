//! `cargo xtask bench [NAME]`: page, window, deciding, relay, sweep and million; all of them where none is named.

use acceptance::bench::{deciding, list, relay, sweep, window};
use acceptance::figures::{Arguments, Figures, arguments};
use acceptance::market::Market;
use acceptance::pull;
use anyhow::{Result, ensure};

const SUBSCRIPTIONS: u32 = 100_000;
const KNOWN: [&str; 6] = ["sweep", "page", "window", "deciding", "relay", "million"];

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { name, json, .. } = arguments()?;
    let wanted = |which: &str| name.as_deref().is_none_or(|name| name == which);
    ensure!(KNOWN.into_iter().any(wanted), "known benches: {}", KNOWN.join(", "));
    let mut figures = Figures::default();
    if wanted("page") {
        let folder = tempfile::tempdir()?;
        let market = Market::start(&["--size", &SUBSCRIPTIONS.to_string()]).await?;
        let source = pull::source(&market.at, folder.path())?;
        sync::sweep(&source.api, &source.store, &source.clock, |_| ()).await?;
        drop(source);
        list::measure(&mut figures, folder.path()).await?;
    }
    if wanted("window") {
        window::measure(&mut figures, SUBSCRIPTIONS).await?;
    }
    if wanted("deciding") {
        deciding::measure(&mut figures, SUBSCRIPTIONS).await?;
    }
    if wanted("relay") {
        relay::rules(&mut figures)?;
        relay::notices(&mut figures).await?;
    }
    if wanted("sweep") {
        sweep::measure(&mut figures, SUBSCRIPTIONS).await?;
    }
    if wanted("million") {
        window::measure_million(&mut figures).await?;
    }
    figures.close(json)
}
