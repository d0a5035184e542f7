//! A relay whose clock follows a file: the victim that `prove hooks` kills at any moment.

use std::path::PathBuf;
use std::sync::Arc;

use acceptance::accounts::AheadTime;
use anyhow::{Context as _, Result};
use relay::config::{Config, Environment};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let config: PathBuf = args.next().context("wants a configuration")?.into();
    let ahead: PathBuf = args.next().context("wants the file its clock follows")?.into();
    let config = Config::read(&std::fs::read_to_string(config)?, &Environment::default())?;
    let opened = relay::opening::open(&config, Arc::new(AheadTime::of(&ahead))).await?;
    let listener = TcpListener::bind(config.listen).await?;
    Ok(relay::serving::serve(opened, listener, config.log.keep_days, std::future::pending()).await?)
}
