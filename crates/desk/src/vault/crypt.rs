//! Sealing bytes under a key: AES-256-GCM, a fresh nonce in front.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::Random;

/// A key of 256 bits.
pub(super) type Key = [u8; 32];

/// `plain` under `key`, for opening with the same `purpose` only.
pub(super) fn seal(key: &Key, purpose: &str, plain: &[u8], random: &dyn Random) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    random.fill(&mut nonce);
    let mut body = plain.to_vec();
    cipher(key)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose), &mut body).ok()?;
    Some([nonce.as_slice(), &body].concat())
}

/// What was sealed; `None` where key, purpose or bytes are others.
pub(super) fn open(key: &Key, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut body = body.to_vec();
    let plain = cipher(key)?.open_in_place(nonce, Aad::from(purpose), &mut body).ok()?;
    Some(plain.to_vec())
}

fn cipher(key: &Key) -> Option<LessSafeKey> {
    Some(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?))
}
