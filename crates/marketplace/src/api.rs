//! What may be asked of the marketplace, one method per question.

use std::fmt;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::{Clock, Operation, OperationId, Plan, PlanId, Received, Subscription, SubscriptionId};
use futures::{Stream, stream};
use url::Url;

use crate::call::Call;
use crate::client::Client;
use crate::credential::Identity;
use crate::directory::DirectoryInfo;
use crate::error::ApiError;
use crate::hidden::Secret;
use crate::page::{Continuation, Page, Place};
use crate::patience::Patience;
use crate::read::{self, NotRead, Resolved};
use crate::settings::{Settings, within};
use crate::sign_in::TokenSource;
use crate::trace::Trace;
use crate::transport::Transport;
use crate::verdict::Heard;
use crate::wire::Wire;

/// Microsoft's APIs for one publisher. Cheap to clone; all clones share tokens and limits.
#[derive(Clone)]
pub struct Api {
    settings: Arc<Settings>,
    pub(crate) client: Arc<Client>,
    patience: Patience,
    is_urgent: bool,
}

impl Api {
    /// Nothing is sent yet.
    pub fn new(settings: Settings, identity: Identity, clock: Arc<dyn Clock>) -> Result<Self, ApiError> {
        settings.check()?;
        let wire = Transport::new(settings.is_local()).map_err(|source| ApiError::Unusable { source })?;
        Self::over(Arc::new(wire), settings, identity, clock)
    }

    /// The same, through another door.
    pub(crate) fn over(
        wire: Arc<dyn Wire>,
        settings: Settings,
        identity: Identity,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ApiError> {
        let tokens = TokenSource::new(wire.clone(), &settings, identity, clock.clone())?;
        let client = Arc::new(Client::new(wire, clock, tokens));
        Ok(Self { settings: Arc::new(settings), client, patience: Patience::default(), is_urgent: false })
    }

    /// The same publisher, asked with more or less patience.
    pub fn with_patience(&self, patience: Patience) -> Self {
        Self { patience, ..self.clone() }
    }

    /// The same publisher, whose questions go where the writes go: four at a time of their own. For the reading
    /// immediately before a write, which must not wait behind a sweep.
    pub fn urgent(&self) -> Self {
        Self { is_urgent: true, ..self.clone() }
    }

    /// Gets a fresh token, and says why if there is none.
    pub async fn token_check(&self) -> Result<(), ApiError> {
        self.patience.bears(true, || self.client.tokens.fresh()).await.map(drop)
    }

    /// Asks Entra, without any credential, whether the tenant exists.
    pub async fn directory_exists(&self) -> Result<DirectoryInfo, ApiError> {
        self.patience.bears(true, || self.client.tokens.directory()).await
    }

    /// One page of the listing: the first, or the one a continuation leads to.
    pub async fn page(&self, from: Option<&Continuation>) -> Result<Page, ApiError> {
        let place = from.map_or(Ok(Place::First), |from| from.place(&self.settings))?;
        let url = place.url(self.listing());
        let heard = self.ask(url).await.map_err(|error| place.explain(error))?;
        Page::read(&heard.text, heard.bytes, &self.settings).map_err(|error| unreadable(error, &heard.trace))
    }

    /// Every page in order, beginning at a stored place if there is one. An empty page with a link is not the end.
    pub fn pages(&self, from: Option<Continuation>) -> impl Stream<Item = Result<Page, ApiError>> + Send + '_ {
        stream::try_unfold(Some(from), move |place| async move {
            let Some(from) = place else { return Ok(None) };
            let page = self.page(from.as_ref()).await?;
            if page.next.is_some() && page.next == from {
                return Err(ApiError::UnreadableAnswer { field: "@nextLink".to_owned(), trace: Trace::default() });
            }
            let next = page.next.clone().map(Some);
            Ok(Some((page, next)))
        })
    }

    /// One subscription.
    pub async fn subscription(&self, id: &SubscriptionId) -> Result<Received<Subscription>, ApiError> {
        let heard = self.ask(self.of(id, &[])?).await?;
        read::one(&heard.text, read::read_subscription).map_err(|error| unreadable(error, &heard.trace))
    }

