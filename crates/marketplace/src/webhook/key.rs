//! A tenant's public keys, as Entra publishes them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};

use crate::read::{Members, Record, elements};

/// Modulus lengths in bytes with which a signature can be checked: 2048 to 8192 bits.
const MODULUS_BYTES: RangeInclusive<usize> = 256..=1024;
/// The longest public exponent that is in use, in bytes.
const EXPONENT_BYTES: RangeInclusive<usize> = 1..=4;
/// What stands for the tenant where one key set serves all of them.
const ANY_TENANT: &str = "{tenantid}";
/// The key set of every tenant. Its keys say themselves whose tokens they sign.
pub(crate) const EVERY_TENANT: &str = "common";

/// One public key.
pub(crate) struct Key {
    key: DecodingKey,
    /// Whose tokens it signs, where it says so.
    issuer: Option<String>,
}

impl Key {
    /// Whether this key made the signature, with RS256 whatever the token says.
    pub(crate) fn signed(&self, signed: &str, signature: &str) -> bool {
        jsonwebtoken::crypto::verify(signature, signed.as_bytes(), &self.key, Algorithm::RS256).unwrap_or(false)
    }

    /// Whether it signs tokens of this tenant.
    pub(crate) fn serves(&self, tenant: &str) -> bool {
        self.issuer.as_deref().is_none_or(|issuer| names(issuer, tenant))
    }

    /// An RSA key for signatures, with its name. A damaged one is none: it would make every token look forged.
    fn read(raw: &str, tenant: &str) -> Option<(String, Self)> {
        let record = Record::read(raw).ok()?;
        let member = |name| record.optional_text(name).ok().flatten();
        let is_for_signing = member("use").is_none_or(|purpose| purpose.eq_ignore_ascii_case("sig"));
        let is_rsa = member("kty").is_some_and(|kind| kind.eq_ignore_ascii_case("RSA"));
        let issuer = member("issuer");
        let is_for_tenant = tenant == EVERY_TENANT || issuer.as_deref().is_none_or(|issuer| names(issuer, tenant));
        if !(is_for_signing && is_rsa && is_for_tenant) {
            return None;
        }
        let (modulus, exponent) = (number(&member("n")?)?, number(&member("e")?)?);
        let is_sound = MODULUS_BYTES.contains(&modulus.len()) && EXPONENT_BYTES.contains(&exponent.len());
        let key = DecodingKey::from_rsa_raw_components(&modulus, &exponent);
        is_sound.then_some((member("kid")?, Self { key, issuer }))
    }
}

/// An odd number without leading zeros: RSA knows no other.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let start = bytes.iter().position(|byte| *byte != 0)?;
    let number = bytes.get(start..)?.to_vec();
    number.last().is_some_and(|last| last % 2 == 1).then_some(number)
}

/// Whether a key's issuer is this tenant: version 2 lists keys of others beside.
fn names(issuer: &str, tenant: &str) -> bool {
    let of = issuer.split('/').nth(3).unwrap_or_default();
    of == ANY_TENANT || of.eq_ignore_ascii_case(tenant)
}

/// A tenant's keys by their names.
pub(super) struct KeySet(BTreeMap<String, Arc<Key>>);

impl KeySet {
    /// Reads a key set. Keys of other kinds are left out; nothing where none is left.
    pub(super) fn read(text: &str, tenant: &str) -> Option<Self> {
        let list = elements(Members::read(text).ok()?.get("keys")?, "keys").ok()?;
        let keys = list.into_iter().filter_map(|raw| Key::read(raw, tenant));
        let keys: BTreeMap<_, _> = keys.map(|(name, key)| (name, Arc::new(key))).collect();
        (!keys.is_empty()).then_some(Self(keys))
    }

    pub(super) fn key(&self, name: &str) -> Option<Arc<Key>> {
        self.0.get(name).cloned()
    }
}
