//! Stand-ins that the tests of several modules share.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::Random;
use crate::vault::{SecretBytes, Vault, VaultError};

/// Bytes that count upwards: never the same twice in one test, always the same in the next run.
#[derive(Debug, Default)]
pub(crate) struct CountingRandom(AtomicU8);

impl Random for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.0.fetch_add(1, Ordering::Relaxed));
    }
}

/// A vault in memory.
#[derive(Default)]
pub(crate) struct MemoryVault(Mutex<BTreeMap<String, SecretBytes>>);

impl Vault for MemoryVault {
    fn get(&self, name: &str) -> Result<Option<SecretBytes>, VaultError> {
        Ok(self.0.lock().unwrap().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}
