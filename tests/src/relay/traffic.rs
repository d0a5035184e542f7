//! Microsoft's side under load: several callers that post new messages and repeat old ones, and never give up.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use futures::StreamExt as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use reqwest::Client;
use tokio::task::JoinHandle;

use super::ledger::Ledger;
use super::letters::letter;

/// Callers at the same time.
const CALLERS: u32 = 12;
/// Between two tries while nobody answers.
const PAUSE: Duration = Duration::from_millis(4);
/// As long as Microsoft waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// Tries of one message before the relay counts as dead.
const MOST_TRIES: u32 = 2_000;

/// What all callers share.
#[derive(Clone)]
pub struct Traffic {
    /// What came back.
    pub ledger: Arc<Ledger>,
    client: Client,
    addresses: Arc<[SocketAddr]>,
    token: Arc<str>,
    next: Arc<AtomicU32>,
    is_over: Arc<AtomicBool>,
}

/// Callers at work.
pub struct Callers {
    traffic: Traffic,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Callers {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Traffic {
    /// Nothing posted yet. With several addresses each message goes to any of them.
    ///
    /// # Errors
    /// Where the HTTP library cannot begin.
    pub fn new(addresses: &[SocketAddr], token: &str) -> Result<Self> {
        Ok(Self {
            ledger: Arc::default(),
            client: Client::builder().no_proxy().timeout(PATIENCE).build()?,
            addresses: addresses.into(),
            token: token.into(),
            next: Arc::default(),
            is_over: Arc::default(),
        })
    }

    /// Sets callers to work.
    pub fn begin(&self, seed: u64) -> Callers {
        self.is_over.store(false, Ordering::Relaxed);
        let tasks = (0..CALLERS).map(|caller| {
            let (traffic, chance) = (self.clone(), ChaCha8Rng::seed_from_u64(seed ^ u64::from(caller) << 32));
            tokio::spawn(traffic.call_on(chance))
        });
        Callers { traffic: self.clone(), tasks: tasks.collect() }
    }

    async fn call_on(self, mut chance: ChaCha8Rng) {
        while !self.is_over.load(Ordering::Relaxed) {
            let known = self.next.load(Ordering::Relaxed);
            let is_repeat = known > 0 && chance.random_bool(0.2);
            let number =
                if is_repeat { chance.random_range(0..known) } else { self.next.fetch_add(1, Ordering::Relaxed) };
            // Whoever was not answered asks again, and again, perhaps at another replica.
            while !self.post(number, chance.random_range(0..self.addresses.len())).await {
                if self.is_over.load(Ordering::Relaxed) {
                    return;
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Posts a message once; whether it was answered.
    async fn post(&self, number: u32, to: usize) -> bool {
        let Some(address) = self.addresses.get(to) else { return false };
        let url = format!("http://{address}/webhook/{}", super::ledger::CONNECTION);
        let sent = self.client.post(url).bearer_auth(&self.token).json(&letter(number)).send().await;
        let Ok(answer) = sent else { return false };
        let status = answer.status().as_u16();
        self.ledger.note(number, status);
        status != 503
    }

    /// Posts the last messages again, as Microsoft does where it has heard nothing, at every address.
    ///
    /// # Errors
    /// Where one is never answered.
    pub async fn repeat_last(&self, count: u32) -> Result<()> {
        let end = self.next.load(Ordering::Relaxed);
        self.repeat(end.saturating_sub(count)..end).await
    }

    /// Posts every message again, until each is answered at every address.
    ///
    /// # Errors
    /// Where one is never answered.
    pub async fn repeat_all(&self) -> Result<()> {
        self.repeat(0..self.next.load(Ordering::Relaxed)).await
    }

    async fn repeat(&self, numbers: std::ops::Range<u32>) -> Result<()> {
        let posts = numbers.map(|number| self.post_everywhere(number));
        let unanswered = futures::stream::iter(posts).buffer_unordered(16).filter_map(async |outcome| outcome.err());
        std::pin::pin!(unanswered).next().await.map_or(Ok(()), Err)
    }

    async fn post_everywhere(&self, number: u32) -> Result<()> {
        for to in 0..self.addresses.len() {
            let mut tries = 0;
            while !self.post(number, to).await {
                tries += 1;
                ensure!(tries < MOST_TRIES, "message {number} is not answered");
                tokio::time::sleep(PAUSE).await;
            }
        }
        Ok(())
    }
}

impl Callers {
    /// Lets them end what they have begun.
    ///
    /// # Errors
    /// Where one fell over.
    pub async fn end(mut self) -> Result<()> {
        self.traffic.is_over.store(true, Ordering::Relaxed);
        for task in self.tasks.drain(..) {
            task.await.context("a caller fell over")?;
        }
        ensure!(self.traffic.ledger.count() > 0, "nothing was answered at all");
        Ok(())
    }
}
