//! What the token endpoint answers, as leniently as its two versions need.
//!
//! oauth2's own types refuse `"expires_in": "3600"`, which version 1 sends, and drop `error_codes`. Their errors hold
//! the whole answer, token and all; they end in this folder.

use std::fmt;
use std::time::Duration;

use oauth2::basic::BasicTokenType;
use oauth2::{AccessToken, ErrorResponse, RefreshToken, Scope, TokenResponse};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A token, granted.
#[derive(Deserialize, Serialize)]
pub(crate) struct Grant {
    #[serde(skip_serializing)]
    access_token: AccessToken,
    #[serde(default = "bearer")]
    token_type: BasicTokenType,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<u64>,
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grant(…)")
    }
}

impl TokenResponse for Grant {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in.map(Duration::from_secs)
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        None
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

/// A token, refused.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Refusal {
    pub(crate) error: String,
    pub(crate) error_description: String,
    error_codes: Vec<Value>,
}

impl Refusal {
    /// The AADSTS number: the first of the list, or the one the description begins with.
    pub(crate) fn number(&self) -> Option<u32> {
        let listed = self.error_codes.iter().find_map(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
        let told = || {
            let (_, after) = self.error_description.split_once("AADSTS")?;
            after.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
        };
        listed.or_else(told).and_then(|number: u64| number.try_into().ok())
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Without the description, which may repeat what was sent.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({:?})", self.number())
    }
}

impl ErrorResponse for Refusal {}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

/// A number of seconds, as number or text; what is neither says nothing.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}
