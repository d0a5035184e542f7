//! Tokens of the landing page: what a buyer's browser carries and Resolve takes.
//!
//! A token says which subscription and when it was minted, sealed with a key of the seed. It is base64 with `+`, `/`
//! and `=`, because decoding those wrongly is the mistake clients make.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{clock::Millis, seed::scramble};

/// Blocks of eight bytes: a salt, the subscription, the moment, the seal.
const BLOCKS: usize = 4;

/// Mints a token.
pub(crate) fn mint(seed: u64, subscription: u32, now: Millis) -> String {
    let tokens = (0..).map(|salt| seal(seed, salt, subscription, now));
    let is_awkward = |token: &String| token.contains('+') && token.contains('/');
    tokens.take(1_000).find(is_awkward).unwrap_or_else(|| seal(seed, 0, subscription, now))
}

/// Reads a token: the subscription and the moment it was minted.
pub(crate) fn read(seed: u64, token: &str) -> Option<(u32, Millis)> {
    let bytes = STANDARD.decode(token).ok()?;
    let (blocks, []) = bytes.as_chunks::<8>() else { return None };
    let [salt, subscription, minted, sealed] = *<&[[u8; 8]; BLOCKS]>::try_from(blocks).ok()?;
    let salt = scramble(u64::from_be_bytes(salt) ^ seed);
    let subscription = u64::from_be_bytes(subscription) ^ scramble(salt ^ 1);
    let minted = u64::from_be_bytes(minted) ^ scramble(salt ^ 2);
    let is_sealed = u64::from_be_bytes(sealed) == scramble(salt ^ subscription ^ minted.rotate_left(17));
    Some((u32::try_from(subscription).ok()?, minted as Millis)).filter(|_| is_sealed)
}

fn seal(seed: u64, salt: u64, subscription: u32, now: Millis) -> String {
    let salt = scramble(salt ^ (now as u64).rotate_left(32) ^ u64::from(subscription));
    let key = scramble(salt ^ seed);
    let (subscription, minted) = (u64::from(subscription), now as u64);
    let sealed = scramble(key ^ subscription ^ minted.rotate_left(17));
    let blocks = [salt, subscription ^ scramble(key ^ 1), minted ^ scramble(key ^ 2), sealed];
    STANDARD.encode(blocks.map(u64::to_be_bytes).as_flattened())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_to_its_subscription_and_needs_careful_decoding() {
        let token = mint(7, 42, 1_000_000);
        assert_eq!(read(7, &token), Some((42, 1_000_000)), "it says which and when");
        assert!(token.contains('+') && token.contains('/') && token.ends_with('='), "awkward on purpose: {token}");
        assert_eq!(read(7, &token.replace('+', " ")), None, "a lost plus sign makes it worthless");
        assert_eq!(read(8, &token), None, "another world's token means nothing here");
    }
}
