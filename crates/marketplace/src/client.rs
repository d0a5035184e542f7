//! Sends a call: with a token, under ids, a few at a time, and again where that may help.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use domain::Clock;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use uuid::Uuid;

use crate::call::Call;
use crate::error::ApiError;
use crate::patience::{Patience, date_of};
use crate::settings::host_of;
use crate::sign_in::{Token, TokenSource};
use crate::trace::Trace;
use crate::verdict::{Heard, judge};
use crate::wire::{Answer, Broken, Wire, WireError};

/// No limit is published, so few calls are under way at once.
const CALLS_AT_ONCE: usize = 4;
/// Writes, and what is read immediately before one, do not wait behind a sweep.
const URGENT_CALLS_AT_ONCE: usize = 4;

/// What all calls of one publisher share.
pub(crate) struct Client {
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    pub(crate) tokens: TokenSource,
    lanes: Semaphore,
    urgent_lanes: Semaphore,
    skew: Mutex<Option<TimeDelta>>,
}

impl Client {
    pub(crate) fn new(wire: Arc<dyn Wire>, clock: Arc<dyn Clock>, tokens: TokenSource) -> Self {
        let (lanes, urgent_lanes) = (Semaphore::new(CALLS_AT_ONCE), Semaphore::new(URGENT_CALLS_AT_ONCE));
        Self { wire, clock, tokens, lanes, urgent_lanes, skew: Mutex::new(None) }
    }

    /// Sends a call, patiently.
    pub(crate) async fn send(&self, call: &Call, patience: Patience) -> Result<Heard, ApiError> {
        patience.bears(call.repeatable, || self.attempt(call)).await
    }

    /// One attempt; two where the first token was refused.
    async fn attempt(&self, call: &Call) -> Result<Heard, ApiError> {
        let token = self.tokens.token().await?;
        match self.once(call, &token, call.first_id()).await {
            Err(refusal) if refusal.is_about_the_token() => match self.tokens.in_place_of(&token).await? {
                Some(fresh) => self.once(call, &fresh, Uuid::new_v4()).await,
                None => Err(refusal),
            },
            outcome => outcome,
        }
    }

    async fn once(&self, call: &Call, token: &Token, id: Uuid) -> Result<Heard, ApiError> {
        let unusable = |_| ApiError::Unusable { source: WireError::new(Broken::Unusable, None) };
        let (request, trace) = call.attempt(token, id).map_err(unusable)?;
        let lanes = if call.urgent { &self.urgent_lanes } else { &self.lanes };
        let _lane = lanes.acquire().await;
        let begun = Instant::now();
        let outcome = self.wire.send(request).await;
        note(call, &outcome, &trace, begun);
        let answer = outcome.map_err(|source| ApiError::broken(source, host_of(&call.url), trace.clone()))?;
        self.compare_clocks(&answer);
        let hidden = match &call.landing {
            Some(landing) => token.hidden().and(landing.expose()),
            None => token.hidden(),
        };
        judge(&answer, trace, &hidden, self.clock.now())
    }

    /// Our clock minus theirs, by the latest answer that said when it was made.
    pub(crate) fn clock_skew(&self) -> Option<TimeDelta> {
        *self.skew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn compare_clocks(&self, answer: &Answer) {
        if let Some(theirs) = date_of(answer.headers()) {
            *self.skew.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.clock.now() - theirs);
        }
    }
}

/// One line per attempt: ids and times, no query, no body.
fn note(call: &Call, outcome: &Result<Answer, WireError>, trace: &Trace, begun: Instant) {
    tracing::debug!(
        method = %call.method,
        path = call.url.path(),
        status = outcome.as_ref().ok().map(|answer| answer.status().as_u16()),
        broken = outcome.as_ref().err().map(tracing::field::display),
        ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        correlation = trace.correlation(),
        request = trace.request(),
        "asked the marketplace"
    );
}
