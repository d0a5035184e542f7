//! A relay in trouble of its own: its clock is wrong, it falls over, its disk is full. Good messages come in meanwhile,
//! and none of them may be refused.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use http::Request;
use marketplace::Judged;
use relay::config::{Config, Environment, Limits};
use relay::time::{SystemTime, Time};
use relay::{Gate, Opening, Relay, app};
use tokio::net::TcpListener;
use tokio::process::Command;
use tower::ServiceExt as _;

use super::hostile::Tally;
use super::ledger::{CONNECTION, whole_log};
use super::letters::letter;
use super::station::{Keeping, Station};
use super::witness::Witness;
use crate::market::Market;

/// A disk of this many blocks of 512 bytes: room for the first messages, not for all.
const BLOCKS: u32 = 4_000;
/// Messages after which such a disk must have been full.
const MOST_MESSAGES: u32 = 5_000;
/// Messages that are posted while it is.
const MEANWHILE: u32 = 50;

/// A clock that is wrong by so much.
struct WrongTime(TimeDelta);

impl Clock for WrongTime {
    fn now(&self) -> DateTime<Utc> {
        SystemTime.now() + self.0
    }
}

impl Time for WrongTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        SystemTime.until(moment - self.0)
    }
}

/// Good messages at a relay whose clock is days ahead, or behind: ask again, and nothing else.
///
/// # Errors
/// Where the relay does not begin.
pub async fn wrong_clock(market: &Market, token: &str, folder: &Path, tally: &mut Tally) -> Result<()> {
    for days in [-30, -1, 2, 400] {
        let named = [
            ("TENANT", market.at.tenant.clone()),
            ("APPLICATION", market.at.application.clone()),
            ("AUTHORITY", market.at.authority.clone()),
            ("SQLITE", folder.join(format!("clock-{days}.db")).display().to_string()),
        ];
        let named = named.into_iter().map(|(name, value)| (format!("MARKETDESK_RELAY_{name}"), value));
        let config = Config::read("", &Environment::of(named))?;
        let opened = relay::opening::open(&config, Arc::new(WrongTime(TimeDelta::days(days)))).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let witness = Witness::new(listener.local_addr()?, token)?;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(relay::serving::serve(opened, listener, 400, async move { drop(stopped.await) }));
        for number in 0..4 {
            tally.expects_503(&format!("its clock is wrong by {days} days"), witness.post_once(number).await);
        }
        drop(witness);
        drop(stop);
        serving.await??;
    }
    Ok(())
}

/// A gate that falls over.
struct Falling;

impl Gate for Falling {
    fn check<'a>(&'a self, _: Option<&'a [u8]>, _: DateTime<Utc>) -> BoxFuture<'a, Judged> {
        async { std::panic::resume_unwind(Box::new("as the proof wants")) }.boxed() // Says nothing on its way.
    }
}

/// Good messages at a relay that falls over each of them.
///
/// # Errors
/// Where the relay does not begin.
pub async fn panics(folder: &Path, times: u32, tally: &mut Tally) -> Result<()> {
    let folder = folder.join("panics");
    std::fs::create_dir_all(&folder)?;
    let log = relay::opening::open_log(&Keeping::File(folder).config()).await?;
    let opening = Opening {
        name: CONNECTION.to_owned(),
        path: format!("/webhook/{CONNECTION}"),
        gate: Arc::new(Falling),
        notify_secret: None,
        reads_back: false,
        is_test: true,
        landing: None,
        access: None,
        activation: None,
    };
    let relay = Relay::new(log, Arc::new(SystemTime), Limits::default(), [opening]);
    let app = app(&relay);
    for number in 0..times {
        let request = Request::post(format!("/webhook/{CONNECTION}")).header("authorization", "Bearer any");
        let answer = app.clone().oneshot(request.body(letter(number).to_string())?).await?;
        tally.expects_503("a panic", Some(answer.status().as_u16()));
    }
    relay.log.close().await;
    Ok(())
}

/// Good messages at a relay whose disk becomes full, stays so for a while, and has room again.
///
/// # Errors
/// Where the disk does not become full, or nothing is answered when it has room again.
pub async fn full_disk(market: &Market, token: &str, folder: &Path, tally: &mut Tally) -> Result<()> {
    let folder = folder.join("full");
    std::fs::create_dir_all(&folder)?;
    // A bound on files is what a full disk is to a program, and needs no disk: writing fails, and no signal ends it.
    let bounds = format!("trap '' XFSZ; ulimit -S -f {BLOCKS}");
    let keeping = Keeping::File(folder.clone());
    let station = Station::start_with(&market.at, keeping.clone(), &folder, &bounds).await?;
    let witness = Witness::new(station.address, token)?;
    let mut number = 0;
    loop {
        let status = witness.post_once(number).await;
        ensure!(number < MOST_MESSAGES, "the disk did not become full");
        number += 1;
        if status == Some(200) {
            continue;
        }
        tally.expects_503("the disk is full", status);
        break;
    }
    for number in number..number + MEANWHILE {
        tally.expects_503_or_200("the disk is full", witness.post_once(number).await);
    }
    let unbounded = ["--fsize=unlimited:unlimited", "--pid", &station.id()?.to_string()];
    let given = Command::new("prlimit").args(unbounded).status().await.context("prlimit is not there")?;
    ensure!(given.success(), "the disk could not be given room again");
    tokio::time::timeout(Duration::from_secs(30), async {
        for number in 0..number + MEANWHILE {
            while witness.post_once(number).await != Some(200) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    })
    .await
    .context("the disk has room again, and nothing is answered")?;
    drop(station);
    let found = witness.ledger.compare(&whole_log(&keeping).await?);
    tally.lost += found.missing + found.doubled + found.changed_answers;
    Ok(())
}
