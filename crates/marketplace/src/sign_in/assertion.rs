//! The signed proof that stands in for a secret: short-lived, for one endpoint, used once.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header};
use serde::Serialize;
use url::Url;
use uuid::Uuid;

use crate::credential::Certificate;

pub(super) const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Entra takes no more than ten.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(9);

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: String,
    nbf: i64,
    iat: i64,
    exp: i64,
}

/// Signs a proof that we are the app. Nothing where the key cannot sign.
pub(super) fn sign(certificate: &Certificate, application: &str, endpoint: &Url, now: DateTime<Utc>) -> Option<String> {
    let mut header = Header::new(Algorithm::RS256);
    header.x5t = Some(certificate.thumbprint_sha1().to_owned());
    header.x5t_s256 = Some(certificate.thumbprint_sha256().to_owned());
    let claims = Claims {
        aud: endpoint.as_str(),
        iss: application,
        sub: application,
        jti: Uuid::new_v4().to_string(),
        nbf: now.timestamp(),
        iat: now.timestamp(),
        exp: (now + GOOD_FOR).timestamp(),
    };
    jsonwebtoken::encode(&header, &claims, certificate.key()).ok()
}
