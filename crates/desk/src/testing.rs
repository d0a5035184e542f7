//! Stand-ins that the tests of several modules share.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use simulator::{Options, Running, Simulator};
use tempfile::TempDir;

use crate::contract::{ConnectionDraft, CredentialDraft, Environment};
use crate::vault::{SecretBytes, Vault, VaultError};
use crate::{Desk, Random, Setup};

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

/// The simulator's own clock, as this computer has it: they agree on the time unless it is set wrong.
struct SimulatorClock {
    service: simulator::Clock,
    ahead: TimeDelta,
}

impl Clock for SimulatorClock {
    fn now(&self) -> DateTime<Utc> {
        self.service.now() + self.ahead
    }
}

/// A computer with a profile folder and, perhaps, a key store; and the service it talks to.
pub(crate) struct Computer {
    pub(crate) service: Running,
    pub(crate) key_store: Option<Arc<MemoryVault>>,
    pub(crate) profile: TempDir,
    /// How far its clock is ahead of the service's.
    pub(crate) ahead: TimeDelta,
}

impl Computer {
    pub(crate) async fn new(size: u32) -> Self {
        let service = Simulator::start(Options { size, ..Options::default() }).await.unwrap();
        Self {
            service,
            key_store: Some(Arc::default()),
            profile: tempfile::tempdir().unwrap(),
            ahead: TimeDelta::zero(),
        }
    }

    /// The program, started.
    pub(crate) fn start(&self) -> Desk {
        self.start_in(self.profile.path(), self.key_store.clone())
    }

    /// The program on a computer of its own, talking to the same service.
    pub(crate) fn start_elsewhere(&self, profile: &TempDir) -> Desk {
        self.start_in(profile.path(), Some(Arc::default()))
    }

    fn start_in(&self, profile: &Path, key_store: Option<Arc<MemoryVault>>) -> Desk {
        Desk::new(Setup {
            profile: profile.to_owned(),
            system_vault: Box::new(move || match &key_store {
                Some(vault) => Ok(Arc::clone(vault) as Arc<dyn Vault>),
                None => Err(VaultError::Unreachable("there is none".to_owned())),
            }),
            clock: Arc::new(SimulatorClock { service: self.service.control().clock().clone(), ahead: self.ahead }),
            random: Arc::new(CountingRandom::default()),
            told: Arc::new(|_| ()),
            desktop: Arc::new(crate::notices::Nowhere),
            version: "test".to_owned(),
            exports: profile.join("exports"),
            user: "Ada".to_owned(),
        })
    }

    /// What a person types who makes no mistake.
    pub(crate) fn draft(&self) -> ConnectionDraft {
        let (at, app) = (self.service.addresses(), self.service.app());
        ConnectionDraft {
            publisher: "Northlight Software".to_owned(),
            environment: Environment::Test,
            tenant: app.tenant.clone(),
            application: app.application.clone(),
            credential: CredentialDraft::Secret { value: app.secret.clone(), expires: None },
            authority: Some(at.authority.clone()),
            base: Some(at.base.clone()),
        }
    }

    /// The same with another secret.
    pub(crate) fn draft_with(&self, secret: &str) -> ConnectionDraft {
        ConnectionDraft {
            credential: CredentialDraft::Secret { value: secret.to_owned(), expires: None },
            ..self.draft()
        }
    }
}
