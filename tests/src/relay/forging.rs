//! Tokens that were made up, spoilt, or meant for somebody else.

use anyhow::{Context as _, Result};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use aws_lc_rs::{hmac, rand};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL64;
use serde_json::{Value, json};

use super::letters::{good_claims, signed};
use crate::market::Market;

/// What a token is, by what the relay may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Surely made up: 401.
    Forged,
    /// It may be a setting of ours that is wrong, so a refusal would be an accident: 503.
    Doubtful,
}

/// A token with what is wrong about it.
pub struct Forgery {
    /// What is wrong.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What stands behind `Bearer`.
    pub token: String,
}

/// Makes tokens for one publisher, with a key that is not Entra's.
pub struct Forger {
    claims: Value,
    kid: String,
    modulus: String,
    own: KeyPair,
}

impl Forger {
    /// Learns what anybody can learn: the claims of a token that was seen, and the public key.
    ///
    /// # Errors
    /// Where the market does not say.
    pub async fn new(market: &Market) -> Result<Self> {
        let url = format!("{}/{}/discovery/v2.0/keys", market.at.authority, market.at.tenant);
        let client = reqwest::Client::builder().no_proxy().build()?;
        let keys: Value = client.get(url).send().await?.json().await?;
        let text = |name: &str| keys.pointer(&format!("/keys/0/{name}")).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            claims: good_claims(market).await?,
            kid: text("kid").context("a key has a name")?,
            modulus: text("n").context("a key has a modulus")?,
            own: KeyPair::generate(KeySize::Rsa2048)?,
        })
    }

    /// All of them. Addresses in headers lead to `trap`.
    ///
    /// # Errors
    /// Where something cannot be signed.
    pub async fn all(&self, market: &Market, trap: &str) -> Result<Vec<Forgery>> {
        let mut all = self.other_algorithms()?;
        all.extend(self.own_keys(trap)?);
        all.extend(self.other_claims(market).await?);
        all.extend(no_tokens());
        Ok(all)
    }

    /// A token of its own among very many: right in all but its signature.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub fn one_of_many(&self, number: u32) -> Result<String> {
        let mut signature = [0; 256];
        rand::fill(&mut signature)?;
        let claims = otherwise(&self.claims, &json!({ "uti": number.to_string() }));
        Ok(format!("{}.{}", content(&self.header("RS256"), &claims), URL64.encode(signature)))
    }

    fn header(&self, algorithm: &str) -> Value {
        json!({ "typ": "JWT", "alg": algorithm, "kid": self.kid })
    }

    fn other_algorithms(&self) -> Result<Vec<Forgery>> {
        let mut all = Vec::new();
        for algorithm in ["none", "None", "NONE", "nOnE", "", "RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256"] {
            let content = content(&self.header(algorithm), &self.claims);
            all.push(forged(format!("alg {algorithm}, unsigned"), format!("{content}.")));
            all.push(forged(format!("alg {algorithm}, signed"), format!("{content}.{}", self.sign(&content)?)));
        }
        let raw = URL64.decode(&self.modulus)?;
        let secrets = [self.modulus.as_bytes(), raw.as_slice(), self.kid.as_bytes(), b""];
        for (place, secret) in secrets.into_iter().enumerate() {
            for algorithm in ["HS256", "HS384", "HS512", "RS256"] {
                let content = content(&self.header(algorithm), &self.claims);
                let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), content.as_bytes());
                let token = format!("{content}.{}", URL64.encode(tag));
                all.push(forged(format!("{algorithm} with public key {place} as secret"), token));
            }
        }
        Ok(all)
    }

    /// Under the name of Entra's key they are forged; under another name nobody knows whose they are.
    fn own_keys(&self, trap: &str) -> Result<Vec<Forgery>> {
        let brought = [
            json!({}),
            json!({ "jku": format!("{trap}/keys") }),
            json!({ "x5u": format!("{trap}/certificate") }),
            json!({ "jku": format!("{trap}/keys"), "x5u": format!("{trap}/certificate"), "x5c": ["MIIB"] }),
            json!({ "jwk": { "kty": "RSA", "n": self.modulus, "e": "AQAB" } }),
        ];
        let mut all = Vec::new();
        for more in &brought {
            let header = otherwise(&self.header("RS256"), more);
            all.push(forged(format!("own key under a known name, {more}"), self.token(&header)?));
            let header = otherwise(&header, &json!({ "kid": "mine" }));
            all.push(doubtful(format!("own key under its own name, {more}"), self.token(&header)?));
        }
        let tricks = [
            json!(null),
            json!(""),
            json!(7),
            json!([self.kid]),
            json!({ "kid": self.kid }),
            json!(self.kid.to_ascii_uppercase()),
            json!(format!(" {} ", self.kid)),
            json!(format!("{}\0", self.kid)),
            json!(format!("../{}", self.kid)),
            json!("../../../../dev/null"),
            json!(format!("{trap}/keys")),
            json!("' OR '1'='1"),
            json!("${jndi:ldap://127.0.0.1}"),
            json!(self.kid.repeat(200)),
        ];
        for kid in tricks {
            let header = otherwise(&self.header("RS256"), &json!({ "kid": kid }));
            all.push(doubtful(format!("kid {:.40}", kid.to_string()), self.token(&header)?));
        }
        let critical = otherwise(&self.header("RS256"), &json!({ "crit": ["exp"] }));
        all.push(doubtful("crit".to_owned(), self.token(&critical)?));
        Ok(all)
    }

    /// Properly signed, but not for us, not from Microsoft, or not now.
    async fn other_claims(&self, market: &Market) -> Result<Vec<Forgery>> {
        let now = self.claims.get("nbf").and_then(Value::as_i64).context("a token begins")?;
        let elsewhere = "b8e04c31-7a16-4f0b-a6d2-95c3f1e870ab";
        let wrong = [
            json!({ "aud": elsewhere }),
            json!({ "aud": [market.at.application] }),
            json!({ "aud": "" }),
            json!({ "aud": null }),
            json!({ "tid": elsewhere }),
            json!({ "tid": null }),
            json!({ "azp": elsewhere }),
            json!({ "azp": market.at.application }),
            json!({ "azp": null, "appid": "20e940b3-4c77-4b0b-9a53-9e16a1b010a7" }),
            json!({ "ver": "1.0" }),
            json!({ "ver": "3.0" }),
            json!({ "ver": 2 }),
            json!({ "exp": now - 400 }),
            json!({ "exp": null }),
            json!({ "exp": "9999999999" }),
            json!({ "exp": -1 }),
            json!({ "nbf": now + 4_000 }),
            json!({ "nbf": null }),
            json!({ "nbf": i64::MAX }),
            json!({ "iss": format!("{}/{elsewhere}/v2.0", market.at.authority) }),
        ];
        let foreign = [
            json!({ "iss": "https://issuer.example/" }),
            json!({ "iss": "https://sts.windows.net.evil.example/t/" }),
            json!({ "iss": format!("{}.evil.example/{}/v2.0", market.at.authority, market.at.tenant) }),
            json!({ "iss": "" }),
            json!({ "iss": null }),
        ];
        let mut all = Vec::new();
        for change in wrong {
            let token = signed(market, &otherwise(&self.claims, &change)).await?;
            all.push(doubtful(format!("properly signed, {change}"), token));
        }
        for change in foreign {
            let token = signed(market, &otherwise(&self.claims, &change)).await?;
            all.push(forged(format!("properly signed, {change}"), token));
        }
        Ok(all)
    }

    fn token(&self, header: &Value) -> Result<String> {
        let content = content(header, &self.claims);
        Ok(format!("{content}.{}", self.sign(&content)?))
    }

    fn sign(&self, content: &str) -> Result<String> {
        let mut signature = vec![0; self.own.public_modulus_len()];
        self.own.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), content.as_bytes(), &mut signature)?;
        Ok(URL64.encode(signature))
    }
}

