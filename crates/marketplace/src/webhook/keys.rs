//! The keys that Entra signs with: fetched when needed, kept for a day, and longer where Entra is out of reach.
//!
//! A key nobody knows is looked for again, but not more often than every five minutes, so that made-up tokens cannot make
//! us ask Entra in their rhythm. However many calls want a set, it is fetched once, in a task of its own: a call that
//! stops waiting does not stop it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared};
use url::Url;

use super::fetch::Fetch;
use super::judged::Doubtful;
use super::key::{Key, KeySet};
use crate::error::ApiError;
use crate::settings::{Settings, TokenVersion};
use crate::transport::Transport;
use crate::wire::Wire;

const KEPT_FOR: TimeDelta = TimeDelta::days(1);
/// How often a set that is held is fetched again before its day is over.
const ASKED_EVERY: TimeDelta = TimeDelta::minutes(5);
/// How often a set that is not held is asked for.
const TRIED_EVERY: TimeDelta = TimeDelta::seconds(15);
/// Longest wait of a call for a fetch: Microsoft waits ten seconds for the answer to it.
const PATIENCE: Duration = Duration::from_secs(3);

/// One set: a tenant's, of one version.
type Place = (String, &'static str);
type Fetching = Shared<BoxFuture<'static, ()>>;

/// Key sets of tenants. Several checks may share one.
pub struct KeySets {
    fetch: Arc<Fetch>,
    entries: Arc<Mutex<BTreeMap<Place, Entry>>>,
}

#[derive(Default)]
struct Entry {
    held: Option<Arc<KeySet>>,
    fetched_at: Option<DateTime<Utc>>,
    tried_at: Option<DateTime<Utc>>,
    fetching: Option<Fetching>,
}

impl KeySets {
    /// Key sets from the authority these settings name. Nothing is fetched yet.
    ///
    /// # Errors
    ///
    /// Where the authority must not be asked, or the HTTP library could not begin.
    pub fn new(settings: &Settings) -> Result<Self, ApiError> {
        settings.check()?;
        let transport = Transport::new(settings.is_local()).map_err(|source| ApiError::Unusable { source })?;
        Ok(Self::over(Arc::new(transport), settings.authority.clone()))
    }

    pub(crate) fn over(wire: Arc<dyn Wire>, authority: Url) -> Self {
        Self { fetch: Arc::new(Fetch { wire, authority }), entries: Arc::default() }
    }

    /// Fetches both of a tenant's sets, unless those held are fresh. Must be called within a tokio runtime.
    pub async fn warm(&self, tenant: &str, now: DateTime<Utc>) {
        for version in [TokenVersion::V1, TokenVersion::V2] {
            let fetching = self.wanted(tenant, version, now, |entry| entry.held.is_some());
            if let Some(fetching) = fetching {
                fetching.await;
            }
        }
    }

    pub(crate) fn authority(&self) -> &Url {
        &self.fetch.authority
    }

    /// A key by its name.
    pub(crate) async fn key(
        &self,
        tenant: &str,
        version: TokenVersion,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Arc<Key>, Doubtful> {
        let fetching = self.wanted(tenant, version, now, |entry| entry.key(name).is_some());
        if let Some(fetching) = fetching {
            // Whether it came in time or not, what is held now decides.
            let _ = tokio::time::timeout(PATIENCE, fetching).await;
        }
        let entries = lock(&self.entries);
        let held = entries.get(&place(tenant, version)).filter(|entry| entry.held.is_some());
        held.ok_or(Doubtful::KeysOutOfReach)?.key(name).ok_or(Doubtful::UnknownKey)
    }

    /// The fetch that is worth waiting for, where there is one.
    fn wanted(
        &self,
        tenant: &str,
        version: TokenVersion,
        now: DateTime<Utc>,
        suffices: impl Fn(&Entry) -> bool,
    ) -> Option<Fetching> {
        let mut entries = lock(&self.entries);
        let entry = entries.entry(place(tenant, version)).or_default();
        if entry.is_fresh(now) && suffices(entry) {
            return None;
        }
        if entry.fetching.is_none() && entry.may_be_fetched(now) {
            entry.tried_at = Some(now);
            entry.fetching = Some(self.begin(tenant, version, now));
        }
        entry.fetching.clone()
    }

    /// Begins a fetch, which keeps its own outcome. A set that could not be fetched leaves the last one in place.
    fn begin(&self, tenant: &str, version: TokenVersion, now: DateTime<Utc>) -> Fetching {
        let (fetch, entries, tenant) = (self.fetch.clone(), self.entries.clone(), tenant.to_owned());
        let task = tokio::spawn(async move {
            let fetched = fetch.key_set(&tenant, version).await;
            let mut entries = lock(&entries);
            let entry = entries.entry(place(&tenant, version)).or_default();
            entry.fetching = None;
            match fetched {
                Ok(set) => (entry.held, entry.fetched_at) = (Some(Arc::new(set)), Some(now)),
                Err(error) => tracing::warn!(tenant, ?version, %error, "the tenant's keys could not be fetched"),
            }
        });
        task.map(drop).boxed().shared()
    }
}

impl Entry {
    fn key(&self, name: &str) -> Option<Arc<Key>> {
        self.held.as_ref()?.key(name)
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.fetched_at.is_some_and(|at| (now - at).abs() < KEPT_FOR)
    }

    fn may_be_fetched(&self, now: DateTime<Utc>) -> bool {
        let every = if self.held.is_some() { ASKED_EVERY } else { TRIED_EVERY };
        self.tried_at.is_none_or(|at| (now - at).abs() >= every)
    }
}

fn place(tenant: &str, version: TokenVersion) -> Place {
    let version = match version {
        TokenVersion::V1 => "v1",
        TokenVersion::V2 => "v2",
    };
    (tenant.to_owned(), version)
}

/// No holder of this lock can fail half way, so a poisoned one is as good as any.
fn lock(entries: &Mutex<BTreeMap<Place, Entry>>) -> MutexGuard<'_, BTreeMap<Place, Entry>> {
    entries.lock().unwrap_or_else(PoisonError::into_inner)
}
