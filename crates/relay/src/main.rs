//! `marketdesk-relay`: answers Microsoft's webhooks until it is stopped, and hands out tokens to desks.

mod arguments;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use arguments::{Arguments, What};
use domain::Clock as _;
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::opening;
use relay::serving::serve;
use relay::time::SystemTime;
use tokio::net::{TcpListener, TcpStream};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let environment = Environment::of(std::env::vars());
    let arguments = match arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(reason) => return fail(&anyhow!("{reason}\n\n{}", arguments::USAGE)),
    };
    begin_log(&environment);
    match run(&arguments, &environment).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

async fn run(arguments: &Arguments, environment: &Environment) -> Result<()> {
    if arguments.what == What::Help {
        return say(arguments::USAGE);
    }
    let config = configuration(arguments, environment)?;
    match &arguments.what {
        What::Serve => answer(&config).await,
        What::Check => say("The configuration can be used."),
        What::Alive => alive(&config).await,
        What::AddDesk { name, connections } => add_desk(&config, name, connections).await,
        What::RevokeDesk { name } => {
            let log = opening::open_log(&config.log).await?;
            Desks::of(&log).revoke(name, SystemTime.now()).await?;
            log.close().await;
            say("The desk's token is no longer known.")
        }
        What::ListDesks => list_desks(&config).await,
        What::Help => Ok(()),
    }
}

fn configuration(arguments: &Arguments, environment: &Environment) -> Result<Config> {
    let named = arguments.config.clone().or_else(|| environment.get("CONFIG").map(Into::into));
    let text = match &named {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?,
        None => String::new(),
    };
    Ok(Config::read(&text, environment)?)
}

/// Serves until SIGTERM or ctrl-c.
async fn answer(config: &Config) -> Result<()> {
    let opened = opening::open(config, Arc::new(SystemTime)).await?;
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen at {}", config.listen))?;
    tracing::info!(address = %listener.local_addr()?, version = env!("CARGO_PKG_VERSION"), "listening");
    serve(opened, listener, config.log.keep_days, told_to_stop()).await?;
    Ok(())
}

async fn add_desk(config: &Config, name: &str, connections: &[String]) -> Result<()> {
    let mut secret = [0; 32];
    aws_lc_rs::rand::fill(&mut secret).map_err(|_| anyhow!("no randomness can be had"))?;
    let log = opening::open_log(&config.log).await?;
    let token = Desks::of(&log).add(name, connections.to_vec(), secret, SystemTime.now()).await?;
    log.close().await;
    say(&token)
}

async fn list_desks(config: &Config) -> Result<()> {
    let log = opening::open_log(&config.log).await?;
    for desk in Desks::of(&log).list().await? {
        let sees = if desk.connections.is_empty() { "all".to_owned() } else { desk.connections.join(",") };
        let state = desk.revoked_at.map_or_else(|| "in use".to_owned(), |at| format!("revoked {at}"));
        say(&format!("{}\t{sees}\tadded {}\t{state}", desk.name, desk.added_at))?;
    }
    log.close().await;
    Ok(())
}

/// For a container's health check: whether something listens.
async fn alive(config: &Config) -> Result<()> {
    let mut address = config.listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    TcpStream::connect(address).await.context("nothing listens")?;
    Ok(())
}

async fn told_to_stop() {
    tokio::select! {
        () = terminated() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Returns on SIGTERM.
#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

/// Only ctrl-c ends the process where there is no SIGTERM.
#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// JSON lines on standard error. `MARKETDESK_RELAY_LOG` says how much: `info` unless it is set.
fn begin_log(environment: &Environment) {
    let filter =
        EnvFilter::try_new(environment.get("LOG").unwrap_or("info")).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(io::stderr).init();
}

fn say(line: &str) -> Result<()> {
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}

fn fail(error: &anyhow::Error) -> ExitCode {
    drop(writeln!(io::stderr(), "{error:#}"));
    ExitCode::FAILURE
}
