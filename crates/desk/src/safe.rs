//! The vault in use: the system's where there is one, else a sealed file.

use std::sync::Arc;

use tokio::sync::RwLock;

use crate::Random;
use crate::contract::{Code, Fault, Sentence, VaultState};
use crate::explain;
use crate::profile::Profile;
use crate::vault::{FindVault, SealedVault, SecretBytes, Vault, VaultError};

/// Whichever vault this computer has.
pub(crate) struct Safe {
    find: Arc<FindVault>,
    profile: Profile,
    random: Arc<dyn Random>,
    open: RwLock<Option<(Arc<dyn Vault>, VaultState)>>,
}

impl Safe {
    pub(crate) fn new(find: FindVault, profile: Profile, random: Arc<dyn Random>) -> Self {
        Self { find: Arc::new(find), profile, random, open: RwLock::new(None) }
    }

    /// Looks for the system's vault, unless a sealed file shows that there was none when this profile began.
    pub(crate) async fn look(&self) -> VaultState {
        if self.open.read().await.is_none() && !SealedVault::exists(&self.profile.sealed_vault()) {
            let find = Arc::clone(&self.find);
            match blocking(move || find()).await {
                Ok(vault) => *self.open.write().await = Some((vault, VaultState::System)),
                Err(error) => tracing::warn!(%error, "the system offers no vault"),
            }
        }
        self.state().await
    }

    pub(crate) async fn state(&self) -> VaultState {
        match &*self.open.read().await {
            Some((_, state)) => *state,
            None if SealedVault::exists(&self.profile.sealed_vault()) => VaultState::PassphraseNeeded,
            None => VaultState::PassphraseNew,
        }
    }

    /// Opens the sealed file, or makes it.
    pub(crate) async fn unlock(&self, passphrase: String) -> Result<(), Fault> {
        let (path, random) = (self.profile.sealed_vault(), Arc::clone(&self.random));
        let vault = blocking(move || SealedVault::open(&path, &passphrase, random)).await.map_err(explain::vault)?;
        *self.open.write().await = Some((Arc::new(vault), VaultState::Passphrase));
        Ok(())
    }

    pub(crate) async fn get(&self, name: String) -> Result<Option<SecretBytes>, Fault> {
        let vault = self.vault().await?;
        blocking(move || vault.get(&name)).await.map_err(explain::vault)
    }

    pub(crate) async fn set(&self, name: String, secret: SecretBytes) -> Result<(), Fault> {
        let vault = self.vault().await?;
        blocking(move || vault.set(&name, &secret)).await.map_err(explain::vault)
    }

    pub(crate) async fn remove(&self, name: String) -> Result<(), Fault> {
        let vault = self.vault().await?;
        blocking(move || vault.remove(&name)).await.map_err(explain::vault)
    }

    async fn vault(&self) -> Result<Arc<dyn Vault>, Fault> {
        let open = self.open.read().await.as_ref().map(|(vault, _)| Arc::clone(vault));
        open.ok_or_else(|| Fault::new(Code::Locked, Sentence::plain("fault-vault-locked")))
    }
}

/// Runs what blocks where blocking is allowed.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(VaultError::Unreachable("the work was broken off".to_owned())),
    }
}
