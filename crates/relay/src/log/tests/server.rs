//! A PostgreSQL of the tests' own, where its programs are installed: in a temporary folder, on a socket file, gone with
//! the process that began it.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::OnceCell;
use tokio_postgres::{Config, NoTls};

struct Server {
    folder: PathBuf,
    /// Its standard input is ours: when we are gone it ends, and clears up.
    _watch: Child,
}

static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// An empty database, or `None` where there is no PostgreSQL.
pub(crate) async fn database() -> Option<Config> {
    let server = SERVER.get_or_init(|| async { begin().await }).await.as_ref()?;
    let name = format!("log_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let (client, connection) = config(&server.folder, "postgres").connect(NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
    Some(config(&server.folder, &name))
}

fn config(folder: &Path, name: &str) -> Config {
    let mut config = Config::new();
    config.host_path(folder).user("relay").dbname(name);
    config
}

async fn begin() -> Option<Server> {
    let Some(programs) = programs() else {
        // Past the capture of the test runner, so that a skipped test is seen.
        let _ = std::io::stderr().write_all(b"skipped: PostgreSQL is not installed, its log is not tested\n");
        return None;
    };
    let folder = tempfile::Builder::new().prefix("relay-pg-").tempdir().unwrap().keep();
    let user = unprivileged(&folder);
    let data = folder.join("data");
    let made = as_user(Command::new(programs.join("initdb")), user)
        .args(["--username=relay", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
        .arg(&data)
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let script = r#""$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 >"$2/server.log" 2>&1 &
server=$!
read _
kill -INT $server
wait $server
rm -rf "$2""#;
    let watch = as_user(Command::new("/bin/sh"), user)
        .args(["-c", script, "sh"])
        .arg(programs.join("postgres"))
        .arg(&folder)
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for(&folder).await;
    Some(Server { folder, _watch: watch })
}

async fn wait_for(folder: &Path) {
    for _ in 0..600 {
        if config(folder, "postgres").connect(NoTls).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await; // A program outside the tests starts; nothing tells us.
    }
    panic!("PostgreSQL did not start: {}", std::fs::read_to_string(folder.join("server.log")).unwrap_or_default());
}

fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    places.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    places.extend(std::env::split_paths(&path));
    places.into_iter().rev().find(|place| place.join("initdb").exists() && place.join("postgres").exists())
}

/// PostgreSQL refuses to run as root: where we are root, whoever owns nothing runs it.
fn unprivileged(folder: &Path) -> Option<(u32, u32)> {
    if std::fs::metadata(folder).unwrap().uid() != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let mut ids = users.lines().filter_map(|line| {
        let fields: Vec<_> = line.split(':').collect();
        (fields.first() == Some(&"nobody"))
            .then(|| Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?)))?
    });
    let (user, group) = ids.next().unwrap_or((65_534, 65_534));
    chown(folder, Some(user), Some(group)).unwrap();
    Some((user, group))
}

fn as_user(mut command: Command, user: Option<(u32, u32)>) -> Command {
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}
