//! What a buyer's browser carries from page to page.

use chrono::{DateTime, TimeDelta, Utc};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use super::seal::Seal;

/// From one page to the next no more time may pass.
const GOOD_FOR: TimeDelta = TimeDelta::hours(1);

/// How far a buyer has come.
#[derive(Serialize, Deserialize)]
pub(super) enum Carried {
    /// On the way to Entra.
    Away { token: String, state: String, nonce: String, verifier: String },
    /// Signed in.
    Here { visit: String, csrf: String, token: Option<String> },
}

#[derive(Serialize, Deserialize)]
struct Dated {
    until: i64,
    carried: Carried,
}

/// The header that gives it to the browser. `__Host-`: no other host can plant it. `Lax`: it comes along when Entra sends
/// the buyer back, and not with a form of somebody else's.
pub(super) fn give(name: &str, seal: &Seal, carried: Carried, now: DateTime<Utc>) -> Option<HeaderValue> {
    let sealed = seal.close(&Dated { until: (now + GOOD_FOR).timestamp(), carried })?;
    let (name, seconds) = (name_of(name), GOOD_FOR.num_seconds());
    let text = format!("{name}={sealed}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What it carries, where it is ours and not too old.
pub(super) fn read(name: &str, seal: &Seal, headers: &HeaderMap, now: DateTime<Utc>) -> Option<Carried> {
    let name = name_of(name);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, sealed) = pairs.find(|(other, _)| *other == name)?;
    let dated: Dated = seal.open(sealed)?;
    (now.timestamp() <= dated.until).then_some(dated.carried)
}

/// Puts it into an answer.
pub(super) fn put(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.insert(SET_COOKIE, cookie);
    }
}

fn name_of(connection: &str) -> String {
    format!("__Host-landing-{connection}")
}
