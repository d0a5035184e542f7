//! The OpenID configuration documents and key sets of both versions.

use serde_json::{Value, json};

use super::{
    claims::{TokenVersion, issuer},
    keys::Keys,
};

/// The name under which people of every tenant sign in.
pub(crate) const COMMON: &str = "common";

/// Documents for every tenant name none: a token names its own.
fn issuer_for(version: TokenVersion, authority: &str, tenant: &str) -> String {
    issuer(version, authority, if tenant == COMMON { "{tenantid}" } else { tenant })
}

/// The configuration document of a tenant.
pub(crate) fn configuration(version: TokenVersion, authority: &str, tenant: &str) -> Value {
    let (oauth, keys) = match version {
        TokenVersion::V1 => ("oauth2", "discovery/keys"),
        TokenVersion::V2 => ("oauth2/v2.0", "discovery/v2.0/keys"),
    };
    json!({
        "token_endpoint": format!("{authority}/{tenant}/{oauth}/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{authority}/{tenant}/{keys}"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "issuer": issuer_for(version, authority, tenant),
        "authorization_endpoint": format!("{authority}/{tenant}/{oauth}/authorize"),
    })
}

/// The public keys, as both versions publish them; version 2 names the issuer of each.
pub(crate) fn key_set(version: TokenVersion, authority: &str, tenant: &str, keys: &Keys) -> Value {
    let mut key = json!({
        "kty": "RSA", "use": "sig", "kid": keys.kid, "x5t": keys.kid, "n": keys.modulus, "e": keys.exponent,
    });
    if version == TokenVersion::V2
        && let Value::Object(members) = &mut key
    {
        members.insert("issuer".to_owned(), issuer_for(version, authority, tenant).into());
    }
    json!({ "keys": [key] })
}
