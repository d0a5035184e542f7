//! The claims inside tokens, in the shapes of both versions.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;

/// Which generation of endpoints, responses and claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenVersion {
    /// `sts.windows.net`, `appid`, lifetimes as text.
    V1,
    /// `login.microsoftonline.com`, `azp`, lifetimes as numbers.
    V2,
}

/// An access token's claims.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) aud: String,
    pub(crate) iss: String,
    pub(crate) iat: i64,
    pub(crate) nbf: i64,
    pub(crate) exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    appid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    azp: Option<String>,
    pub(crate) tid: String,
    sub: String,
    oid: String,
    uti: String,
    ver: String,
}

/// Whom a token is for and from.
pub(crate) struct Parties<'a> {
    pub(crate) authority: &'a str,
    pub(crate) tenant: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) caller: &'a str,
    /// Tells tokens of the same second apart.
    pub(crate) nonce: String,
}

/// How long tokens live.
pub(crate) const LIFETIME_SECONDS: i64 = 3_599;

impl Claims {
    pub(crate) fn new(version: TokenVersion, parties: Parties<'_>, now: Millis) -> Self {
        let Parties { authority, tenant, audience, caller, nonce } = parties;
        let iat = now / 1_000;
        let is_v2 = version == TokenVersion::V2;
        let caller_id = caller.to_owned();
        Self {
            aud: audience.to_owned(),
            iss: issuer(version, authority, tenant),
            iat,
            nbf: iat,
            exp: iat + LIFETIME_SECONDS + 1,
            appid: (!is_v2).then(|| caller_id.clone()),
            azp: is_v2.then(|| caller_id.clone()),
            tid: tenant.to_owned(),
            sub: caller_id.clone(),
            oid: caller_id,
            uti: nonce,
            ver: if is_v2 { "2.0" } else { "1.0" }.to_owned(),
        }
    }

    /// The application that asked for the token.
    pub(crate) fn caller(&self) -> &str {
        self.azp.as_deref().or(self.appid.as_deref()).unwrap_or_default()
    }
}

/// The issuer of a tenant's tokens. Where the simulator stands in for the authority too, its own address is the issuer
/// of version 2, as the discovery document says; version 1 keeps Microsoft's name, which no client looks up.
pub(crate) fn issuer(version: TokenVersion, authority: &str, tenant: &str) -> String {
    match version {
        TokenVersion::V1 => format!("https://sts.windows.net/{tenant}/"),
        TokenVersion::V2 => format!("{authority}/{tenant}/v2.0"),
    }
}
