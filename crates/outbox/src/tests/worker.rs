//! The worker, with a ledger and a Microsoft in memory under a clock moved by hand.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::account::AccountAction;
use domain::{
    Answer, Change, Clock, Intent, IntentId, Operation, OperationId, OperationStatus, Seen, SubscriptionId, Wish,
};
use tokio::sync::Notify;

use super::hooks::hook;
use super::{answer, ids, intent, operation, second, seen, sending, to_gold};
use crate::entry::{CallIds, Did, Entry, Outcome, State};
use crate::ports::{Heard, Ledger, Marketplace, Read, Sent};
use crate::{Event, Outbox, apply};

#[derive(Debug)]
struct Full;

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the disk is full")
    }
}

impl std::error::Error for Full {}

/// Everything around the worker. Each sent change takes effect at once, unless its call is lost or hangs.
#[derive(Default)]
struct Around {
    entries: Mutex<Vec<Entry>>,
    plans: Mutex<BTreeMap<SubscriptionId, Seen>>,
    sent: Mutex<Vec<IntentId>>,
    now: AtomicI64,
    made: AtomicU64,
    loses: AtomicBool,
    hangs: AtomicBool,
    goes_on: Notify,
    under_way: AtomicUsize,
    most: AtomicUsize,
    withdraws: AtomicBool,
    is_full: AtomicBool,
    /// Whether one reads at a time, and the others queue.
    reads_in_turn: AtomicBool,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
struct Desk(Arc<Around>);

impl Desk {
    fn asks(&self, intent: Intent) {
        self.keeps(Entry::new(intent, None));
    }

    fn keeps(&self, entry: Entry) {
        self.0.entries.lock().unwrap().push(entry);
    }

    fn outbox(&self) -> Outbox<Self, Self> {
        let made = Arc::clone(&self.0);
        let make_ids = Arc::new(move || ids(made.made.fetch_add(1, Ordering::Relaxed).into()));
        Outbox::new(self.clone(), self.clone(), Arc::new(self.clone()), make_ids, Arc::new(|_| ()))
    }

    fn states(&self) -> Vec<State> {
        self.0.entries.lock().unwrap().iter().map(|entry| entry.state.clone()).collect()
    }

    fn sent(&self) -> Vec<String> {
        self.0.sent.lock().unwrap().iter().map(ToString::to_string).collect()
    }

    fn withdraws_all(&self) {
        for entry in self.0.entries.lock().unwrap().iter_mut() {
            if let Ok((mut next, _)) = apply(entry, Event::Withdrawn, self.now()) {
                next.version += 1;
                *entry = next;
            }
        }
    }
}

impl Clock for Desk {
    fn now(&self) -> DateTime<Utc> {
        second(self.0.now.load(Ordering::Relaxed))
    }
}

impl Ledger for Desk {
    type Error = Full;

    async fn open(&self) -> Result<Vec<Entry>, Full> {
        if self.0.reads_in_turn.load(Ordering::Relaxed) {
            let _turn = self.0.turn.lock().await;
            tokio::task::yield_now().await;
        }
        Ok(self.0.entries.lock().unwrap().iter().filter(|entry| !entry.state.is_over()).cloned().collect())
    }

    async fn write(&self, entry: &Entry, _: &Did) -> Result<bool, Full> {
        if self.0.is_full.load(Ordering::Relaxed) {
            return Err(Full);
        }
        let mut entries = self.0.entries.lock().unwrap();
        let present = entries.iter_mut().find(|present| present.intent.id == entry.intent.id).unwrap();
        if present.version != entry.version {
            return Ok(false);
        }
        *present = Entry { version: entry.version + 1, ..entry.clone() };
        Ok(true)
    }

    async fn effects(&self, _: &SubscriptionId, _: DateTime<Utc>, but: &IntentId) -> Result<Vec<Change>, Full> {
        let entries = self.0.entries.lock().unwrap();
        let effective = entries.iter().filter(|entry| entry.intent.id != *but && entry.state.is_over());
        Ok(effective.filter_map(|entry| entry.intent.wish.leads_to().cloned()).collect())
    }
}

impl Marketplace for Desk {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        if self.0.withdraws.load(Ordering::Relaxed) {
            self.withdraws_all();
        }
        Read::Found(self.0.plans.lock().unwrap().entry(id.clone()).or_insert_with(|| seen("silver", 5)).clone())
    }

    async fn operation(&self, _: &SubscriptionId, id: &OperationId) -> Read<Operation> {
        if id.as_str() != "o" {
            return Read::Unknown;
        }
        let is_sent = self.sent().iter().any(|id| id == "answer");
        Read::Found(operation(if is_sent { OperationStatus::Failed } else { OperationStatus::InProgress }))
    }

