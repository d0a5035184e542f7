//! The program itself: started, asked, and told to stop.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::net::TcpListener;
use std::path::Path;
use std::process::{Output, Stdio};

use reqwest::{Client, StatusCode};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marketdesk-relay"));
    command
        .env("MARKETDESK_RELAY_TENANT", "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa")
        .env("MARKETDESK_RELAY_APPLICATION", "3f1b7d52-0c8e-4a44-8f0e-6de1b0a7c2d9")
        .env("MARKETDESK_RELAY_AUTHORITY", "http://127.0.0.1:9")
        .env("MARKETDESK_RELAY_SQLITE", folder.join("log.db"))
        .env("MARKETDESK_RELAY_LOG_KEY", "ab".repeat(32))
        .kill_on_drop(true);
    command
}

async fn run(folder: &Path, words: &[&str]) -> Output {
    program(folder).args(words).output().await.unwrap()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn a_desk_is_let_in_by_a_token_printed_once_until_the_program_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut relay = program(folder.path())
        .env("MARKETDESK_RELAY_LISTEN", format!("127.0.0.1:{port}"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(relay.stderr.take().unwrap()).lines();
    while !lines.next_line().await.unwrap().unwrap().contains("\"listening\"") {}

    let added = run(folder.path(), &["desk", "add", "north"]).await;
    let token = String::from_utf8(added.stdout).unwrap().trim().to_owned();
    assert!(token.starts_with("mdr.north."), "while it runs: {token}");
    assert!(!run(folder.path(), &["desk", "add", "north"]).await.status.success(), "the name is taken");
    let listed = String::from_utf8(run(folder.path(), &["desk", "list"]).await.stdout).unwrap();
    assert!(listed.starts_with("north\tall\t") && !listed.contains(&token), "{listed}");

    let client = Client::builder().no_proxy().build().unwrap();
    let base = format!("http://127.0.0.1:{port}");
    let hello = client.get(format!("{base}/v1/main/hello")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(hello.status(), StatusCode::OK);
    let posted = client.post(format!("{base}/webhook/main")).bearer_auth("no-token").body("{}").send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::SERVICE_UNAVAILABLE);
    let health = client.get(format!("{base}/health")).send().await.unwrap().text().await.unwrap();
    assert!(health.contains("\"isLogEncrypted\":true"), "{health}");
    assert!(run(folder.path(), &["desk", "revoke", "north"]).await.status.success());
    let refused = client.get(format!("{base}/v1/main/hello")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);

    let id = relay.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(relay.wait().await.unwrap().success(), "it ends by itself, and well");
    let mut rest = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        rest.push_str(&line);
    }
    assert!(rest.contains("stopping") && !rest.contains(&token), "{rest}");
}

#[tokio::test]
async fn what_cannot_be_used_is_said_and_nothing_begins() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = program(folder.path()).env("MARKETDESK_RELAY_LOG_KEY", "too short").output().await.unwrap();
    assert!(!wrong.status.success());
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("64 hexadecimal digits") && !said.contains("too short"), "{said}");
    assert!(run(folder.path(), &["check"]).await.status.success());
    assert!(!run(folder.path(), &["dance"]).await.status.success());
}

#[tokio::test]
async fn the_example_shows_every_setting_and_can_be_used() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/relay.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_marketdesk-relay"));
    let checked = command.arg("--config").arg(&example).arg("check").output().await.unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));

    let text = std::fs::read_to_string(example).unwrap();
    let settings = text.lines().map(|line| {
        let is_setting = line.strip_prefix("# ").is_some_and(|rest| rest.starts_with('[') || rest.contains(" = "));
        if is_setting { line.trim_start_matches("# ") } else { line }
    });
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all.toml");
    std::fs::write(&all, settings.collect::<Vec<_>>().join("\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_marketdesk-relay"));
    let checked = command.arg("--config").arg(all).arg("check").output().await.unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
