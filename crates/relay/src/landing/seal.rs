//! What the landing page gives a browser to carry, so that only a relay of the same log can read it.
//!
//! A buyer's token, and what binds the way to Entra to the way back, travel in the browser's own cookie, encrypted and
//! authenticated: so nothing of it is kept here, any replica can take the buyer's next step, and a relay that was
//! started anew as well. The key is made once and kept in the log; whoever has the log has none of the cookies.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::ConnectionId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::digest;
use crate::log::{Kind, Log, LogError, Put, Write};

/// There is one for each connection.
const THE_ONE: &str = "landing";
const KEY_BYTES: usize = 32;

/// Seals for one connection.
pub(super) struct Seal {
    key: RandomizedNonceKey,
    /// Names what must not be known.
    naming: String,
    of: String,
}

impl Seal {
    /// The log's own, made where there is none. Of two replicas that make one, the first wins.
    pub(super) async fn of(
        log: &Arc<dyn Log>,
        connection: &ConnectionId,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Self, LogError> {
        loop {
            if let Some(doc) = log.doc(connection, Kind::Seal, THE_ONE).await? {
                let key: String = doc.read()?;
                let bytes = BASE64_URL_SAFE_NO_PAD.decode(&key).map_err(|_| LogError::UnknownWord)?;
                return Self::new(&bytes, connection).ok_or(LogError::UnknownWord);
            }
            let mut bytes = [0; KEY_BYTES];
            aws_lc_rs::rand::fill(&mut bytes).map_err(|_| LogError::Closed)?;
            let put = Put::new(Kind::Seal, THE_ONE, &BASE64_URL_SAFE_NO_PAD.encode(bytes))?;
            log.write(Write::new(connection, now).put(put)).await?;
        }
    }

    fn new(bytes: &[u8], connection: &ConnectionId) -> Option<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, bytes).ok()?;
        let naming = digest::of(&["names of visits", &digest::hex(bytes)]);
        Some(Self { key, naming, of: format!("landing of {connection}") })
    }

    /// As text for a cookie; nothing where it cannot be done.
    pub(super) fn close(&self, value: &impl Serialize) -> Option<String> {
        let mut bytes = serde_json::to_vec(value).ok()?;
        let nonce = self.key.seal_in_place_append_tag(Aad::from(self.of.as_bytes()), &mut bytes).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode([nonce.as_ref().as_slice(), &bytes].concat()))
    }

    /// What was closed here; nothing where anybody changed it.
    pub(super) fn open<T: DeserializeOwned>(&self, text: &str) -> Option<T> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let (nonce, mut sealed) = (Nonce::try_assume_unique_for_key(nonce).ok()?, sealed.to_vec());
        let opened = self.key.open_in_place(nonce, Aad::from(self.of.as_bytes()), &mut sealed).ok()?;
        serde_json::from_slice(opened).ok()
    }

    /// A name for something secret, the same on every replica, that says nothing about it.
    pub(super) fn name(&self, parts: &[&str]) -> String {
        digest::of(&[&[self.naming.as_str()], parts].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Rig, begin};

    #[tokio::test]
    async fn every_replica_opens_what_another_closed_and_no_other_connection_does() {
        let rig = Rig::new();
        let harbour = async || Seal::of(&rig.log, &"harbour".into(), begin()).await.unwrap();
        let (one, other) = (harbour().await, harbour().await);
        let closed = one.close(&"a+token/=").unwrap();
        assert!(!closed.contains("token"));
        assert_eq!(other.open::<String>(&closed).as_deref(), Some("a+token/="));
        assert_eq!(one.name(&["x"]), other.name(&["x"]));
        let elsewhere = Seal::of(&rig.log, &"lighthouse".into(), begin()).await.unwrap();
        assert_eq!(elsewhere.open::<String>(&closed), None);
    }

    #[tokio::test]
    async fn whatever_is_changed_is_not_opened() {
        let rig = Rig::new();
        let seal = Seal::of(&rig.log, &"harbour".into(), begin()).await.unwrap();
        let closed = seal.close(&"x").unwrap();
        for at in 0..closed.len() {
            let mut bytes = closed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(changed == closed || seal.open::<String>(&changed).is_none(), "{at}");
        }
        assert_eq!(seal.open::<String>(""), None);
    }
}
