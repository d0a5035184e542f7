//! The world as the worker meets it: a ledger that a crash cuts off, and a Microsoft during whose calls people act.

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use domain::{Change, Clock, Intent, IntentId, Operation, OperationId, Seen, SubscriptionId};
use outbox::{CallIds, Did, Entry, Event, Heard, Ledger, Marketplace, Read, State, apply};
use tokio::sync::Notify;

use super::ledger::Book;
use super::things::Moment;
use super::world::World;

/// How often, in a hundred, the program ends at a given point.
const CRASHES: u8 = 2;
/// How often, in a hundred, an operator acts during a call.
const ACTS: u8 = 5;
/// The longest a call takes.
const CALL: Moment = 400;

/// A world, its ledger, and the state of each intent as it was last written.
#[derive(Debug)]
pub struct Shared<B> {
    world: Arc<Mutex<World>>,
    book: Arc<B>,
    states: Arc<Mutex<Vec<(u32, State)>>>,
    /// A write and hearing of it are one: nobody reads what the model has not heard of.
    order: Arc<tokio::sync::Mutex<()>>,
    /// The program ends now.
    pub crash: Arc<Notify>,
}

impl<B> Clone for Shared<B> {
    fn clone(&self) -> Self {
        Self {
            world: Arc::clone(&self.world),
            book: Arc::clone(&self.book),
            states: Arc::clone(&self.states),
            order: Arc::clone(&self.order),
            crash: Arc::clone(&self.crash),
        }
    }
}

impl<B: Book> Shared<B> {
    /// A world with a ledger.
    pub fn new(world: World, book: B) -> Self {
        Self {
            world: Arc::new(Mutex::new(world)),
            book: Arc::new(book),
            states: Arc::default(),
            order: Arc::default(),
            crash: Arc::default(),
        }
    }

    /// The world.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn states(&self) -> MutexGuard<'_, Vec<(u32, State)>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many intents there are.
    pub fn intents(&self) -> usize {
        self.states().len()
    }

    /// The first that needs a person.
    pub fn stuck(&self) -> Option<usize> {
        self.states().iter().position(|(_, state)| matches!(state, State::Stuck { .. }))
    }

    /// Whether every intent is over.
    pub fn all_over(&self) -> bool {
        self.states().iter().all(|(_, state)| state.is_over())
    }

    /// An operator asks for something.
    ///
    /// # Errors
    /// Where the ledger fails.
    pub async fn asks(&self) -> Result<(), B::Error> {
        let entry = self.world().asks(self.intents());
        self.states().push((0, entry.state.clone()));
        self.book.ask(&entry).await
    }

    /// Something happens to an intent by an operator's hand.
    ///
    /// # Errors
    /// Where the ledger fails.
    pub async fn happens(&self, index: usize, event: Event) -> Result<(), B::Error> {
        let Some(entry) = self.book.intent(&id(index)).await? else { return Ok(()) };
        let Ok((next, did)) = apply(&entry, event, self.now()) else { return Ok(()) };
        self.writes(&next, &did).await.map(drop)
    }

    async fn writes(&self, entry: &Entry, did: &Did) -> Result<bool, B::Error> {
        let (shared, entry, did) = (self.clone(), entry.clone(), did.clone());
        in_order(async move {
            let _order = shared.order.lock().await;
            let is_written = shared.book.write(&entry, &did).await?;
            if is_written {
                shared.was_written(&entry);
            }
            Ok(is_written)
        })
        .await
    }

    fn was_written(&self, entry: &Entry) {
        let Some(index) = index(entry.intent.id.as_str()) else { return };
        let before = std::mem::replace(&mut self.states()[index], (entry.version + 1, entry.state.clone())).1;
        let mut world = self.world();
        let World { promises, microsoft, .. } = &mut *world;
        promises.wrote(index, &before, entry, microsoft);
    }

    /// After a crash: what was written without anybody hearing of it. `false` where an intent has vanished.
    ///
    /// # Errors
    /// Where the ledger fails.
    pub async fn catches_up(&self) -> Result<bool, B::Error> {
        let _order = self.order.lock().await;
        for index in 0..self.intents() {
            let Some(entry) = self.book.intent(&id(index)).await? else { return Ok(false) };
            if self.states()[index].0 != entry.version {
                self.was_written(&Entry { version: entry.version - 1, ..entry });
            }
        }
        Ok(true)
    }

    /// Time passes, and perhaps an operator acts, or the program ends.
    async fn takes_time(&self) {
        let (index, acts) = {
            let mut world = self.world();
            let some = world.dice.between(0, CALL);
            world.pass(some);
            let intents = world.promises.records.len();
            (world.dice.below(intents), !world.is_calm && world.dice.says(ACTS))
        };
        // What the ledger has to say about it shows at the next step.
        if acts && self.happens(index, Event::Withdrawn).await.is_err() {
            self.dies().await;
        }
        self.may_die().await;
    }

    async fn may_die(&self) {
        let dies = {
            let mut world = self.world();
            !world.is_calm && world.dice.says(CRASHES)
        };
        if dies {
            self.dies().await;
        }
    }

    async fn dies(&self) {
        self.crash.notify_one();
        pending().await
    }
}

impl<B: Book> Ledger for Shared<B> {
    type Error = B::Error;

    async fn open(&self) -> Result<Vec<Entry>, B::Error> {
        let shared = self.clone();
        in_order(async move {
            let _order = shared.order.lock().await;
            shared.book.open().await
        })
        .await
    }

    async fn write(&self, entry: &Entry, did: &Did) -> Result<bool, B::Error> {
        self.may_die().await;
        let is_written = self.writes(entry, did).await?;
        self.may_die().await;
        Ok(is_written)
    }

    async fn effects(
        &self,
        subscription: &SubscriptionId,
        after: DateTime<Utc>,
        but: &IntentId,
    ) -> Result<Vec<Change>, B::Error> {
        self.book.effects(subscription, after, but).await
    }
}

impl<B: Book> Marketplace for Shared<B> {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        self.takes_time().await;
        index(id.as_str()).map_or(Read::Unknown, |index| self.world().subscription(None, index))
    }

    async fn operation(&self, id: &SubscriptionId, operation: &OperationId) -> Read<Operation> {
        self.takes_time().await;
        index(id.as_str()).map_or(Read::Unknown, |index| self.world().operation(None, index, operation))
    }

    async fn send(&self, intent: &Intent, ids: &CallIds) -> Heard {
        self.may_die().await;
        let sent = self.world().send(index(intent.id.as_str()).unwrap_or(0), intent, *ids);
        self.takes_time().await;
        Heard { sent, ids: Vec::new() }
    }
}

impl<B: Book> Clock for Shared<B> {
    fn now(&self) -> DateTime<Utc> {
        self.world().now()
    }
}

/// Goes on by itself: a future that nobody looks at while another waits must not keep the order.
async fn in_order<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(work).await {
        Ok(outcome) => outcome,
        Err(ended) => std::panic::resume_unwind(ended.into_panic()),
    }
}

fn id(index: usize) -> IntentId {
    format!("i{index}").into()
}

/// Names in the model are a letter and an index.
fn index(name: &str) -> Option<usize> {
    name.get(1..)?.parse().ok()
}
