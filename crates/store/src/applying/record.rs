//! One record against what is stored of it.

use chrono::{DateTime, Utc};
use domain::difference::between;
use domain::{Received, Subscription};
use rusqlite::Transaction;
use serde_json::Value;

use super::digest_of;
use crate::cache::subscription::{self, Known, rank};
use crate::cache::{quarantine, sweep, tally};
use crate::error::Result;
use crate::journal::event::Reading;
use crate::journal::{Event, EventKind};
use crate::store::Store;

/// What a record turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It had never been read before.
    New,
    /// It differs from what was stored.
    Changed,
    /// It says what was stored.
    Unchanged,
}

/// A transaction of the cache, with what it gathers on its way.
#[derive(Debug)]
pub(crate) struct Application<'a> {
    tx: &'a Transaction<'a>,
    now: DateTime<Utc>,
    /// When the last full sweep began: whatever it listed was confirmed after that.
    last_sweep: Option<DateTime<Utc>>,
    /// A baseline observes nothing.
    observes: bool,
    quarantine_is_empty: bool,
    tally: tally::Changes,
    pub(crate) events: Vec<Event>,
    /// Rows on which lists now show something else.
    pub(crate) touched: Vec<u32>,
}

impl<'a> Application<'a> {
    pub(crate) fn begin(tx: &'a Transaction<'a>, now: DateTime<Utc>, observes: bool) -> Result<Self> {
        Ok(Self {
            tx,
            now,
            last_sweep: sweep::last_finished(tx)?.map(|sweep| sweep.started_at),
            observes,
            quarantine_is_empty: quarantine::is_empty(tx)?,
            tally: tally::Changes::default(),
            events: Vec::new(),
            touched: Vec::new(),
        })
    }

    /// Applies one record; returns its row number too.
    pub(crate) fn apply(&mut self, record: &Received<Subscription>) -> Result<(Applied, u32)> {
        let digest = digest_of(&record.raw);
        if !self.quarantine_is_empty {
            quarantine::release(self.tx, &record.value.id)?;
        }
        match subscription::known(self.tx, record.value.id.as_str())? {
            None => self.add(record, &digest),
            Some(known) if known.digest == digest => self.leave(&known, record),
            Some(known) => self.replace(&known, record, &digest),
        }
    }

    fn add(&mut self, record: &Received<Subscription>, digest: &[u8; 16]) -> Result<(Applied, u32)> {
        if self.observes && self.last_sweep.is_some() {
            self.events.push(self.reading(record, self.last_sweep).tells(EventKind::Appeared));
        }
        let row = subscription::insert(self.tx, record, digest, self.now)?;
        self.tally.moved(None, rank(&record.value.status));
        self.touched.push(row);
        Ok((Applied::New, row))
    }

    fn leave(&mut self, known: &Known, record: &Received<Subscription>) -> Result<(Applied, u32)> {
        if self.notice_return(known, record) {
            subscription::unmiss(self.tx, known.row)?;
            self.touched.push(known.row);
        }
        Ok((Applied::Unchanged, known.row))
    }

    fn replace(&mut self, known: &Known, record: &Received<Subscription>, digest: &[u8; 16]) -> Result<(Applied, u32)> {
        self.notice_return(known, record);
        let before = subscription::raw(self.tx, known.row)?;
        let found = between(&json(&before), &json(&record.raw));
        let outcome = if found.is_empty() { Applied::Unchanged } else { Applied::Changed };
        if self.observes {
            let reading = self.reading(record, Some(self.confirmed(known)));
            let events: Vec<Event> = found.into_iter().map(|difference| reading.shows(difference)).collect();
            self.events.extend(events);
        }
        subscription::update(self.tx, known.row, record, digest, self.now)?;
        self.tally.moved(Some(known.status_rank), rank(&record.value.status));
        self.touched.push(known.row);
        Ok((outcome, known.row))
    }

    /// A subscription that was missing is listed again; an item of its own, even in a baseline.
    fn notice_return(&mut self, known: &Known, record: &Received<Subscription>) -> bool {
        if let Some(missing_at) = known.missing_at {
            self.events.push(self.reading(record, Some(missing_at)).tells(EventKind::Returned));
        }
        known.missing_at.is_some()
    }

    /// When what is stored was last known to be so.
    fn confirmed(&self, known: &Known) -> DateTime<Utc> {
        let listed = self.last_sweep.filter(|_| known.missing_at.is_none());
        listed.map_or(known.read_at, |at| at.max(known.read_at))
    }

    fn reading<'r>(&self, record: &'r Received<Subscription>, after: Option<DateTime<Utc>>) -> Reading<'r> {
        Reading { subscription: &record.value.id, after, before: self.now, raw: &record.raw }
    }

    /// The last step before the cache moves on: the counts, and the events into the journal.
    pub(crate) fn settle(&self, store: &Store) -> Result<()> {
        self.tally.write(self.tx)?;
        store.journal.record(&self.events)
    }
}

/// What is not JSON says nothing; a record that was read is JSON.
fn json(raw: &str) -> Value {
    serde_json::from_str(raw).unwrap_or_default()
}

impl Store {
    /// Applies a record that was read by itself.
    pub async fn apply_one(&self, record: Received<Subscription>, now: DateTime<Utc>) -> Result<Applied> {
        let store = self.clone();
        let (outcome, touched) = self
            .cache
            .filling()
            .write(move |tx| {
                let mut application = Application::begin(tx, now, true)?;
                let (outcome, row) = application.apply(&record)?;
                subscription::confirm(tx, row, now)?;
                application.settle(&store)?;
                Ok((outcome, application.touched))
            })
            .await?;
        self.cache.changed(&touched);
        Ok(outcome)
    }
}
