//! A bearer token and how long it is good.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderValue;

use crate::hidden::Hidden;

const BEARER: &str = "Bearer ";
/// Renewed this long before its end, or at half its life if that is later.
const EARLY: TimeDelta = TimeDelta::minutes(5);

/// An access token. Printing one is a bug, so it cannot be printed.
#[derive(Clone)]
pub(crate) struct Token {
    header: HeaderValue,
    from: DateTime<Utc>,
    renew_at: DateTime<Utc>,
}

impl Token {
    /// A token asked for at this moment. Nothing if it is no text that a header can carry.
    pub(crate) fn new(text: &str, from: DateTime<Utc>, life: TimeDelta) -> Option<Self> {
        let mut header = HeaderValue::from_str(&format!("{BEARER}{text}")).ok().filter(|_| !text.is_empty())?;
        header.set_sensitive(true);
        let renew_at = from.checked_add_signed(life - EARLY.min(life / 2))?;
        Some(Self { header, from, renew_at })
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }

    /// Good now. A clock that was set back makes nothing good.
    pub(crate) fn is_good(&self, now: DateTime<Utc>) -> bool {
        self.from <= now && now < self.renew_at
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.header == other.header && self.from == other.from
    }

    /// What an answer must not repeat.
    pub(crate) fn hidden(&self) -> Hidden {
        let header = self.header.to_str().unwrap_or_default();
        Hidden::new(header.strip_prefix(BEARER).unwrap_or_default())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token(… until {})", self.renew_at)
    }
}
