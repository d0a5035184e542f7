//! The desk: what it is made of, and which connection is open. What it can do is in [`commands`].

mod commands;

use std::path::PathBuf;
use std::sync::Arc;

use domain::Clock;
use serde::Deserialize;
use tokio::sync::{Mutex, OnceCell, RwLock};
use tokio_util::task::AbortOnDropHandle;

use crate::contract::*;
use crate::notices::{Desktop, Teller};
use crate::opened::Opened;
use crate::profile::Profile;
use crate::safe::Safe;
use crate::tidings::{Tidings, Told};
use crate::vault::FindVault;
use crate::{Random, explain};

/// What a desk is made of.
pub struct Setup {
    /// The folder for everything it keeps.
    pub profile: PathBuf,
    /// Looks for the system's vault. Blocks while it does; called where blocking is allowed.
    pub system_vault: FindVault,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance, for keys and ids.
    pub random: Arc<dyn Random>,
    /// Hears what has changed. Must return at once.
    pub told: Told,
    /// The computer's own notices.
    pub desktop: Arc<dyn Desktop>,
    /// The program's version, for the page to show.
    pub version: String,
    /// Where exports are written.
    pub exports: PathBuf,
    /// The name this computer knows the person by.
    pub user: String,
}

/// A publisher to connect at start, for machines that somebody else sets up.
#[derive(Debug, Clone, Deserialize)]
pub struct HandedIn {
    /// The publisher.
    #[serde(flatten)]
    pub connection: ConnectionDraft,
    /// Its relay, where it has one.
    #[serde(default)]
    pub relay: Option<RelayDraft>,
}

/// What an operator can do. Cheap to clone; the clones are one desk.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) profile: Profile,
    pub(crate) safe: Safe,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) tidings: Tidings,
    /// The connection that is shown; or why it could not be opened.
    pub(crate) shown: RwLock<Shown>,
    pub(crate) checking: std::sync::Mutex<Option<CheckReport>>,
    /// A publisher that waits for the vault to open.
    handed_in: Mutex<Option<HandedIn>>,
    awake: OnceCell<()>,
    version: String,
    exports: PathBuf,
    user: String,
    teller: Arc<Teller>,
    _telling: AbortOnDropHandle<()>,
}

/// The connection that is shown.
#[derive(Default)]
pub(crate) enum Shown {
    /// None is connected.
    #[default]
    Nothing,
    /// It could not be opened.
    Shut(Fault),
    /// It is open.
    Open(Arc<Opened>),
}

impl Desk {
    /// Makes a desk without opening anything. Wants a tokio runtime around it.
    pub fn new(setup: Setup) -> Self {
        let profile = Profile::new(&setup.profile);
        let (tidings, telling) = Tidings::start(setup.told);
        let safe = Safe::new(setup.system_vault, profile.clone(), Arc::clone(&setup.random));
        let inner = Inner {
            profile,
            safe,
            clock: setup.clock,
            random: setup.random,
            tidings,
            shown: RwLock::default(),
            checking: std::sync::Mutex::default(),
            handed_in: Mutex::default(),
            awake: OnceCell::new(),
            version: setup.version,
            exports: setup.exports,
            user: setup.user,
            teller: Arc::new(Teller::new(setup.desktop)),
            _telling: telling,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Opens the connection shown last, and connects the publisher that is handed in, if one is. The window calls this
    /// while the page is still loading; every command waits for it.
    ///
    /// Where the vault wants a passphrase first, it is kept until [`unlock`](Self::unlock) has it.
    pub async fn wake(&self, handed_in: Option<HandedIn>) -> Option<Connected> {
        self.awake().await;
        let handed_in = handed_in?;
        match self.take_over(handed_in.clone()).await {
            Ok(connected) => Some(connected),
            Err(fault) if fault.code == Code::Locked => {
                *self.inner.handed_in.lock().await = Some(handed_in);
                None
            }
            Err(fault) => {
                tracing::error!(%fault, "the publisher handed in at start could not be connected");
                let mut shown = self.inner.shown.write().await;
                if matches!(*shown, Shown::Nothing) {
                    *shown = Shown::Shut(fault);
                }
                drop(shown);
                self.inner.tidings.tell(Tag::Frame);
                None
            }
        }
    }

    async fn take_over(&self, handed_in: HandedIn) -> Result<Connected, Fault> {
        let connected = self.connect(handed_in.connection).await?;
        if let Some(relay) = handed_in.relay
            && let Err(fault) = self.change_relay(Some(relay)).await
        {
            tracing::error!(%fault, "the relay handed in at start is not followed");
        }
        Ok(connected)
    }

    async fn awake(&self) {
        self.inner.awake.get_or_init(|| async { self.open_current().await }).await;
    }

    /// Opens the current connection, or keeps the reason why not for the frame to show.
    pub(crate) async fn open_current(&self) {
        let inner = &self.inner;
        inner.safe.look().await;
        let opened = match inner.profile.connections() {
            Ok(connections) => match connections.current() {
                None => Shown::Nothing,
                Some(connection) => {
                    let opened = Opened::open(
                        connection,
                        &inner.profile,
                        &inner.safe,
                        &inner.clock,
                        &inner.random,
                        &inner.tidings,
                        &inner.teller,
                    )
                    .await;
                    opened.map_or_else(Shown::Shut, Shown::Open)
                }
            },
            Err(error) => Shown::Shut(explain::io(error)),
        };
        *inner.shown.write().await = opened;
        inner.tidings.tell(Tag::Frame);
        inner.tidings.tell(Tag::Subscriptions);
    }

    /// The connection that is open.
    pub(crate) async fn opened(&self) -> Result<Arc<Opened>, Fault> {
        self.awake().await;
        match &*self.inner.shown.read().await {
            Shown::Open(opened) => Ok(Arc::clone(opened)),
            Shown::Shut(fault) => Err(fault.clone()),
            Shown::Nothing => Err(Fault::invalid("connection")),
        }
    }
}