    /// What a buyer's landing token stands for. It works in every state of the subscription, and the token is neither
    /// kept nor shown. The whole subscription is read besides where the answer leaves it out.
    ///
    /// # Errors
    /// [`ApiError::Refused`] with 400 and [`ApiError::NotFound`] for a token that is malformed, too old or of another
    /// publisher; else as for any call.
    pub async fn resolve(&self, token: &Secret) -> Result<Resolved, ApiError> {
        let url = self.address(&["saas", "subscriptions", "resolve"]);
        let heard = self.client.send(&Call::resolve(url, token.clone()), self.patience).await?;
        let read = read::one(&heard.text, read::read_resolved).map_err(|error| unreadable(error, &heard.trace))?;
        let mut resolved = read.value;
        if resolved.whole.is_none() {
            resolved.whole = Some(self.subscription(&resolved.subscription).await?.value);
        }
        Ok(resolved)
    }

    /// The plans a subscription may use. Naming the purchased one makes the service name its private offers too.
    pub async fn plans(
        &self,
        id: &SubscriptionId,
        purchased: Option<&PlanId>,
    ) -> Result<Vec<Received<Plan>>, ApiError> {
        let mut url = self.of(id, &["listAvailablePlans"])?;
        if let Some(plan) = purchased {
            url.query_pairs_mut().append_pair("planId", plan.as_str());
        }
        let heard = self.ask(url).await?;
        read::all(&heard.text, "plans", read::read_plan).map_err(|error| unreadable(error, &heard.trace))
    }

    /// The operations of a subscription that wait for an answer. An unknown subscription may have none.
    pub async fn operations(&self, id: &SubscriptionId) -> Result<Vec<Received<Operation>>, ApiError> {
        let heard = self.ask(self.of(id, &["operations"])?).await.map_err(unknown_if_bad)?;
        read::all(&heard.text, "operations", read::read_operation).map_err(|error| unreadable(error, &heard.trace))
    }

    /// One operation.
    pub async fn operation(
        &self,
        id: &SubscriptionId,
        operation: &OperationId,
    ) -> Result<Received<Operation>, ApiError> {
        let url = self.of(id, &["operations", segment(operation.as_str())?])?;
        let heard = self.ask(url).await.map_err(unknown_if_bad)?;
        read::one(&heard.text, read::read_operation).map_err(|error| unreadable(error, &heard.trace))
    }

    /// Our clock minus Microsoft's, by the latest answer.
    pub fn clock_skew(&self) -> Option<TimeDelta> {
        self.client.clock_skew()
    }

    async fn ask(&self, url: Url) -> Result<Heard, ApiError> {
        self.client.send(&Call::get(url, self.is_urgent), self.patience).await
    }

    fn listing(&self) -> Url {
        self.address(&["saas", "subscriptions"])
    }

    pub(crate) fn of(&self, id: &SubscriptionId, further: &[&str]) -> Result<Url, ApiError> {
        let path = ["saas", "subscriptions", segment(id.as_str())?];
        Ok(self.address(&[path.as_slice(), further].concat()))
    }

    fn address(&self, path: &[&str]) -> Url {
        let mut url = within(&self.settings.base, path);
        url.query_pairs_mut().append_pair("api-version", &self.settings.api_version);
        url
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// An id as a segment of a path. One that a URL would swallow names nothing.
pub(crate) fn segment(id: &str) -> Result<&str, ApiError> {
    match id.trim() {
        "" | "." | ".." => Err(ApiError::NotFound { trace: Trace::default() }),
        id => Ok(id),
    }
}

/// The operations API answers 400 where 404 is documented.
pub(crate) fn unknown_if_bad(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { status: 400, trace, .. } => ApiError::NotFound { trace },
        other => other,
    }
}

fn unreadable(error: NotRead, trace: &Trace) -> ApiError {
    match error {
        NotRead::CutShort => ApiError::TruncatedAnswer { trace: trace.clone() },
        NotRead::Field(field) => ApiError::UnreadableAnswer { field, trace: trace.clone() },
        NotRead::ForeignLink(host) => ApiError::ForeignLink { host },
    }
}
