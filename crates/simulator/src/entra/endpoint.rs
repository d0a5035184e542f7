//! The authority's addresses: token requests in, tokens or refusals out.

use serde_json::{Value, json};
use url::form_urlencoded;

use super::{
    RESOURCE,
    assertion::{self, Expected},
    buyer,
    claims::{Claims, LIFETIME_SECONDS, Parties, TokenVersion},
    discovery,
    error::Refusal,
    identity::{App, SecretState},
};
use crate::{
    api::{answer::Answer, call::Call, route::RouteKind},
    clock::Millis,
    sim::Sim,
};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Answers one request to the authority.
pub(crate) fn serve(sim: &Sim, call: &Call) -> Answer {
    let path: Vec<&str> = call.path.split('/').filter(|part| !part.is_empty()).collect();
    let authority = sim.addresses().authority.clone();
    let document = |value: Value| Answer::json(200, &value);
    match (call.method.as_str(), path.as_slice()) {
        ("POST", [tenant, "oauth2", "token"]) => token(sim, call, tenant, TokenVersion::V1),
        ("POST", [tenant, "oauth2", "v2.0", "token"]) => token(sim, call, tenant, TokenVersion::V2),
        ("GET", [tenant, "oauth2", "v2.0", "authorize"]) => buyer::authorize(sim, call, tenant),
        ("GET", [tenant, rest @ ..]) => match public(rest) {
            Some(_) if *tenant != discovery::COMMON && !sim.identity.knows_tenant(tenant) => {
                Refusal::UnknownTenant.answer(sim, tenant, "")
            }
            Some((version, true)) => document(discovery::key_set(version, &authority, tenant, sim.identity.keys)),
            Some((version, false)) => document(discovery::configuration(version, &authority, tenant)),
            None => Answer::empty(404),
        },
        _ => Answer::empty(404),
    }
}

/// Whether a call asks for a token or for a public document.
pub(crate) fn kind(call: &Call) -> RouteKind {
    match call.path.rsplit('/').next() {
        Some("token") => RouteKind::Token,
        Some("authorize") => RouteKind::Other,
        _ => RouteKind::Keys,
    }
}

/// Which public document a path names: its version, and whether it is the key set.
fn public(path: &[&str]) -> Option<(TokenVersion, bool)> {
    match path {
        [".well-known", "openid-configuration"] => Some((TokenVersion::V1, false)),
        ["v2.0", ".well-known", "openid-configuration"] => Some((TokenVersion::V2, false)),
        ["discovery", "keys"] => Some((TokenVersion::V1, true)),
        ["discovery", "v2.0", "keys"] => Some((TokenVersion::V2, true)),
        _ => None,
    }
}

/// The members of a token request that matter.
pub(crate) struct Request {
    members: Vec<(String, String)>,
}

