//! Pulling without a window: one store in a folder, one way to the simulator.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use domain::Clock;
use marketplace::{Api, Credential, Identity, Secret, Settings};
use store::{Key, Store};
use sync::Source;

use crate::clock::SystemClock;
use crate::market::Addresses;

/// The key of every store made for a proof or a bench.
pub fn key() -> Key {
    Key::new([0x5a; 32])
}

/// The way to a simulator.
///
/// # Errors
/// Where its addresses are none.
pub fn api(at: &Addresses) -> Result<Api> {
    let settings = Settings {
        base: at.base.parse()?,
        second_origin: None,
        authority: at.authority.parse()?,
        ..Settings::microsoft()
    };
    let identity = Identity {
        tenant: at.tenant.clone(),
        application: at.application.clone(),
        credential: Credential::Secret(Secret::from(at.secret.clone())),
    };
    Ok(Api::new(settings, identity, Arc::new(SystemClock))?)
}

/// A store in a folder, and the way to a simulator.
///
/// # Errors
/// Where the store does not open.
pub fn source(at: &Addresses, folder: &Path) -> Result<Source> {
    let (store, _) = Store::open(folder, &key())?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    Ok(Source { api: api(at)?, store, clock })
}
