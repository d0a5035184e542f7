//! A key store for the session: the real one, unlocked, with a folder of its own.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

/// gnome-keyring on this session's bus. Dropping it ends it.
pub struct KeyStore {
    pid: String,
    _home: TempDir,
}

impl KeyStore {
    /// Starts it with an unlocked, empty key ring.
    ///
    /// # Errors
    /// Where it does not start; there must be a session bus.
    pub fn start() -> Result<Self> {
        let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS").context("there is no session bus")?;
        Self::start_on(&bus)
    }

    /// The same on the bus of this address.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn start_on(bus: &str) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let (data, run) = (home.path().join("data"), home.path().join("run"));
        std::fs::create_dir(&data)?;
        std::fs::create_dir(&run)?;
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets", "--daemonize"])
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env("XDG_DATA_HOME", &data)
            .env("XDG_RUNTIME_DIR", &run)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("gnome-keyring-daemon could not be started")?;
        daemon.stdin.take().context("its input is piped")?.write_all(b"\n")?;
        let output = daemon.wait_with_output()?;
        ensure!(output.status.success(), "gnome-keyring-daemon ended with {}", output.status);
        Ok(Self { pid: owner_of("org.freedesktop.secrets", bus)?, _home: home })
    }
}

impl Drop for KeyStore {
    fn drop(&mut self) {
        if !self.pid.is_empty() {
            let _ended = Command::new("kill").arg(&self.pid).status();
        }
    }
}

/// The process behind a name on the session bus. The daemon takes its name a moment after it says it is there.
fn owner_of(name: &str, bus: &str) -> Result<String> {
    for _ in 0..100 {
        if let Some(pid) = asked_for_owner(name, bus)? {
            return Ok(pid);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    bail!("nobody owns {name}")
}

fn asked_for_owner(name: &str, bus: &str) -> Result<Option<String>> {
    let asked = Command::new("dbus-send")
        .args(["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
        .args(["org.freedesktop.DBus.GetConnectionUnixProcessID", &format!("string:{name}")])
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .stderr(Stdio::null())
        .output()?;
    Ok(String::from_utf8_lossy(&asked.stdout).split_whitespace().last().map(str::to_owned))
}
