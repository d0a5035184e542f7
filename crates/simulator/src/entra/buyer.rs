//! Buyers who sign in: the authorization code flow of OpenID Connect, with PKCE, for people of any tenant.
//!
//! Nobody is asked for a password: whoever the control API says is before the browser signs in at once.

use std::collections::HashMap;

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::{Host, Url};

use super::{
    claims::{LIFETIME_SECONDS, TokenVersion, issuer},
    discovery::COMMON,
    endpoint::Request,
    error::Refusal,
};
use crate::{
    api::{answer::Answer, call::Call},
    clock::Millis,
    sim::Sim,
};

/// How long a code is good.
const CODE_LIFE: Millis = 600_000;

/// Somebody with a work or personal account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Buyer {
    /// Their tenant; personal accounts share one.
    pub tenant: String,
    /// Their object id in it.
    pub object: String,
    /// What they are called.
    pub name: String,
    /// Their mail, where their directory knows one.
    pub email: Option<String>,
    /// Claims of the token made otherwise, for tests; null leaves one out.
    pub claims: serde_json::Map<String, Value>,
    /// The token's signature is somebody else's.
    pub is_forged: bool,
}

/// Who signs in, and the codes given to them.
#[derive(Debug, Default)]
pub(crate) struct Buyers {
    pub(crate) present: Option<Buyer>,
    codes: HashMap<String, Given>,
}

/// What a code stands for.
#[derive(Debug)]
struct Given {
    buyer: Buyer,
    redirect: String,
    nonce: String,
    challenge: String,
    at: Millis,
}

/// The page where people sign in: they are sent back at once. What is wrong with the request itself is said here.
pub(crate) fn authorize(sim: &Sim, call: &Call, tenant: &str) -> Answer {
    let asked = |name: &str| call.query(name).unwrap_or_default().to_owned();
    let (redirect, state) = (asked("redirect_uri"), asked("state"));
    let is_right = tenant == COMMON
        && asked("client_id") == sim.identity.landing.application
        && asked("response_type") == "code"
        && asked("code_challenge_method") == "S256"
        && asked("scope").split(' ').any(|scope| scope == "openid")
        && !["nonce", "code_challenge", "state"].iter().any(|name| asked(name).is_empty());
    let Some(mut back) = Url::parse(&redirect).ok().filter(|back| is_right && is_loopback(back)) else {
        return Answer::text(400, "AADSTS900561: The request to sign in is not as it should be.");
    };
    let mut buyers = sim.buyers();
    let Some(buyer) = buyers.present.clone() else {
        back.query_pairs_mut().append_pair("error", "access_denied").append_pair("state", &state);
        return Answer::empty(302).with("location", back);
    };
    let code = format!("0.{}", sim.guid());
    back.query_pairs_mut().append_pair("code", &code).append_pair("state", &state);
    let at = sim.clock.millis();
    let (nonce, challenge) = (asked("nonce"), asked("code_challenge"));
    buyers.codes.insert(code, Given { buyer, redirect, nonce, challenge, at });
    Answer::empty(302).with("location", back)
}

/// A code becomes a token, once.
pub(crate) fn token(sim: &Sim, request: &Request) -> Result<Answer, Refusal> {
    let app = &sim.identity.landing;
    if request.need("client_id")? != app.application {
        return Err(Refusal::UnknownApplication);
    }
    match request.get("client_secret") {
        None => return Err(Refusal::NoCredential),
        Some(secret) if secret != app.secret => return Err(Refusal::WrongSecret),
        Some(_) => {}
    }
    let now = sim.clock.millis();
    let given = sim.buyers().codes.remove(request.need("code")?).filter(|given| now - given.at <= CODE_LIFE);
    let given = given.ok_or(Refusal::CodeUnknown)?;
    if request.need("redirect_uri")? != given.redirect {
        return Err(Refusal::RedirectWrong);
    }
    let verifier = digest::digest(&digest::SHA256, request.need("code_verifier")?.as_bytes());
    if URL_SAFE_NO_PAD.encode(verifier) != given.challenge {
        return Err(Refusal::VerifierWrong);
    }
    let token = sim.identity.keys.sign(&claims(sim, &given, now)).unwrap_or_default();
    let token = if given.buyer.is_forged { forged(&token) } else { token };
    Ok(Answer::json(
        200,
        &json!({
            "token_type": "Bearer", "scope": "openid profile email", "expires_in": LIFETIME_SECONDS,
            "access_token": "an-opaque-token", "id_token": token,
        }),
    ))
}

fn claims(sim: &Sim, given: &Given, now: Millis) -> Value {
    let (buyer, seconds) = (&given.buyer, now / 1_000);
    let mut claims = json!({
        "aud": sim.identity.landing.application,
        "iss": issuer(TokenVersion::V2, &sim.addresses().authority, &buyer.tenant),
        "iat": seconds, "nbf": seconds, "exp": seconds + LIFETIME_SECONDS + 1,
        "tid": buyer.tenant, "oid": buyer.object, "sub": buyer.object, "name": buyer.name,
        "preferred_username": buyer.email.as_deref().unwrap_or("somebody@directory.example"),
        "nonce": given.nonce, "ver": "2.0",
    });
    if let Value::Object(members) = &mut claims {
        members.extend(buyer.email.iter().map(|email| ("email".to_owned(), email.as_str().into())));
        members.extend(buyer.claims.clone());
        members.retain(|_, value| !value.is_null());
    }
    claims
}

/// The same token with the signature of another.
fn forged(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').unwrap_or_default();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let rest: String = signature.chars().skip(1).collect();
    format!("{signed}.{first}{rest}")
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
