//! What requests would cost or bring, where prices are known.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use store::{FoundItem, ItemWrite};

use super::facts::{About, Facts};
use super::memory::Known;
use crate::opened::Opened;

/// Each costs two calls; more wait for the next look.
const READ_AT_ONCE: usize = 10;

/// Items whose customer's plans were looked for since the program started.
#[derive(Debug, Default)]
pub(crate) struct Looked(Mutex<HashSet<String>>);

impl Looked {
    fn is_first_time(&self, item: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(item.to_owned())
    }

    fn forget(&self, item: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(item);
    }
}

impl Opened {
    /// Adds the price of a request to an item, where it is known.
    pub(crate) async fn price(&self, item: &mut FoundItem) {
        let (Some(id), Ok(mut facts)) = (&item.subscription, serde_json::from_value::<Facts>(item.facts.clone()))
        else {
            return;
        };
        if let About::Request(request) = &mut facts.about
            && let Ok(Some(difference)) = self.difference(id, &request.before, &request.asked).await
        {
            request.effect = Some(difference);
            item.facts = serde_json::to_value(&facts).unwrap_or_default();
        }
    }

    /// Prices requests of customers nobody has opened: reads their plans, a few customers at a time, behind whatever
    /// else goes on.
    pub(crate) async fn price_later(self: &Arc<Self>) {
        let Ok(items) = self.open_items().await else { return };
        let lacking = items.iter().filter(|known| lacks_price(known) && self.looked.is_first_time(&known.item.id));
        let lacking: Vec<Known> = lacking.take(READ_AT_ONCE).cloned().collect();
        if lacking.is_empty() {
            return;
        }
        let opened = Arc::downgrade(self);
        tokio::spawn(async move {
            for known in lacking {
                let Some(opened) = opened.upgrade() else { return };
                opened.price_one(known).await;
            }
        });
    }

    async fn price_one(&self, known: Known) {
        let item = known.item;
        let Some(id) = item.subscription else { return };
        if !matches!(self.source.store.cache.plans(&id).await, Ok(None)) {
            return; // They were there when it was found: there is no price.
        }
        self.read(&id).await;
        if matches!(self.source.store.cache.plans(&id).await, Ok(None)) {
            return self.looked.forget(&item.id); // Not to be had now, as without a network: the next look asks again.
        }
        let mut found = FoundItem {
            id: item.id,
            kind: item.kind,
            subscription: Some(id),
            facts: item.facts.clone(),
            due: item.due,
        };
        self.price(&mut found).await;
        // Whoever changed the item meanwhile knew more than this.
        let is_as_it_was = self.open_items().await.is_ok_and(|open| {
            open.get(&found.id).is_some_and(|now| now.item.facts == item.facts && now.item.snoozed_until.is_none())
        });
        if found.facts == item.facts || !is_as_it_was {
            return;
        }
        match self.write_items(vec![ItemWrite::Found { item: found, silently: false }]).await {
            Ok(_) => self.inbox_changed(),
            Err(fault) => tracing::warn!(%fault, "a price could not be kept"),
        }
    }
}

fn lacks_price(known: &Known) -> bool {
    matches!(&known.facts.about, About::Request(request) if request.effect.is_none())
}
