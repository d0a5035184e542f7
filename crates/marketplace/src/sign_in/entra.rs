//! Asks one tenant of Entra, and says in our words why it refuses.

use std::sync::Arc;

use domain::Clock;
use http::HeaderValue;
use url::Url;
use uuid::Uuid;

use super::answer::Refusal;
use super::problem::{SignInError, SignInProblem};
use crate::credential::Identity;
use crate::error::ApiError;
use crate::hidden::Hidden;
use crate::patience::retry_after;
use crate::settings::{Settings, host_of, within};
use crate::trace::Trace;
use crate::verdict::{may_be_json, not_json};
use crate::wire::{Answer, Request, Wire};

/// Entra's name for the id under which we ask.
const ASKED_AS: &str = "client-request-id";

/// One tenant, and the door to it.
pub(super) struct Entra {
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    tenant: Url,
    hidden: Hidden,
}

impl Entra {
    pub(super) fn new(
        wire: Arc<dyn Wire>,
        clock: Arc<dyn Clock>,
        settings: &Settings,
        identity: &Identity,
    ) -> Result<Self, ApiError> {
        let tenant = within(&settings.authority, &[tenant_of(identity)?]);
        Ok(Self { wire, clock, tenant, hidden: identity.credential.hidden() })
    }

    /// An address within the tenant.
    pub(super) fn address(&self, path: &[&str]) -> Url {
        within(&self.tenant, path)
    }

    /// The ids of one request.
    pub(super) fn trace() -> Trace {
        let id = Uuid::new_v4().to_string();
        Trace::new(&id, &id)
    }

    /// Sends a request. Only an answer of 200 that may be JSON comes back; every other is explained.
    pub(super) async fn ask(&self, mut request: Request, trace: &Trace) -> Result<Answer, ApiError> {
        let id = trace.correlation().unwrap_or_default();
        if let Ok(id) = HeaderValue::from_str(id) {
            request.headers_mut().insert(ASKED_AS, id);
        }
        let answer = self.wire.send(request).await;
        let answer = answer.map_err(|source| ApiError::broken(source, host_of(&self.tenant), trace.clone()))?;
        let status = answer.status().as_u16();
        tracing::debug!(status, correlation = id, "asked Entra");
        let is_json = may_be_json(&String::from_utf8_lossy(answer.body()));
        match status {
            200 if is_json => Ok(answer),
            408 | 429 | 500.. => Err(self.explain(&answer, trace)),
            400..500 if is_json => Err(self.explain(&answer, trace)),
            _ => Err(not_json(&answer, trace.clone())),
        }
    }

    fn explain(&self, answer: &Answer, trace: &Trace) -> ApiError {
        let refusal: Refusal = serde_json::from_slice(answer.body()).unwrap_or_default();
        let number = refusal.number();
        let raw = self.hidden.out_of(&String::from_utf8_lossy(answer.body()));
        ApiError::SignIn(SignInError {
            kind: SignInProblem::classify(answer.status().as_u16(), &refusal.error, number),
            number,
            description: self.hidden.out_of(&refusal.error_description),
            retry_after: retry_after(answer.headers(), self.clock.now()),
            trace: trace.clone().with_raw(raw),
        })
    }
}

/// The tenant, if it can be a part of an address.
fn tenant_of(identity: &Identity) -> Result<&str, ApiError> {
    let tenant = identity.tenant.trim();
    let is_plain = tenant.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.'));
    if is_plain && tenant.chars().any(|letter| letter.is_ascii_alphanumeric()) {
        return Ok(tenant);
    }
    Err(ApiError::SignIn(SignInError {
        kind: SignInProblem::TenantMalformed,
        number: None,
        description: "The tenant is neither a GUID nor a domain.".to_owned(),
        retry_after: None,
        trace: Trace::default(),
    }))
}
