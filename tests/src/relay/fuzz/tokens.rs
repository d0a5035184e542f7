//! Tokens that were good once, and tokens that never were.

use anyhow::{Context as _, Result};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL64;
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use simulator::{Control, TokenVersion};

use super::messages::{flip, splice};

/// Reads what stricter readers do not: two texts of one signature are one signature.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a token may be found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// Genuine, and nothing else.
    Good,
    /// Not what Entra signed: anything but genuine.
    Altered,
    /// Signed by Entra, and not for us, or not now: doubtful.
    Unfit,
    /// Says the same in another way: genuine or not.
    Either,
}

/// The content of an `Authorization` header.
pub(super) struct Made {
    pub(super) header: Option<Vec<u8>>,
    pub(super) meant: Meant,
    pub(super) what: &'static str,
}

/// Makes them.
pub(super) struct Forge {
    control: Control,
    /// Claims of version 1 and 2.
    claims: [Value; 2],
    /// The same, signed.
    signed: [String; 2],
    modulus: String,
    own: KeyPair,
}

impl Forge {
    pub(super) fn begin(control: &Control) -> Result<Self> {
        let claims = [TokenVersion::V1, TokenVersion::V2].map(|version| {
            control.switch(|switches| switches.webhook_token = version);
            control.webhook_claims()
        });
        let signed = claims.each_ref().map(|claims| control.sign(claims));
        let header = signed.first().and_then(|token| token.split('.').next()).context("a token has a header")?;
        let modulus = String::from_utf8_lossy(&URL64.decode(header)?).into_owned();
        Ok(Self { control: control.clone(), claims, signed, modulus, own: KeyPair::generate(KeySize::Rsa2048)? })
    }

    fn any(&self, chance: &mut ChaCha8Rng) -> (&Value, &str) {
        let at = chance.random_range(0..2_usize);
        (self.claims.get(at).unwrap_or(&Value::Null), self.signed.get(at).map_or("", String::as_str))
    }

    /// One that is as it was.
    pub(super) fn good(&self, chance: &mut ChaCha8Rng) -> Made {
        let (_, token) = self.any(chance);
        let schemes = ["Bearer ", "bearer ", "BEARER ", "bEaReR ", "  Bearer ", "Bearer   "];
        let scheme = schemes.get(chance.random_range(0..4)).copied().unwrap_or("Bearer ");
        made(format!("{scheme}{token}").into_bytes(), Meant::Good, "a good token")
    }

    /// Any of them.
    pub(super) fn make(&self, chance: &mut ChaCha8Rng) -> Made {
        match chance.random_range(0..20) {
            0 => self.good(chance),
            1..=7 => self.changed(chance),
            8..=9 => self.mixed(chance),
            10..=11 => self.other_algorithm(chance),
            12 => self.otherwise_written(chance),
            13 => self.header_trick(chance),
            14 => self.with_more_claims(chance),
            15 => self.with_other_claims(chance),
            _ => self.with_claims_put_in(chance),
        }
    }

    /// Bytes of it changed, cut or moved.
    fn changed(&self, chance: &mut ChaCha8Rng) -> Made {
        let (_, token) = self.any(chance);
        let mut bytes = token.as_bytes().to_vec();
        for _ in 0..chance.random_range(1..4) {
            if chance.random_bool(0.7) { flip(&mut bytes, chance) } else { splice(&mut bytes, chance) }
        }
        let meant = self.compared(&bytes);
        made([b"Bearer ", bytes.as_slice()].concat(), meant, "a changed token")
    }

    /// What something is that was a good token: the same only where what is signed and the signature are.
    fn compared(&self, bytes: &[u8]) -> Meant {
        let same = std::str::from_utf8(bytes).is_ok_and(|text| {
            self.signed.iter().any(|good| match (text.rsplit_once('.'), good.rsplit_once('.')) {
                (Some((signed, signature)), Some((good, by))) => {
                    signed.trim_start() == good && LENIENT.decode(signature.trim()).ok() == LENIENT.decode(by).ok()
                }
                _ => false,
            })
        });
        if same { Meant::Either } else { Meant::Altered }
    }

    /// Header, claims and signature of two good ones.
    fn mixed(&self, chance: &mut ChaCha8Rng) -> Made {
        let mut parts: Vec<&str> = self.signed.iter().flat_map(|token| token.split('.')).collect();
        let count = chance.random_range(1..6);
        let mut token = Vec::new();
        for _ in 0..count {
            token.push(parts.swap_remove(chance.random_range(0..parts.len())));
        }
        let token = token.join(".");
        let meant = self.compared(token.as_bytes());
        made(format!("Bearer {token}").into_bytes(), meant, "parts of two tokens")
    }

