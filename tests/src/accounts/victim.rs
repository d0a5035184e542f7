//! The relay that is killed: a process of its own, at one address for all its lives.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::programs::program;

const PATIENCE: Duration = Duration::from_secs(30);

/// Runs, or does not.
pub(super) struct Victim {
    address: SocketAddr,
    config: PathBuf,
    ahead: PathBuf,
    errors: PathBuf,
    child: Option<Child>,
}

impl Victim {
    pub(super) fn new(address: SocketAddr, config: PathBuf, ahead: &Path) -> Self {
        let errors = config.with_extension("log");
        Self { address, config, ahead: ahead.to_owned(), errors, child: None }
    }

    /// Starts it where it does not run, and waits until it answers.
    pub(super) async fn lives(&mut self) -> Result<()> {
        if self.child.is_some() {
            return Ok(());
        }
        let errors = std::fs::OpenOptions::new().create(true).append(true).open(&self.errors)?;
        let mut command = Command::new(program("acting")?);
        command.arg(&self.config).arg(&self.ahead).stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
        let mut child = command.kill_on_drop(true).spawn()?;
        let listening = tokio::time::timeout(PATIENCE, async {
            while TcpStream::connect(self.address).await.is_err() {
                if matches!(child.try_wait(), Ok(Some(_))) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        let is_there = listening.await.is_ok() && child.try_wait()?.is_none();
        ensure!(is_there, "the relay does not listen: {}", std::fs::read_to_string(&self.errors)?);
        self.child = Some(child);
        Ok(())
    }

    /// Ends it in the middle of whatever it does.
    pub(super) async fn dies(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            ensure!(
                child.try_wait()?.is_none(),
                "the relay ended by itself: {}",
                std::fs::read_to_string(&self.errors)?
            );
            child.kill().await?;
        }
        Ok(())
    }
}
