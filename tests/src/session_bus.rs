//! A second desktop's session bus: two desks of one relay sit at two computers.

use std::process::Stdio;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A bus of its own. Dropping it ends it.
pub struct SessionBus {
    /// Where it is reached.
    pub address: String,
    _daemon: Child,
}

impl SessionBus {
    /// Starts one.
    ///
    /// # Errors
    /// Where the daemon does not start.
    pub async fn start() -> Result<Self> {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("dbus-daemon could not be started")?;
        let out = daemon.stdout.take().context("its output is piped")?;
        let address = BufReader::new(out).lines().next_line().await?.context("the bus has no address")?;
        Ok(Self { address, _daemon: daemon })
    }
}
