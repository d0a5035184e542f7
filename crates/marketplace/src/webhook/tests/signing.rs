//! Keys and tokens as Entra makes them, and as others do.

use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Clock as _;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, EncodingKey};
use rcgen::{KeyPair, PKCS_RSA_SHA256};
use serde_json::{Value, json};

use super::super::*;
use crate::settings::Settings;
use crate::tests::fake::FakeMarketplace;

pub(super) const TENANT: &str = "0f6e2a1c-5b7d-4c2e-9a10-3d4c5b6a7e8f";
pub(super) const APP: &str = "3c9a1f60-77aa-4d5b-8c21-9e0f1a2b3c4d";
pub(super) const MICROSOFT: &str = "20e940b3-4c77-4b0b-9a53-9e16a1b010a7";

/// An RSA key with its public numbers.
pub(super) struct Signer {
    pub(super) kid: &'static str,
    pub(super) key: EncodingKey,
    pub(super) modulus: String,
    exponent: String,
}

impl Signer {
    fn new(kid: &'static str) -> Self {
        let pair = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
        let key = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap();
        let jwk = Jwk::from_encoding_key(&key, Algorithm::RS256).unwrap();
        let AlgorithmParameters::RSA(numbers) = jwk.algorithm else { panic!("an RSA key was asked for") };
        Self { kid, key, modulus: numbers.n, exponent: numbers.e }
    }

    /// As Entra publishes it.
    pub(super) fn published(&self) -> Value {
        json!({"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid, "n": self.modulus, "e": self.exponent})
    }

    pub(super) fn header(&self) -> Value {
        json!({"typ": "JWT", "alg": "RS256", "kid": self.kid, "x5t": self.kid})
    }

    /// A token with this key's own header.
    pub(super) fn token(&self, claims: &Value) -> String {
        self.token_under(&self.header(), claims)
    }

    pub(super) fn token_under(&self, header: &Value, claims: &Value) -> String {
        let signed = signed(header, claims);
        let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), &self.key, Algorithm::RS256).unwrap();
        format!("{signed}.{signature}")
    }
}

/// Entra's key.
pub(super) fn entra() -> &'static Signer {
    static KEY: OnceLock<Signer> = OnceLock::new();
    KEY.get_or_init(|| Signer::new("entra-1"))
}

/// Somebody's key, under a name of its own.
pub(super) fn stranger() -> &'static Signer {
    static KEY: OnceLock<Signer> = OnceLock::new();
    KEY.get_or_init(|| Signer::new("stranger-1"))
}

pub(super) fn encoded(text: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(text)
}

/// Header and claims without a signature.
pub(super) fn signed(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()))
}

/// An Entra, and a relay's check beside it.
pub(super) struct Gate {
    pub(super) market: FakeMarketplace,
    pub(super) check: TokenCheck,
}

impl Gate {
    pub(super) fn new() -> Self {
        Self::for_caller(Caller::Microsoft)
    }

    pub(super) fn for_caller(caller: Caller) -> Self {
        let market = FakeMarketplace::new();
        let keys = KeySets::over(Arc::new(market.clone()), Settings::microsoft().authority);
        let recipient = Recipient { tenant: TENANT.to_uppercase(), application: APP.to_owned(), caller };
        let check = TokenCheck::new(recipient, Arc::new(keys)).unwrap();
        Self { market, check }
    }

    /// The next fetch finds these keys.
    pub(super) fn publishes(&self, keys: &[Value]) -> &Self {
        let keys_at = format!("https://login.microsoftonline.com/{TENANT}/discovery/v2.0/keys");
        self.market.entra_answers(200, json!({"issuer": "x", "jwks_uri": keys_at}).to_string());
        self.market.entra_answers(200, json!({"keys": keys}).to_string());
        self
    }

    pub(super) async fn judges(&self, token: &str) -> Judged {
        self.judges_header(Some(format!("Bearer {token}").as_bytes())).await
    }

    pub(super) async fn judges_header(&self, authorization: Option<&[u8]>) -> Judged {
        self.check.check(authorization, self.market.clock.now()).await
    }

    pub(super) fn seconds(&self) -> i64 {
        self.market.clock.now().timestamp()
    }

    /// The claims of a genuine token of version 2.
    pub(super) fn claims(&self) -> Value {
        let now = self.seconds();
        json!({
            "aud": APP, "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"), "iat": now, "nbf": now,
            "exp": now + 3_600, "azp": MICROSOFT, "azpacr": "2", "tid": TENANT, "sub": "s", "oid": "s", "ver": "2.0",
        })
    }

    /// The claims of a genuine token of version 1.
    pub(super) fn claims_v1(&self) -> Value {
        let now = self.seconds();
        json!({
            "aud": APP, "iss": format!("https://sts.windows.net/{TENANT}/"), "iat": now, "nbf": now, "exp": now + 3_600,
            "appid": MICROSOFT, "appidacr": "2", "tid": TENANT, "ver": "1.0",
        })
    }

    /// Genuine claims of version 2, with some made otherwise; null leaves one out.
    pub(super) fn claims_but(&self, other: &Value) -> Value {
        otherwise(self.claims(), other)
    }
}

pub(super) fn otherwise(mut claims: Value, other: &Value) -> Value {
    for (name, value) in other.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}
