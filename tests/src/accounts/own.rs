//! The publisher's own service on a good day, for whoever only wants it to be there.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Result, bail};
use hooks::Secret;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use super::ahead::AheadTime;
use super::receiver::Service;

/// Tenths of a second until it must have been told.
const MOST_LOOKS: u32 = 600;

/// A service that takes what it is told, for as long as this is kept.
pub struct OwnService {
    service: Service,
    secret: Secret,
    address: SocketAddr,
    _open: AbortOnDropHandle<()>,
    _folder: TempDir,
}

impl OwnService {
    /// Starts it.
    ///
    /// # Errors
    /// Where nothing can be opened on this computer.
    pub async fn start() -> Result<Self> {
        let (folder, secret) = (tempfile::tempdir()?, Secret::new([9; 32]));
        let service = Service::new(secret.clone().into(), AheadTime::of(&folder.path().join("ahead")), 0);
        service.is_well();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let open = service.opens(listener);
        Ok(Self { service, secret, address, _open: open, _folder: folder })
    }

    /// Where it takes hooks.
    pub fn hooks(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    /// What a relay's environment must say, so that it is told and keeps customers out on the day they are suspended.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("MARKETDESK_RELAY_HOOK_URL", self.hooks()),
            ("MARKETDESK_RELAY_HOOK_SECRET", self.secret.expose()),
            ("MARKETDESK_RELAY_SUSPEND_AFTER_DAYS", "0".to_owned()),
        ]
    }

    /// Waits until these are the types of all that it has been told about this subscription, in this order.
    ///
    /// # Errors
    /// Where it is told otherwise, or nothing for a minute.
    pub async fn was_told(&self, subscription: &str, types: &[&str]) -> Result<()> {
        let mut told = Vec::new();
        for _ in 0..MOST_LOOKS {
            let events = self.service.events().into_iter();
            let about = events.filter(|event| event.data.account.subscription.as_str() == subscription);
            told = about.map(|event| event.event.as_str().to_owned()).collect();
            if told == types {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("it was told {told:?}, and not {types:?}")
    }
}
