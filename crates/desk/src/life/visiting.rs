//! Visits of which the relay could not find out what was bought, because it has no credential of its own: a desk does.

use domain::relay_feed::{Bought, Relation, ReportResolved, Visit};
use domain::{Status, Subscription};
use marketplace::Secret;
use serde_json::json;
use sync::feed::{Relay, RelayError};

use crate::contract::{Fault, Tag};
use crate::explain;
use crate::opened::Opened;
use crate::relay::fault;

/// Whether there are such visits, as far as was told.
const UNRESOLVED: &str = "visits-unresolved";

impl Opened {
    /// Somebody came to the landing page.
    pub(crate) async fn visited(&self, visit: &Visit) -> Result<(), Fault> {
        if visit.bought.is_none() {
            self.source.store.journal.set(UNRESOLVED, json!(true)).await.map_err(explain::store)?;
        }
        self.tidings.tell(Tag::Inbox);
        Ok(())
    }

    /// Finds out what was bought, for every visit that waits for it. What cannot be found out now waits for the next
    /// look.
    pub(crate) async fn resolve_visits(&self) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        let (Some(link), false) = (self.link(), journal.is_read_only()) else { return Ok(()) };
        if journal.setting(UNRESOLVED).await.map_err(explain::store)? != Some(json!(true)) {
            return Ok(());
        }
        let visits = link.relay.visits().await.map_err(|error| fault(&error))?;
        let mut waits = false;
        for visit in visits.iter().filter(|visit| visit.bought.is_none()) {
            match self.what_was_bought(&link.relay, visit).await? {
                Some(whole) => {
                    let report = report(visit, &whole);
                    let id = whole.id.clone();
                    link.relay.resolved(&visit.id, &report).await.map_err(|error| fault(&error))?;
                    self.read(&id).await;
                    self.keep_inbox_soon();
                }
                None => waits = true,
            }
        }
        journal.set(UNRESOLVED, json!(waits)).await.map_err(explain::store)
    }

    /// By the buyer's token, which the relay keeps in memory alone; where it has lost it, by who the buyer is.
    async fn what_was_bought(&self, relay: &Relay, visit: &Visit) -> Result<Option<Subscription>, Fault> {
        match relay.token_of(&visit.id).await {
            Ok(kept) => {
                let resolved = self.source.api.resolve(&Secret::from(kept.token)).await;
                Ok(resolved.map_err(|error| explain::api(&error))?.whole)
            }
            Err(RelayError::Said(problem)) if problem.code == "not-found" => self.bought_by(visit).await,
            Err(error) => Err(fault(&error)),
        }
    }

    /// The one purchase that waits and names this person; none where it could be several.
    async fn bought_by(&self, visit: &Visit) -> Result<Option<Subscription>, Fault> {
        let cache = &self.source.store.cache;
        let today = self.source.clock.now().date_naive();
        let mut theirs = Vec::new();
        for row in cache.clocked(today).await.map_err(explain::store)? {
            if row.status != Status::PendingFulfillmentStart {
                continue;
            }
            let stored = cache.subscription(&row.id).await.map_err(explain::store)?;
            let read = stored.and_then(|stored| marketplace::read_subscription(&stored.raw).ok());
            let is_theirs =
                |whole: &Subscription| matches!(relation(visit, whole), Relation::Beneficiary | Relation::Purchaser);
            theirs.extend(read.map(|read| read.value).filter(is_theirs));
        }
        Ok(if theirs.len() == 1 { theirs.pop() } else { None })
    }
}

fn relation(visit: &Visit, whole: &Subscription) -> Relation {
    Relation::of(&visit.who.tenant, &visit.who.object, whole)
}

fn report(visit: &Visit, whole: &Subscription) -> ReportResolved {
    let bought = Bought {
        subscription: whole.id.clone(),
        name: whole.name.clone(),
        offer: whole.offer.clone(),
        plan: whole.plan.clone(),
        seats: whole.seats,
        status: Some(whole.status.clone()),
    };
    ReportResolved { version: visit.version, bought, relation: Some(relation(visit, whole)) }
}
