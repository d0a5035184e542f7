//! A relay for tests: in one process, with a clock that only tests move.

mod desk;
mod gate;
pub(crate) mod messages;
mod stream;
mod time;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{FeedEvent, Happened};
use http::{Request, StatusCode};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) use desk::Desk;
pub(crate) use gate::FakeGate;
pub(crate) use stream::Stream;
pub(crate) use time::TestTime;

use crate::access::Access;
use crate::activation::Activation;
use crate::app::app;
use crate::config::{Hidden, Limits};
use crate::desks::Desks;
use crate::log::sqlite::{Place, SqliteLog};
use crate::log::{Event, Log};
use crate::relay::{Opening, Relay};

/// What the publisher's own endpoint signs with.
pub(crate) const NOTIFY_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A relay with two connections, `harbour` and `lighthouse`.
pub(crate) struct Rig {
    pub(crate) relay: Arc<Relay>,
    pub(crate) app: Router,
    pub(crate) time: Arc<TestTime>,
    pub(crate) log: Arc<dyn Log>,
    secrets: AtomicU8,
    _folder: Option<TempDir>,
}

fn fresh() -> (TempDir, Arc<dyn Log>) {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(Place::new(folder.path().join("log.db"), None), "log-a").unwrap();
    (folder, Arc::new(log))
}

pub(crate) fn begin() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_500)
}

impl Rig {
    pub(crate) fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    pub(crate) fn with_limits(limits: Limits) -> Self {
        let (folder, log) = fresh();
        Self { _folder: Some(folder), ..Self::on(log, limits) }
    }

    /// A relay whose decisions are to be read back.
    pub(crate) fn that_reads_back() -> Self {
        let (folder, log) = fresh();
        Self { _folder: Some(folder), ..Self::made(log, Limits::default(), true) }
    }

    /// A relay whose rules act on accounts.
    pub(crate) fn that_acts(access: impl Fn() -> Access) -> Self {
        let (folder, log) = fresh();
        Self { _folder: Some(folder), ..Self::acting_on(log, access) }
    }

    /// The same on a log of the test's own.
    pub(crate) fn acting_on(log: Arc<dyn Log>, access: impl Fn() -> Access) -> Self {
        Self::made_with(log, Limits::default(), |opening| opening.access = Some(access()))
    }

    /// A relay whose rules activate purchases.
    pub(crate) fn that_activates(activation: impl Fn() -> Activation) -> Self {
        let (folder, log) = fresh();
        Self { _folder: Some(folder), ..Self::activating_on(log, activation) }
    }

    /// A relay whose rules activate purchases and act on accounts.
    pub(crate) fn that_activates_and_acts(activation: impl Fn() -> Activation, access: impl Fn() -> Access) -> Self {
        let (folder, log) = fresh();
        let rig = Self::made_with(log, Limits::default(), |opening| {
            (opening.activation, opening.access) = (Some(activation()), Some(access()));
        });
        Self { _folder: Some(folder), ..rig }
    }

    /// The same on a log of the test's own.
    pub(crate) fn activating_on(log: Arc<dyn Log>, activation: impl Fn() -> Activation) -> Self {
        Self::made_with(log, Limits::default(), |opening| opening.activation = Some(activation()))
    }

    /// A relay on a log of the test's own.
    pub(crate) fn on(log: Arc<dyn Log>, limits: Limits) -> Self {
        Self::made(log, limits, false)
    }

    fn made(log: Arc<dyn Log>, limits: Limits, reads_back: bool) -> Self {
        Self::made_with(log, limits, |opening| opening.reads_back = reads_back)
    }

    fn made_with(log: Arc<dyn Log>, limits: Limits, change: impl Fn(&mut Opening)) -> Self {
        let time = Arc::new(TestTime::at(begin()));
        let connections = ["harbour", "lighthouse"].map(|name| {
            let mut opening = plain(name);
            change(&mut opening);
            opening
        });
        let clock: Arc<dyn crate::time::Time> = Arc::<TestTime>::clone(&time);
        let relay = Relay::new(Arc::clone(&log), clock, limits, connections);
        let app = app(&relay);
        Self { relay, app, time, log, secrets: AtomicU8::new(1), _folder: None }
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> Response {
        self.app.clone().oneshot(request).await.unwrap()
    }

    /// Microsoft posts a message; the status code it is answered.
    pub(crate) async fn posts(&self, message: &serde_json::Value) -> StatusCode {
        self.call(hook("harbour", "genuine", message.to_string())).await.status()
    }

    /// A new desk.
    pub(crate) async fn desk(&self, name: &str) -> Desk {
        let secret = [self.secrets.fetch_add(1, Ordering::Relaxed); 32];
        let token = Desks::of(&self.log).add(name, Vec::new(), secret, begin()).await.unwrap();
        Desk { app: self.app.clone(), token, connection: "harbour".to_owned() }
    }

    /// Everything that was told of `harbour`.
    pub(crate) async fn events(&self) -> Vec<Event> {
        self.log.events(&"harbour".into(), 0, 10_000).await.unwrap()
    }

    /// What those tell.
    pub(crate) async fn told(&self) -> Vec<Happened> {
        let events = self.events().await.into_iter().map(|event| FeedEvent {
            cursor: String::new(),
            id: event.what.id,
            at: event.at,
            kind: event.what.kind,
            subscription: event.what.subscription,
            body: serde_json::from_str(&event.what.body).unwrap(),
        });
        events.map(|event| event.happened()).collect()
    }

    /// The messages among them.
    pub(crate) async fn announced(&self) -> Vec<domain::relay_feed::Announced> {
        let told = self.told().await.into_iter();
        told.filter_map(|happened| if let Happened::Announced(one) = happened { Some(*one) } else { None }).collect()
    }
}

/// A connection that does nothing by itself.
fn plain(name: &str) -> Opening {
    Opening {
        name: name.to_owned(),
        path: format!("/webhook/{name}"),
        gate: Arc::new(FakeGate),
        notify_secret: Some(Hidden::from(NOTIFY_SECRET.to_owned())),
        reads_back: false,
        is_test: false,
        landing: None,
        access: None,
        activation: None,
    }
}

/// A call of Microsoft's, with a token that [`FakeGate`] takes for what it says.
pub(crate) fn hook(connection: &str, token: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(format!("/webhook/{connection}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}
