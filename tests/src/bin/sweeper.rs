//! One sweep, then the end: the victim that `prove sweep-kill` kills at any moment. Says each page on standard output.

#![allow(clippy::print_stdout, reason = "its pages are how the killer knows where it is")]

use std::path::PathBuf;

use acceptance::market::Addresses;
use acceptance::pull;
use anyhow::{Context as _, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let folder: PathBuf = args.next().context("wants a folder")?.into();
    let at: Addresses = serde_json::from_str(&args.next().context("wants the simulator's addresses")?)?;
    let source = pull::source(&at, &folder)?;
    sync::sweep(&source.api, &source.store, &source.clock, |page| println!("page {}", page.state.pages)).await?;
    println!("finished");
    if args.next().as_deref() == Some("--status") {
        println!("{}", std::fs::read_to_string("/proc/self/status")?);
    }
    Ok(())
}
