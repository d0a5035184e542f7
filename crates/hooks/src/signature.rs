//! Signatures by the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, `webhook-signature`.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;

use crate::secret::Secrets;

/// Which event, or which call.
pub(crate) const ID: &str = "webhook-id";
/// When it was sent, in seconds since 1970.
pub(crate) const TIMESTAMP: &str = "webhook-timestamp";
/// One signature for each secret, a blank between them.
pub(crate) const SIGNATURE: &str = "webhook-signature";
/// The only version there is of symmetric signatures.
const VERSION: &str = "v1,";
/// How far the sender's clock may be from ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// What a signature is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Whoever knows a secret sent it, now.
    Rightly,
    /// Somebody else, or with another secret.
    Wrongly,
    /// It is right, and too old or too new: a clock is wrong, or it is replayed.
    AtAnotherTime,
    /// Something is missing.
    Unclear,
}

/// Whether a call says that it is signed, so that it is worth reading.
pub fn looks_signed(headers: &HeaderMap) -> bool {
    [ID, TIMESTAMP, SIGNATURE].iter().all(|name| headers.contains_key(*name))
}

/// What to send as `webhook-signature`, beside this id and this second.
pub fn sign(id: &str, at: DateTime<Utc>, body: &[u8], secrets: &Secrets) -> String {
    let content = content(id, &at.timestamp().to_string(), body);
    let signatures = secrets.at(at).map(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.bytes());
        format!("{VERSION}{}", STANDARD.encode(hmac::sign(&key, &content)))
    });
    signatures.collect::<Vec<_>>().join(" ")
}

/// Checks a call: one signature by one of the secrets is enough.
pub fn check(headers: &HeaderMap, body: &[u8], secrets: &Secrets, now: DateTime<Utc>) -> Signed {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(at), Some(signatures)) = (text(ID), text(TIMESTAMP), text(SIGNATURE)) else {
        return Signed::Unclear;
    };
    let Some(moment) = at.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)) else {
        return Signed::Unclear;
    };
    let content = content(id, at, body);
    let given: Vec<Vec<u8>> =
        signatures.split(' ').filter_map(|one| STANDARD.decode(one.strip_prefix(VERSION)?).ok()).collect();
    let is_right = secrets.at(now).any(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.bytes());
        given.iter().any(|one| hmac::verify(&key, &content, one).is_ok()) // In constant time.
    });
    match (is_right, (now - moment).abs() <= TOLERANCE) {
        (false, _) => Signed::Wrongly,
        (true, false) => Signed::AtAnotherTime,
        (true, true) => Signed::Rightly,
    }
}

fn content(id: &str, at: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), b".", at.as_bytes(), b".", body].concat()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::secret::Secret;

    /// The example of the specification's own libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const MESSAGE: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const RIGHT: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_614_265_330 + seconds, 0).unwrap()
    }

    fn secrets() -> Secrets {
        Secret::read(SECRET).unwrap().into()
    }

    fn headers(signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ID, MESSAGE.parse().unwrap());
        headers.insert(TIMESTAMP, "1614265330".parse().unwrap());
        headers.insert(SIGNATURE, signature.parse().unwrap());
        headers
    }

    fn checked(signature: &str, seconds_later: i64) -> Signed {
        check(&headers(signature), BODY, &secrets(), at(seconds_later))
    }

    #[test]
    fn the_specifications_example_is_rightly_signed_and_signed_alike() {
        assert_eq!(checked(RIGHT, 0), Signed::Rightly);
        assert_eq!(checked(&format!("v1,AAAA v2,x {RIGHT}"), 60), Signed::Rightly, "one of several is enough");
        assert_eq!(sign(MESSAGE, at(0), BODY, &secrets()), RIGHT);
    }

    #[rstest]
    #[case::our_clock_is_ahead(300, Signed::Rightly)]
    #[case::our_clock_is_behind(-300, Signed::Rightly)]
    #[case::too_far_ahead(301, Signed::AtAnotherTime)]
    #[case::too_far_behind(-301, Signed::AtAnotherTime)]
    fn clocks_may_differ_by_five_minutes_either_way(#[case] seconds: i64, #[case] found: Signed) {
        assert_eq!(checked(RIGHT, seconds), found);
    }

    #[test]
    fn another_signature_is_not_believed() {
        assert_eq!(checked("v1,AAAA", 0), Signed::Wrongly);
        assert_eq!(checked("", 0), Signed::Wrongly);
        assert_eq!(check(&headers(RIGHT), b"{}", &secrets(), at(0)), Signed::Wrongly, "another body");
        assert_eq!(check(&HeaderMap::new(), BODY, &secrets(), at(0)), Signed::Unclear);
    }

    #[test]
    fn while_secrets_change_either_side_may_be_first() {
        let (old, new) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let rotating = Secrets::one(new.clone()).and(old.clone(), at(60));
        let both = sign(MESSAGE, at(0), BODY, &rotating);
        assert_eq!(both.split(' ').count(), 2);
        for knows in [Secrets::one(old.clone()), Secrets::one(new.clone()), rotating.clone()] {
            assert_eq!(check(&headers(&both), BODY, &knows, at(0)), Signed::Rightly);
        }
        let by_the_old = sign(MESSAGE, at(0), BODY, &Secrets::one(old.clone()));
        assert_eq!(check(&headers(&by_the_old), BODY, &rotating, at(59)), Signed::Rightly);
        assert_eq!(check(&headers(&by_the_old), BODY, &rotating, at(60)), Signed::Wrongly, "its time is over");
        let after = sign(MESSAGE, at(60), BODY, &rotating);
        assert_eq!(after.split(' ').count(), 1, "the new one alone");
    }
}
