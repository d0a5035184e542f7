//! What suspended subscriptions bring in a month: plans nobody has looked at are read, a few at a time, behind
//! whatever else goes on.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Plan, SubscriptionId};
use store::WithPlans;

use crate::change::{PriceList, monthly};
use crate::contract::{Money, PriceSource, Tag};
use crate::inbox::facts::About;
use crate::opened::Opened;

/// Each costs a few calls; more wait for the next time somebody looks.
const READ_AT_ONCE: usize = 10;

/// Whose plans were read for their price since the program started.
#[derive(Debug, Default)]
pub(crate) struct PriceReading {
    tried: Mutex<HashSet<SubscriptionId>>,
    goes_on: AtomicBool,
}

impl PriceReading {
    fn tried(&self) -> MutexGuard<'_, HashSet<SubscriptionId>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one brings in a month, and who tells it.
pub(super) fn price(found: &WithPlans, own: &PriceList) -> Option<(Money, PriceSource)> {
    let raws = found.plans.iter().flatten();
    let plans: Vec<Plan> = raws.filter_map(|raw| marketplace::read_plan(raw).ok()).map(|read| read.value).collect();
    monthly(&found.row, &plans, own)
}

impl Opened {
    /// Reads plans of suspended customers nobody has opened, those with the least time left first.
    pub(crate) async fn price_suspended_later(self: &Arc<Self>) {
        let Ok(items) = self.open_items().await else { return };
        let suspended = items.iter().filter(|known| matches!(known.facts.about, About::Suspended(_)));
        let ids: Vec<_> = suspended.filter_map(|known| known.item.subscription.clone()).collect();
        let ids = ids.into_iter().filter(|id| !self.suspension_prices.tried().contains(id)).collect();
        match self.source.store.cache.with_plans(ids).await {
            Ok(found) => self.read_plans_of(&found),
            Err(error) => tracing::warn!(%error, "nobody knows whose price is lacking"),
        }
    }

    /// Reads the plans of the first few of these that lack them. One such reading goes on at a time; when it has brought
    /// something, whoever shows the board asks again, which begins the next.
    pub(super) fn read_plans_of(self: &Arc<Self>, found: &[WithPlans]) {
        let reading = &self.suspension_prices;
        let lacking: Vec<_> = {
            let tried = reading.tried();
            let lacking = found.iter().filter(|one| one.plans.is_none() && !tried.contains(&one.row.id));
            lacking.take(READ_AT_ONCE).map(|one| one.row.id.clone()).collect()
        };
        // Without a network each would fail, and none would be tried again.
        let is_in_vain = lacking.is_empty() || self.puller.line().error.is_some();
        if is_in_vain || reading.goes_on.swap(true, Ordering::AcqRel) {
            return;
        }
        let opened = Arc::downgrade(self);
        tokio::spawn(async move {
            for id in lacking {
                let Some(opened) = opened.upgrade() else { return };
                opened.read(&id).await;
                opened.suspension_prices.tried().insert(id);
                opened.tidings.tell(Tag::Customer);
            }
            if let Some(opened) = opened.upgrade() {
                opened.suspension_prices.goes_on.store(false, Ordering::Release);
                opened.tidings.tell(Tag::Customer);
            }
        });
    }
}
