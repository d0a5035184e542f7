//! A stand-in for the desktop's notification service: it writes down what it is told, and can click.

#![allow(missing_docs, reason = "the bus library writes a method for each signal, without docs")]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use domain::Clock as _;
use zbus::connection::Builder;
use zbus::object_server::SignalEmitter;
use zbus::{Connection, interface};

use crate::clock::SystemClock;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// How long a notice may take to come about on a busy machine.
const PATIENCE: Duration = Duration::from_secs(45);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Why a notice closed, as the specification numbers it.
const DISMISSED: u32 = 2;
const CLOSED_BY_CALL: u32 = 3;

/// What the service was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// `Notify`.
    Notify(Shown),
    /// `CloseNotification`, with the number of the notice.
    Close(u32),
}

impl Call {
    /// The notice, where it is one.
    pub fn told(self) -> Option<Shown> {
        match self {
            Self::Notify(shown) => Some(shown),
            Self::Close(_) => None,
        }
    }
}

/// A notice as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The service's number for it.
    pub number: u32,
    /// The program's name for itself.
    pub program: String,
    /// Its title.
    pub title: String,
    /// Its text, in markup.
    pub body: String,
    /// Ids and labels of its actions, in turn.
    pub actions: Vec<String>,
    /// When the call came.
    pub at: DateTime<Utc>,
}

/// The service on a bus. Dropping it takes it away.
pub struct NotificationServer {
    bus: Connection,
    calls: Calls,
}

impl NotificationServer {
    /// Starts it on this session's bus.
    ///
    /// # Errors
    /// Where there is no bus, or another service is there.
    pub async fn start() -> Result<Self> {
        Self::serve(Builder::session()?).await
    }

    /// Starts it on the bus at this address.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn start_at(address: &str) -> Result<Self> {
        Self::serve(Builder::address(address)?).await
    }

    async fn serve(builder: Builder<'_>) -> Result<Self> {
        let calls = Calls::default();
        let service = Service { calls: calls.clone(), last: 0 };
        let bus = builder.serve_at(PATH, service)?.name(NAME)?.build().await.context("no notification service")?;
        Ok(Self { bus, calls })
    }

    /// What it was told up to now, in turn.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().clone()
    }

    /// Notices that were sent and neither taken back nor clicked since.
    pub fn shown(&self) -> Vec<Shown> {
        self.calls.open()
    }

    /// Waits for a notice with this in its title or body.
    ///
    /// # Errors
    /// Where it does not come.
    pub async fn see(&self, text: &str) -> Result<Shown> {
        let fits = |shown: &Shown| shown.title.contains(text) || shown.body.contains(text);
        self.until(|| self.shown().into_iter().find(fits), &format!("a notice with {text:?}")).await
    }

    /// Waits until a notice was taken back by its program.
    ///
    /// # Errors
    /// Where it is not.
    pub async fn see_closed(&self, number: u32) -> Result<()> {
        let closed = || self.calls().contains(&Call::Close(number)).then_some(());
        self.until(closed, &format!("that notice {number} is taken back")).await
    }

    async fn until<T>(&self, mut look: impl FnMut() -> Option<T>, what: &str) -> Result<T> {
        for _ in 0..PATIENCE.as_millis() / LOOK_EVERY.as_millis() {
            if let Some(found) = look() {
                return Ok(found);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("not in time: {what}; told was {:?}", self.calls())
    }

    /// Clicks a notice, which closes it.
    ///
    /// # Errors
    /// Where the bus is gone.
    pub async fn click(&self, number: u32) -> Result<()> {
        self.calls.forget(number);
        let emitter = SignalEmitter::new(&self.bus, PATH)?;
        Service::action_invoked(&emitter, number, "default").await?;
        Ok(Service::notification_closed(&emitter, number, DISMISSED).await?)
    }
}

/// What was told, and which notices are still there.
#[derive(Clone, Default)]
struct Calls {
    all: Arc<Mutex<Vec<Call>>>,
    gone: Arc<Mutex<Vec<u32>>>,
}

impl Calls {
    fn lock(&self) -> MutexGuard<'_, Vec<Call>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self, number: u32) {
        self.gone.lock().unwrap_or_else(PoisonError::into_inner).push(number);
    }

    fn open(&self) -> Vec<Shown> {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let calls = self.lock();
        let shown = calls.iter().filter_map(|call| match call {
            Call::Notify(shown) if !gone.contains(&shown.number) => Some(shown.clone()),
            Call::Notify(_) | Call::Close(_) => None,
        });
        shown.collect()
    }
}

struct Service {
    calls: Calls,
    last: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[allow(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &mut self,
        program: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: std::collections::HashMap<String, zbus::zvariant::OwnedValue>,
        _expires: i32,
    ) -> u32 {
        let number = if replaces == 0 { self.last + 1 } else { replaces };
        self.last = self.last.max(number);
        self.calls.lock().push(Call::Notify(Shown { number, program, title, body, actions, at: SystemClock.now() }));
        number
    }

    async fn close_notification(
        &self,
        number: u32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        self.calls.lock().push(Call::Close(number));
        self.calls.forget(number);
        Ok(Self::notification_closed(&emitter, number, CLOSED_BY_CALL).await?)
    }

    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "body-markup"]
    }

    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        ("stand-in", "Marketdesk", "1", "1.2")
    }

    /// Somebody clicked.
    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, number: u32, action: &str) -> zbus::Result<()>;

    /// It is not shown any more.
    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, number: u32, why: u32) -> zbus::Result<()>;
}
