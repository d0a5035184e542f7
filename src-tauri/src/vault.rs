//! The operating system's key store.

use std::sync::Arc;

use desk::vault::{SecretBytes, Vault, VaultError};
use keyring_core::{CredentialStore, Entry, Error};

/// The name under which the system shows our secrets.
const SERVICE: &str = "Marketdesk";

/// The operating system's key store, reached afresh: one that was locked a minute ago may be open now.
///
/// # Errors
/// [`VaultError::Unreachable`] where there is none, or it stays locked.
pub(crate) fn find() -> Result<Arc<dyn Vault>, VaultError> {
    let vault = SystemVault(store().map_err(unreachable)?);
    vault.get("probe")?;
    Ok(Arc::new(vault))
}

#[cfg(target_os = "linux")]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(not(target_os = "linux"))]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    let _started = keyring::Entry::store_status();
    keyring_core::get_default_store().ok_or(Error::NoDefaultStore)
}

struct SystemVault(Arc<CredentialStore>);

impl SystemVault {
    fn entry(&self, name: &str) -> Result<Entry, VaultError> {
        self.0.build(SERVICE, name, None).map_err(unreachable)
    }
}

impl Vault for SystemVault {
    fn get(&self, name: &str) -> Result<Option<SecretBytes>, VaultError> {
        match self.entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(SecretBytes::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unreachable(error)),
        }
    }

    fn set(&self, name: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        self.entry(name)?.set_secret(secret.expose()).map_err(unreachable)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(unreachable(error)),
        }
    }
}

/// The store's own words are kept out where they could quote what was stored.
fn unreachable(error: Error) -> VaultError {
    VaultError::Unreachable(match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "it answered something unreadable".to_owned(),
        error => error.to_string(),
    })
}
