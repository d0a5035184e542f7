//! One page of a sweep, in one transaction.

use chrono::{DateTime, Utc};
use domain::{BadRecord, Received, Subscription};
use rusqlite::Transaction;

use super::{Application, Applied};
use crate::cache::{SweepState, quarantine, subscription, sweep};
use crate::error::Result;
use crate::store::Store;

/// A page as it was read.
#[derive(Debug, Clone, Default)]
pub struct PageToApply {
    /// Its records, the unreadable ones too.
    pub records: Vec<Result<Received<Subscription>, BadRecord>>,
    /// Leads to the page after it; `None` on the last one.
    pub next: Option<String>,
}

/// What a page turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageApplied {
    /// Subscriptions never read before.
    pub new: u32,
    /// Subscriptions that differ from what was stored.
    pub changed: u32,
    /// Subscriptions that say what was stored.
    pub unchanged: u32,
    /// Records that could not be read.
    pub bad: u32,
    /// How far the sweep has come.
    pub state: SweepState,
}

impl Store {
    /// Applies the page after those that `state` counts.
    ///
    /// Only what differs is written, and one small row that says how far the sweep has come.
    pub async fn apply_page(&self, state: &SweepState, page: PageToApply, now: DateTime<Utc>) -> Result<PageApplied> {
        let (store, state) = (self.clone(), state.clone());
        let (applied, touched) = self.cache.filling().write(move |tx| store.apply(tx, state, &page, now)).await?;
        self.cache.changed(&touched);
        Ok(applied)
    }

    fn apply(
        &self,
        tx: &Transaction<'_>,
        state: SweepState,
        page: &PageToApply,
        now: DateTime<Utc>,
    ) -> Result<(PageApplied, Vec<u32>)> {
        sweep::confirm(tx, &state)?;
        let mut application = Application::begin(tx, now, !state.baseline)?;
        let mut applied = PageApplied { new: 0, changed: 0, unchanged: 0, bad: 0, state };
        let mut rows = Vec::with_capacity(page.records.len());
        for record in &page.records {
            match record {
                Ok(record) => {
                    let (outcome, row) = application.apply(record)?;
                    rows.push(row);
                    applied.count(outcome);
                }
                Err(bad) => {
                    quarantine::keep(tx, bad, now)?;
                    rows.extend(listed_though_unreadable(tx, bad)?);
                    applied.bad += 1;
                }
            }
        }
        applied.go_on(page, now, &rows, tx)?;
        application.settle(self)?;
        Ok((applied, application.touched))
    }
}

/// A record that cannot be read still says that its subscription is there.
fn listed_though_unreadable(tx: &Transaction<'_>, bad: &BadRecord) -> Result<Option<u32>> {
    let known = bad.id.as_deref().map(|id| subscription::known(tx, id)).transpose()?.flatten();
    Ok(known.map(|known| known.row))
}

impl PageApplied {
    fn count(&mut self, outcome: Applied) {
        *match outcome {
            Applied::New => &mut self.new,
            Applied::Changed => &mut self.changed,
            Applied::Unchanged => &mut self.unchanged,
        } += 1;
    }

    fn go_on(&mut self, page: &PageToApply, now: DateTime<Utc>, rows: &[u32], tx: &Transaction<'_>) -> Result<()> {
        let records = u32::try_from(page.records.len()).unwrap_or(u32::MAX);
        let next = page.next.as_deref().filter(|next| !next.is_empty());
        sweep::add_page(
            tx,
            &sweep::Page { sweep: self.state.number, number: self.state.pages, rows, records, next, at: now },
        )?;
        self.state.pages += 1;
        self.state.subscriptions += records;
        self.state.continuation = next.map(str::to_owned);
        Ok(())
    }
}
