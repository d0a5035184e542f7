//! Asks Entra for a token.
//!
//! The protocol is oauth2's; the sending is ours. Whatever that library says of a failure is reduced here to a path,
//! because it holds the whole answer.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Clock;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::Method;
use oauth2::basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse};
use oauth2::{AsyncHttpClient, AuthType, ClientCredentialsTokenRequest, ClientId, ClientSecret, RequestTokenError};
use oauth2::{EndpointNotSet, EndpointSet, HttpResponse, Scope, StandardRevocableToken, TokenResponse as _, TokenUrl};

use super::answer::{Grant, Refusal};
use super::assertion;
use super::entra::Entra;
use super::token::Token;
use crate::credential::{Credential, Identity};
use crate::error::ApiError;
use crate::settings::{Settings, TokenVersion};
use crate::trace::Trace;
use crate::wire::{Broken, Request, Wire, WireError};

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
    entra: Entra,
    clock: Arc<dyn Clock>,
    identity: Identity,
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
        let entra = Entra::new(wire, clock.clone(), settings, &identity)?;
        Ok(Self { entra, clock, identity, resource: settings.resource.clone(), version: settings.token_version })
    }

    /// Asks for a token, once.
    pub(super) async fn issue(self: Arc<Self>) -> Result<Token, ApiError> {
        let trace = Entra::trace();
        let asked_at = self.clock.now();
        let protocol = self.protocol();
        let door = Door { issuer: self.clone(), trace: trace.clone() };
        let grant = self.request(&protocol)?.request_async(&door).await.map_err(|error| reduced(error, &trace))?;
        let life = grant.expires_in().and_then(|life| TimeDelta::from_std(life).ok()).unwrap_or(UNSTATED_LIFE);
        let unreadable = || ApiError::UnreadableAnswer { field: "access_token".to_owned(), trace };
        Token::new(grant.access_token().secret(), asked_at, life).ok_or_else(unreadable)
    }

    /// Entra's public description of the tenant, as JSON.
    pub(super) async fn describe(&self) -> Result<(String, Trace), ApiError> {
        let mut request = Request::new(Vec::new());
        *request.method_mut() = Method::GET;
        let path: &[&str] = match self.version {
            TokenVersion::V2 => &["v2.0", ".well-known", "openid-configuration"],
            TokenVersion::V1 => &[".well-known", "openid-configuration"],
        };
        *request.uri_mut() = self.entra.address(path).as_str().parse().map_err(|_| unusable())?;
        let trace = Entra::trace();
        let answer = self.entra.ask(request, &trace).await?;
        Ok((String::from_utf8_lossy(answer.body()).into_owned(), trace))
    }

    fn protocol(&self) -> Protocol {
        let path: &[&str] = match self.version {
            TokenVersion::V2 => &["oauth2", "v2.0", "token"],
            TokenVersion::V1 => &["oauth2", "token"],
        };
        let client = oauth2::Client::new(ClientId::new(self.identity.application.trim().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(TokenUrl::from_url(self.entra.address(path)));
        match &self.identity.credential {
            Credential::Secret(secret) => client.set_client_secret(ClientSecret::new(secret.expose().to_owned())),
            Credential::Certificate(_) => client,
        }
    }

    /// The request, with what it is for and, in place of a secret, a signed proof.
    fn request<'a>(
        &self,
        protocol: &'a Protocol,
    ) -> Result<ClientCredentialsTokenRequest<'a, Refusal, Grant>, ApiError> {
        let request = protocol.exchange_client_credentials();
        let request = match self.version {
            TokenVersion::V2 => request.add_scope(Scope::new(format!("{}/.default", self.resource))),
            TokenVersion::V1 => request.add_extra_param("resource", self.resource.clone()),
        };
        let Credential::Certificate(certificate) = &self.identity.credential else { return Ok(request) };
        let (application, endpoint) = (protocol.client_id().as_str(), protocol.token_uri().url());
        let proof = assertion::sign(certificate, application, endpoint, self.clock.now()).ok_or_else(unusable)?;
        Ok(request.add_extra_param("client_assertion_type", assertion::KIND).add_extra_param("client_assertion", proof))
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
        async { Ok(self.issuer.entra.ask(request, &self.trace).await?.map(|body| body.to_vec())) }.boxed()
    }
}

/// What oauth2 could not read, by its path alone: the rest of that error holds the answer.
fn reduced(error: RequestTokenError<ApiError, Refusal>, trace: &Trace) -> ApiError {
    let trace = trace.clone();
    match error {
        RequestTokenError::Request(error) => error,
        RequestTokenError::Parse(error, _) if error.inner().is_eof() => ApiError::TruncatedAnswer { trace },
        RequestTokenError::Parse(error, _) => ApiError::UnreadableAnswer { field: error.path().to_string(), trace },
        RequestTokenError::ServerResponse(_) | RequestTokenError::Other(_) => {
            ApiError::UnreadableAnswer { field: String::new(), trace }
        }
    }
}

fn unusable() -> ApiError {
    ApiError::Unusable { source: WireError::new(Broken::Unusable, None) }
}
