//! What hooks are signed with.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};

const MARK: &str = "whsec_";

/// The text is no secret: neither base64 nor `whsec_` and base64, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is whsec_ and base64")]
pub struct BadSecret;

/// A secret shared with one receiver. Printing one is a bug, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<[u8]>);

impl Secret {
    /// A secret as somebody typed it, with or without `whsec_` before it.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(text: &str) -> Result<Self, BadSecret> {
        let text = text.trim();
        let bytes = STANDARD.decode(text.strip_prefix(MARK).unwrap_or(text)).map_err(|_| BadSecret)?;
        if bytes.is_empty() { Err(BadSecret) } else { Ok(Self(bytes.into())) }
    }

    /// A new one, from bytes of chance.
    pub fn new(chance: [u8; 32]) -> Self {
        Self(Arc::new(chance))
    }

    /// The text, for the vault that keeps it and the one time it is shown.
    pub fn expose(&self) -> String {
        format!("{MARK}{}", STANDARD.encode(&self.0))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The secrets in use: while one takes the place of another, both. Each signs, and each is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    newest: Secret,
    older: Vec<(Secret, DateTime<Utc>)>,
}

impl Secrets {
    /// One.
    pub fn one(secret: Secret) -> Self {
        Self { newest: secret, older: Vec::new() }
    }

    /// With an older one, which is in use beside it until a moment.
    #[must_use]
    pub fn and(mut self, older: Secret, until: DateTime<Utc>) -> Self {
        self.older.push((older, until));
        self
    }

    /// Those in use at a moment, the newest first.
    pub(crate) fn at(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Secret> {
        let older = self.older.iter().filter(move |(_, until)| now < *until);
        std::iter::once(&self.newest).chain(older.map(|(secret, _)| secret))
    }
}

impl From<Secret> for Secrets {
    fn from(secret: Secret) -> Self {
        Self::one(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_with_or_without_its_mark_and_shown_with_it() {
        let with = Secret::read(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();
        assert_eq!(Secret::read("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Ok(with.clone()));
        assert_eq!(with.expose(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    #[test]
    fn what_is_no_base64_is_no_secret() {
        for text in ["", "whsec_", "whsec_ not base64", "hunter2!"] {
            assert_eq!(Secret::read(text), Err(BadSecret), "{text}");
        }
    }

    #[test]
    fn a_secret_cannot_be_printed() {
        let secrets = Secrets::one(Secret::new([7; 32]));
        assert_eq!(format!("{secrets:?}"), "Secrets { newest: Secret(…), older: [] }");
    }
}
