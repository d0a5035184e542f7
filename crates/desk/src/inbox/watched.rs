//! What is seen at watched customers, between two looks at everything: operations that wait, and that are over.

use chrono::{DateTime, Utc};
use domain::{Action, Operation, OperationStatus};
use store::ItemWrite;
use sync::watch::Sighting;

use super::facts::{About, Facts, Request, Stage};
use super::memory::Known;
use super::{clocks, requests};
use crate::contract::{Fault, Tag};
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// Something was seen at a watched customer.
    pub(crate) async fn sighted(&self, sighting: Sighting) -> Result<(), Fault> {
        let now = self.source.clock.now();
        let writes = match sighting {
            Sighting::Waiting(operation) => self.waits(&operation, now).await?.into_iter().collect(),
            Sighting::Over(operation) => self.is_over(&operation, now).await?,
            Sighting::Gone { subscription, operation } => {
                vec![ItemWrite::Settled { id: requests::id(&subscription, &operation), how: "elsewhere".to_owned() }]
            }
            Sighting::Differs(_) => {
                self.tidings.tell(Tag::Subscriptions);
                self.tidings.tell(Tag::Customer);
                self.keep_inbox_soon();
                return Ok(());
            }
        };
        if !self.write_items(writes).await?.is_empty() {
            self.inbox_changed();
            self.tidings.tell(Tag::Customer);
        }
        Ok(())
    }

    async fn waits(&self, operation: &Operation, now: DateTime<Utc>) -> Result<Option<ItemWrite>, Fault> {
        let cache = &self.source.store.cache;
        let stored = cache.subscription(&operation.subscription).await.map_err(explain::store)?;
        let Some(stored) = stored else { return Ok(None) };
        let id = requests::id(&operation.subscription, &operation.id);
        let known = self.source.store.journal.item(&id).await.map_err(explain::store)?;
        let skew = self.source.api.clock_skew().unwrap_or_default();
        let known = known.and_then(Known::read).map(|known| known.facts);
        let is_at_relay = |known: &Facts| matches!(&known.about, About::Request(Request { relay: Some(_), .. }));
        if known.as_ref().is_some_and(is_at_relay) {
            return Ok(None);
        }
        if operation.action == Action::Reinstate {
            let about = About::Reinstated { since: operation.at.unwrap_or(now), waits: Some(operation.id.to_string()) };
            let item = clocks::item(&stored.row, &requests::key(&operation.id), about, now);
            return Ok(Some(ItemWrite::Found { item, silently: false }));
        }
        let Some(request) = requests::waiting(operation, &stored.row, known.as_ref(), now, skew) else {
            return Ok(None);
        };
        if self.is_asked(&operation.subscription, &request.asked).await? {
            return Ok(None);
        }
        let due = request.closes_at.unwrap_or(operation.at.unwrap_or(now));
        let mut item = clocks::item(&stored.row, &requests::key(&operation.id), About::Request(request), due);
        self.price(&mut item).await;
        Ok(Some(ItemWrite::Found { item, silently: false }))
    }

    /// An operation that waited is over. Where nobody here answered it, somebody else or silence did.
    async fn is_over(&self, operation: &Operation, now: DateTime<Utc>) -> Result<Vec<ItemWrite>, Fault> {
        let id = requests::id(&operation.subscription, &operation.id);
        let open = self.open_items().await?;
        let Some(Known { item, facts, .. }) = open.get(&id) else { return Ok(Vec::new()) };
        let Facts { customer, offer, about: About::Request(request) } = facts.clone() else {
            return Ok(vec![ItemWrite::Settled { id, how: "elsewhere".to_owned() }]);
        };
        if request.relay.is_some() {
            return Ok(Vec::new()); // The relay's own word says more than that it is over.
        }
        let answered = self.answer_to(&operation.subscription, &operation.id).await?.is_some();
        if answered || operation.status != OperationStatus::Succeeded {
            let how = if answered { "done" } else { "elsewhere" };
            return Ok(vec![ItemWrite::Settled { id, how: how.to_owned() }]);
        }
        let request = Request { stage: Stage::Silent, closes_at: None, ..request };
        let facts = Facts { customer, offer, about: About::Request(request) };
        let due = now + chrono::TimeDelta::days(1);
        let item = clocks::found(&item.id, item.subscription.clone(), &facts, due);
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }
}
