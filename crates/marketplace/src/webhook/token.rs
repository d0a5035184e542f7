//! Checks the bearer token on a webhook call.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::claims::{Claims, Unproven};
use super::issuer::Issuer;
use super::judged::{Doubtful, Forged, Judged};
use super::keys::KeySets;
use crate::settings::TokenVersion;

/// Microsoft's marketplace, as the application that asks for the tokens.
const MICROSOFT: &str = "20e940b3-4c77-4b0b-9a53-9e16a1b010a7";
/// The only algorithm Entra signs with.
const ALGORITHM: &str = "RS256";
/// How far our clock and Entra's may be apart.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Which application may ask for the tokens we believe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Caller {
    /// Microsoft's marketplace.
    #[default]
    Microsoft,
    /// Another one, by its application id: an emulator's. Never in production, and to be shown wherever it is set.
    Another(String),
}

impl Caller {
    fn id(&self) -> &str {
        match self {
            Self::Microsoft => MICROSOFT,
            Self::Another(id) => id.trim(),
        }
    }
}

/// Whom the offer's Technical configuration names: what a token must be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The tenant's id, a GUID.
    pub tenant: String,
    /// The application's id.
    pub application: String,
    /// Who may call.
    pub caller: Caller,
}

/// The tenant is no id: it would not fit into an address, and no token could be of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tenant is not an id")]
pub struct NoTenant;

/// Checks tokens for one recipient.
pub struct TokenCheck {
    recipient: Recipient,
    keys: Arc<KeySets>,
}

impl TokenCheck {
    /// A check for this recipient, with keys that several may share.
    ///
    /// # Errors
    ///
    /// Where the tenant cannot be an id.
    pub fn new(recipient: Recipient, keys: Arc<KeySets>) -> Result<Self, NoTenant> {
        let tenant = recipient.tenant.trim().to_ascii_lowercase();
        let is_plain = tenant.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-');
        if !is_plain || !tenant.bytes().any(|letter| letter.is_ascii_alphanumeric()) {
            return Err(NoTenant);
        }
        Ok(Self { recipient: Recipient { tenant, ..recipient }, keys })
    }

    /// Fetches the tenant's keys, unless those held are fresh, so that the first call need not wait for them.
    pub async fn warm(&self, now: DateTime<Utc>) {
        self.keys.warm(&self.recipient.tenant, now).await;
    }

    /// What the content of an `Authorization` header is found to be at this moment, UTC. Where the tenant's keys are not
    /// held it waits for them, three seconds at most.
    pub async fn check(&self, authorization: Option<&[u8]>, now: DateTime<Utc>) -> Judged {
        self.prove(authorization, now).await.err().unwrap_or(Judged::Genuine)
    }

    /// Nothing but the signature tells a forgery from a setting of ours that is wrong, so it is checked before all that
    /// could be either.
    async fn prove(&self, authorization: Option<&[u8]>, now: DateTime<Utc>) -> Result<(), Judged> {
        let token = Unproven::read(authorization)?;
        if token.algorithm() != ALGORITHM {
            return Err(Forged::Algorithm.into());
        }
        let issuer = Issuer::read(token.claims.text("iss"), self.keys.authority()).ok_or(Forged::Issuer)?;
        let version = version_of(&token.claims)?;
        let key = self.keys.key(&self.recipient.tenant, version, token.key_id(), now).await?;
        if !key.signed(token.signed, token.signature) {
            return Err(Forged::Signature.into());
        }
        Ok(self.fits(&token.claims, &issuer, version, now)?)
    }

    /// Whether what Entra signed is meant for us, from Microsoft, now.
    fn fits(
        &self,
        claims: &Claims,
        issuer: &Issuer<'_>,
        version: TokenVersion,
        now: DateTime<Utc>,
    ) -> Result<(), Doubtful> {
        let Recipient { tenant, application, caller } = &self.recipient;
        let claimed = |name| claims.text(name).trim();
        let caller_claim = match version {
            TokenVersion::V1 => "appid",
            TokenVersion::V2 => "azp",
        };
        let is_over = claims.moment("exp").is_none_or(|end| now.signed_duration_since(end) > TOLERANCE);
        let is_early = claims.moment("nbf").is_none_or(|start| start.signed_duration_since(now) > TOLERANCE);
        match () {
            () if issuer.version != version => Err(Doubtful::Version),
            () if ![issuer.tenant, claimed("tid")].iter().all(|of| of.eq_ignore_ascii_case(tenant)) => {
                Err(Doubtful::Tenant)
            }
            () if !is_same(claimed("aud"), application) => Err(Doubtful::Audience),
            () if !is_same(claimed(caller_claim), caller.id()) => Err(Doubtful::Caller),
            () if is_over => Err(Doubtful::Expired),
            () if is_early => Err(Doubtful::NotYet),
            () => Ok(()),
        }
    }
}

/// Whether two ids are one. An empty one is none.
fn is_same(claimed: &str, expected: &str) -> bool {
    !claimed.is_empty() && claimed.eq_ignore_ascii_case(expected.trim())
}

fn version_of(claims: &Claims) -> Result<TokenVersion, Doubtful> {
    match claims.text("ver") {
        "1.0" => Ok(TokenVersion::V1),
        "2.0" => Ok(TokenVersion::V2),
        _ => Err(Doubtful::Version),
    }
}
