//! What is kept in memory for the list, and how it is kept true.
//!
//! The roster is renewed when somebody asks for a list and rows have changed since. Whoever asks waits for it a moment;
//! where it takes longer the last one serves, is renewed behind their back, and
//! [`Cache::relisted`](crate::Cache::relisted) says so. A roster that is costly to renew is renewed seldom.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::found::Found;
use super::query::{ListQuery, SortField};
use super::roster::Roster;
use super::view::View;
use super::word::Word;
use crate::cache::Cache;
use crate::error::Result;

/// How long a question waits for a roster that is out of date.
const PATIENCE: Duration = Duration::from_millis(25);
/// Between two costly renewals passes so many times their cost.
const PAUSE: u32 = 4;
/// Renewals cheaper than this need no pause.
const CHEAP: Duration = Duration::from_millis(20);
/// More changed rows than this are not noted one by one.
const MOST_CHANGED: usize = 50_000;
/// Views kept; each is 8 bytes a row.
const VIEWS: usize = 6;
/// Searches kept; each is a bit a row.
const SEARCHES: usize = 12;

/// What is kept in memory for the list.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    changed: Mutex<Changed>,
    roster: watch::Sender<Option<Arc<Roster>>>,
    is_renewing: AtomicBool,
    is_pausing: AtomicBool,
    views: Mutex<Vec<KeptView>>,
    searches: Mutex<Vec<KeptSearch>>,
    /// One view is built at a time: those who ask for the same one wait for it.
    building: tokio::sync::Mutex<()>,
    pub(crate) counting: super::turn::Turn,
}

/// What has changed since the roster was read.
#[derive(Debug, Default)]
struct Changed {
    generation: u64,
    rows: Vec<u32>,
    everything: bool,
}

#[derive(Debug)]
struct KeptView {
    query: ListQuery,
    generation: u64,
    view: Arc<View>,
}

#[derive(Debug)]
struct KeptSearch {
    view: Arc<View>,
    words: Vec<Word>,
    found: Arc<Found>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// These rows have changed, and that is on disk.
    pub(crate) fn rows_changed(&self, rows: &[u32]) {
        let mut changed = locked(&self.changed);
        changed.generation += 1;
        changed.rows.extend(rows);
        if changed.rows.len() > MOST_CHANGED {
            changed.rows = Vec::new();
            changed.everything = true;
        }
    }

    /// Another file is shown.
    pub(crate) fn everything_changed(&self) {
        let mut changed = locked(&self.changed);
        changed.generation += 1;
        changed.everything = true;
    }

    /// What a search found before, all of it.
    pub(crate) fn search(&self, view: &Arc<View>, words: &[Word]) -> Option<Arc<Found>> {
        let kept = locked(&self.searches);
        let same = kept.iter().find(|kept| Arc::ptr_eq(&kept.view, view) && kept.words == words)?;
        Some(Arc::clone(&same.found))
    }

    /// Keeps what a search found.
    pub(crate) fn keep_search(&self, view: &Arc<View>, words: &[Word], found: Found) -> Arc<Found> {
        let found = Arc::new(found);
        let mut kept = locked(&self.searches);
        kept.insert(0, KeptSearch { view: Arc::clone(view), words: words.to_vec(), found: Arc::clone(&found) });
        kept.truncate(SEARCHES);
        found
    }

    fn view(&self, query: &ListQuery, generation: u64) -> Option<Arc<View>> {
        let mut kept = locked(&self.views);
        let at = kept.iter().position(|kept| kept.generation == generation && kept.query == *query)?;
        kept.get_mut(..=at)?.rotate_right(1);
        kept.first().map(|kept| Arc::clone(&kept.view))
    }

    /// Keeps a view; those of older rosters go, and what was found in them.
    fn keep_view(&self, kept: KeptView) {
        let mut views = locked(&self.views);
        views.retain(|older| older.generation == kept.generation);
        views.insert(0, kept);
        views.truncate(VIEWS);
        locked(&self.searches).retain(|search| views.iter().any(|kept| Arc::ptr_eq(&kept.view, &search.view)));
    }
}

