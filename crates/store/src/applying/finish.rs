//! The end of a sweep: what was on no page is missing.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Transaction;

use crate::cache::{Gone, SweepState, quarantine, subscription, sweep};
use crate::error::{Result, StoreError};
use crate::journal::EventKind;
use crate::journal::event::Reading;
use crate::store::Store;

/// A sweep that went through to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweepFinished {
    /// Different subscriptions it listed.
    pub subscriptions: u32,
    /// Subscriptions it did not list and the sweep before it did. They stay in the list, marked.
    pub missing: Vec<Gone>,
    /// The first of its file.
    pub baseline: bool,
    /// How long it took, pauses included.
    pub duration: TimeDelta,
}

impl Store {
    /// Ends a sweep whose last page has been applied.
    pub async fn finish_sweep(&self, state: &SweepState, now: DateTime<Utc>) -> Result<SweepFinished> {
        if !state.has_all_pages() {
            return Err(StoreError::SweepMoved);
        }
        self.cache.lay_orders().await?;
        let (store, state) = (self.clone(), state.clone());
        let finished = self.cache.filling().write(move |tx| store.finish(tx, &state, now)).await?;
        if finished.baseline {
            self.cache.show_what_was_filled();
        }
        Ok(finished)
    }

    fn finish(&self, tx: &Transaction<'_>, state: &SweepState, now: DateTime<Utc>) -> Result<SweepFinished> {
        sweep::confirm(tx, state)?;
        let listed = sweep::listed(tx, state.number)?;
        let last = sweep::last_finished(tx)?.map(|sweep| sweep.started_at);
        let (mut missing, mut events) = (Vec::new(), Vec::new());
        for row in subscription::newly_missing(tx, &listed)? {
            let (id, name) = subscription::named(tx, row)?;
            let raw = subscription::raw(tx, row)?;
            events.push(Reading { subscription: &id, after: last, before: now, raw: &raw }.tells(EventKind::Missing));
            subscription::miss(tx, row, now)?;
            missing.push(Gone { id, name, since: now });
        }
        quarantine::forget_nameless(tx, state.started_at)?;
        let subscriptions = u32::try_from(listed.len()).unwrap_or(u32::MAX);
        sweep::finish(tx, state.number, subscriptions, now)?;
        self.journal.record(&events)?;
        Ok(SweepFinished { subscriptions, missing, baseline: state.baseline, duration: now - state.started_at })
    }
}
