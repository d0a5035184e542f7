//! A second desk of the same publisher, at a computer of its own.

use anyhow::Result;
use serde_json::Value;
use tempfile::TempDir;

use crate::keys::KeyStore;
use crate::market::Market;
use crate::session_bus::SessionBus;
use crate::window::Window;

/// A window that follows the same relay, with a bus and a key store of its own.
pub struct SecondDesk {
    /// What its person sees.
    pub window: Window,
    _keys: KeyStore,
    _bus: SessionBus,
    _profile: TempDir,
}

impl SecondDesk {
    /// Sets one up by hand, as its person would.
    ///
    /// # Errors
    /// Where it does not come up or does not follow the relay.
    pub async fn open(market: &Market, relay: &Value) -> Result<Self> {
        let bus = SessionBus::start().await?;
        let keys = KeyStore::start_on(&bus.address)?;
        let profile = tempfile::tempdir()?;
        let window = Window::open_on(Some(&bus), profile.path(), &[]).await?;
        window.see("[data-test=secret]").await?;
        window.type_connection(market, &market.at.secret).await?;
        for step in ["check-button", "connect", "recovery-kept", "recovery-done"] {
            window.click(&format!("[data-test={step}]")).await?;
        }
        window.see("[data-row-id]").await?;
        window.type_relay(relay).await?;
        Ok(Self { window, _keys: keys, _bus: bus, _profile: profile })
    }
}

/// A publisher and its relay, as a file for `--connect` has them.
pub fn handed_in(market: &Market, relay: Value) -> Value {
    let mut draft = market.draft();
    if let Some(members) = draft.as_object_mut() {
        members.insert("relay".to_owned(), relay);
    }
    draft
}
