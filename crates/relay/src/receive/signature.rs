//! Signatures by the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, `webhook-signature`.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;

/// How far the sender's clock may be from ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// What a signature is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    /// The publisher's own endpoint sent it, now.
    Rightly,
    /// Somebody else, or with another secret.
    Wrongly,
    /// It is right, and too old or too new: a clock is wrong, or it is replayed.
    AtAnotherTime,
    /// Something is missing, or the secret here is none.
    Unclear,
}

/// Whether a call says that it is signed, so that it is worth reading.
pub(super) fn looks_signed(headers: &HeaderMap) -> bool {
    ["webhook-id", "webhook-timestamp", "webhook-signature"].iter().all(|name| headers.contains_key(*name))
}

/// Checks a call. A secret is base64, with or without `whsec_` before it.
pub(super) fn check(headers: &HeaderMap, body: &[u8], secret: &str, now: DateTime<Utc>) -> Signed {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(at), Some(signatures)) =
        (text("webhook-id"), text("webhook-timestamp"), text("webhook-signature"))
    else {
        return Signed::Unclear;
    };
    let Ok(key) = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)) else { return Signed::Unclear };
    let Some(moment) = at.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)) else {
        return Signed::Unclear;
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let content = [id.as_bytes(), b".", at.as_bytes(), b".", body].concat();
    let is_right = signatures.split(' ').filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok()).any(|one| {
        hmac::verify(&key, &content, &one).is_ok() // In constant time.
    });
    match (is_right, (now - moment).abs() <= TOLERANCE) {
        (false, _) => Signed::Wrongly,
        (true, false) => Signed::AtAnotherTime,
        (true, true) => Signed::Rightly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    fn headers(signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek".parse().unwrap());
        headers.insert("webhook-timestamp", "1614265330".parse().unwrap());
        headers.insert("webhook-signature", signature.parse().unwrap());
        headers
    }

    fn checked(signature: &str, seconds_later: i64) -> Signed {
        let now = DateTime::from_timestamp(1_614_265_330 + seconds_later, 0).unwrap();
        check(&headers(signature), BODY, SECRET, now)
    }

    const RIGHT: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    #[test]
    fn the_specifications_example_is_rightly_signed() {
        assert_eq!(checked(RIGHT, 0), Signed::Rightly);
        assert_eq!(checked(&format!("v1,AAAA v2,x {RIGHT}"), 60), Signed::Rightly, "one of several is enough");
    }

    #[test]
    fn another_signature_or_moment_is_not_believed() {
        assert_eq!(checked("v1,AAAA", 0), Signed::Wrongly);
        assert_eq!(checked(RIGHT, 301), Signed::AtAnotherTime);
        assert_eq!(checked("", 0), Signed::Wrongly);
        assert_eq!(check(&HeaderMap::new(), BODY, SECRET, DateTime::UNIX_EPOCH), Signed::Unclear);
    }
}