    /// Another algorithm is named, or used, or none; by a key of our own or with public numbers as a secret.
    fn other_algorithm(&self, chance: &mut ChaCha8Rng) -> Made {
        let (claims, token) = self.any(chance);
        let algorithms =
            ["none", "None", "HS256", "HS384", "HS512", "RS256", "RS384", "PS256", "ES256", "EdDSA", "rs256", ""];
        let algorithm = algorithms.get(chance.random_range(0..algorithms.len())).copied().unwrap_or("none");
        let header = token.split('.').next().and_then(|header| URL64.decode(header).ok()).unwrap_or_default();
        let mut header: Value = serde_json::from_slice(&header).unwrap_or_default();
        if let Value::Object(members) = &mut header {
            members.insert("alg".to_owned(), algorithm.into());
            if chance.random_bool(0.3) {
                members.insert("jwk".to_owned(), json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" }));
            }
            if chance.random_bool(0.2) {
                members.insert("b64".to_owned(), false.into());
            }
        }
        let content = format!("{}.{}", URL64.encode(header.to_string()), URL64.encode(claims.to_string()));
        let signature = match chance.random_range(0..4) {
            0 => String::new(),
            1 => token.rsplit('.').next().unwrap_or_default().to_owned(),
            2 => {
                let secret = hmac::Key::new(hmac::HMAC_SHA256, self.modulus.as_bytes());
                URL64.encode(hmac::sign(&secret, content.as_bytes()))
            }
            _ => self.by_our_own_key(&content),
        };
        let token = format!("{content}.{signature}");
        let meant = self.compared(token.as_bytes());
        made(format!("Bearer {token}").into_bytes(), meant, "another algorithm or key")
    }

    fn by_our_own_key(&self, content: &str) -> String {
        let mut signature = vec![0; self.own.public_modulus_len()];
        let signed = self.own.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), content.as_bytes(), &mut signature);
        signed.map(|()| URL64.encode(&signature)).unwrap_or_default()
    }

    /// Another spelling of base64.
    fn otherwise_written(&self, chance: &mut ChaCha8Rng) -> Made {
        let (_, token) = self.any(chance);
        let other = match chance.random_range(0..5) {
            0 => format!("{token}="),
            1 => format!("{token}=="),
            2 => token.replace('-', "+").replace('_', "/"),
            3 => token.split('.').map(|part| format!("{part}=")).collect::<Vec<_>>().join("."),
            _ => {
                let at = chance.random_range(0..token.len());
                format!("{}\u{200b}{}", token.get(..at).unwrap_or_default(), token.get(at..).unwrap_or_default())
            }
        };
        let meant = if other == token { Meant::Good } else { self.compared(other.as_bytes()) };
        made(format!("Bearer {other}").into_bytes(), meant, "another spelling")
    }

    fn header_trick(&self, chance: &mut ChaCha8Rng) -> Made {
        let (_, token) = self.any(chance);
        let content = match chance.random_range(0..9) {
            0 => return Made { header: None, meant: Meant::Altered, what: "no header" },
            1 => format!("Basic {token}"),
            2 => token.to_owned(),
            3 => format!("Bearer{token}"),
            4 => format!("Bearer {token}, Bearer {token}"),
            5 => format!("Bearer {token} {token}"),
            6 => format!("Bearer token={token}"),
            7 => format!("Bearer \"{token}\""),
            _ => format!("Bearer {}{token}", "A".repeat(chance.random_range(1..40_000))),
        };
        made(content.into_bytes(), Meant::Altered, "a header of another kind")
    }

    /// Claims that nobody asked for change nothing.
    fn with_more_claims(&self, chance: &mut ChaCha8Rng) -> Made {
        let (claims, _) = self.any(chance);
        let more = json!({ "uti": chance.random::<u64>(), "x": { "y": [chance.random::<i32>()] }, "scp": "é\u{0}" });
        let token = self.control.sign(&otherwise(claims, &more));
        made(format!("Bearer {token}").into_bytes(), Meant::Good, "more claims")
    }

    /// Entra signed it, and not for us, or not now.
    fn with_other_claims(&self, chance: &mut ChaCha8Rng) -> Made {
        let (claims, _) = self.any(chance);
        let now = claims.get("nbf").and_then(Value::as_i64).unwrap_or(0);
        let elsewhere = format!("{:032x}", chance.random::<u128>());
        let is_first = claims.get("ver") == Some(&json!("1.0"));
        let caller = if is_first { "appid" } else { "azp" };
        let wrong = [
            json!({ "aud": elsewhere }),
            json!({ "aud": [claims.get("aud")] }),
            json!({ "aud": chance.random::<u32>() }),
            json!({ "tid": elsewhere }),
            json!({ "tid": null }),
            json!({ caller: elsewhere }),
            json!({ caller: "" }),
            json!({ "ver": if is_first { "2.0" } else { "1.0" } }),
            json!({ "ver": chance.random::<u8>() }),
            json!({ "exp": now - chance.random_range(301..1_000_000_000) }),
            json!({ "exp": null }),
            json!({ "exp": "never" }),
            json!({ "nbf": now + chance.random_range(302..1_000_000_000) }),
            json!({ "nbf": i64::MAX }),
            json!({ "nbf": null }),
        ];
        let change = wrong.get(chance.random_range(0..wrong.len())).cloned().unwrap_or_default();
        let token = self.control.sign(&otherwise(claims, &change));
        made(format!("Bearer {token}").into_bytes(), Meant::Unfit, "other claims, signed")
    }

    /// Claims that somebody put into a good token.
    fn with_claims_put_in(&self, chance: &mut ChaCha8Rng) -> Made {
        let (claims, token) = self.any(chance);
        let put_in = json!({ "exp": i64::MAX, "uti": chance.random::<u64>() });
        let claims = URL64.encode(otherwise(claims, &put_in).to_string());
        let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
        if let Some(part) = parts.get_mut(1) {
            *part = claims;
        }
        let token = parts.join(".");
        made(format!("Bearer {token}").into_bytes(), Meant::Altered, "claims put in")
    }
}

fn made(header: Vec<u8>, meant: Meant, what: &'static str) -> Made {
    Made { header: Some(header), meant, what }
}

/// The same with other members.
fn otherwise(claims: &Value, change: &Value) -> Value {
    let mut claims = claims.clone();
    if let (Some(members), Some(change)) = (claims.as_object_mut(), change.as_object()) {
        members.extend(change.clone());
    }
    claims
}