/// What cannot be read as a token at all: a proxy may have spoilt it.
fn no_tokens() -> Vec<Forgery> {
    let deep = URL64.encode(format!("{}{}", "[".repeat(8_000), "]".repeat(8_000)));
    let all = ["", "hello", "..", "e30.e30", "e30.e30.e30", "e30.e30.e30.e30", "!!.!!.!!", "bnVsbA.bnVsbA.AA"];
    let all =
        all.map(str::to_owned).into_iter().chain([format!("{deep}.{deep}.AA"), "a.".repeat(4_000), "é".to_owned()]);
    all.map(|token| doubtful(format!("no token, {token:.30}"), token)).collect()
}

fn forged(name: String, token: String) -> Forgery {
    Forgery { name, kind: Kind::Forged, token }
}

fn doubtful(name: String, token: String) -> Forgery {
    Forgery { name, kind: Kind::Doubtful, token }
}

fn content(header: &Value, claims: &Value) -> String {
    format!("{}.{}", URL64.encode(header.to_string()), URL64.encode(claims.to_string()))
}

/// The same with other members.
fn otherwise(value: &Value, change: &Value) -> Value {
    let mut value = value.clone();
    if let (Some(members), Some(change)) = (value.as_object_mut(), change.as_object()) {
        members.extend(change.clone());
    }
    value
}
