//! A client assertion in place of a secret: a short token signed with the app's certificate.

use jsonwebtoken::{Algorithm, decode_header};
use serde::Deserialize;

use super::{error::Refusal, identity::Identity};
use crate::clock::Millis;

/// Tolerance for clocks that differ.
const LEEWAY_SECONDS: i64 = 300;

#[derive(Deserialize)]
struct Assertion {
    aud: String,
    iss: String,
    sub: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
}

/// What the assertion is held against.
pub(crate) struct Expected<'a> {
    pub(crate) application: &'a str,
    /// Any of these may be the audience.
    pub(crate) audiences: &'a [String],
    pub(crate) now: Millis,
}

/// Checks an assertion's signature, parties, audience and time, in the order Entra complains.
pub(crate) fn check(identity: &Identity, text: &str, expected: &Expected<'_>) -> Result<(), Refusal> {
    let header = decode_header(text).map_err(|_| Refusal::AssertionMalformed)?;
    if !matches!(header.alg, Algorithm::RS256 | Algorithm::PS256) {
        return Err(Refusal::AssertionMalformed);
    }
    let keys = identity.certificate_keys(header.x5t.as_deref(), header.x5t_s256.as_deref());
    let keys = keys.ok_or(Refusal::AssertionUnsigned)?;
    let claims: Assertion = keys.check(text, header.alg).ok_or(Refusal::AssertionUnsigned)?;
    if claims.iss != expected.application || claims.sub != expected.application {
        return Err(Refusal::AssertionWrongSubject);
    }
    if !expected.audiences.contains(&claims.aud) {
        return Err(Refusal::AssertionWrongAudience);
    }
    let now = expected.now / 1_000;
    let begins = claims.nbf.unwrap_or(now) - LEEWAY_SECONDS;
    if now < begins || claims.exp + LEEWAY_SECONDS < now {
        return Err(Refusal::AssertionOutOfTime);
    }
    Ok(())
}
