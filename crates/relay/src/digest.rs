//! Hashes as text: keys of messages, ids that any sender would make alike, tokens at rest.

use aws_lc_rs::digest::{Context, SHA256};
use uuid::{Builder, Uuid};

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|d| char::from_digit(d.into(), 16)).collect()
}

/// SHA-256 over parts, each with its length before it, so that no two lists of parts are taken for one another.
pub(crate) fn of(parts: &[&str]) -> String {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&part.len().to_be_bytes());
        context.update(part.as_bytes());
    }
    hex(context.finish().as_ref())
}

/// An id that is the same wherever it is made of these parts.
pub(crate) fn uuid(parts: &[&str]) -> Uuid {
    let digits = of(parts);
    let number = digits.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok()).unwrap_or_default();
    Builder::from_random_bytes(number.to_be_bytes()).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_between_parts_counts() {
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]), "the parts differ");
        assert_ne!(of(&["", "a"]), of(&["a"]), "an empty part is a part");
    }

    #[test]
    fn bytes_are_written_as_two_digits_each() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
