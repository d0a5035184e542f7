//! The recovery code: 160 random bits for paper, which unwrap a store's key when the vault is lost.
//!
//! The wrapped key lies beside the store; without the code it is worth nothing. The code is as strong as a key, so it
//! needs no slow stretching, only HKDF to give it its purpose.

use std::path::Path;

use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use data_encoding::{BASE64, Encoding, Specification};
use serde::{Deserialize, Serialize};

use super::{SecretBytes, VaultError, crypt};
use crate::{Random, files};

const PURPOSE: &str = "marketdesk store key recovery 1";
const CODE_BYTES: usize = 20;
const GROUP: usize = 4;

#[derive(Serialize, Deserialize)]
struct RecoveryFile {
    version: u32,
    wrapped: String,
}

/// Makes a code, writes the key wrapped by it to `path`, and returns the code for the person to keep.
pub(crate) fn create(path: &Path, key: &SecretBytes, random: &dyn Random) -> Result<String, VaultError> {
    let mut code = [0; CODE_BYTES];
    random.fill(&mut code);
    let wrapping = wrapping_key(&code).ok_or(VaultError::Damaged)?;
    let wrapped = crypt::seal(&wrapping, PURPOSE, key.expose(), random).ok_or(VaultError::Damaged)?;
    let file = RecoveryFile { version: 1, wrapped: BASE64.encode(&wrapped) };
    files::replace(path, &serde_json::to_vec_pretty(&file).map_err(|_| VaultError::Damaged)?)?;
    Ok(for_paper(&code))
}

/// The key that `code` unwraps. Blanks, dashes, case, and the letters people mistake for digits do not matter.
pub(crate) fn unwrap(path: &Path, code: &str) -> Result<SecretBytes, VaultError> {
    let file: RecoveryFile = serde_json::from_slice(&std::fs::read(path)?).map_err(|_| VaultError::Damaged)?;
    let wrapped = BASE64.decode(file.wrapped.as_bytes()).map_err(|_| VaultError::Damaged)?;
    let code = paper().decode(code.trim().as_bytes()).map_err(|_| VaultError::WrongCode)?;
    let wrapping = wrapping_key(&code).ok_or(VaultError::WrongCode)?;
    crypt::open(&wrapping, PURPOSE, &wrapped).map(SecretBytes::new).ok_or(VaultError::WrongCode)
}

fn wrapping_key(code: &[u8]) -> Option<crypt::Key> {
    let mut key = [0; 32];
    let info = [PURPOSE.as_bytes()];
    let derived = Salt::new(HKDF_SHA256, &[]).extract(code);
    derived.expand(&info, HKDF_SHA256).ok()?.fill(&mut key).ok()?;
    Some(key)
}

fn for_paper(code: &[u8]) -> String {
    let symbols: Vec<char> = paper().encode(code).chars().collect();
    symbols.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Crockford's base 32: no letter that looks like a digit is ever written, and every such letter is understood.
fn paper() -> Encoding {
    let mut alphabet = Specification::new();
    alphabet.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    alphabet.translate.from.push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
    alphabet.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    alphabet.ignore.push_str("- \t\r\n");
    alphabet.encoding().expect("the alphabet is a constant and has 32 symbols")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingRandom;

    #[test]
    fn a_code_copied_by_hand_brings_the_key_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recovery.json");
        let key = SecretBytes::new(vec![7; 32]);
        let code = create(&path, &key, &CountingRandom::default()).unwrap();

        assert_eq!(code.len(), 39, "eight groups of four and seven dashes");
        let by_hand = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(unwrap(&path, &by_hand).unwrap(), key);
    }

    #[test]
    fn another_code_unwraps_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recovery.json");
        let code = create(&path, &SecretBytes::new(vec![7; 32]), &CountingRandom::default()).unwrap();
        let other = code.replacen(|c: char| c.is_ascii_alphanumeric(), "9", 1);
        for wrong in [other.as_str(), "", "no code at all!", "ZZZZ"] {
            assert!(matches!(unwrap(&path, wrong), Err(VaultError::WrongCode)), "{wrong:?} must not open anything");
        }
    }
}
