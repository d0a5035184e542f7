//! Every open item, in memory: neither a key press nor a single change may read ten thousand of them again.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use store::{FoundItem, Item, ItemWrite};
use tokio::sync::Mutex;

use super::facts::Facts;
use crate::contract::{Fault, Tag};
use crate::explain;
use crate::opened::Opened;

/// An item with its facts read.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub item: Item,
    pub facts: Facts,
    /// Its words, folded, for searches.
    pub words: String,
}

impl Known {
    /// `None` where a newer program wrote its facts.
    pub(crate) fn read(item: Item) -> Option<Self> {
        let facts: Facts = serde_json::from_value(item.facts.clone()).ok()?;
        let words = domain::folding::fold(&format!("{} {} {}", facts.customer, facts.offer, item.owner));
        Some(Self { item, facts, words })
    }

    pub(crate) fn is_put_off(&self, now: DateTime<Utc>) -> bool {
        self.item.snoozed_until.is_some_and(|until| now < until)
    }
}

/// By due time, then in the order in which items were found.
type Place = (DateTime<Utc>, i64);

/// The open items as they were at one moment. Cheap to clone where nobody writes meanwhile.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenItems {
    by_due: BTreeMap<Place, Arc<Known>>,
    places: HashMap<String, Place>,
    /// Counts what was put.
    version: u64,
}

impl OpenItems {
    /// By due time, those put off too.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Known> {
        self.by_due.values().map(|known| &**known)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Known> {
        self.by_due.get(self.places.get(id)?).map(|known| &**known)
    }

    /// Those about one customer.
    pub(crate) fn of<'a>(&'a self, subscription: &'a SubscriptionId) -> impl Iterator<Item = &'a Known> {
        self.iter().filter(move |known| known.item.subscription.as_ref() == Some(subscription))
    }

    /// Another one whenever something was written.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// How many are not put off.
    pub(crate) fn waiting(&self, now: DateTime<Utc>) -> usize {
        self.iter().filter(|known| !known.is_put_off(now)).count()
    }

    /// Whether this was found before and nothing about it is new.
    pub(super) fn has(&self, found: &FoundItem) -> bool {
        self.get(&found.id).is_some_and(|known| known.item.due == found.due && known.item.facts == found.facts)
    }

    fn put(&mut self, item: Item) {
        self.version += 1;
        if let Some(place) = self.places.remove(&item.id) {
            self.by_due.remove(&place);
        }
        if item.settled_at.is_some() {
            return;
        }
        if let Some(known) = Known::read(item) {
            let place = (known.item.due, known.item.seq);
            self.places.insert(known.item.id.clone(), place);
            self.by_due.insert(place, Arc::new(known));
        }
    }
}

/// What is in memory of the inbox, once it was read.
#[derive(Default)]
pub(crate) struct InboxMemory {
    items: RwLock<Option<Arc<OpenItems>>>,
    /// Held from writing to the journal until memory has what was written: two writers cannot overtake each other here.
    turn: Mutex<()>,
}

impl InboxMemory {
    fn read(&self) -> Option<Arc<OpenItems>> {
        self.items.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take(&self, written: Vec<Item>) {
        if let Some(items) = self.items.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            let items = Arc::make_mut(items);
            written.into_iter().for_each(|item| items.put(item));
        }
    }
}

