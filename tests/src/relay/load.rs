//! `relay-load`: as many durable answers as two cores give, beside the floor under them and a peer that does nothing.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::process::Command;

use super::driving::{Drive, Driven, seconds_at_work};
use super::floor;
use super::letters::{good_claims, signed};
use super::postgres::Postgres;
use super::station::{Keeping, Station};
use crate::figures::{Figures, percentile};
use crate::market::Market;

/// The pace at which answers are to come in time.
const PACE: u32 = 2_000;
/// The goals.
const LEAST_RATIO: f64 = 0.6;
const MOST_MS: f64 = 50.0;
/// Tokens that are signed beforehand.
const TOKENS: usize = 64;
/// Messages of the paced part have numbers from here on, those of the long part from there on.
const PACED: u32 = 100_000_000;
const LONG: u32 = 200_000_000;
/// The long part in tenths, with a look at the memory after each; more messages apart than one of them sends.
const PARTS: u32 = 10;
const APART: u32 = 10_000_000;
/// No limit on messages: what is measured is what it can do.
const LIMITS: &str = "[limits]\nper_second = 1000000\nburst = 1000000\n";
const KIB_IN_MIB: f64 = 1024.0;

/// How long.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Each part.
    pub part: Duration,
    /// The part in which memory must not grow.
    pub long: Duration,
}

/// What came of it.
pub struct Outcome {
    /// Everything that was measured.
    pub figures: Figures,
    /// Goals that were missed, in words.
    pub short: Vec<String>,
}

/// One kind of log.
struct Measured {
    per_s: f64,
    p99_ms: f64,
    floor_per_s: f64,
    cpu_share: f64,
}

impl Measured {
    fn add_to(&self, figures: &mut Figures, name: &str, short: &mut Vec<String>) {
        let ratio = self.per_s / self.floor_per_s;
        if ratio < LEAST_RATIO || self.per_s < f64::from(PACE) || self.p99_ms > MOST_MS {
            short.push(format!("{name}: {:.0} a second, {ratio:.2} of the floor, {:.1} ms", self.per_s, self.p99_ms));
        }
        let mut add = |what: &str, value, meaning| figures.add(&format!("relay-load.{name}.{what}"), value, meaning);
        add("per_s", self.per_s, "durable answers a second, as many as it gives");
        add("p99_ms", self.p99_ms, "99 % came within, at 2,000 a second (goal: at most 50)");
        add("floor_per_s", self.floor_per_s, "the same rows, groups and token checks with nothing around");
        add("ratio_to_floor", ratio, "the one by the other (goal: at least 0.6)");
    }
}

/// Measures all of it in one run.
///
/// # Errors
/// Where a program does not start, or an answer is not 200.
pub async fn relay_load(size: Size) -> Result<Outcome> {
    let mut figures = Figures::default();
    let mut short = Vec::new();
    let market = Market::start(&["--size", "50"]).await?;
    let tokens = tokens(&market).await?;
    let folder = tempfile::tempdir()?;
    let on_file = on_file(&market, &tokens, size, folder.path(), &mut figures).await?;
    on_file.add_to(&mut figures, "sqlite", &mut short);
    match on_postgres(&market, &tokens, size, folder.path()).await? {
        Some(measured) => measured.add_to(&mut figures, "postgres", &mut short),
        None => println!("PostgreSQL is not installed: its log is not measured"),
    }
    match peer(&tokens, size, folder.path()).await? {
        Some(per_s) => figures.add("relay-load.peer.per_s", per_s, "Debian's webhook running /bin/true, undurable"),
        None => println!("the package webhook is not installed: there is no peer"),
    }
    figures.add("relay-load.generator.cpu_share", on_file.cpu_share, "of the work done, the generator's own");
    Ok(Outcome { figures, short })
}

/// This process and all it starts. Where it cannot be done the machine's own number of cores counts.
pub async fn on_two_cores() {
    let id = std::process::id().to_string();
    let bound = Command::new("taskset").args(["-a", "-p", "-c", "0,1", &id]).stdout(Stdio::null()).status().await;
    if !bound.is_ok_and(|status| status.success()) {
        println!("taskset is not there: all cores are used");
    }
}

async fn tokens(market: &Market) -> Result<Vec<String>> {
    let mut claims = good_claims(market).await?;
    let mut tokens = Vec::new();
    for number in 0..TOKENS {
        let members = claims.as_object_mut().context("claims are an object")?;
        members.insert("uti".to_owned(), format!("token-{number}").into());
        tokens.push(signed(market, &claims).await?);
    }
    Ok(tokens)
}

