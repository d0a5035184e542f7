//! Fetches a tenant's key set, from the authority and nowhere else.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use url::Url;

use super::key::KeySet;
use crate::error::ApiError;
use crate::read::{Members, text_of};
use crate::settings::{TokenVersion, host_of, within};
use crate::trace::Trace;
use crate::verdict::not_json;
use crate::wire::{Broken, Request, Wire, WireError};

/// Longest time for both answers together.
const AT_MOST: Duration = Duration::from_secs(20);
/// Real sets have some 10 KB.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

/// The authority, and the door to it.
pub(super) struct Fetch {
    pub(super) wire: Arc<dyn Wire>,
    pub(super) authority: Url,
}

impl Fetch {
    /// The key set that the tenant's configuration names.
    pub(super) async fn key_set(&self, tenant: &str, version: TokenVersion) -> Result<KeySet, ApiError> {
        let too_late = |_| ApiError::broken(WireError::new(Broken::TooLate, None), self.host(), Trace::default());
        tokio::time::timeout(AT_MOST, self.both(tenant, version)).await.map_err(too_late)?
    }

    async fn both(&self, tenant: &str, version: TokenVersion) -> Result<KeySet, ApiError> {
        let path: &[&str] = match version {
            TokenVersion::V1 => &[tenant, ".well-known", "openid-configuration"],
            TokenVersion::V2 => &[tenant, "v2.0", ".well-known", "openid-configuration"],
        };
        let configuration = self.get(&within(&self.authority, path)).await?;
        let address = address_of_keys(&configuration).ok_or_else(|| unreadable("jwks_uri"))?;
        if address.origin() != self.authority.origin() {
            return Err(ApiError::ForeignLink { host: host_of(&address) });
        }
        KeySet::read(&self.get(&address).await?, tenant).ok_or_else(|| unreadable("keys"))
    }

    async fn get(&self, address: &Url) -> Result<String, ApiError> {
        let mut request = Request::new(Vec::new());
        *request.method_mut() = Method::GET;
        let unusable = |_| ApiError::Unusable { source: WireError::new(Broken::Unusable, None) };
        *request.uri_mut() = address.as_str().parse().map_err(unusable)?;
        let answer = self.wire.send(request).await;
        let answer = answer.map_err(|source| ApiError::broken(source, self.host(), Trace::default()))?;
        if answer.status().as_u16() != 200 {
            return Err(not_json(&answer, Trace::default()));
        }
        if answer.body().len() > MAX_ANSWER_BYTES {
            return Err(ApiError::OversizedAnswer { trace: Trace::default() });
        }
        Ok(String::from_utf8_lossy(answer.body()).trim_start_matches('\u{feff}').to_owned())
    }

    fn host(&self) -> String {
        host_of(&self.authority)
    }
}

fn address_of_keys(configuration: &str) -> Option<Url> {
    let members = Members::read(configuration).ok()?;
    Url::parse(&text_of(members.get("jwks_uri")?).ok()??).ok()
}

fn unreadable(field: &str) -> ApiError {
    ApiError::UnreadableAnswer { field: field.to_owned(), trace: Trace::default() }
}
