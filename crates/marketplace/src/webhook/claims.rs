//! A token taken apart. Nothing it says is believed here.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};

use super::judged::Doubtful;

/// The largest token that is looked at, in bytes. Entra's have some 2 KB.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// A token whose signature nobody has checked yet.
pub(crate) struct Unproven<'a> {
    /// What is signed: header and claims as they came.
    pub(crate) signed: &'a str,
    pub(crate) signature: &'a str,
    header: Header,
    pub(crate) claims: Claims,
}

/// Everything else a header may hold, such as the address of a key, is ignored.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<IgnoredAny>,
}

impl<'a> Unproven<'a> {
    /// Takes apart what follows `Bearer` in the content of an `Authorization` header.
    pub(super) fn read(authorization: Option<&'a [u8]>) -> Result<Self, Doubtful> {
        let token = std::str::from_utf8(bearer(authorization)?).map_err(|_| Doubtful::Unreadable)?;
        Self::take_apart(token).ok_or(Doubtful::Unreadable)
    }

    /// Takes a bare token apart.
    pub(crate) fn take_apart(token: &'a str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.').filter(|_| token.len() <= MAX_TOKEN_BYTES)?;
        let (header, claims) = signed.split_once('.')?;
        BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
        let (header, claims) = (part::<Header>(header)?, Claims(part(claims)?));
        // Who wrote `crit` asks to be refused by whoever does not know what it lists.
        header.crit.is_none().then_some(Self { signed, signature, header, claims })
    }

    pub(crate) fn algorithm(&self) -> &str {
        &self.header.alg
    }

    /// The name of the key that is said to have signed it; empty where none is named.
    pub(crate) fn key_id(&self) -> &str {
        self.header.kid.as_deref().unwrap_or_default()
    }
}

fn bearer(authorization: Option<&[u8]>) -> Result<&[u8], Doubtful> {
    let content = authorization.unwrap_or_default().trim_ascii();
    let (scheme, token) = content.split_at_checked("Bearer ".len()).ok_or(Doubtful::Missing)?;
    let token = token.trim_ascii();
    if scheme.eq_ignore_ascii_case(b"Bearer ") && !token.is_empty() { Ok(token) } else { Err(Doubtful::Missing) }
}

fn part<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// What a token claims. One that is no text, or no time, counts as not made.
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A moment, in seconds since 1970.
    pub(crate) fn moment(&self, name: &str) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0.get(name)?.as_i64()?, 0)
    }
}
