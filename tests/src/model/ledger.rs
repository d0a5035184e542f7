//! A ledger in memory, and what the model wants of any ledger.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use domain::{Change, IntentId, SubscriptionId};
use outbox::{Did, Entry, Ledger, Outcome, State};

/// A ledger that takes what is new, and shows one intent, over or not.
pub trait Book: Ledger + 'static {
    /// Writes down something new.
    fn ask(&self, entry: &Entry) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// One intent.
    fn intent(&self, id: &IntentId) -> impl Future<Output = Result<Option<Entry>, Self::Error>> + Send;
}

/// Intents in memory, in the order in which they were asked for.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Vec<Entry>>);

impl Memory {
    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book for Memory {
    async fn ask(&self, entry: &Entry) -> Result<(), Self::Error> {
        self.entries().push(entry.clone());
        Ok(())
    }

    async fn intent(&self, id: &IntentId) -> Result<Option<Entry>, Self::Error> {
        Ok(self.entries().iter().find(|entry| entry.intent.id == *id).cloned())
    }
}

impl Ledger for Memory {
    type Error = std::convert::Infallible;

    async fn open(&self) -> Result<Vec<Entry>, Self::Error> {
        Ok(self.entries().iter().filter(|entry| !entry.state.is_over()).cloned().collect())
    }

    async fn write(&self, entry: &Entry, _: &Did) -> Result<bool, Self::Error> {
        let mut entries = self.entries();
        let present = entries.iter_mut().find(|present| present.intent.id == entry.intent.id);
        let Some(present) = present.filter(|present| present.version == entry.version) else { return Ok(false) };
        *present = Entry { version: entry.version + 1, ..entry.clone() };
        Ok(true)
    }

    async fn effects(
        &self,
        subscription: &SubscriptionId,
        after: DateTime<Utc>,
        but: &IntentId,
    ) -> Result<Vec<Change>, Self::Error> {
        Ok(effects(&self.entries(), subscription, after, but))
    }
}

/// Our own changes of a subscription that came to effect after a moment, in their order.
pub fn effects(entries: &[Entry], subscription: &SubscriptionId, after: DateTime<Utc>, but: &IntentId) -> Vec<Change> {
    let is_meant = |entry: &&Entry| {
        matches!(entry.state, State::Done { outcome: Outcome::Effective | Outcome::AlreadySo })
            && entry.intent.subscription == *subscription
            && entry.intent.id != *but
            && entry.changed_at >= after
    };
    let mut effective: Vec<&Entry> = entries.iter().filter(is_meant).collect();
    effective.sort_by_key(|entry| entry.changed_at);
    effective.iter().filter_map(|entry| entry.intent.wish.leads_to().cloned()).collect()
}
