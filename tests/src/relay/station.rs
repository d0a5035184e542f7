//! The relay as a process of its own, so that it can be killed and come back.

use std::fs::{File, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use relay::config::LogConfig;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::ledger::CONNECTION;
use crate::market::{Addresses, Market};
use crate::programs::program;

/// Encrypts the files: as an owner would have it.
pub(super) const KEY: &str = "5b0d3f6c5b0d3f6c5b0d3f6c5b0d3f6c5b0d3f6c5b0d3f6c5b0d3f6c5b0d3f6c";
/// Longest wait until it listens.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a relay keeps its log.
#[derive(Debug, Clone)]
pub enum Keeping {
    /// In a file of this folder.
    File(PathBuf),
    /// In the database of this connection string.
    Database(String),
}

impl Keeping {
    /// As the relay's configuration says it.
    pub fn config(&self) -> LogConfig {
        match self {
            Self::File(folder) => {
                LogConfig { sqlite: folder.join("log.db"), key: Some(KEY.to_owned().into()), ..LogConfig::default() }
            }
            Self::Database(line) => LogConfig { postgres: Some(line.clone().into()), ..LogConfig::default() },
        }
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::File(folder) => vec![
                ("MARKETDESK_RELAY_SQLITE", folder.join("log.db").display().to_string()),
                ("MARKETDESK_RELAY_LOG_KEY", KEY.to_owned()),
            ],
            Self::Database(line) => vec![("MARKETDESK_RELAY_POSTGRES", line.clone())],
        }
    }
}

/// A relay, at one address for all its lives. Dropping it ends it.
pub struct Station {
    /// Where it answers.
    pub address: SocketAddr,
    /// Where it keeps its log.
    pub keeping: Keeping,
    variables: Vec<(&'static str, String)>,
    errors: PathBuf,
    child: Child,
}

impl Station {
    /// Starts one for the publisher of this market. Its standard error goes to a file in `folder`; a `relay.toml` that
    /// lies there is its configuration.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn start(market: &Addresses, keeping: Keeping, folder: &Path) -> Result<Self> {
        Self::start_with(market, keeping, folder, "").await
    }

    /// The same, after a line of the shell that bounds what it may do.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn start_with(market: &Addresses, keeping: Keeping, folder: &Path, bounds: &str) -> Result<Self> {
        Self::start_as(market, keeping, folder, bounds, Vec::new()).await
    }

    /// Starts one that keeps its log in this folder, reads its answers back with the publisher's own credential, and is
    /// named in the offer: from now on the market's webhooks come to it.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn beside(market: &Market, folder: &Path) -> Result<Self> {
        Self::beside_with(Vec::new(), market, folder).await
    }

    /// The same, and more is said to it by its environment.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn beside_with(more: Vec<(&'static str, String)>, market: &Market, folder: &Path) -> Result<Self> {
        let own = [
            ("MARKETDESK_RELAY_API", market.at.base.clone()),
            ("MARKETDESK_RELAY_CLIENT_SECRET", market.at.secret.clone()),
        ];
        let more = own.into_iter().chain(more).collect();
        let station = Self::start_as(&market.at, Keeping::File(folder.to_owned()), folder, "", more).await?;
        let webhook = json!({ "url": format!("http://{}/webhook/{CONNECTION}", station.address) });
        market.control(Method::PUT, "/control/webhook", Some(webhook)).await?;
        Ok(station)
    }

    /// This relay as the desk of this name types it in.
    ///
    /// # Errors
    /// Where the relay makes no token.
    pub async fn draft(&self, desk: &str) -> Result<Value> {
        let token = self.add_desk(desk).await?;
        Ok(json!({ "address": format!("http://{}", self.address), "connection": CONNECTION, "token": token }))
    }

    async fn start_as(
        market: &Addresses,
        keeping: Keeping,
        folder: &Path,
        bounds: &str,
        more: Vec<(&'static str, String)>,
    ) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut variables = vec![
            ("MARKETDESK_RELAY_LISTEN", address.to_string()),
            ("MARKETDESK_RELAY_TENANT", market.tenant.clone()),
            ("MARKETDESK_RELAY_APPLICATION", market.application.clone()),
            ("MARKETDESK_RELAY_AUTHORITY", market.authority.clone()),
            ("MARKETDESK_RELAY_LOG", "warn".to_owned()),
        ];
        variables.extend(more);
        variables.extend(keeping.variables());
        let config = folder.join("relay.toml");
        if config.exists() {
            variables.push(("MARKETDESK_RELAY_CONFIG", config.display().to_string()));
        }
        let errors = folder.join(format!("relay-{}.log", address.port()));
        let child = launch(&variables, &errors, bounds)?;
        let mut station = Self { address, keeping, variables, errors, child };
        station.listens().await?;
        Ok(station)
    }

    /// Its process.
    ///
    /// # Errors
    /// Where it has ended.
    pub fn id(&self) -> Result<u32> {
        self.child.id().context("the relay has ended")
    }

    /// Ends it in the middle of whatever it does.
    ///
    /// # Errors
    /// Where it had ended by itself.
    pub async fn kill(&mut self) -> Result<()> {
        ensure!(self.child.try_wait()?.is_none(), "the relay ended by itself: {}", self.said());
        Ok(self.child.kill().await?)
    }

    /// Starts it again where it was.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn come_back(&mut self) -> Result<()> {
        self.child = launch(&self.variables, &self.errors, "")?;
        self.listens().await
    }

    /// A token for a desk of this name.
    ///
    /// # Errors
    /// Where the relay makes none.
    pub async fn add_desk(&self, name: &str) -> Result<String> {
        let added = Command::new(program("marketdesk-relay")?)
            .args(["desk", "add", name])
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .kill_on_drop(true)
            .output()
            .await?;
        ensure!(added.status.success(), "no desk was added: {}", String::from_utf8_lossy(&added.stderr));
        Ok(String::from_utf8(added.stdout)?.trim().to_owned())
    }

    /// What it wrote on standard error, in all its lives.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.errors).unwrap_or_default()
    }

    async fn listens(&mut self) -> Result<()> {
        let waiting = tokio::time::timeout(PATIENCE, async {
            while TcpStream::connect(self.address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        ensure!(waiting.await.is_ok(), "the relay does not listen: {}", self.said());
        Ok(())
    }
}

fn launch(variables: &[(&'static str, String)], errors: &Path, bounds: &str) -> Result<Child> {
    let errors: File = OpenOptions::new().create(true).append(true).open(errors)?;
    let relay = program("marketdesk-relay")?;
    let mut command = if bounds.is_empty() {
        Command::new(relay)
    } else {
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(format!("{bounds}; exec \"$0\"")).arg(relay);
        shell
    };
    let variables = variables.iter().map(|(name, value)| (name, value));
    let command = command.envs(variables).stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
    Ok(command.kill_on_drop(true).spawn()?)
}
