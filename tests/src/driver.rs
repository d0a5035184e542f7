//! A WebDriver and whatever it has started: a window, a browser.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

use crate::bench::process::below;

/// How long anything on the screen may take to come about on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);
/// Between two tries to reach a driver that is still starting.
const BETWEEN_TRIES: Duration = Duration::from_millis(50);
const TRIES: u32 = 100;

/// A running driver.
pub(crate) struct Driver(Child);

impl Driver {
    /// Starts one.
    ///
    /// # Errors
    /// Where it is not installed.
    pub(crate) fn start(command: &mut Command, name: &str) -> Result<Self> {
        let child = command.kill_on_drop(true).spawn();
        child.map(Self).with_context(|| format!("{name} could not be started"))
    }
}

/// A journey that failed leaves no window behind: the next one would be taken for a second start of it.
impl Drop for Driver {
    fn drop(&mut self) {
        let Some(driver) = self.0.id() else { return };
        let programs = below(driver).unwrap_or_default();
        let all = programs.iter().chain([&driver]).map(ToString::to_string);
        // Some have ended with the one above them by now.
        let mut kill = std::process::Command::new("kill");
        let _ended = kill.arg("-KILL").args(all).stderr(Stdio::null()).status();
    }
}

/// A port nobody listens on.
pub(crate) async fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port())
}

/// A session of the driver on this port.
pub(crate) async fn connect(port: u16, capabilities: &Map<String, Value>) -> Result<Client> {
    let address = format!("http://127.0.0.1:{port}");
    let mut failed = None;
    for _ in 0..TRIES {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.clone());
        match tokio::time::timeout(PATIENCE, builder.connect(&address)).await {
            Ok(Ok(client)) => return Ok(client),
            Ok(Err(error)) => failed = Some(error),
            Err(_) => bail!("the window did not open in time"),
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
    }
    Err(failed.context("no try was made")?).context("the window did not open")
}
