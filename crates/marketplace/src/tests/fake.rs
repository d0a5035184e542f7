//! A marketplace that answers without a socket. It is told what to do in words, and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use domain::Clock;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use tokio::time::Instant;
use url::Url;

use crate::settings::Settings;
use crate::wire::{Answer, Broken, Request, Wire, WireError};
use crate::{Api, Credential, Identity, Patience, Secret};

/// What the app proves itself with, in every test.
pub(crate) const SECRET: &str = "s3cr+t/of~the.app";

/// A clock that stands still until it is moved.
pub(crate) struct StillClock(Mutex<DateTime<Utc>>);

impl StillClock {
    pub(crate) fn move_by(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

type Reply = Result<Answer, WireError>;

/// One request as it arrived, and when.
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) at: Instant,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.request.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn url(&self) -> Url {
        Url::parse(&self.request.uri().to_string()).unwrap()
    }

    pub(crate) fn body(&self) -> String {
        String::from_utf8(self.request.body().clone()).unwrap()
    }
}

#[derive(Default)]
struct Script {
    calls: VecDeque<Reply>,
    tokens: VecDeque<Reply>,
    asked: Vec<Asked>,
    granted: usize,
    slowness: Duration,
}

/// Both of Microsoft's hosts.
#[derive(Clone)]
pub(crate) struct FakeMarketplace {
    script: Arc<Mutex<Script>>,
    pub(crate) clock: Arc<StillClock>,
}

impl FakeMarketplace {
    pub(crate) fn new() -> Self {
        let now = Utc.with_ymd_and_hms(2026, 11, 15, 12, 0, 0).unwrap();
        Self { script: Arc::default(), clock: Arc::new(StillClock(Mutex::new(now))) }
    }

    /// A client of it, with its usual patience.
    pub(crate) fn api(&self) -> Api {
        self.api_of(Settings::microsoft(), credential())
    }

    pub(crate) fn api_of(&self, settings: Settings, credential: Credential) -> Api {
        let identity = Identity { tenant: "harbour.example".into(), application: "app-1".into(), credential };
        Api::over(Arc::new(self.clone()), settings, identity, self.clock.clone()).unwrap()
    }

    /// A client that gives up at once.
    pub(crate) fn hasty_api(&self) -> Api {
        self.api().with_patience(Patience::NONE)
    }

    /// The next call is answered so.
    pub(crate) fn answers(&self, status: u16, body: impl Into<Bytes>) -> &Self {
        self.answers_with(status, &[("content-type", "application/json; charset=utf-8")], body)
    }

    pub(crate) fn answers_with(&self, status: u16, headers: &[(&'static str, &str)], body: impl Into<Bytes>) -> &Self {
        self.script.lock().unwrap().calls.push_back(Ok(answer(status, headers, body)));
        self
    }

    /// The next call ends without an answer.
    pub(crate) fn breaks(&self, broken: Broken) -> &Self {
        self.script.lock().unwrap().calls.push_back(Err(WireError::new(broken, None)));
        self
    }

    /// The next request for a token is answered so.
    pub(crate) fn entra_answers(&self, status: u16, body: impl Into<Bytes>) -> &Self {
        self.entra_answers_with(status, &[("content-type", "application/json; charset=utf-8")], body)
    }

    pub(crate) fn entra_answers_with(
        &self,
        status: u16,
        headers: &[(&'static str, &str)],
        body: impl Into<Bytes>,
    ) -> &Self {
        self.script.lock().unwrap().tokens.push_back(Ok(answer(status, headers, body)));
        self
    }

    pub(crate) fn entra_breaks(&self, broken: Broken) -> &Self {
        self.script.lock().unwrap().tokens.push_back(Err(WireError::new(broken, None)));
        self
    }

    /// Every answer takes this long.
    pub(crate) fn is_slow(&self, slowness: Duration) -> &Self {
        self.script.lock().unwrap().slowness = slowness;
        self
    }

    /// Pages of so many records each, every one but the last with a link on Microsoft's second host.
    pub(crate) fn lists_subscriptions(&self, sizes: &[usize]) -> &Self {
        for (index, size) in sizes.iter().enumerate() {
            let records: Vec<_> = (0..*size).map(|n| format!(r#"{{"id":"{index}-{n}"}}"#)).collect();
            let link = (index + 1 < sizes.len()).then(|| link_to(&format!("page {}+/=", index + 1)));
            let body =
                format!(r#"{{"subscriptions":[{}],"@nextLink":"{}"}}"#, records.join(","), link.unwrap_or_default());
            self.answers(200, body);
        }
        self
    }

    /// Calls of the marketplace so far.
    pub(crate) fn calls<T>(&self, look: impl Fn(&Asked) -> T) -> Vec<T> {
        let script = self.script.lock().unwrap();
        script.asked.iter().filter(|asked| !is_entra(&asked.request)).map(look).collect()
    }

    /// Requests to Entra so far.
    pub(crate) fn sign_ins<T>(&self, look: impl Fn(&Asked) -> T) -> Vec<T> {
        let script = self.script.lock().unwrap();
        script.asked.iter().filter(|asked| is_entra(&asked.request)).map(look).collect()
    }

    fn reply(&self, request: Request) -> (Duration, Reply) {
        let mut script = self.script.lock().unwrap();
        let reply = if is_entra(&request) {
            script.granted += 1;
            let granted = script.granted;
            script.tokens.pop_front().unwrap_or_else(|| Ok(grant(granted)))
        } else {
            script.calls.pop_front().unwrap_or_else(|| Ok(answer(599, &[], "nothing was scripted")))
        };
        script.asked.push(Asked { request, at: Instant::now() });
        (script.slowness, reply)
    }
}

impl Wire for FakeMarketplace {
    fn send(&self, request: Request) -> BoxFuture<'_, Reply> {
        async move {
            let (slowness, reply) = self.reply(request);
            if !slowness.is_zero() {
                tokio::time::sleep(slowness).await;
            }
            reply
        }
        .boxed()
    }
}

/// The proof of every test that needs no other.
pub(crate) fn credential() -> Credential {
    Credential::Secret(Secret::from(SECRET))
}

/// A link as the service writes it.
pub(crate) fn link_to(token: &str) -> String {
    let token: String = token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!(
        "https://main.prod.marketplaceapi.azure.com/api/saas/subscriptions/?continuationToken={token}&api-version=2018-08-31"
    )
}

/// The n-th token.
pub(crate) fn token(n: usize) -> String {
    format!("opaque-token-number-{n}")
}

fn grant(n: usize) -> Answer {
    let body = format!(r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{}"}}"#, token(n));
    answer(200, &[("content-type", "application/json; charset=utf-8")], body)
}

fn is_entra(request: &Request) -> bool {
    request.uri().host() == Some("login.microsoftonline.com")
}

fn answer(status: u16, headers: &[(&'static str, &str)], body: impl Into<Bytes>) -> Answer {
    let headers = headers
        .iter()
        .fold(http::Response::builder().status(status), |response, (name, value)| response.header(*name, *value));
    headers.body(body.into()).unwrap()
}
