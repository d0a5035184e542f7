//! A PostgreSQL of our own, where its programs are installed: in a temporary folder, on a socket file, run by whoever
//! owns nothing. The computer's own server, if there is one, is not touched.

use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio_postgres::NoTls;

const PATIENCE: Duration = Duration::from_secs(60);
/// What `nobody` is where the computer does not say.
const NOBODY: (u32, u32) = (65_534, 65_534);

/// A running server. Dropping it ends it and removes its folder.
pub struct Postgres {
    child: Child,
    programs: PathBuf,
    user: Option<(u32, u32)>,
    folder: TempDir,
}

/// How a server is told to stop.
#[derive(Debug, Clone, Copy)]
pub enum Stop {
    /// It ends what it does and says good-bye.
    Fast,
    /// It drops everything, as at a crash, and recovers at its next start.
    Crash,
}

impl Postgres {
    /// Starts one with an empty database; `None` where there is no PostgreSQL.
    ///
    /// # Errors
    /// Where it is there and does not come up.
    pub async fn start() -> Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let folder = tempfile::Builder::new().prefix("relay-pg-").tempdir()?;
        let user = unprivileged(folder.path())?;
        let made = as_user(&programs.join("initdb"), user)
            .args(["--username=relay", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(folder.path().join("data"))
            .current_dir(folder.path())
            .output()
            .await?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let child = launch(&programs, user, folder.path())?;
        let server = Self { child, programs, user, folder };
        server.answers().await?;
        Ok(Some(server))
    }

    /// The connection string of its database.
    pub fn line(&self) -> String {
        format!("host={} user=relay dbname=postgres", self.folder.path().display())
    }

    /// Stops it in the middle of its work, and starts it again.
    ///
    /// # Errors
    /// Where it does not stop or come up.
    pub async fn restart(&mut self, how: Stop) -> Result<()> {
        let signal = match how {
            Stop::Fast => "-INT",
            Stop::Crash => "-QUIT",
        };
        let id = self.child.id().context("the database has ended")?.to_string();
        ensure!(Command::new("kill").args([signal, &id]).status().await?.success(), "it could not be told to stop");
        tokio::time::timeout(PATIENCE, self.child.wait()).await.context("the database does not stop")??;
        self.child = launch(&self.programs, self.user, self.folder.path())?;
        self.answers().await
    }

    async fn answers(&self) -> Result<()> {
        let config: tokio_postgres::Config = self.line().parse()?;
        let waiting = tokio::time::timeout(PATIENCE, async {
            while config.connect(NoTls).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        let said = || std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        ensure!(waiting.await.is_ok(), "the database does not answer: {}", said());
        Ok(())
    }
}

/// Answers are durable as they are in earnest: nothing is switched off. That it keeps the time of each commit lets the
/// sizes of the groups be counted that were committed together.
fn launch(programs: &Path, user: Option<(u32, u32)>, folder: &Path) -> Result<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("server.log"))?;
    let mut command = as_user(&programs.join("postgres"), user);
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    let settings = ["listen_addresses=", "max_connections=60", "track_commit_timestamp=on"];
    command.args(settings.iter().flat_map(|setting| ["-c", setting]));
    let command = command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    Ok(command.kill_on_drop(true).spawn()?)
}

fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    places.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    places.extend(std::env::split_paths(&path));
    places.into_iter().find(|place| place.join("initdb").exists() && place.join("postgres").exists())
}

/// PostgreSQL refuses to run as root: where we are root, whoever owns nothing runs it.
fn unprivileged(folder: &Path) -> Result<Option<(u32, u32)>> {
    if std::fs::metadata(folder)?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let nobody = users.lines().find_map(|line| {
        let fields: Vec<_> = line.strip_prefix("nobody:")?.split(':').collect();
        Some((fields.get(1)?.parse().ok()?, fields.get(2)?.parse().ok()?))
    });
    let (user, group) = nobody.unwrap_or(NOBODY);
    chown(folder, Some(user), Some(group))?;
    Ok(Some((user, group)))
}

fn as_user(program: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.kill_on_drop(true);
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}