async fn on_file(
    market: &Market,
    tokens: &[String],
    size: Size,
    folder: &Path,
    figures: &mut Figures,
) -> Result<Measured> {
    let place = folder.join("file");
    std::fs::create_dir_all(&place)?;
    std::fs::write(place.join("relay.toml"), LIMITS)?;
    let station = Station::start(&market.at, Keeping::File(place.clone()), &place).await?;
    let (driven, cpu_share) = at_full_speed(&station, tokens, size).await?;
    let batches = batches(&station).await?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number below a thousand")]
    #[expect(clippy::cast_precision_loss, reason = "a count of some thousands")]
    let group = (driven.millis.len() as f64 / batches).round() as usize;
    figures.add("relay-load.sqlite.per_commit", driven.millis.len() as f64 / batches, "answers that shared a commit");
    let copy = folder.join("rows.db");
    std::fs::copy(place.join("log.db"), &copy)?;
    std::fs::copy(place.join("log.db-wal"), folder.join("rows.db-wal"))?;
    let p99_ms = at_pace(&station, tokens, size.part, PACED).await?;
    if size.long > Duration::ZERO {
        let mut resident = vec![resident_mib(station.id()?)?];
        for part in 0..PARTS {
            at_pace(&station, tokens, size.long / PARTS, LONG + part * APART).await?;
            resident.push(resident_mib(station.id()?)?);
        }
        let (half, last) = (resident.len() / 2, resident.len() - 1);
        let grown =
            |from: usize, to: usize| resident.get(to).zip(resident.get(from)).map_or(0.0, |(to, from)| to - from);
        let all: Vec<String> = resident.iter().map(|mib| format!("{mib:.0}")).collect();
        let of = format!("over the long part, tenth by tenth {}", all.join(" "));
        figures.add("relay-load.sqlite.memory_grown_mib", grown(0, last), &of);
        let second = "over its second half, when the page caches are full (goal: flat)";
        figures.add("relay-load.sqlite.memory_grown_late_mib", grown(half, last), second);
    }
    drop(station);
    let floor_per_s = floor::on_file(&copy, &folder.join("floor.db"), group, &market.at, tokens).await?;
    Ok(Measured { per_s: driven.per_second(), p99_ms, floor_per_s, cpu_share })
}

async fn on_postgres(market: &Market, tokens: &[String], size: Size, folder: &Path) -> Result<Option<Measured>> {
    let Some(database) = Postgres::start().await? else { return Ok(None) };
    let place = folder.join("database");
    std::fs::create_dir_all(&place)?;
    std::fs::write(place.join("relay.toml"), LIMITS)?;
    let station = Station::start(&market.at, Keeping::Database(database.line()), &place).await?;
    let (driven, cpu_share) = at_full_speed(&station, tokens, size).await?;
    let p99_ms = at_pace(&station, tokens, size.part, PACED).await?;
    drop(station);
    let floor_per_s = floor::on_postgres(&database.line(), &market.at, tokens).await?;
    Ok(Some(Measured { per_s: driven.per_second(), p99_ms, floor_per_s, cpu_share }))
}

/// As fast as it answers, and the generator's share of the work.
async fn at_full_speed(station: &Station, tokens: &[String], size: Size) -> Result<(Driven, f64)> {
    let before = seconds_at_work(station.id()?)?;
    let driven = Drive::relay(station.address, tokens, size.part, 0).run().await?;
    let its = seconds_at_work(station.id()?)? - before;
    let share = driven.own_seconds / (driven.own_seconds + its).max(f64::EPSILON);
    Ok((driven, share))
}

async fn at_pace(station: &Station, tokens: &[String], lasting: Duration, first: u32) -> Result<f64> {
    let drive = Drive { per_second: Some(PACE), ..Drive::relay(station.address, tokens, lasting, first) };
    Ok(percentile(&mut drive.run().await?.millis, 0.99))
}

/// How many transactions the relay has made durable, as it counts them itself.
async fn batches(station: &Station) -> Result<f64> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let metrics = client.get(format!("http://{}/metrics", station.address)).send().await?.text().await?;
    let line = metrics.lines().find_map(|line| line.strip_prefix("marketdesk_relay_log_stirred_total "));
    Ok(line.context("the relay counts its transactions")?.trim().parse()?)
}

fn resident_mib(id: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a status names its memory")?;
    let kib: f64 = line.split_whitespace().next().context("memory is a number")?.parse()?;
    Ok(kib / KIB_IN_MIB)
}

/// Debian's `webhook`, which runs a program that does nothing; `None` where it is not installed.
async fn peer(tokens: &[String], size: Size, folder: &Path) -> Result<Option<f64>> {
    let hooks = folder.join("hooks.json");
    std::fs::write(&hooks, json!([{ "id": "noop", "execute-command": "/bin/true" }]).to_string())?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new("webhook");
    command.arg("-hooks").arg(&hooks).args(["-ip", "127.0.0.1", "-port", &address.port().to_string()]);
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn() else {
        return Ok(None);
    };
    for _ in 0..500 {
        if TcpStream::connect(address).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let drive = Drive { path: "/hooks/noop".to_owned(), ..Drive::relay(address, tokens, size.part, 0) };
    let driven = drive.run().await?;
    ensure!(child.try_wait()?.is_none(), "the peer ended by itself");
    child.kill().await?;
    Ok(Some(driven.per_second()))
}
