//! The whole listing, once: one page per transaction, with the next already on its way.

use std::sync::Arc;

use domain::Clock;
use futures::TryStreamExt as _;
use marketplace::{Api, ApiError, Continuation, Page};
use store::{PageToApply, Store, SweepFinished, SweepState};
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use crate::PullError;

/// Pages that may wait to be written while the one after them is being fetched.
const PAGES_AHEAD: usize = 2;
/// How often one sweep may begin anew because its continuation expired.
const FRESH_STARTS: u32 = 3;

/// A page that has been written.
#[derive(Debug, Clone)]
pub struct Swept {
    /// Where the sweep stands.
    pub state: SweepState,
    /// Records on this page.
    pub records: u32,
    /// Whether the page changed anything a list shows.
    pub changed: bool,
}

/// Runs one sweep to its end, going on where an interrupted one stopped.
///
/// `told` hears of every page once it is written.
///
/// # Errors
/// Whatever stopped it; pages already written stay, and the next call goes on behind them.
pub async fn sweep(
    api: &Api,
    store: &Store,
    clock: &Arc<dyn Clock>,
    mut told: impl FnMut(Swept) + Send,
) -> Result<SweepFinished, PullError> {
    let mut state = match store.cache.sweep_in_progress().await? {
        Some(state) => state,
        None => store.cache.begin_sweep(clock.now()).await?,
    };
    for _ in 0..FRESH_STARTS {
        match walk(api, store, clock, state, &mut told).await {
            Err(PullError::Api(ApiError::ContinuationExpired { .. })) => {
                state = store.cache.restart_sweep(clock.now()).await?;
            }
            Ok(state) => return finish(store, clock, state).await,
            Err(error) => return Err(error),
        }
    }
    finish_unwalkable(api, store, clock, state, told).await
}

/// The last try: its error, an expired continuation included, is the sweep's.
async fn finish_unwalkable(
    api: &Api,
    store: &Store,
    clock: &Arc<dyn Clock>,
    state: SweepState,
    mut told: impl FnMut(Swept) + Send,
) -> Result<SweepFinished, PullError> {
    let state = walk(api, store, clock, state, &mut told).await?;
    finish(store, clock, state).await
}

async fn walk(
    api: &Api,
    store: &Store,
    clock: &Arc<dyn Clock>,
    mut state: SweepState,
    told: &mut (impl FnMut(Swept) + Send),
) -> Result<SweepState, PullError> {
    if state.has_all_pages() {
        return Ok(state);
    }
    let (fetched, mut arrivals) = mpsc::channel(PAGES_AHEAD);
    let from = state.continuation.clone().map(Continuation::from);
    let _fetching = AbortOnDropHandle::new(tokio::spawn(fetch(api.clone(), from, fetched)));
    while let Some(page) = arrivals.recv().await {
        let page = page?;
        let next = page.next.map(|next| next.as_str().to_owned());
        let records = u32::try_from(page.records.len()).unwrap_or(u32::MAX);
        let applied = store.apply_page(&state, PageToApply { records: page.records, next }, clock.now()).await?;
        state = applied.state.clone();
        told(Swept { state: applied.state, records, changed: applied.new + applied.changed > 0 });
    }
    Ok(state)
}

async fn fetch(api: Api, from: Option<Continuation>, fetched: mpsc::Sender<Result<Page, ApiError>>) {
    let mut pages = std::pin::pin!(api.pages(from));
    loop {
        let (page, last) = match pages.try_next().await {
            Ok(Some(page)) => (Ok(page), false),
            Ok(None) => return,
            Err(error) => (Err(error), true),
        };
        if fetched.send(page).await.is_err() || last {
            return;
        }
    }
}

async fn finish(store: &Store, clock: &Arc<dyn Clock>, state: SweepState) -> Result<SweepFinished, PullError> {
    let known = store.cache.counts().await?.total;
    if state.subscriptions == 0 && known > 0 {
        store.cache.restart_sweep(clock.now()).await?;
        return Err(PullError::SuddenlyEmpty { known });
    }
    Ok(store.finish_sweep(&state, clock.now()).await?)
}
