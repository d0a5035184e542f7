//! The relay at work: its log, its clock, its connections.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ConnectionId;
use futures::future::{BoxFuture, FutureExt as _};
use marketplace::{Judged, TokenCheck};
use tokio::sync::Semaphore;

use crate::access::Access;
use crate::activation::Activation;
use crate::ask::Presence;
use crate::config::{Hidden, Limits};
use crate::door::bucket::Bucket;
use crate::landing::Landing;
use crate::log::Log;
use crate::metrics::Metrics;
use crate::receive::alarm::Alarm;
use crate::receive::flight::Flights;
use crate::receive::lanes::Lanes;
use crate::rules::standing::Standing;
use crate::time::Time;

/// Strangers that are written about, of each connection: enough to notice, too few to fill a disk.
const STRANGERS_PER_SECOND: u32 = 5;
const STRANGERS_AT_ONCE: u32 = 100;

/// Says whether a call is Microsoft's.
pub trait Gate: Send + Sync {
    /// What the content of an `Authorization` header is found to be at this moment.
    fn check<'a>(
        &'a self,
        authorization: Option<&'a [u8]>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> BoxFuture<'a, Judged>;
}

impl Gate for TokenCheck {
    fn check<'a>(
        &'a self,
        authorization: Option<&'a [u8]>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> BoxFuture<'a, Judged> {
        Self::check(self, authorization, now).boxed()
    }
}

/// One publisher's part of the relay. Nothing in it is shared with another's.
pub struct Connection {
    /// Under which its log is kept.
    pub id: ConnectionId,
    /// Its name in paths.
    pub name: String,
    /// The path Microsoft calls.
    pub path: String,
    /// What the publisher's own endpoint signs with.
    pub notify_secret: Option<Hidden>,
    /// Whether decisions are read back.
    pub reads_back: bool,
    /// Whether another caller than Microsoft is believed.
    pub is_test: bool,
    pub(crate) gate: Arc<dyn Gate>,
    pub(crate) flights: Flights,
    pub(crate) lanes: Lanes,
    pub(crate) standing: Standing,
    pub(crate) bucket: Bucket,
    /// How many strangers are written about.
    pub(crate) strangers: Bucket,
    pub(crate) alarm: Alarm,
    pub(crate) presence: Presence,
    pub(crate) landing: Option<Arc<Landing>>,
    pub(crate) access: Option<Arc<Access>>,
    pub(crate) activation: Option<Arc<Activation>>,
}

/// What it takes to be a connection.
pub struct Opening {
    /// Its name.
    pub name: String,
    /// The path Microsoft calls.
    pub path: String,
    /// Says whether a call is Microsoft's.
    pub gate: Arc<dyn Gate>,
    /// What the publisher's own endpoint signs with.
    pub notify_secret: Option<Hidden>,
    /// Whether decisions are read back.
    pub reads_back: bool,
    /// Whether another caller than Microsoft is believed.
    pub is_test: bool,
    /// The page Microsoft sends buyers to.
    pub landing: Option<Landing>,
    /// What rules do about customers' accounts.
    pub access: Option<Access>,
    /// Which purchases are activated by themselves.
    pub activation: Option<Activation>,
}

/// The whole relay.
pub struct Relay {
    /// Where everything is kept.
    pub log: Arc<dyn Log>,
    /// What time it is.
    pub time: Arc<dyn Time>,
    /// What it puts up with.
    pub limits: Limits,
    pub(crate) metrics: Metrics,
    pub(crate) turns: Semaphore,
    /// Calls whose key is being fetched.
    pub(crate) waiting: Semaphore,
    /// Calls of a publisher's endpoint that are read before it is known whose they are.
    pub(crate) hearing: Semaphore,
    pub(crate) connections: BTreeMap<String, Arc<Connection>>,
    pub(crate) closing: tokio::sync::watch::Sender<bool>,
}

impl Relay {
    /// A relay that answers for these connections.
    pub fn new(
        log: Arc<dyn Log>,
        time: Arc<dyn Time>,
        limits: Limits,
        connections: impl IntoIterator<Item = Opening>,
    ) -> Arc<Self> {
        let now = time.now();
        let connections = connections.into_iter().map(|opening| {
            let name = opening.name.to_ascii_lowercase();
            let connection = Connection {
                id: name.as_str().into(),
                name: name.clone(),
                path: opening.path,
                notify_secret: opening.notify_secret,
                reads_back: opening.reads_back,
                is_test: opening.is_test,
                gate: opening.gate,
                flights: Flights::default(),
                lanes: Lanes::default(),
                standing: Standing::default(),
                bucket: Bucket::new(limits.per_second, limits.burst, now),
                strangers: Bucket::new(STRANGERS_PER_SECOND, STRANGERS_AT_ONCE, now),
                alarm: Alarm::default(),
                presence: Presence::default(),
                landing: opening.landing.map(Arc::new),
                access: opening.access.map(Arc::new),
                activation: opening.activation.map(Arc::new),
            };
            (name, Arc::new(connection))
        });
        Arc::new(Self {
            log,
            time,
            metrics: Metrics::default(),
            turns: Semaphore::new(limits.at_once),
            waiting: Semaphore::new(limits.at_once),
            hearing: Semaphore::new(limits.at_once),
            limits,
            connections: connections.collect(),
            closing: tokio::sync::watch::Sender::new(false),
        })
    }

    /// The connection of this name.
    pub(crate) fn connection(&self, name: &str) -> Option<&Arc<Connection>> {
        self.connections.get(&name.to_ascii_lowercase())
    }

    /// Tells followers to go, so that the program can end. They come back to whoever answers then.
    pub fn send_followers_away(&self) {
        self.closing.send_replace(true);
    }
}
