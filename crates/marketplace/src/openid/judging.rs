//! Whether an id token is Entra's, for us, about this sign-in, now.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{Buyer, BuyerSignIn, NotSignedIn};
use crate::settings::TokenVersion;
use crate::webhook::claims::Unproven;
use crate::webhook::issuer::Issuer;
use crate::webhook::key::EVERY_TENANT;

const ALGORITHM: &str = "RS256";
/// How far our clock and Entra's may be apart.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

impl BuyerSignIn {
    pub(super) async fn judge(&self, token: &str, nonce: &str, now: DateTime<Utc>) -> Result<Buyer, NotSignedIn> {
        let no = NotSignedIn::Token;
        let token = Unproven::take_apart(token).ok_or(no("it cannot be read"))?;
        let claimed = |name| token.claims.text(name).trim();
        if token.algorithm() != ALGORITHM {
            return Err(no("another algorithm"));
        }
        let issuer = Issuer::read(claimed("iss"), self.keys.authority());
        let issuer = issuer.filter(|issuer| issuer.version == TokenVersion::V2).ok_or(no("not of Entra"))?;
        // Any tenant may be its issuer, but it must be the one the token is about, and an id.
        if Uuid::try_parse(issuer.tenant).is_err() || !issuer.tenant.eq_ignore_ascii_case(claimed("tid")) {
            return Err(no("its tenant is not its issuer's"));
        }
        let key = self.keys.key(EVERY_TENANT, TokenVersion::V2, token.key_id(), now).await;
        let key = key.map_err(|_| no("its key is not known"))?;
        if !key.serves(issuer.tenant) {
            return Err(no("its key signs for another tenant"));
        }
        if !key.signed(token.signed, token.signature) {
            return Err(no("the key it names did not sign it"));
        }
        let is_over = token.claims.moment("exp").is_none_or(|end| now.signed_duration_since(end) > TOLERANCE);
        let is_early = token.claims.moment("nbf").is_none_or(|start| start.signed_duration_since(now) > TOLERANCE);
        match () {
            () if claimed("ver") != "2.0" => Err(no("another version")),
            () if !claimed("aud").eq_ignore_ascii_case(self.app.application.trim()) => {
                Err(no("meant for another application"))
            }
            () if nonce.is_empty() || claimed("nonce") != nonce => Err(no("of another sign-in")),
            () if is_over || is_early => Err(no("out of its time")),
            () if claimed("oid").is_empty() => Err(no("about nobody")),
            () => Ok(Buyer::of(&token.claims)),
        }
    }
}
