//! Forgetting what the relay told long ago: once a day, a little at a time, and never what somebody still works on.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

/// How many days it is kept where the connection says nothing else.
pub(crate) const KEPT_DAYS: u16 = 400;
/// Events of one step. Between two steps whoever waits to write may.
const AT_ONCE: u32 = 500;
const DAILY: TimeDelta = TimeDelta::days(1);

/// For how long what the relay told is kept, and when that was last seen to.
pub(crate) struct Keeping {
    days: u16,
    seen_to: Mutex<Option<DateTime<Utc>>>,
}

impl Keeping {
    pub(crate) fn for_days(days: Option<u16>) -> Self {
        Self { days: days.unwrap_or(KEPT_DAYS), seen_to: Mutex::default() }
    }

    fn is_due(&self, now: DateTime<Utc>) -> bool {
        let mut seen_to = self.seen_to.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = seen_to.is_none_or(|at| now - at >= DAILY);
        if is_due {
            *seen_to = Some(now);
        }
        is_due
    }
}

impl Opened {
    /// Forgets where that is due, beside whatever else goes on.
    pub(crate) fn forget_told_in_time(self: &Arc<Self>) {
        if self.source.store.journal.is_read_only() || !self.told_kept.is_due(self.source.clock.now()) {
            return;
        }
        let opened = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut place = 0;
            loop {
                let Some(opened) = opened.upgrade() else { return };
                match opened.forget_told(place, AT_ONCE).await {
                    Ok(Some(reached)) => place = reached,
                    Ok(None) => return,
                    Err(fault) => return tracing::warn!(%fault, "what the relay told long ago could not be removed"),
                }
                tokio::task::yield_now().await;
            }
        });
    }

    /// One step; says where the next begins.
    pub(crate) async fn forget_told(&self, after: i64, at_once: u32) -> Result<Option<i64>, Fault> {
        let before = self.source.clock.now() - TimeDelta::days(self.told_kept.days.into());
        let looked_at = self.looked_at_feed().await?;
        let removed = self.source.store.journal.remove_told(before, looked_at, after, at_once).await;
        let removed = removed.map_err(explain::store)?;
        if removed.events > 0 {
            tracing::info!(events = removed.events, "what the relay told long ago is removed");
        }
        Ok(removed.reached)
    }
}
