//! The worker: does what intents want done, a few at a time, each step written down before the next.

use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::judge::Present;
use domain::{Clock, IntentId, Lane};
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::Notify;

use crate::entry::{CallIds, Did, Entry, State};
use crate::hooks;
use crate::machine::{Event, Evidence, Step, apply, step, turns, weigh};
use crate::ports::{Ledger, Marketplace, Read};

/// How many changes, how many answers and how many hooks are on their way at once.
const AT_ONCE: usize = 4;
/// The longest sleep while nothing waits.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
const LOOK_AT_CLOCK_EVERY: Duration = Duration::from_secs(1);
/// Before a ledger that failed is tried again.
const AFTER_FAULT: Duration = Duration::from_secs(5);

/// Hears of every step an intent takes.
pub type Told = Arc<dyn Fn(&Entry) + Send + Sync>;
/// Makes the ids of a call.
pub type MakeIds = Arc<dyn Fn() -> CallIds + Send + Sync>;

/// Brings intents to Microsoft.
pub struct Outbox<L, M> {
    ledger: L,
    marketplace: M,
    clock: Arc<dyn Clock>,
    make_ids: MakeIds,
    told: Told,
    woken: Arc<Notify>,
}

impl<L: Ledger, M: Marketplace> Outbox<L, M> {
    /// Nothing is sent before [`turn`](Self::turn) or [`run`](Self::run).
    pub fn new(ledger: L, marketplace: M, clock: Arc<dyn Clock>, make_ids: MakeIds, told: Told) -> Self {
        Self { ledger, marketplace, clock, make_ids, told, woken: Arc::default() }
    }

    /// Wakes the worker: something new was written, or the network is back.
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.woken)
    }

    /// Works for ever. Begins with what was under way when the program last ended.
    pub async fn run(&self) {
        let mut flight = Flight::default();
        loop {
            let sleep = match self.begin(&mut flight).await {
                Ok(next) => self.until(next),
                Err(error) => {
                    tracing::error!(%error, "the outbox could not be read");
                    AFTER_FAULT
                }
            };
            tokio::select! {
                Some(landed) = flight.land() => if let Err(error) = landed {
                    tracing::error!(%error, "the outbox could not be written");
                    flight.beside(tokio::time::sleep(AFTER_FAULT)).await;
                },
                () = self.woken.notified() => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
    }

    /// Moments are those of the injected clock, looked at every second while something waits, so that a computer that
    /// slept does not wait out a night's worth of timer.
    fn until(&self, next: Option<DateTime<Utc>>) -> Duration {
        let wait = next.map(|next| (next - self.clock.now()).to_std().unwrap_or_default());
        wait.map_or(LONGEST_SLEEP, |wait| wait.min(LOOK_AT_CLOCK_EVERY))
    }

    /// Does everything that is due, until nothing is. Returns when the next thing will be.
    ///
    /// # Errors
    /// Where the ledger cannot be read or written. What was under way is left as it is then, for the next turn.
    pub async fn turn(&self) -> Result<Option<DateTime<Utc>>, L::Error> {
        let mut flight = Flight::default();
        loop {
            let next = self.begin(&mut flight).await?;
            match flight.land().await {
                Some(landed) => landed?,
                None => return Ok(next),
            }
        }
    }

    /// Sets off everything that is due and not under way; says when the next thing will be due.
    ///
    /// A call that was begun and is not under way has nobody left who would write down its answer: the program ended, or
    /// the ledger failed. It may have taken effect. Looked for at each turn, because what a worker wrote that was just
    /// stopped may arrive after the next one has begun.
    async fn begin<'a>(&'a self, flight: &mut Flight<'a, L::Error>) -> Result<Option<DateTime<Utc>>, L::Error> {
        let now = self.clock.now();
        let open = flight.beside(self.ledger.open()).await?;
        let mut next = None;
        for entry in turns(&open) {
            let is_orphan = matches!(entry.state, State::Sending { .. }) && !flight.carries(entry);
            match step(entry, now) {
                _ if is_orphan => {
                    let entry = entry.clone();
                    flight.add(&entry.clone(), async move {
                        self.happen(&entry, Event::Crashed, |did| did).await.map(drop)
                    });
                }
                Step::Rest(at) => next = [next, at].into_iter().flatten().min(),
                due if flight.has_room_for(entry) => {
                    let entry = entry.clone();
                    flight.add(&entry.clone(), async move { self.take(&entry, due).await });
                }
                _ => {}
            }
        }
        Ok(next)
    }

    async fn take(&self, entry: &Entry, step: Step) -> Result<(), L::Error> {
        match step {
            Step::Rest(_) => Ok(()),
            Step::Release => self.happen(entry, Event::Released, |did| did).await.map(drop),
            Step::Expire => self.happen(entry, Event::Expired, |did| did).await.map(drop),
            Step::Judge => self.judge_and_send(entry).await,
            Step::Look { operation } => {
                let id = &entry.intent.subscription;
                let operation = match operation {
                    Some(operation) => Some(self.marketplace.operation(id, &operation).await),
                    None => None,
                };
                let subscription = self.marketplace.subscription(id).await;
                let evidence = Evidence { subscription, operation };
                self.happen(entry, Event::Looked(evidence), |did| did).await.map(drop)
            }
        }
    }

    /// Reads, judges, writes down that a call begins, calls, and writes down what came of it.
    async fn judge_and_send(&self, entry: &Entry) -> Result<(), L::Error> {
        let judged = self.judged(entry).await?;
        let Some(entry) = self.happen(entry, judged, |did| did).await? else { return Ok(()) };
        let State::Sending { attempt } = &entry.state else { return Ok(()) };
        let begun = self.clock.now();
        let heard = self.marketplace.send(&entry.intent, &attempt.ids).await;
        let took = (self.clock.now() - begun).num_milliseconds();
        let finish = |did: Did| Did { took_ms: u64::try_from(took).ok(), ..did.with_ids(heard.ids.clone()) };
        self.happen(&entry, Event::Answered(heard.sent.clone()), finish).await.map(drop)
    }

    async fn judged(&self, entry: &Entry) -> Result<Event, L::Error> {
        let intent = &entry.intent;
        if hooks::is_one(entry) {
            return Ok(hooks::sent(intent, (self.make_ids)()));
        }
        let operation = match intent.wish.operation() {
            Some(operation) => match self.marketplace.operation(&intent.subscription, operation).await {
                Read::Found(operation) => Some(operation),
                Read::Unknown => None,
                Read::NotNow { why, after } => return Ok(unread(why, after)),
            },
            None => None,
        };
        let subscription = match &operation {
            Some(_) => intent.seen.clone(),
            None => match self.marketplace.subscription(&intent.subscription).await {
                Read::Found(subscription) => subscription,
                Read::Unknown => return Ok(Event::Unknown),
                Read::NotNow { why, after } => return Ok(unread(why, after)),
            },
        };
        // In this order: what comes to effect in between is among both.
        let open = self.ledger.open().await?;
        let earlier = self.ledger.effects(&intent.subscription, intent.asked_at, &intent.id).await?;
        Ok(weigh(entry, &open, &earlier, Present { subscription, operation }, (self.make_ids)()))
    }

    /// Writes down what happened. `None` where somebody else was quicker, and nothing was written.
    async fn happen(
        &self,
        entry: &Entry,
        event: Event,
        finish: impl FnOnce(Did) -> Did,
    ) -> Result<Option<Entry>, L::Error> {
        let Ok((mut next, did)) = apply(entry, event, self.clock.now()) else { return Ok(None) };
        if !self.ledger.write(&next, &finish(did)).await? {
            return Ok(None);
        }
        next.version += 1;
        (self.told)(&next);
        Ok(Some(next))
    }
}

