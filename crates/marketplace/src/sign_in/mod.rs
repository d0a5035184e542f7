//! Entra tokens: got when needed, kept while good, fetched once however many ask.
//!
//! The rules: a token is renewed five minutes before it ends, by the clock we were given; whoever asks while one is
//! being fetched waits for that one, and shares its failure too; a refused token is replaced once a minute at most,
//! so that a wrong setting cannot become a storm at the token endpoint.

mod answer;
mod assertion;
mod entra;
mod issuer;
mod problem;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared, WeakShared};

pub(crate) use answer::Refusal;
pub use problem::{SignInError, SignInProblem};
pub(crate) use token::Token;

use crate::credential::Identity;
use crate::directory::DirectoryInfo;
use crate::error::ApiError;
use crate::settings::Settings;
use crate::wire::Wire;
use issuer::Issuer;

/// How often a refused token is replaced by a new one.
const REPLACED_EVERY: TimeDelta = TimeDelta::minutes(1);

type Fetching = BoxFuture<'static, Result<Token, ApiError>>;

/// Hands out tokens for one app.
pub(crate) struct TokenSource {
    issuer: Arc<Issuer>,
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    held: Option<Token>,
    /// The fetch under way, as long as anybody waits for it.
    fetching: Option<WeakShared<Fetching>>,
    replaced_at: Option<DateTime<Utc>>,
}

impl TokenSource {
    pub(crate) fn new(
        wire: Arc<dyn Wire>,
        settings: &Settings,
        identity: Identity,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ApiError> {
        let issuer = Arc::new(Issuer::new(wire, settings, identity, clock.clone())?);
        Ok(Self { issuer, clock, state: Arc::default() })
    }

    /// A token that is good for some time.
    pub(crate) async fn token(&self) -> Result<Token, ApiError> {
        let fetching = {
            let mut state = lock(&self.state);
            if let Some(token) = state.held.as_ref().filter(|token| token.is_good(self.clock.now())) {
                return Ok(token.clone());
            }
            self.fetching(&mut state)
        };
        fetching.await
    }

    /// A token that was fetched after this was asked, or is being fetched.
    pub(crate) async fn fresh(&self) -> Result<Token, ApiError> {
        let fetching = self.fetching(&mut lock(&self.state));
        fetching.await
    }

    /// Another token than the refused one; nothing if that is as fresh as can be.
    pub(crate) async fn in_place_of(&self, refused: &Token) -> Result<Option<Token>, ApiError> {
        let fetching = {
            let mut state = lock(&self.state);
            let now = self.clock.now();
            let other = state.held.as_ref().filter(|held| !held.is_same(refused) && held.is_good(now));
            if let Some(other) = other {
                return Ok(Some(other.clone()));
            }
            if !state.is_fetching() {
                if state.replaced_at.is_some_and(|at| (now - at).abs() < REPLACED_EVERY) {
                    return Ok(None);
                }
                state.replaced_at = Some(now);
                state.held = None;
            }
            self.fetching(&mut state)
        };
        fetching.await.map(Some)
    }

    /// Entra's public description of the tenant.
    pub(crate) async fn directory(&self) -> Result<DirectoryInfo, ApiError> {
        let (text, trace) = self.issuer.describe().await?;
        let unreadable = || ApiError::UnreadableAnswer { field: "issuer".to_owned(), trace };
        DirectoryInfo::read(&text).ok_or_else(unreadable)
    }

    /// The fetch under way, or a new one. It keeps its token itself, so that nobody late can put back an older one.
    fn fetching(&self, state: &mut State) -> Shared<Fetching> {
        if let Some(fetching) = state.fetching.as_ref().and_then(WeakShared::upgrade) {
            return fetching;
        }
        let (issuer, kept) = (self.issuer.clone(), self.state.clone());
        let fetch = async move {
            let outcome = issuer.issue().await;
            let mut state = lock(&kept);
            state.fetching = None;
            state.held = outcome.as_ref().ok().cloned();
            outcome
        };
        let fetching = fetch.boxed().shared();
        state.fetching = fetching.downgrade();
        fetching
    }
}

impl State {
    fn is_fetching(&self) -> bool {
        self.fetching.as_ref().and_then(WeakShared::upgrade).is_some()
    }
}

/// No holder of this lock can fail half way, so a poisoned one is as good as any.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
