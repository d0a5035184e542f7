//! A desk that follows a relay through all its lives, keeping what it is told.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use domain::relay_feed::FeedEvent;
use futures::StreamExt as _;
use relay::log::Event;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::ledger::CONNECTION;
use super::letters;

/// Between two tries to be let in again.
const PAUSE: Duration = Duration::from_millis(20);
/// Longest wait for the last event.
const PATIENCE: Duration = Duration::from_secs(60);

/// A desk with a token. It asks whichever replica answers.
#[derive(Clone)]
pub struct Desk {
    addresses: Vec<SocketAddr>,
    token: String,
    client: Client,
}

/// What a following desk was told.
#[derive(Debug, Default)]
struct Told {
    cursor: Option<String>,
    /// Ids in the order in which they first came, and what each told, in short.
    events: Vec<(String, u64)>,
    known: BTreeSet<String>,
    /// Snapshots after the first: the desk's cursor led nowhere.
    lost: u32,
    snapshots: u32,
}

/// A desk that follows until it is dropped.
pub struct Follower {
    told: Arc<Mutex<Told>>,
    task: JoinHandle<()>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Desk {
    /// A desk of the relay at these addresses.
    ///
    /// # Errors
    /// Where the HTTP library cannot begin.
    pub fn new(addresses: Vec<SocketAddr>, token: String) -> Result<Self> {
        Ok(Self { addresses, token, client: Client::builder().no_proxy().build()? })
    }

    /// Asks until a replica answers; nothing where it says no.
    ///
    /// # Errors
    /// Where none answers for long.
    pub async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Option<Value>> {
        let asking = async {
            for address in self.addresses.iter().cycle() {
                let url = format!("http://{address}/v1/{CONNECTION}/{path}");
                let mut request = self.client.request(method.clone(), url).bearer_auth(&self.token);
                if let Some(body) = body {
                    request = request.json(body);
                }
                match request.send().await {
                    Ok(answer) if answer.status().is_success() => return answer.json().await.ok(),
                    Ok(answer) if answer.status().is_client_error() => return None,
                    Ok(_) | Err(_) => tokio::time::sleep(PAUSE).await,
                }
            }
            None
        };
        tokio::time::timeout(PATIENCE, asking).await.context("no relay answers")
    }

    /// Puts rules in force by which changes of plan are answered so; not where another was quicker.
    ///
    /// # Errors
    /// Where no relay answers.
    pub async fn rule(&self, outcome: impl Into<Value>) -> Result<()> {
        self.put_rules("proof", letters::rules(outcome)).await
    }

    /// Puts a list in force; not where another was quicker.
    ///
    /// # Errors
    /// Where no relay answers.
    pub async fn put_rules(&self, reason: &str, rules: Value) -> Result<()> {
        let now = self.ask(Method::GET, "rules", None).await?.unwrap_or_default();
        let put = json!({ "version": now.get("version"), "author": "lea", "reason": reason, "rules": rules });
        self.ask(Method::PUT, "rules", Some(&put)).await.map(drop)
    }

    /// Follows from the beginning of the log.
    pub fn follow(&self) -> Follower {
        let told = Arc::<Mutex<Told>>::default();
        let (desk, to) = (self.clone(), Arc::clone(&told));
        let task = tokio::spawn(async move {
            for address in desk.addresses.iter().cycle() {
                desk.follow_at(*address, &to).await;
                tokio::time::sleep(PAUSE).await;
            }
        });
        Follower { told, task }
    }

    /// Until the relay goes.
    async fn follow_at(&self, address: SocketAddr, told: &Mutex<Told>) {
        let mut url = format!("http://{address}/v1/{CONNECTION}/feed");
        if let Some(cursor) = &lock(told).cursor {
            url.push_str("?after=");
            url.push_str(cursor);
        }
        let Ok(answer) = self.client.get(url).bearer_auth(&self.token).send().await else { return };
        if !answer.status().is_success() {
            return;
        }
        let (mut chunks, mut text) = (answer.bytes_stream(), Vec::new());
        while let Some(Ok(chunk)) = chunks.next().await {
            text.extend_from_slice(&chunk);
            while let Some(end) = text.windows(2).position(|two| two == b"\n\n") {
                let one: Vec<u8> = text.drain(..end + 2).collect();
                lock(told).take(&String::from_utf8_lossy(&one));
            }
        }
    }
}

impl Told {
    fn take(&mut self, sent: &str) {
        let field = |name: &str| sent.lines().find_map(|line| line.strip_prefix(name)).map(str::trim_start);
        let Some(cursor) = field("id:") else { return };
        self.cursor = Some(cursor.to_owned());
        if field("event:") == Some("snapshot") {
            self.lost += u32::from(self.snapshots > 0);
            self.snapshots += 1;
            return;
        }
        let Some(event) = field("data:").and_then(|data| serde_json::from_str::<FeedEvent>(data).ok()) else { return };
        if self.known.insert(event.id.clone()) {
            self.events.push((event.id, in_short(&event.body)));
        }
    }
}

impl Follower {
    /// Waits until it has begun: what happens from here on, it must be told.
    ///
    /// # Errors
    /// Where no relay lets it in.
    pub async fn begun(&self) -> Result<()> {
        self.until(|told| told.snapshots > 0).await
    }

    /// Waits until it has been told everything up to this cursor.
    ///
    /// # Errors
    /// Where that does not come.
    pub async fn reach(&self, cursor: &str) -> Result<()> {
        let reached = self.until(|told| told.cursor.as_deref() == Some(cursor)).await;
        reached.with_context(|| format!("the log is at {cursor}"))
    }

    async fn until(&self, is_so: impl Fn(&Told) -> bool) -> Result<()> {
        let waiting = tokio::time::timeout(PATIENCE, async {
            while !is_so(&lock(&self.told)) {
                tokio::time::sleep(PAUSE).await;
            }
        });
        ensure!(waiting.await.is_ok(), "a desk stands at {:?}", lock(&self.told).cursor);
        Ok(())
    }

    /// How far what it was told is from the log: events it lacks or has otherwise, and events the log does not have.
    /// The order counts: from the first that is out of place on, all are.
    pub fn unlike(&self, log: &[Event]) -> (u32, u32) {
        let told = lock(&self.told);
        let body = |event: &Event| in_short(&serde_json::from_str(&event.what.body).unwrap_or_default());
        let same = told.events.iter().zip(log);
        let same = same.take_while(|((id, told), event)| *id == event.what.id && *told == body(event)).count();
        let count = |all: usize| u32::try_from(all.saturating_sub(same)).unwrap_or(u32::MAX);
        (count(log.len()) + told.lost, count(told.events.len()))
    }
}

/// Enough to see a difference; tens of thousands of whole events are too much to keep for each desk.
fn in_short(body: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.to_string().hash(&mut hasher);
    hasher.finish()
}

fn lock(told: &Mutex<Told>) -> std::sync::MutexGuard<'_, Told> {
    told.lock().unwrap_or_else(PoisonError::into_inner)
}
