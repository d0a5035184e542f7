//! Where keys and secrets rest, and how they are got back when that place is lost.
//!
//! Rule: nothing secret is written anywhere but into a [`Vault`], and nothing secret leaves the core. The system's key
//! store is the first choice; where there is none, a [file sealed by a passphrase](sealed) stands in. A
//! [recovery code](recovery), shown once, unwraps a store's key when the vault is lost.

mod crypt;
pub(crate) mod recovery;
mod sealed;

use std::fmt;
use std::sync::Arc;

pub use sealed::SealedVault;

/// Secret bytes. Printing them is a bug, so they cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// Takes bytes into keeping.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes, for the one place that needs them.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes(…)")
    }
}

/// Looks for the system's vault; blocks while it does.
pub type FindVault = Box<dyn Fn() -> Result<Arc<dyn Vault>, VaultError> + Send + Sync>;

/// Why a vault did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No vault answers, or it is locked.
    #[error("the vault is not reachable: {0}")]
    Unreachable(String),
    /// The passphrase does not open the file.
    #[error("the passphrase does not fit")]
    WrongPassphrase,
    /// The code does not unwrap the key.
    #[error("the recovery code does not fit")]
    WrongCode,
    /// The sealed file is damaged.
    #[error("the sealed file cannot be read")]
    Damaged,
    /// The file system failed.
    #[error("the vault's file: {0}")]
    Io(#[from] std::io::Error),
}

/// Keeps named secrets. Calls block, so they run where blocking is allowed.
pub trait Vault: Send + Sync {
    /// The secret of that name, where there is one.
    ///
    /// # Errors
    /// [`VaultError::Unreachable`] where the vault does not answer.
    fn get(&self, name: &str) -> Result<Option<SecretBytes>, VaultError>;

    /// Keeps a secret under a name, in place of what was there.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    fn set(&self, name: &str, secret: &SecretBytes) -> Result<(), VaultError>;

    /// Forgets a secret; one that is not there is forgotten already.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    fn remove(&self, name: &str) -> Result<(), VaultError>;
}
