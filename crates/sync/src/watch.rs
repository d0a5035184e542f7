//! The few customers that are looked at every few seconds, so that a request is found while its window runs.
//!
//! Microsoft lists an operation only while it waits for an answer, and only for the subscription one asks about. So the
//! open customer and a few watched ones are asked; all others are learned of after the fact, by the sweep.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{Action, Operation, OperationId, OperationStatus, SubscriptionId};
use futures::{StreamExt as _, stream};
use marketplace::{ApiError, Patience};
use tokio::sync::Notify;
use tokio_util::task::AbortOnDropHandle;

use crate::puller::Source;
use crate::reading::read_one;

/// Between two rounds.
const EVERY: Duration = Duration::from_secs(3);
/// How many are asked at once.
const AT_ONCE: usize = 3;

/// What a look showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sighting {
    /// An operation waits for an answer. Told at each look.
    Waiting(Operation),
    /// An operation that waited is over; the subscription has been read since.
    Over(Operation),
    /// An operation that waited is not known any more; the subscription has been read since.
    Gone {
        /// Whose.
        subscription: SubscriptionId,
        /// Which.
        operation: OperationId,
    },
    /// The subscription was read and differs.
    Differs(SubscriptionId),
}

/// A running watcher. Dropping it stops the watching.
pub struct WatcherHandle {
    watched: Arc<Mutex<Vec<SubscriptionId>>>,
    woken: Arc<Notify>,
    _task: AbortOnDropHandle<()>,
}

impl WatcherHandle {
    /// Watches these, from now.
    pub fn watch(&self, ids: Vec<SubscriptionId>) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if *watched != ids {
            *watched = ids;
            self.woken.notify_one();
        }
    }

    /// Looks now rather than at its time.
    pub fn look_now(&self) {
        self.woken.notify_one();
    }
}

/// Begins to watch nobody. `told` hears what is seen; it must return at once.
pub fn start(source: Source, told: impl Fn(Sighting) + Send + Sync + 'static) -> WatcherHandle {
    let (watched, woken) = (Arc::<Mutex<Vec<SubscriptionId>>>::default(), Arc::new(Notify::new()));
    let (seen_by_task, bell) = (Arc::clone(&watched), Arc::clone(&woken));
    let task = tokio::spawn(async move {
        let mut watcher = Watcher { source, told: Box::new(told), waiting: BTreeMap::new() };
        loop {
            let ids = seen_by_task.lock().unwrap_or_else(PoisonError::into_inner).clone();
            watcher.look(ids).await;
            tokio::select! {
                () = bell.notified() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    });
    WatcherHandle { watched, woken, _task: AbortOnDropHandle::new(task) }
}

struct Watcher {
    source: Source,
    told: Box<dyn Fn(Sighting) + Send + Sync>,
    /// Operations that waited when they were last looked at.
    waiting: BTreeMap<OperationId, SubscriptionId>,
}

impl Watcher {
    /// One look at each, and at what waited for an answer the last time.
    async fn look(&mut self, ids: Vec<SubscriptionId>) {
        let api = self.source.api.urgent().with_patience(Patience::NONE);
        let listed: Vec<_> = stream::iter(ids)
            .map(|id| {
                let api = &api;
                async move { (api.operations(&id).await, id) }
            })
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut now_waiting = BTreeMap::new();
        for (operations, id) in listed {
            match operations {
                Ok(operations) => {
                    let waiting = operations.into_iter().map(|received| received.value).filter(wants_answer);
                    for operation in waiting.map(|operation| Operation { subscription: id.clone(), ..operation }) {
                        if !self.waiting.contains_key(&operation.id) {
                            self.read(&id).await;
                        }
                        now_waiting.insert(operation.id.clone(), id.clone());
                        (self.told)(Sighting::Waiting(operation));
                    }
                }
                // What could not be asked still waits, as far as anybody knows.
                Err(error) => {
                    tracing::debug!(%error, "a watched customer could not be looked at");
                    now_waiting
                        .extend(self.waiting.iter().filter(|(_, of)| **of == id).map(|(a, b)| (a.clone(), b.clone())));
                }
            }
        }
        let mut unlisted = std::mem::take(&mut self.waiting);
        unlisted.retain(|operation, _| !now_waiting.contains_key(operation));
        for (operation, id) in unlisted {
            if !self.ended(&api, &id, &operation).await {
                now_waiting.insert(operation, id);
            }
        }
        self.waiting = now_waiting;
    }

    /// Finds out what became of an operation that is not listed any more. Says whether that is known now.
    async fn ended(&self, api: &marketplace::Api, id: &SubscriptionId, operation: &OperationId) -> bool {
        let sighting = match api.operation(id, operation).await {
            Ok(found) if found.value.status.is_final() => {
                Sighting::Over(Operation { subscription: id.clone(), ..found.value })
            }
            Ok(_) => return false,
            Err(ApiError::NotFound { .. }) => Sighting::Gone { subscription: id.clone(), operation: operation.clone() },
            Err(_) => return false,
        };
        if !self.read(id).await {
            return false;
        }
        (self.told)(sighting);
        true
    }

    /// Reads the subscription; says whether that went well.
    async fn read(&self, id: &SubscriptionId) -> bool {
        match read_one(&self.source.api.urgent(), &self.source.store, &self.source.clock, id).await {
            Ok(differs) => {
                if differs {
                    (self.told)(Sighting::Differs(id.clone()));
                }
                true
            }
            Err(error) => {
                tracing::debug!(%error, "a watched customer could not be read");
                false
            }
        }
    }
}

/// Whether an operation waits for the publisher. One that the publisher started does not.
fn wants_answer(operation: &Operation) -> bool {
    matches!(operation.action, Action::ChangePlan | Action::ChangeQuantity | Action::Reinstate)
        && matches!(operation.status, OperationStatus::InProgress | OperationStatus::NotStarted)
        && !matches!(operation.source, Some(domain::OperationSource::Partner))
}
