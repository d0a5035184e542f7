//! The puller against the simulator: what its line says, and what it tells.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected should fail loudly")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use marketplace::{Api, Credential, Identity, Patience, Secret, Settings};
use simulator::{Door, Options, Running, Simulator};
use store::{Key, Store};
use sync::{Activity, Changed, Line, Puller, PullerHandle, Source};
use tempfile::TempDir;

/// A clock that moves when it is told to.
struct HandClock(Mutex<DateTime<Utc>>);

impl HandClock {
    fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

struct Scene {
    service: Running,
    source: Source,
    clock: Arc<HandClock>,
    _folder: TempDir,
}

impl Scene {
    async fn of(size: u32) -> Self {
        let service = Simulator::start(Options { size, ..Options::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(Mutex::new(service.control().clock().now())));
        let (at, app) = (service.addresses(), service.app());
        let settings = Settings {
            base: at.base.parse().unwrap(),
            second_origin: None,
            authority: at.authority.parse().unwrap(),
            ..Settings::microsoft()
        };
        let identity = Identity {
            tenant: app.tenant.clone(),
            application: app.application.clone(),
            credential: Credential::Secret(Secret::from(&app.secret)),
        };
        let api = Api::new(settings, identity, clock.clone()).unwrap().with_patience(Patience::NONE);
        let (store, _) = Store::open(folder.path(), &Key::new([3; 32])).unwrap();
        let source = Source { api, store, clock: clock.clone() };
        Self { service, source, clock, _folder: folder }
    }

    async fn pull(&self) -> PullerHandle {
        Puller::start(self.source.clone(), |_| ()).await.unwrap()
    }
}

async fn until(puller: &PullerHandle, held: impl FnMut(&Line) -> bool) -> Line {
    puller.watch().wait_for(held).await.unwrap().clone()
}

#[tokio::test]
async fn the_first_sweep_begins_at_once_and_ends_with_its_time_on_the_line() {
    let scene = Scene::of(120).await;
    let puller = scene.pull().await;
    let line = until(&puller, |line| line.synced_at.is_some()).await;
    assert_eq!((line.activity, line.synced_at), (Activity::Idle, Some(scene.clock.now())));
    assert_eq!(scene.source.store.cache.counts().await.unwrap().total, 120);
}

#[tokio::test]
async fn a_network_that_goes_is_said_with_its_time_and_one_that_comes_back_clears_it() {
    let scene = Scene::of(60).await;
    let puller = scene.pull().await;
    let synced = until(&puller, |line| line.synced_at.is_some()).await.synced_at;
    scene.clock.advance(TimeDelta::minutes(1));
    scene.service.control().close(Door::Api);
    puller.poke();
    let line = until(&puller, |line| line.activity == Activity::Offline).await;
    assert_eq!(line.synced_at, synced, "the old data keep their time");
    assert_eq!(line.since, Some(scene.clock.now()));
    assert_eq!(line.next_try_at, Some(scene.clock.now() + TimeDelta::seconds(5)));

    scene.service.control().open(Door::Api);
    puller.poke();
    let line = until(&puller, |line| line.activity == Activity::Idle && line.synced_at > synced).await;
    assert!(line.since.is_none() && line.error.is_none(), "nothing is left of the trouble");
}

#[tokio::test]
async fn the_next_try_comes_by_itself_when_the_clock_says_so() {
    let scene = Scene::of(60).await;
    scene.service.control().close(Door::Api);
    let puller = scene.pull().await;
    until(&puller, |line| line.activity == Activity::Offline).await;
    scene.service.control().open(Door::Api);
    scene.clock.advance(TimeDelta::seconds(6));
    until(&puller, |line| line.synced_at.is_some()).await;
}

#[tokio::test]
async fn what_is_in_motion_is_read_again_between_sweeps() {
    let scene = Scene::of(400).await;
    let told = Arc::new(AtomicU32::new(0));
    let ears = Arc::clone(&told);
    let puller = Puller::start(scene.source.clone(), move |changed| {
        ears.fetch_add(u32::from(changed == Changed::Subscriptions), Ordering::SeqCst);
    });
    let puller = puller.await.unwrap();
    until(&puller, |line| line.synced_at.is_some()).await;
    let moving = scene.source.store.cache.in_motion(1).await.unwrap().pop().unwrap();
    scene.service.control().rename(moving.as_str(), "Seen Between Sweeps").unwrap();
    let before = told.load(Ordering::SeqCst);

    scene.clock.advance(TimeDelta::minutes(2));
    while told.load(Ordering::SeqCst) == before {
        tokio::task::yield_now().await;
    }
    let stored = scene.source.store.cache.subscription(&moving).await.unwrap().unwrap();
    assert_eq!(stored.row.name, "Seen Between Sweeps");
}
