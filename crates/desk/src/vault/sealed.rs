//! A vault in a file, for computers without a key store: sealed under a passphrase with Argon2id and AES-256-GCM.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::{SecretBytes, Vault, VaultError, crypt};
use crate::{Random, files};

const PURPOSE: &str = "marketdesk sealed vault 1";
/// 64 MiB and three passes: about a third of a second, and OWASP's advice with room to spare.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// The file as it lies on the disk. The parameters are kept, so that later files may be harder.
#[derive(Serialize, Deserialize)]
struct SealedFile {
    version: u32,
    memory_kib: u32,
    passes: u32,
    salt: String,
    sealed: String,
}

/// A vault in a file, open.
pub struct SealedVault {
    path: PathBuf,
    key: crypt::Key,
    salt: [u8; 16],
    random: Arc<dyn Random>,
    secrets: Mutex<BTreeMap<String, String>>,
}

impl SealedVault {
    /// Whether there is a file to open; without one, a passphrase has to be chosen.
    pub fn exists(path: &Path) -> bool {
        path.exists()
    }

    /// Opens the file, or makes it under this passphrase where there is none. Takes a third of a second on purpose.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], or what the file system says.
    pub fn open(path: &Path, passphrase: &str, random: Arc<dyn Random>) -> Result<Self, VaultError> {
        if Self::exists(path) {
            Self::open_existing(path, passphrase, random)
        } else {
            Self::create(path, passphrase, random)
        }
    }

    fn create(path: &Path, passphrase: &str, random: Arc<dyn Random>) -> Result<Self, VaultError> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let key = stretch(passphrase, &salt, MEMORY_KIB, PASSES)?;
        let vault = Self { path: path.to_owned(), key, salt, random, secrets: Mutex::default() };
        vault.write(&BTreeMap::new())?;
        Ok(vault)
    }

    fn open_existing(path: &Path, passphrase: &str, random: Arc<dyn Random>) -> Result<Self, VaultError> {
        let file: SealedFile = serde_json::from_slice(&std::fs::read(path)?).map_err(|_| VaultError::Damaged)?;
        let salt = decode(&file.salt)?.try_into().map_err(|_| VaultError::Damaged)?;
        let key = stretch(passphrase, &salt, file.memory_kib.min(1024 * 1024), file.passes.min(64))?;
        let plain = crypt::open(&key, PURPOSE, &decode(&file.sealed)?).ok_or(VaultError::WrongPassphrase)?;
        let secrets = serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)?;
        Ok(Self { path: path.to_owned(), key, salt, random, secrets: Mutex::new(secrets) })
    }

    fn write(&self, secrets: &BTreeMap<String, String>) -> Result<(), VaultError> {
        let plain = serde_json::to_vec(secrets).map_err(|_| VaultError::Damaged)?;
        let sealed = crypt::seal(&self.key, PURPOSE, &plain, &*self.random).ok_or(VaultError::Damaged)?;
        let file = SealedFile {
            version: 1,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: BASE64.encode(&self.salt),
            sealed: BASE64.encode(&sealed),
        };
        let text = serde_json::to_vec_pretty(&file).map_err(|_| VaultError::Damaged)?;
        Ok(files::replace(&self.path, &text)?)
    }

    /// Changes the secrets on the disk first; only what is there is taken for kept.
    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), VaultError> {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = secrets.clone();
        change(&mut next);
        self.write(&next)?;
        *secrets = next;
        Ok(())
    }
}

impl Vault for SealedVault {
    fn get(&self, name: &str) -> Result<Option<SecretBytes>, VaultError> {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.get(name).map(|text| Ok(SecretBytes::new(decode(text)?))).transpose()
    }

    fn set(&self, name: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        self.change(|secrets| {
            secrets.insert(name.to_owned(), BASE64.encode(secret.expose()));
        })
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.change(|secrets| {
            secrets.remove(name);
        })
    }
}

fn stretch(passphrase: &str, salt: &[u8; 16], memory_kib: u32, passes: u32) -> Result<crypt::Key, VaultError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| VaultError::Damaged)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|_| VaultError::Damaged)?;
    Ok(key)
}

fn decode(text: &str) -> Result<Vec<u8>, VaultError> {
    BASE64.decode(text.as_bytes()).map_err(|_| VaultError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingRandom;

    fn open(path: &Path, passphrase: &str) -> Result<SealedVault, VaultError> {
        SealedVault::open(path, passphrase, Arc::new(CountingRandom::default()))
    }

    #[test]
    fn what_was_kept_is_there_after_a_restart_and_for_the_right_passphrase_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.sealed");
        open(&path, "correct horse").unwrap().set("a/key", &SecretBytes::new(*b"hush")).unwrap();

        let again = open(&path, "correct horse").unwrap();
        assert_eq!(again.get("a/key").unwrap(), Some(SecretBytes::new(*b"hush")));
        again.remove("a/key").unwrap();
        assert_eq!(open(&path, "correct horse").unwrap().get("a/key").unwrap(), None, "forgotten on the disk as well");
        assert!(matches!(open(&path, "battery staple"), Err(VaultError::WrongPassphrase)));
    }

    #[test]
    fn nothing_kept_can_be_read_from_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.sealed");
        open(&path, "correct horse").unwrap().set("name", &SecretBytes::new(*b"hush-hush-hush")).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        for hidden in ["hush-hush-hush".to_owned(), BASE64.encode(b"hush-hush-hush"), "correct horse".to_owned()] {
            assert!(!bytes.windows(hidden.len()).any(|window| window == hidden.as_bytes()), "{hidden} is readable");
        }
    }

    #[test]
    fn a_damaged_file_is_an_error_and_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.sealed");
        std::fs::write(&path, b"{").unwrap();
        assert!(matches!(open(&path, "any"), Err(VaultError::Damaged)));
        assert_eq!(std::fs::read(&path).unwrap(), b"{", "a damaged vault is never overwritten");
    }
}
