//! The key of both files. Printing one is a bug, so it cannot be printed.

use std::fmt::{self, Write as _};

use aws_lc_rs::digest::{SHA256, digest};

/// A raw key of 32 bytes. No passphrase goes in here: deriving a key from one costs 100 ms at every connection.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from its bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The statement that unlocks a connection.
    pub(crate) fn pragma(&self) -> String {
        format!("PRAGMA key = \"x'{}'\";", hex(&self.0))
    }

    /// A mark by which the key is known again without being kept.
    pub(crate) fn mark(&self) -> String {
        let marked = [b"marketdesk store key\n".as_slice(), &self.0].concat();
        hex(digest(&SHA256, &marked).as_ref())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_be_printed() {
        assert_eq!(format!("{:?}", Key::new([7; 32])), "Key(…)");
    }

    #[test]
    fn the_mark_of_a_key_does_not_hold_the_key() {
        let key = Key::new([0xab; 32]);
        assert!(!key.mark().contains("abababab"), "a mark is a hash");
        assert_ne!(key.mark(), Key::new([0xac; 32]).mark(), "another key has another mark");
    }
}