/// What is under way. A slow call keeps nothing waiting but its own queue; answers have room of their own, and hooks.
struct Flight<'a, E> {
    under_way: FuturesUnordered<BoxFuture<'a, Through<E>>>,
    /// Through while somebody waited for something else.
    through: VecDeque<Through<E>>,
    ids: BTreeMap<IntentId, Lane>,
}

/// Which is through, and how.
type Through<E> = (IntentId, Result<(), E>);

impl<E> Default for Flight<'_, E> {
    fn default() -> Self {
        Self { under_way: FuturesUnordered::new(), through: VecDeque::new(), ids: BTreeMap::new() }
    }
}

impl<'a, E> Flight<'a, E> {
    fn has_room_for(&self, entry: &Entry) -> bool {
        let lane = entry.intent.wish.lane();
        !self.carries(entry) && self.ids.values().filter(|busy| **busy == lane).count() < AT_ONCE
    }

    fn carries(&self, entry: &Entry) -> bool {
        self.ids.contains_key(&entry.intent.id)
    }

    fn add(&mut self, entry: &Entry, work: impl Future<Output = Result<(), E>> + Send + 'a) {
        let id = entry.intent.id.clone();
        self.ids.insert(id.clone(), entry.intent.wish.lane());
        self.under_way.push(async move { (id, work.await) }.boxed());
    }

    /// The next that is through; `None` where nothing is under way.
    async fn land(&mut self) -> Option<Result<(), E>> {
        let (id, landed) = match self.through.pop_front() {
            Some(through) => through,
            None => self.under_way.next().await?,
        };
        self.ids.remove(&id);
        Some(landed)
    }

    /// Waits for something else while what is under way goes on. Whoever holds a turn at the ledger, or is next to have
    /// one, must be asked to go on: else nobody who queues behind them ever has theirs, this worker included.
    async fn beside<T>(&mut self, other: impl Future<Output = T>) -> T {
        let mut other = pin!(other);
        loop {
            tokio::select! {
                out = &mut other => return out,
                Some(through) = self.under_way.next() => self.through.push_back(through),
            }
        }
    }
}

fn unread(why: crate::Wait, after: Duration) -> Event {
    Event::Unread { why, after: TimeDelta::from_std(after).unwrap_or(TimeDelta::zero()) }
}