impl Request {
    fn read(body: &[u8]) -> Self {
        Self { members: form_urlencoded::parse(body).into_owned().collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.members.iter().find(|(member, _)| member == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn need(&self, name: &'static str) -> Result<&str, Refusal> {
        self.get(name).ok_or(Refusal::MissingMember(name))
    }
}

fn token(sim: &Sim, call: &Call, tenant: &str, version: TokenVersion) -> Answer {
    let request = Request::read(&call.body);
    let application = request.get("client_id").unwrap_or_default();
    if request.get("grant_type") == Some("authorization_code") && version == TokenVersion::V2 {
        return buyer::token(sim, &request).unwrap_or_else(|refusal| refusal.answer(sim, tenant, application));
    }
    match grant(sim, &request, tenant, version) {
        Ok(app) => issue(sim, app, version),
        Err(refusal) => refusal.answer(sim, tenant, application),
    }
}

/// The app a request proves to be, checked in the order Entra complains.
fn grant<'a>(sim: &'a Sim, request: &Request, tenant: &str, version: TokenVersion) -> Result<&'a App, Refusal> {
    check_tenant(sim, tenant)?;
    if request.need("grant_type")? != "client_credentials" {
        return Err(Refusal::UnsupportedGrant);
    }
    let application = request.need("client_id")?;
    let app = sim.identity.app(tenant, application).ok_or(Refusal::UnknownApplication)?;
    check_resource(sim, request, version)?;
    match (request.get("client_secret"), request.get("client_assertion")) {
        (_, Some(text)) if request.get("client_assertion_type") == Some(ASSERTION_TYPE) => {
            check_assertion(sim, app, text, tenant)?;
        }
        (Some(secret), _) => check_secret(sim, app, secret, sim.clock.millis())?,
        _ => return Err(Refusal::NoCredential),
    }
    Ok(app)
}

fn check_tenant(sim: &Sim, tenant: &str) -> Result<(), Refusal> {
    let has_form = uuid::Uuid::parse_str(tenant).is_ok() || (tenant.contains('.') && !tenant.contains(' '));
    match tenant {
        "common" | "organizations" | "consumers" => Err(Refusal::TenantNotNamed),
        _ if sim.identity.knows_tenant(tenant) => Ok(()),
        _ if has_form => Err(Refusal::UnknownTenant),
        _ => Err(Refusal::MalformedTenant),
    }
}

fn check_resource(sim: &Sim, request: &Request, version: TokenVersion) -> Result<(), Refusal> {
    let resource = match version {
        TokenVersion::V1 => request.need("resource")?,
        TokenVersion::V2 => request.need("scope")?.strip_suffix("/.default").ok_or(Refusal::BadScope)?,
    };
    let has_principal = resource == RESOURCE && !sim.switches().resource_principal_missing;
    if has_principal { Ok(()) } else { Err(Refusal::NoResourcePrincipal) }
}

fn check_secret(sim: &Sim, app: &App, secret: &str, now: Millis) -> Result<(), Refusal> {
    match sim.identity.try_secret(app, secret, now) {
        SecretState::Right => Ok(()),
        SecretState::Expired => Err(Refusal::ExpiredSecret),
        SecretState::Wrong => Err(Refusal::WrongSecret),
    }
}

/// Only the publisher's app has a certificate. Its audience may be written with this address or with Microsoft's.
fn check_assertion(sim: &Sim, app: &App, text: &str, tenant: &str) -> Result<(), Refusal> {
    if *app != sim.identity.publisher {
        return Err(Refusal::AssertionUnsigned);
    }
    let authority = sim.addresses().authority.clone();
    let audiences: Vec<String> = [authority.as_str(), "https://login.microsoftonline.com"]
        .iter()
        .flat_map(|host| ["oauth2/token", "oauth2/v2.0/token", "v2.0"].map(|end| format!("{host}/{tenant}/{end}")))
        .collect();
    let expected = Expected { application: &app.application, audiences: &audiences, now: sim.clock.millis() };
    assertion::check(&sim.identity, text, &expected)
}

/// The answer with the token, in the members and types of its version.
fn issue(sim: &Sim, app: &App, version: TokenVersion) -> Answer {
    let now = sim.clock.millis();
    let parties = Parties {
        authority: &sim.addresses().authority,
        tenant: &app.tenant,
        audience: RESOURCE,
        caller: &app.application,
        nonce: sim.guid(),
    };
    let claims = Claims::new(version, parties, now);
    let Some(token) = sim.identity.keys.sign(&claims) else { return Answer::empty(500) };
    let body = match version {
        TokenVersion::V1 => json!({
            "token_type": "Bearer",
            "expires_in": LIFETIME_SECONDS.to_string(),
            "ext_expires_in": LIFETIME_SECONDS.to_string(),
            "expires_on": claims.exp.to_string(),
            "not_before": claims.nbf.to_string(),
            "resource": RESOURCE,
            "access_token": token,
        }),
        TokenVersion::V2 => json!({
            "token_type": "Bearer",
            "expires_in": LIFETIME_SECONDS,
            "ext_expires_in": LIFETIME_SECONDS,
            "access_token": token,
        }),
    };
    Answer::json(200, &body).with("cache-control", "no-store, no-cache").with("pragma", "no-cache")
}
