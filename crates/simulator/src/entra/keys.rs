//! The key Entra signs with. One per process: making an RSA key takes a moment, and nothing here is secret.

use std::sync::OnceLock;

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    jwk::{AlgorithmParameters, Jwk},
};
use rcgen::{KeyPair, PKCS_RSA_SHA256};
use serde::{Serialize, de::DeserializeOwned};

use crate::Error;

/// A key pair for RS256 with its public numbers.
pub(crate) struct Keys {
    signing: EncodingKey,
    checking: DecodingKey,
    pub(crate) modulus: String,
    pub(crate) exponent: String,
    pub(crate) kid: String,
}

/// The signing key of this process.
pub(crate) fn shared() -> Result<&'static Keys, Error> {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    if let Some(keys) = KEYS.get() {
        return Ok(keys);
    }
    let made = Keys::of(&KeyPair::generate_for(&PKCS_RSA_SHA256)?)?;
    Ok(KEYS.get_or_init(|| made))
}

impl Keys {
    pub(crate) fn of(pair: &KeyPair) -> Result<Self, Error> {
        let signing = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes())?;
        let jwk = Jwk::from_encoding_key(&signing, Algorithm::RS256)?;
        let checking = DecodingKey::from_jwk(&jwk)?;
        let AlgorithmParameters::RSA(numbers) = jwk.algorithm else { return Err(Error::NotRsa) };
        let thumbprint = digest::digest(&digest::SHA256, numbers.n.as_bytes());
        let kid = URL_SAFE_NO_PAD.encode(thumbprint.as_ref().get(..20).unwrap_or_default());
        Ok(Self { signing, checking, modulus: numbers.n, exponent: numbers.e, kid })
    }

    /// A token with these claims.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> Option<String> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.kid.clone());
        header.x5t = Some(self.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.signing).ok()
    }

    /// The claims of a token whose signature is right; times are left to the caller, who knows the clock.
    pub(crate) fn check<C: DeserializeOwned>(&self, token: &str, algorithm: Algorithm) -> Option<C> {
        let mut rules = Validation::new(algorithm);
        rules.required_spec_claims.clear();
        (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
        jsonwebtoken::decode(token, &self.checking, &rules).ok().map(|data| data.claims)
    }
}