impl Opened {
    /// The open items, from memory.
    pub(crate) async fn open_items(&self) -> Result<Arc<OpenItems>, Fault> {
        if let Some(items) = self.inbox.read() {
            return Ok(items);
        }
        let _turn = self.inbox.turn.lock().await;
        if let Some(items) = self.inbox.read() {
            return Ok(items);
        }
        let mut items = OpenItems::default();
        let open = self.source.store.journal.open_items().await.map_err(explain::store)?;
        open.into_iter().for_each(|item| items.put(item));
        let items = Arc::new(items);
        *self.inbox.items.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&items));
        Ok(items)
    }

    /// Writes what becomes of items. Returns the ids of those that changed. Items are written here and nowhere else.
    pub(crate) async fn write_items(&self, writes: Vec<ItemWrite>) -> Result<Vec<String>, Fault> {
        let now = self.source.clock.now();
        let _turn = self.inbox.turn.lock().await;
        let changed = self.source.store.journal.write_items(writes, now).await.map_err(explain::store)?;
        let ids = changed.iter().map(|item| item.id.clone()).collect();
        self.inbox.take(changed);
        Ok(ids)
    }

    /// What is done to one customer of many is done to its items. `false` where it was not its turn.
    pub(crate) async fn do_of_many(&self, many: &str, place: u32, writes: Vec<ItemWrite>) -> Result<bool, Fault> {
        let now = self.source.clock.now();
        let _turn = self.inbox.turn.lock().await;
        let changed = self.source.store.journal.do_of_many(many, place, writes, now).await.map_err(explain::store)?;
        let is_done = changed.is_some();
        self.inbox.take(changed.unwrap_or_default());
        Ok(is_done)
    }

    /// Writes a note about an item.
    pub(crate) async fn write_note_about(&self, item: &Item, actor: &str, text: &str) -> Result<(), Fault> {
        let now = self.source.clock.now();
        let _turn = self.inbox.turn.lock().await;
        let item = self.source.store.journal.note(item, actor, text, now).await.map_err(explain::store)?;
        self.inbox.take(item.into_iter().collect());
        Ok(())
    }

    /// Tells whoever shows the inbox that it is another one.
    pub(crate) fn inbox_changed(&self) {
        self.tidings.tell(Tag::Inbox);
        self.tidings.tell(Tag::Frame);
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;
    use crate::testing::Computer;

    /// An item of a kind that nobody settles by himself meanwhile.
    fn found(id: &str, customer: &str, due: DateTime<Utc>) -> ItemWrite {
        let facts = json!({ "customer": customer, "offer": "", "about": "unreadable", "field": "", "misread": "" });
        let subscription = Some(format!("of-{id}").into());
        let item = FoundItem { id: id.to_owned(), kind: "request".to_owned(), subscription, facts, due };
        ItemWrite::Found { item, silently: false }
    }

    /// Whatever is written, in memory is what a fresh reading of the journal finds, in its order.
    #[tokio::test]
    async fn memory_is_what_the_journal_would_say() {
        let computer = Computer::new(0).await;
        let desk = computer.start();
        desk.connect(computer.draft()).await.unwrap();
        let opened = desk.opened().await.unwrap();
        let now = opened.source.clock.now();
        let (soon, later) = (now + TimeDelta::hours(1), now + TimeDelta::hours(2));
        let id = |id: &str| id.to_owned();
        let days = [
            vec![found("b", "Barren", later), found("a", "Aldero", later), found("c", "Consul", soon)],
            vec![found("b", "Barren", soon), found("b", "Barren", soon - TimeDelta::minutes(1))],
            vec![ItemWrite::Assigned { id: id("a"), owner: id("Ada") }],
            vec![ItemWrite::Snoozed { id: id("c"), until: Some(later) }, ItemWrite::Told { id: id("c") }],
            vec![ItemWrite::Settled { id: id("b"), how: id("done") }, found("b", "Barren", later)],
            vec![ItemWrite::Settled { id: id("nobody's"), how: id("done") }],
            vec![found("c", "Consul & Co", soon), found("d", "Orchid", soon)],
        ];
        opened.open_items().await.unwrap();
        for writes in days {
            opened.write_items(writes).await.unwrap();
            let memory = opened.open_items().await.unwrap();
            let kept = opened.source.store.journal.open_items().await.unwrap();
            let own = |item: &&Item| item.kind == "request";
            assert_eq!(
                memory.iter().map(|known| &known.item).filter(own).collect::<Vec<_>>(),
                kept.iter().filter(own).collect::<Vec<_>>()
            );
            assert!(kept.iter().all(|item| memory.get(&item.id).is_some_and(|known| known.item == *item)));
        }
    }

    #[tokio::test]
    async fn a_note_is_counted_at_once() {
        let computer = Computer::new(0).await;
        let desk = computer.start();
        desk.connect(computer.draft()).await.unwrap();
        let opened = desk.opened().await.unwrap();
        opened.open_items().await.unwrap();
        opened.write_items(vec![found("a", "Aldero", opened.source.clock.now())]).await.unwrap();
        let item = opened.open_items().await.unwrap().get("a").unwrap().item.clone();
        opened.write_note_about(&item, "Ada", "called them").await.unwrap();
        assert_eq!(opened.open_items().await.unwrap().get("a").unwrap().item.notes, 1);
    }
}
