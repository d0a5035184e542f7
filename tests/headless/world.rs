//! A simulator in this process, and a store that pulls from it.

use acceptance::market::Addresses;
use acceptance::pull;
use serde_json::Value;
use simulator::{Control, Options, Running, Simulator};
use sync::{PullError, Source};
use tempfile::TempDir;

/// A simulator and a store that pulls from it.
pub(crate) struct World {
    pub(crate) source: Source,
    pub(crate) folder: TempDir,
    pub(crate) running: Running,
}

impl World {
    pub(crate) async fn start(options: Options) -> Self {
        let running = Simulator::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let source = pull::source(&addresses(&running), folder.path()).unwrap();
        Self { source, folder, running }
    }

    pub(crate) async fn of_size(size: u32) -> Self {
        Self::start(Options { size, ..Options::default() }).await
    }

    pub(crate) fn control(&self) -> &Control {
        self.running.control()
    }

    pub(crate) async fn sweep(&self) -> Result<store::SweepFinished, PullError> {
        sync::sweep(&self.source.api, &self.source.store, &self.source.clock, |_| ()).await
    }

    /// Ids whose record in the cache is not the world's.
    pub(crate) async fn unlike(&self) -> Vec<String> {
        let mut unlike = Vec::new();
        for record in self.control().subscriptions(0, u32::MAX) {
            let id = record["id"].as_str().unwrap();
            let kept = self.source.store.cache.subscription(&id.into()).await.unwrap();
            if kept.is_none_or(|kept| serde_json::from_str::<Value>(&kept.raw).unwrap() != record) {
                unlike.push(id.to_owned());
            }
        }
        unlike
    }
}

pub(crate) fn addresses(running: &Running) -> Addresses {
    let (at, app) = (running.addresses(), running.app());
    Addresses {
        base: at.base.clone(),
        authority: at.authority.clone(),
        control: at.control.clone(),
        tenant: app.tenant.clone(),
        application: app.application.clone(),
        secret: app.secret.clone(),
    }
}