    async fn send(&self, intent: &Intent, _: &CallIds) -> Heard {
        let under_way = self.0.under_way.fetch_add(1, Ordering::Relaxed) + 1;
        self.0.most.fetch_max(under_way, Ordering::Relaxed);
        if self.0.hangs.load(Ordering::Relaxed) && matches!(intent.wish, Wish::Change { .. }) {
            self.0.goes_on.notified().await;
        }
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
        self.0.sent.lock().unwrap().push(intent.id.clone());
        let sent = if self.0.loses.load(Ordering::Relaxed) {
            Sent::Lost { message: String::new() }
        } else {
            let mut plans = self.0.plans.lock().unwrap();
            if let (Wish::Change { to }, Some(shown)) = (&intent.wish, plans.get_mut(&intent.subscription)) {
                *shown = shown.clone().after(to);
            }
            Sent::Accepted { operation: None, retry_after: None }
        };
        Heard { sent, ids: Vec::new() }
    }
}

fn done(outcome: Outcome) -> State {
    State::Done { outcome }
}

/// Turns until nothing is due for an hour.
async fn works(desk: &Desk) {
    let outbox = desk.outbox();
    for _ in 0..1_000 {
        let Some(next) = outbox.turn().await.unwrap() else { return };
        desk.0.now.fetch_max((next - second(0)).num_seconds() + 1, Ordering::Relaxed);
    }
    panic!("never rests: {:?}", desk.states());
}

#[tokio::test]
async fn intents_of_a_subscription_are_brought_in_their_order() {
    let desk = Desk::default();
    desk.asks(intent("seats", "s", Wish::Change { to: Change::Seats(9) }));
    desk.asks(intent("plan", "s", to_gold()));
    works(&desk).await;
    assert_eq!(desk.sent(), ["seats", "plan"]);
    assert_eq!(desk.states(), [done(Outcome::Effective), done(Outcome::Effective)]);
}

#[tokio::test]
async fn a_call_of_an_ended_program_is_looked_for_before_it_is_sent_again() {
    let desk = Desk::default();
    let crashed = |id| Entry { state: sending(), attempts: 1, ..Entry::new(intent(id, id, to_gold()), None) };
    desk.keeps(crashed("arrived"));
    desk.keeps(crashed("did not"));
    desk.0.plans.lock().unwrap().insert("arrived".into(), seen("gold", 5));
    let outbox = desk.outbox();
    outbox.turn().await.unwrap();
    assert_eq!(desk.states().iter().map(State::word).collect::<Vec<_>>(), ["done", "in-doubt"]);
    desk.keeps(crashed("written late"));
    outbox.turn().await.unwrap();
    assert_eq!(desk.states()[2].word(), "in-doubt", "by a worker that was stopped while it wrote");
    works(&desk).await;
    assert_eq!(desk.sent(), ["did not", "written late"]);
    assert!(desk.0.now.load(Ordering::Relaxed) >= 600, "ten minutes passed before that");
}

#[tokio::test]
async fn what_is_taken_back_while_it_is_judged_is_not_sent() {
    let desk = Desk::default();
    desk.asks(intent("i", "s", to_gold()));
    desk.0.withdraws.store(true, Ordering::Relaxed);
    works(&desk).await;
    assert_eq!((desk.states(), desk.sent()), (vec![State::Withdrawn], Vec::new()));
}

