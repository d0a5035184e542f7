//! When to pull, and what to say about it: one task per open connection.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Clock;
use marketplace::Api;
use store::Store;
use tokio::sync::{Notify, watch};
use tokio_util::task::AbortOnDropHandle;

use crate::PullError;
use crate::line::{Activity, Line, Progress};
use crate::pace::{MOTION_AT_ONCE, MOTION_EVERY, SWEEP_EVERY, pause_after, wait_until};
use crate::reading::read_one;
use crate::sweep::{Swept, sweep};

/// What a pull needs: where from, where to, and what time it is.
#[derive(Clone)]
pub struct Source {
    /// Microsoft's side.
    pub api: Api,
    /// Our side.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// What a pull has changed, so that whoever shows it asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The line.
    Line,
    /// Subscriptions in the cache.
    Subscriptions,
    /// A sweep stopped; the line says why.
    Stopped,
}

/// Keeps one connection fresh until its handle is dropped.
pub struct Puller {
    source: Source,
    line: watch::Sender<Line>,
    poked: Arc<Notify>,
    told: Box<dyn Fn(Changed) + Send + Sync>,
    failures: u32,
}

/// A running [`Puller`]. Dropping it stops the pulling between two transactions.
pub struct PullerHandle {
    line: watch::Receiver<Line>,
    poked: Arc<Notify>,
    _task: AbortOnDropHandle<()>,
}

impl PullerHandle {
    /// How fresh the data is, now.
    pub fn line(&self) -> Line {
        self.line.borrow().clone()
    }

    /// Follows the line.
    pub fn watch(&self) -> watch::Receiver<Line> {
        self.line.clone()
    }

    /// Asks for a sweep now rather than at its time.
    pub fn poke(&self) {
        self.poked.notify_one();
    }
}

impl Puller {
    /// Begins to pull. `told` hears what changed; it must return at once.
    ///
    /// # Errors
    /// Where the store cannot say when it was last swept.
    pub async fn start(
        source: Source,
        told: impl Fn(Changed) + Send + Sync + 'static,
    ) -> Result<PullerHandle, store::StoreError> {
        let synced_at = source.store.cache.last_sweep().await?.map(|sweep| sweep.finished_at);
        let (line, seen) = watch::channel(Line { synced_at, ..Line::default() });
        let poked = Arc::new(Notify::new());
        let puller = Self { source, line, poked: Arc::clone(&poked), told: Box::new(told), failures: 0 };
        Ok(PullerHandle { line: seen, poked, _task: AbortOnDropHandle::new(tokio::spawn(puller.run())) })
    }

    async fn run(mut self) {
        loop {
            let outcome = self.sweep_once().await;
            let next = self.settle(outcome);
            self.idle_until(next).await;
        }
    }

    async fn sweep_once(&self) -> Result<(), PullError> {
        let expected = self.source.store.cache.last_sweep().await?.map(|sweep| sweep.subscriptions);
        let mut meter = Meter::new(expected, self.source.clock.now());
        self.say(|line| line.activity = Activity::Sweeping);
        let swept = sweep(&self.source.api, &self.source.store, &self.source.clock, |page| {
            self.page_written(&mut meter, &page);
        });
        swept.await?;
        (self.told)(Changed::Subscriptions);
        Ok(())
    }

    fn page_written(&self, meter: &mut Meter, page: &Swept) {
        let progress = meter.progress(page, self.source.clock.now());
        self.say(|line| line.progress = Some(progress));
        if page.changed {
            (self.told)(Changed::Subscriptions);
        }
    }

    /// Writes the outcome on the line and says when the next try is due.
    fn settle(&mut self, outcome: Result<(), PullError>) -> DateTime<Utc> {
        let now = self.source.clock.now();
        let Err(error) = outcome else {
            self.failures = 0;
            self.say(|line| *line = Line { synced_at: Some(now), ..Line::default() });
            return now + SWEEP_EVERY;
        };
        tracing::warn!(%error, "a sweep stopped");
        self.failures = self.failures.saturating_add(1);
        let next = now + pause_after(self.failures);
        self.say(|line| {
            line.activity = if error.is_offline() { Activity::Offline } else { Activity::Failing };
            line.since = line.since.or(Some(now));
            line.next_try_at = Some(next);
            line.progress = None;
            line.error = Some(Arc::new(error));
        });
        (self.told)(Changed::Stopped);
        next
    }

    /// Waits for the next sweep, reading what is in motion meanwhile where the last sweep ended well.
    async fn idle_until(&self, next: DateTime<Utc>) {
        loop {
            let round = self.source.clock.now() + MOTION_EVERY;
            let calm = self.failures == 0;
            tokio::select! {
                () = self.poked.notified() => return,
                () = wait_until(&self.source.clock, next) => return,
                () = wait_until(&self.source.clock, round), if calm => self.read_what_moves().await,
            }
        }
    }

    /// One round of single reads. The first failure ends it: the next sweep will say what is wrong.
    async fn read_what_moves(&self) {
        let Ok(moving) = self.source.store.cache.in_motion(MOTION_AT_ONCE).await else { return };
        let mut changed = false;
        for id in &moving {
            match read_one(&self.source.api, &self.source.store, &self.source.clock, id).await {
                Ok(differs) => changed |= differs,
                Err(error) => {
                    tracing::info!(%error, "a round of single reads stopped");
                    break;
                }
            }
        }
        if changed {
            (self.told)(Changed::Subscriptions);
        }
    }

    fn say(&self, change: impl FnOnce(&mut Line)) {
        self.line.send_modify(change);
        (self.told)(Changed::Line);
    }
}

/// Turns written pages into progress.
struct Meter {
    expected: Option<u32>,
    began: DateTime<Utc>,
    /// Subscriptions of earlier runs of this sweep: they say nothing about today's rate.
    before: Option<u32>,
}

impl Meter {
    fn new(expected: Option<u32>, began: DateTime<Utc>) -> Self {
        Self { expected, began, before: None }
    }

    fn progress(&mut self, page: &Swept, now: DateTime<Utc>) -> Progress {
        let before = *self.before.get_or_insert(page.state.subscriptions.saturating_sub(page.records));
        let read = u64::from(page.state.subscriptions.saturating_sub(before));
        let millis = u64::try_from((now - self.began).num_milliseconds()).unwrap_or(0).max(1);
        let per_second = u32::try_from(read * 1000 / millis).unwrap_or(u32::MAX);
        Progress {
            pages: page.state.pages,
            subscriptions: page.state.subscriptions,
            per_second,
            expected: self.expected,
        }
    }
}
