//! Items for accounts whose access does not fit Microsoft's status.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{CLOSED_WITHIN, Drift, drift};
use domain::{Status, SubscriptionId};
use store::{AccessStep, FoundItem, ListRow};

use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::About;
use crate::opened::Opened;

/// Within this time somebody should decide whether a customer who does not pay keeps the access.
const REVIEW: TimeDelta = TimeDelta::days(1);

impl Opened {
    /// Every account that drifts from its status now.
    pub(crate) async fn found_adrift(&self, now: DateTime<Utc>) -> Result<Vec<FoundItem>, Fault> {
        let steps = self.source.store.journal.accesses().await.map_err(explain::store)?;
        let ids: Vec<SubscriptionId> = steps.iter().map(|step| step.subscription.clone()).collect();
        let rows = self.source.store.cache.rows(ids).await.map_err(explain::store)?;
        let steps: BTreeMap<String, AccessStep> =
            steps.into_iter().map(|step| (step.subscription.as_str().to_ascii_lowercase(), step)).collect();
        let mut found = Vec::new();
        for row in rows {
            let step = steps.get(&row.id.as_str().to_ascii_lowercase());
            let Some((step, access)) = step.and_then(|step| Some((step, step.access.as_ref()?))) else { continue };
            // Whether it drifts at all is cheap to say; since when, the timeline says.
            if drift(&row.status, None, access, now).is_none() {
                continue;
            }
            let since = self.status_since(&row).await?;
            if let Some(drift) = drift(&row.status, since, access, now) {
                found.push(item(&row, drift, since.map_or(step.at, |since| since.max(step.at))));
            }
        }
        Ok(found)
    }

    /// When a subscription was first seen in its present status; nothing where it was never seen in another.
    pub(super) async fn status_since(&self, row: &ListRow) -> Result<Option<DateTime<Utc>>, Fault> {
        Ok(match row.status {
            Status::Unsubscribed | Status::Suspended | Status::Subscribed => {
                self.event_of_status(row).await?.map(|event| event.seen_before)
            }
            _ => None,
        })
    }
}

/// The same drift that begins anew is another item.
fn item(row: &ListRow, drift: Drift, since: DateTime<Utc>) -> FoundItem {
    let due = match drift {
        Drift::OpenThoughSuspended => since + REVIEW,
        Drift::ShutThoughSubscribed => since,
        Drift::OpenThoughEnded => since + CLOSED_WITHIN,
    };
    let key = format!("access:{}:{}", drift.word(), since.timestamp());
    clocks::item(row, &key, About::Access { drift, since }, due)
}
