//! Asks Entra for a token, and for what it tells of a tenant.
//!
//! The protocol is oauth2's; the sending is ours. Whatever that library says of a failure is reduced here to a path
//! or a class, because it may hold the whole answer.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Clock;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::Method;
use http::header::ACCEPT;
use oauth2::basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse};
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, ClientSecret, RequestTokenError, Scope, TokenResponse as _, TokenUrl,
};
use oauth2::{EndpointNotSet, EndpointSet, HttpResponse, StandardRevocableToken};
use url::Url;
use uuid::Uuid;

use super::answer::{Grant, Refusal};
use super::problem::{SignInError, SignInProblem};
use super::token::Token;
use crate::credential::{Credential, Identity};
use crate::error::ApiError;
use crate::hidden::Hidden;
use crate::patience::retry_after;
use crate::settings::{Settings, TokenVersion, host_of, within};
use crate::trace::Trace;
use crate::verdict::{may_be_json, not_json};
use crate::wire::{Answer, Request, Wire};

/// Entra's name for the id under which we ask.
const ASKED_AS: &str = "client-request-id";
/// Assumed where the endpoint does not say how long a token is good.
const UNSTATED_LIFE: TimeDelta = TimeDelta::minutes(10);

type Protocol = oauth2::Client<
    Refusal,
    Grant,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The token endpoint of one tenant, and who asks there.
pub(super) struct Issuer {
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    identity: Identity,
    tenant: Url,
    resource: String,
    version: TokenVersion,
}

impl Issuer {
    pub(super) fn new(
        wire: Arc<dyn Wire>,
        settings: &Settings,
        identity: Identity,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ApiError> {
        let tenant = tenant_of(&identity)?;
        let tenant = within(&settings.authority, &[tenant]);
        Ok(Self { wire, clock, identity, tenant, resource: settings.resource.clone(), version: settings.token_version })
    }

    /// Asks for a token, once.
    pub(super) async fn issue(self: Arc<Self>) -> Result<Token, ApiError> {
        let trace = Trace::new(&Uuid::new_v4().to_string(), "");
        let asked_at = self.clock.now();
        let protocol = self.protocol();
        let door = Door { issuer: self.clone(), trace: trace.clone() };
        let request = match self.version {
            TokenVersion::V2 => {
                protocol.exchange_client_credentials().add_scope(Scope::new(format!("{}/.default", self.resource)))
            }
            TokenVersion::V1 => protocol.exchange_client_credentials().add_extra_param("resource", &self.resource),
        };
        let grant = request.request_async(&door).await.map_err(|error| self.refused(error, &trace))?;
        let life = grant.expires_in().and_then(|life| TimeDelta::from_std(life).ok()).unwrap_or(UNSTATED_LIFE);
        let unreadable = || ApiError::UnreadableAnswer { field: "access_token".to_owned(), trace: trace.clone() };
        Token::new(grant.access_token().secret(), asked_at, life).ok_or_else(unreadable)
    }

    /// Entra's public description of the tenant.
    pub(super) async fn directory(&self) -> Result<String, ApiError> {
        let _ = (Method::GET, ACCEPT);
        Err(ApiError::NotFound { trace: Trace::default() })
    }

    fn protocol(&self) -> Protocol {
        let client = oauth2::Client::new(ClientId::new(self.identity.application.clone()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(TokenUrl::from_url(self.endpoint()));
        match &self.identity.credential {
            Credential::Secret(secret) => client.set_client_secret(ClientSecret::new(secret.expose().to_owned())),
        }
    }

    fn endpoint(&self) -> Url {
        match self.version {
            TokenVersion::V2 => within(&self.tenant, &["oauth2", "v2.0", "token"]),
            TokenVersion::V1 => within(&self.tenant, &["oauth2", "token"]),
        }
    }

    /// Sends what oauth2 wrote. Only what that library understands goes back to it; the rest is explained here.
    async fn knock(&self, mut request: Request, trace: &Trace) -> Result<HttpResponse, ApiError> {
        let id = trace.correlation().unwrap_or_default();
        if let Ok(id) = id.parse() {
            request.headers_mut().insert(ASKED_AS, id);
        }
        let answer = self.wire.send(request).await;
        let answer = answer.map_err(|source| ApiError::broken(source, host_of(&self.tenant), trace.clone()))?;
        tracing::debug!(status = answer.status().as_u16(), correlation = id, "asked Entra for a token");
        let status = answer.status().as_u16();
        let text = String::from_utf8_lossy(answer.body());
        match status {
            429 | 408 | 500.. => Err(self.trouble(&answer, trace)),
            300..400 => Err(not_json(&answer, trace.clone())),
            _ if !may_be_json(&text) => Err(not_json(&answer, trace.clone())),
            200 => Ok(answer.map(|body| body.to_vec())),
            _ => {
                let refusal = serde_json::from_slice(answer.body()).unwrap_or_default();
                Err(self.explain(&answer, &refusal, trace))
            }
        }
    }

    fn trouble(&self, answer: &Answer, trace: &Trace) -> ApiError {
        let refusal = serde_json::from_slice(answer.body()).unwrap_or_default();
        self.explain(answer, &refusal, trace)
    }

    fn explain(&self, answer: &Answer, refusal: &Refusal, trace: &Trace) -> ApiError {
        let status = answer.status().as_u16();
        let hidden = self.hidden();
        let number = refusal.number();
        SignInError {
            kind: SignInProblem::classify(status, &refusal.error, number),
            number,
            description: hidden.out_of(&refusal.error_description),
            retry_after: retry_after(answer.headers(), self.clock.now()),
            trace: trace.clone().with_raw(hidden.out_of(&String::from_utf8_lossy(answer.body()))),
        }
        .into()
    }

    fn hidden(&self) -> Hidden {
        match &self.identity.credential {
            Credential::Secret(secret) => Hidden::new(secret.expose()),
        }
    }

    /// What oauth2 could not read, by its path alone: the rest of that error holds the answer.
    fn refused(&self, error: RequestTokenError<ApiError, Refusal>, trace: &Trace) -> ApiError {
        match error {
            RequestTokenError::Request(error) => error,
            RequestTokenError::Parse(error, _) if error.inner().is_eof() => {
                ApiError::TruncatedAnswer { trace: trace.clone() }
            }
            RequestTokenError::Parse(error, _) => {
                ApiError::UnreadableAnswer { field: error.path().to_string(), trace: trace.clone() }
            }
            RequestTokenError::ServerResponse(_) | RequestTokenError::Other(_) => {
                ApiError::UnreadableAnswer { field: String::new(), trace: trace.clone() }
            }
        }
    }
}

/// Our door, as oauth2 uses it.
struct Door {
    issuer: Arc<Issuer>,
    trace: Trace,
}

impl<'a> AsyncHttpClient<'a> for Door {
    type Error = ApiError;
    type Future = BoxFuture<'a, Result<HttpResponse, ApiError>>;

    fn call(&'a self, request: Request) -> Self::Future {
        self.issuer.knock(request, &self.trace).boxed()
    }
}

/// The tenant, if it can be a part of an address.
fn tenant_of(identity: &Identity) -> Result<&str, ApiError> {
    let tenant = identity.tenant.trim();
    let is_plain = tenant.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.'));
    if is_plain && tenant.chars().any(|letter| letter.is_ascii_alphanumeric()) {
        return Ok(tenant);
    }
    Err(SignInError {
        kind: SignInProblem::TenantMalformed,
        number: None,
        description: "The tenant is neither a GUID nor a domain.".to_owned(),
        retry_after: None,
        trace: Trace::default(),
    }
    .into())
}
