//! The second half of `relay-kill`: two replicas on one database, of which either is killed, and the database stopped
//! and started again, all under load.

use std::time::Duration;

use anyhow::{Result, ensure};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::kill::{Outcome, REPEATED, Scene};
use super::postgres::{Postgres, Stop};
use super::station::{Keeping, Station};
use crate::market::Market;

/// Longest undisturbed time, in microseconds.
const LONGEST_PEACE: u64 = 300_000;
/// One disturbance in so many is the database's.
const RESTARTS_AMONG: u32 = 5;

/// Kills so many replicas, and restarts the database now and then. `None` where there is no PostgreSQL.
///
/// # Errors
/// Where a program does not start, or a relay ends by itself.
pub async fn relay_kill_on_postgres(kills: u32, seed: u64) -> Result<Option<Outcome>> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let Some(mut database) = Postgres::start().await? else {
        println!("PostgreSQL is not installed: only the log in a file is tried");
        return Ok(None);
    };
    let market = Market::start(&["--size", "50"]).await?;
    let folder = tempfile::tempdir()?;
    let keeping = Keeping::Database(database.line());
    let mut one = Station::start(&market.at, keeping.clone(), folder.path()).await?;
    let mut other = Station::start(&market.at, keeping.clone(), folder.path()).await?;
    let scene = Scene::begin(&market, &[&one, &other]).await?;
    let mut outcome = Outcome::default();
    let callers = scene.traffic.begin(seed);
    while outcome.kills < kills {
        scene.rule_otherwise(&mut chance).await?;
        tokio::time::sleep(Duration::from_micros(chance.random_range(0..LONGEST_PEACE))).await;
        if (outcome.kills + outcome.restarts) % RESTARTS_AMONG == RESTARTS_AMONG - 1 {
            database.restart(if chance.random() { Stop::Fast } else { Stop::Crash }).await?;
            outcome.restarts += 1;
        } else {
            let victim = if chance.random() { &mut one } else { &mut other };
            victim.kill().await?;
            outcome.kills += 1;
            victim.come_back().await?;
        }
        scene.traffic.repeat_last(REPEATED).await?;
    }
    callers.end().await?;
    scene.traffic.repeat_all().await?;
    scene.desks_have_it_all().await?;
    ensure!(one.id().is_ok() && other.id().is_ok(), "a replica ended by itself: {}{}", one.said(), other.said());
    drop((one, other));
    scene.compare(&keeping, outcome).await.map(Some)
}
