//! The end of a sweep: what was on no page is missing.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Transaction;

use crate::cache::{Gone, LeftBehind, SweepState, quarantine, subscription, sweep, tally};
use crate::error::{Result, StoreError};
use crate::journal::event::Reading;
use crate::journal::{Event, EventKind};
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
        let left_behind = if state.baseline { self.cache.left_behind().await? } else { Vec::new() };
        let (store, state) = (self.clone(), state.clone());
        let finished = self.cache.filling().write(move |tx| store.finish(tx, &state, &left_behind, now)).await?;
        if finished.baseline {
            self.cache.show_what_was_filled();
        }
        Ok(finished)
    }

    fn finish(
        &self,
        tx: &Transaction<'_>,
        state: &SweepState,
        left_behind: &[LeftBehind],
        now: DateTime<Utc>,
    ) -> Result<SweepFinished> {
        sweep::confirm(tx, state)?;
        let listed = sweep::listed(tx, state.number)?;
        let mut losses = Losses { tx, now, missing: Vec::new(), events: Vec::new() };
        losses.notice(&listed)?;
        losses.carry_over(left_behind)?;
        quarantine::forget_nameless(tx, state.started_at)?;
        let subscriptions = u32::try_from(listed.len()).unwrap_or(u32::MAX);
        sweep::finish(tx, state.number, subscriptions, now)?;
        self.journal.record(&losses.events)?;
        Ok(SweepFinished {
            subscriptions,
            missing: losses.missing,
            baseline: state.baseline,
            duration: now - state.started_at,
        })
    }
}

/// What the sweep did not list.
struct Losses<'a> {
    tx: &'a Transaction<'a>,
    now: DateTime<Utc>,
    missing: Vec<Gone>,
    events: Vec<Event>,
}

impl Losses<'_> {
    /// Marks what the sweep before listed and this one did not.
    fn notice(&mut self, listed: &[u32]) -> Result<()> {
        let last = sweep::last_finished(self.tx)?.map(|sweep| sweep.started_at);
        for row in subscription::newly_missing(self.tx, listed)? {
            let (id, name) = subscription::named(self.tx, row)?;
            subscription::miss(self.tx, row, self.now)?;
            self.tell(Gone { id, name, since: self.now }, last, &subscription::raw(self.tx, row)?);
        }
        Ok(())
    }

    /// Takes over from the old file what the new one was not told of.
    fn carry_over(&mut self, left_behind: &[LeftBehind]) -> Result<()> {
        let mut tally = tally::Changes::default();
        for it in left_behind {
            let gone = it.carry_over(self.tx, self.now)?;
            tally.moved(None, it.status_rank);
            if !it.was_missing {
                self.tell(gone, Some(it.read_at), &it.raw);
            }
        }
        tally.write(self.tx)
    }

    fn tell(&mut self, gone: Gone, after: Option<DateTime<Utc>>, raw: &str) {
        let reading = Reading { subscription: &gone.id, after, before: self.now, raw };
        self.events.push(reading.tells(EventKind::Missing));
        self.missing.push(gone);
    }
}
