//! A real desk that sleeps most of the time. When it wakes it catches up, and everything its screens say is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use desk::contract::{
    ConnectionDraft, CredentialDraft, CustomerRequest, Environment, Fault, InboxItem, InboxRequest, RelayDraft,
    RelayState, SyncState, TimelineEvent,
};
use desk::notices::Nowhere;
use desk::vault::{SecretBytes, Vault, VaultError};
use desk::{Desk, Setup, SystemRandom};
use domain::Clock;
use simulator::Running;
use tempfile::TempDir;

/// How long a desk may take to catch up on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(40);
const PAGE: u32 = 200;

/// A vault in memory: it stays while the desk sleeps.
#[derive(Default)]
struct MemoryVault(Mutex<BTreeMap<String, SecretBytes>>);

impl Vault for MemoryVault {
    fn get(&self, name: &str) -> Result<Option<SecretBytes>, VaultError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &str, secret: &SecretBytes) -> Result<(), VaultError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}

struct MarketClock(simulator::Clock);

impl Clock for MarketClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }
}

/// What its screens say at one moment.
#[derive(Default)]
pub struct Screens {
    /// Every request in the inbox, unfolded.
    pub items: Vec<InboxItem>,
    /// The timelines of the customers who asked.
    pub timelines: Vec<(String, Vec<TimelineEvent>)>,
}

/// The desk and the computer it is on.
pub struct Sleeper {
    profile: TempDir,
    vault: Arc<MemoryVault>,
    clock: simulator::Clock,
}

impl Sleeper {
    /// A desk that is connected, follows the relay at this address under this token, and sleeps.
    ///
    /// # Errors
    /// Where it cannot be connected.
    pub async fn settle_in(market: &Running, relay: &str, token: &str) -> Result<Self> {
        let clock = market.control().clock().clone();
        let sleeper = Self { profile: tempfile::tempdir()?, vault: Arc::default(), clock };
        let desk = sleeper.start();
        desk.connect(draft(market)).await.map_err(said)?;
        sleeper.until("everything is read", async || sleeper.is_fresh(&desk).await).await?;
        let relay = RelayDraft {
            address: relay.to_owned(),
            connection: crate::relay::ledger::CONNECTION.to_owned(),
            token: Some(token.to_owned()),
        };
        desk.set_relay(Some(relay)).await.map_err(said)?;
        sleeper.until("the relay is followed", async || is_followed(&desk).await).await?;
        Ok(sleeper)
    }

    fn start(&self) -> Desk {
        let vault = Arc::clone(&self.vault);
        let profile: &Path = self.profile.path();
        Desk::new(Setup {
            profile: profile.to_owned(),
            system_vault: Box::new(move || Ok(Arc::clone(&vault) as Arc<dyn Vault>)),
            clock: Arc::new(MarketClock(self.clock.clone())),
            random: Arc::new(SystemRandom),
            told: Arc::new(|_| ()),
            desktop: Arc::new(Nowhere),
            version: "proof".to_owned(),
            exports: profile.join("exports"),
            user: "Ada".to_owned(),
        })
    }

    /// Wakes, catches up until `lines` says that the timelines of all who asked have what the relay told, shows
    /// everything, and sleeps again.
    ///
    /// # Errors
    /// Where it does not catch up.
    pub async fn wakes(&self, lines: &BTreeMap<String, usize>) -> Result<Screens> {
        let desk = self.start();
        self.until("the relay is followed", async || is_followed(&desk).await).await?;
        self.until("all is read", async || self.is_fresh(&desk).await).await?;
        for (id, wanted) in lines {
            self.until("the feed is caught up with", async || told_lines(&desk, id).await >= *wanted).await?;
        }
        let mut before = BTreeSet::new();
        self.until("the inbox comes to rest", async || {
            let now: BTreeSet<String> =
                items(&desk).await.unwrap_or_default().iter().map(|item| format!("{item:?}")).collect();
            let is_at_rest = now == before && self.is_fresh(&desk).await;
            before = now;
            is_at_rest
        })
        .await?;
        self.read(&desk, lines).await
    }

    async fn read(&self, desk: &Desk, lines: &BTreeMap<String, usize>) -> Result<Screens> {
        let mut screens = Screens { items: items(desk).await?, ..Screens::default() };
        for id in lines.keys() {
            let page = desk.customer(CustomerRequest { id: id.clone() }).await.map_err(said)?;
            screens.timelines.push((id.clone(), page.timeline));
        }
        Ok(screens)
    }

    /// Everything was read from Microsoft at this moment.
    async fn is_fresh(&self, desk: &Desk) -> bool {
        let Ok(frame) = desk.frame(()).await else { return false };
        let line = frame.sync.filter(|line| line.state == SyncState::Idle);
        let synced = line.and_then(|line| line.synced_at?.parse::<DateTime<Utc>>().ok());
        synced.is_some_and(|synced| self.clock.now() - synced <= TimeDelta::seconds(1))
    }

    async fn until(&self, what: &str, mut is_so: impl AsyncFnMut() -> bool) -> Result<()> {
        let waiting = tokio::time::timeout(PATIENCE, async {
            while !is_so().await {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
        ensure!(waiting.await.is_ok(), "a desk that woke: in vain: {what}");
        Ok(())
    }
}

fn draft(market: &Running) -> ConnectionDraft {
    let (at, app) = (market.addresses(), market.app());
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

async fn is_followed(desk: &Desk) -> bool {
    desk.relay(()).await.is_ok_and(|card| card.state == RelayState::Connected)
}

async fn told_lines(desk: &Desk, id: &str) -> usize {
    let page = desk.customer(CustomerRequest { id: id.to_owned() }).await;
    page.map_or(0, |page| page.timeline.iter().filter(|line| line.told.is_some()).count())
}

async fn items(desk: &Desk) -> Result<Vec<InboxItem>> {
    let (mut all, mut from) = (Vec::new(), 0);
    loop {
        let request = InboxRequest { search: "kind:request".to_owned(), from, limit: PAGE };
        let page = desk.inbox(request).await.map_err(said)?;
        from += PAGE;
        all.extend(page.items);
        if from >= page.total {
            return Ok(all);
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what an error is mapped by")]
fn said(fault: Fault) -> anyhow::Error {
    anyhow::anyhow!("{}", fault.sentence.key).context("a desk did not do as it was told")
}