#[tokio::test]
async fn four_changes_are_on_their_way_at_once_and_an_answer_does_not_wait_for_them() {
    let desk = Desk::default();
    desk.0.hangs.store(true, Ordering::Relaxed);
    for subscription in ["a", "b", "c", "d", "e"] {
        desk.asks(intent(subscription, subscription, to_gold()));
    }
    desk.asks(intent("answer", "a", answer(Answer::Refuse)));
    let worker = tokio::spawn({
        let desk = desk.clone();
        async move { desk.outbox().turn().await.map(drop) }
    });
    while desk.sent() != ["answer"] || desk.0.under_way.load(Ordering::Relaxed) < 4 {
        tokio::task::yield_now().await;
    }
    desk.0.hangs.store(false, Ordering::Relaxed);
    desk.0.goes_on.notify_waiters();
    worker.await.unwrap().unwrap();
    assert_eq!(desk.sent().len(), 6);
    assert!(desk.0.most.load(Ordering::Relaxed) <= 5, "four changes and the answer");
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_answer_could_not_be_written_down_is_not_forgotten() {
    let desk = Desk::default();
    desk.0.hangs.store(true, Ordering::Relaxed);
    desk.asks(intent("i", "s", to_gold()));
    let worker = tokio::spawn({
        let desk = desk.clone();
        async move { desk.outbox().run().await }
    });
    while desk.0.under_way.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    desk.0.is_full.store(true, Ordering::Relaxed);
    desk.0.goes_on.notify_waiters();
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(desk.states().first().map(State::word), Some("sending"));
    desk.0.is_full.store(false, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!((desk.states(), desk.sent().len()), (vec![done(Outcome::Effective)], 1));
    worker.abort();
}

#[tokio::test(start_paused = true)]
async fn whoever_queues_for_the_ledger_goes_on_while_the_worker_itself_reads_it() {
    let desk = Desk::default();
    desk.0.reads_in_turn.store(true, Ordering::Relaxed);
    for subscription in ["a", "b", "c", "d", "e", "f"] {
        desk.asks(intent(subscription, subscription, to_gold()));
    }
    let working = tokio::time::timeout(Duration::from_secs(60), works(&desk)).await;
    working.expect("nobody waits for somebody who is not asked to go on");
    assert_eq!(desk.sent().len(), 6);
}

#[tokio::test]
async fn a_stuck_one_holds_its_queue_and_nobody_elses() {
    let desk = Desk::default();
    desk.0.plans.lock().unwrap().insert("a".into(), seen("bronze", 5));
    desk.asks(intent("stuck", "a", to_gold()));
    desk.asks(intent("behind", "a", to_gold()));
    desk.asks(intent("other", "b", to_gold()));
    works(&desk).await;
    assert_eq!(desk.states().iter().map(State::word).collect::<Vec<_>>(), ["stuck", "pending", "done"]);
    assert_eq!(desk.sent(), ["other"]);
}

#[tokio::test]
async fn a_lost_answer_to_a_change_is_asked_after_for_ten_minutes() {
    let desk = Desk::default();
    desk.0.loses.store(true, Ordering::Relaxed);
    desk.asks(intent("i", "s", to_gold()));
    desk.outbox().turn().await.unwrap();
    desk.0.loses.store(false, Ordering::Relaxed);
    works(&desk).await;
    assert_eq!((desk.sent().len(), desk.states()), (2, vec![done(Outcome::Effective)]));
    assert!(desk.0.now.load(Ordering::Relaxed) >= 600);
}

#[tokio::test]
async fn a_lost_hook_is_sent_again_and_nothing_is_read_for_it() {
    let desk = Desk::default();
    desk.0.loses.store(true, Ordering::Relaxed);
    desk.asks(intent("hook", "s", hook(AccountAction::Suspend, "hook")));
    desk.outbox().turn().await.unwrap();
    assert_eq!((desk.states()[0].word(), desk.sent()), ("pending", vec!["hook".to_owned()]));
    desk.0.loses.store(false, Ordering::Relaxed);
    works(&desk).await;
    assert_eq!((desk.sent().len(), desk.states()), (2, vec![done(Outcome::Effective)]));
    assert!(desk.0.now.load(Ordering::Relaxed) < 60, "not after ten minutes");
    assert!(desk.0.plans.lock().unwrap().is_empty(), "Microsoft was not asked");
}

#[tokio::test]
async fn a_hook_of_an_ended_program_is_sent_again_under_the_same_id() {
    let desk = Desk::default();
    let wish = hook(AccountAction::Suspend, "hook");
    desk.keeps(Entry { state: sending(), attempts: 1, ..Entry::new(intent("hook", "s", wish.clone()), None) });
    works(&desk).await;
    assert_eq!((desk.sent().len(), desk.states()), (1, vec![done(Outcome::Effective)]));
    assert_eq!(desk.0.entries.lock().unwrap()[0].intent.wish, wish);
}

#[tokio::test]
async fn a_hook_does_not_wait_for_changes_that_hang() {
    let desk = Desk::default();
    desk.0.hangs.store(true, Ordering::Relaxed);
    for subscription in ["a", "b", "c", "d"] {
        desk.asks(intent(subscription, subscription, to_gold()));
    }
    desk.asks(intent("hook", "a", hook(AccountAction::Suspend, "hook")));
    let worker = tokio::spawn({
        let desk = desk.clone();
        async move { desk.outbox().turn().await.map(drop) }
    });
    while desk.sent() != ["hook"] || desk.0.under_way.load(Ordering::Relaxed) < 4 {
        tokio::task::yield_now().await;
    }
    desk.0.hangs.store(false, Ordering::Relaxed);
    desk.0.goes_on.notify_waiters();
    worker.await.unwrap().unwrap();
    assert_eq!(desk.sent().len(), 5);
}