impl Cache {
    /// Returns when lists come from memory, or cannot. The first question for a list brings that about too.
    pub async fn warm(&self) {
        let mut rosters = self.memory().roster.subscribe();
        if self.roster().await.is_none() {
            let _ = rosters.changed().await;
        }
    }

    /// Returns when what lists show from memory has been renewed behind an answer that was a little old.
    pub async fn relisted(&self) {
        let mut rosters = self.memory().roster.subscribe();
        let _ = rosters.changed().await;
    }

    /// The list of `query` without its words, in memory; `None` while the roster is read for the first time.
    pub(crate) async fn view(&self, query: &ListQuery) -> Result<Option<Arc<View>>> {
        // Memory knows in which order names stand, not which are equal: nothing is sorted behind them there.
        if query.order().last().is_none_or(|last| last.field != SortField::Name) {
            return Ok(None);
        }
        let Some(roster) = self.roster().await else { return Ok(None) };
        let (memory, query) = (self.memory(), query.without_words());
        if let Some(view) = memory.view(&query, roster.generation) {
            return Ok(Some(view));
        }
        let _turn = memory.building.lock().await;
        if let Some(view) = memory.view(&query, roster.generation) {
            return Ok(Some(view));
        }
        let generation = roster.generation;
        let (query, view) = tokio::task::spawn_blocking(move || {
            let view = View::of(&query, &roster);
            (query, Arc::new(view))
        })
        .await?;
        memory.keep_view(KeptView { query, generation, view: Arc::clone(&view) });
        Ok(Some(view))
    }

    /// The roster, as true as can be had at once.
    async fn roster(&self) -> Option<Arc<Roster>> {
        let memory = self.memory();
        let mut rosters = memory.roster.subscribe();
        let wanted = locked(&memory.changed).generation;
        let now = rosters.borrow_and_update().clone();
        if now.as_ref().is_some_and(|roster| roster.generation >= wanted) {
            return now;
        }
        if !memory.is_renewing.swap(true, Ordering::AcqRel) {
            tokio::spawn(self.clone().keep_renewing());
        }
        if now.is_none() || memory.is_pausing.load(Ordering::Acquire) {
            return now;
        }
        let new_enough = |roster: &Option<Arc<Roster>>| roster.as_ref().is_some_and(|it| it.generation >= wanted);
        match tokio::time::timeout(PATIENCE, rosters.wait_for(new_enough)).await {
            Ok(Ok(renewed)) => renewed.clone(),
            _ => now,
        }
    }

    /// Renews the roster until it is true.
    async fn keep_renewing(self) {
        let memory = self.memory();
        loop {
            let began = Instant::now();
            if let Err(error) = self.renew().await {
                tracing::warn!(%error, "the list in memory could not be renewed");
                memory.is_renewing.store(false, Ordering::Release);
                memory.roster.send_modify(|_| {});
                return;
            }
            let cost = began.elapsed();
            if cost > CHEAP {
                memory.is_pausing.store(true, Ordering::Release);
                tokio::time::sleep(cost * PAUSE).await;
                memory.is_pausing.store(false, Ordering::Release);
            }
            memory.is_renewing.store(false, Ordering::Release);
            let shown = memory.roster.borrow().as_ref().map(|roster| roster.generation);
            let is_true = shown == Some(locked(&memory.changed).generation);
            if is_true || memory.is_renewing.swap(true, Ordering::AcqRel) {
                return;
            }
        }
    }

    async fn renew(&self) -> Result<()> {
        let Changed { generation, rows, everything } = {
            let mut changed = locked(&self.memory().changed);
            let generation = changed.generation;
            std::mem::replace(&mut *changed, Changed { generation, ..Changed::default() })
        };
        let before = self.memory().roster.borrow().clone().filter(|_| !everything);
        let shown = self.shown();
        let renewed = shown.read(move |conn| match before {
            Some(before) if rows.len() < 500 + before.len() / 20 => before.renewed(conn, generation, &rows),
            _ => Roster::load(conn, generation),
        });
        match renewed.await {
            Ok(roster) => {
                self.memory().roster.send_replace(Some(Arc::new(roster)));
                Ok(())
            }
            Err(error) => {
                locked(&self.memory().changed).everything = true;
                Err(error)
            }
        }
    }
}
