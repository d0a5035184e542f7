//! A receiver of hooks: sends to it, and asks it.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::account::{Hook, Probe};
use domain::{HookId, SubscriptionId};
use http::{StatusCode, header};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use url::Url;

use crate::address::Address;
use crate::answer::{beginning, retry_after, words};
use crate::outcome::{Outcome, Why, is_later};
use crate::secret::Secrets;
use crate::signature::{ID, SIGNATURE, TIMESTAMP, sign};
use crate::status::{self, ReadBack};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The specification's advice is 15 to 30 seconds.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// This computer cannot make calls at all.
#[derive(Debug, thiserror::Error)]
#[error("this computer cannot make calls")]
pub struct Unusable(#[source] reqwest::Error);

/// A receiver of hooks. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Endpoint {
    hooks: Door,
    status: Option<Door>,
    secrets: Secrets,
}

/// An address with the client that calls it.
#[derive(Debug, Clone)]
struct Door {
    client: reqwest::Client,
    address: Address,
}

impl Endpoint {
    /// A receiver at this address, that may be asked at the other. Nothing is sent yet.
    ///
    /// # Errors
    /// Where this computer cannot make calls at all.
    pub fn new(address: Address, status: Option<Address>, secrets: Secrets) -> Result<Self, Unusable> {
        let status = status.map(Door::new).transpose()?;
        Ok(Self { hooks: Door::new(address)?, status, secrets })
    }

    /// Sends a hook, once.
    pub async fn send(&self, hook: &Hook, now: DateTime<Utc>) -> Outcome {
        self.post(hook.id.as_str(), hook.event.body(), now).await
    }

    /// Sends a trial, once. Its id is chance: each is one of its own.
    pub async fn probe(&self, id: &HookId, probe: &Probe, now: DateTime<Utc>) -> Outcome {
        self.post(id.as_str(), probe.body(), now).await
    }

    /// Whether there is somebody to ask.
    pub fn can_be_asked(&self) -> bool {
        self.status.is_some()
    }

    /// Asks what access an account has; nothing where there is nobody to ask.
    ///
    /// A `GET` with the members `connection` and `subscription`. It has no body, so what is signed in its place is the
    /// query as it is sent: whoever overhears one call cannot ask about another account by it.
    pub async fn ask(&self, connection: &str, subscription: &SubscriptionId, now: DateTime<Utc>) -> Option<ReadBack> {
        let door = self.status.as_ref()?;
        let url = about(door.address.url(), connection, subscription);
        let query = url.query().unwrap_or_default().to_owned();
        let id = question_id(&query, now);
        let request = self.signed(door.client.get(url), &id, query.as_bytes(), now);
        Some(match request.send().await {
            Err(error) => ReadBack::NotNow(Why::from(&error)),
            Ok(response) => read_back(response).await,
        })
    }

    async fn post(&self, id: &str, body: String, now: DateTime<Utc>) -> Outcome {
        let request = self.hooks.client.post(self.hooks.address.url().clone());
        let request = self.signed(request, id, body.as_bytes(), now);
        match request.header(header::CONTENT_TYPE, "application/json").body(body).send().await {
            Err(error) => Outcome::Later { why: Why::from(&error), after: None },
            Ok(response) => outcome(response, now).await,
        }
    }

    fn signed(&self, request: RequestBuilder, id: &str, content: &[u8], now: DateTime<Utc>) -> RequestBuilder {
        request
            .header(ID, id)
            .header(TIMESTAMP, now.timestamp().to_string())
            .header(SIGNATURE, sign(id, now, content, &self.secrets))
    }
}

impl Door {
    fn new(address: Address) -> Result<Self, Unusable> {
        let builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            // An event goes to the address that was named, and nowhere else.
            .redirect(Policy::none())
            // When it is sent again, others decide, and count.
            .retry(reqwest::retry::never())
            .referer(false)
            .user_agent(concat!("Marketdesk/", env!("CARGO_PKG_VERSION")));
        let builder = if address.is_local() { builder.no_proxy() } else { builder };
        Ok(Self { client: builder.build().map_err(Unusable)?, address })
    }
}

/// One for each question, of letters a header can carry, whatever is in the query.
fn question_id(query: &str, now: DateTime<Utc>) -> String {
    let content = format!("{}.{query}", now.timestamp_micros());
    format!("ask_{}", URL_SAFE_NO_PAD.encode(digest(&SHA256, content.as_bytes())))
}

fn about(address: &Url, connection: &str, subscription: &SubscriptionId) -> Url {
    let mut url = address.clone();
    url.query_pairs_mut().append_pair("connection", connection).append_pair("subscription", subscription.as_str());
    url
}

async fn outcome(response: Response, now: DateTime<Utc>) -> Outcome {
    let status = response.status();
    if status.is_success() {
        return Outcome::Accepted { status: status.as_u16() };
    }
    if is_later(status) {
        let after = retry_after(response.headers(), now);
        return Outcome::Later { why: Why::Busy(status.as_u16()), after };
    }
    Outcome::Refused { status: status.as_u16(), words: words(&beginning(response).await) }
}

async fn read_back(response: Response) -> ReadBack {
    let status = response.status();
    match status {
        _ if status.is_success() => status::read(status.as_u16(), &beginning(response).await),
        StatusCode::NOT_FOUND => ReadBack::NoAccount,
        _ if is_later(status) => ReadBack::NotNow(Why::Busy(status.as_u16())),
        _ => ReadBack::Unreadable { status: status.as_u16() },
    }
}
