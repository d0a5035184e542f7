//! A customer in good standing, asking all the while: what happens to others must not happen to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use reqwest::Client;
use tokio::task::JoinHandle;

use super::ledger::{CONNECTION, Ledger};
use super::letters::letter;

/// Between two messages.
const PAUSE: Duration = Duration::from_millis(5);
/// As long as Microsoft waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// Posts good messages, one after the other.
#[derive(Clone)]
pub struct Witness {
    address: SocketAddr,
    token: Arc<str>,
    client: Client,
    next: Arc<AtomicU32>,
    /// What it was answered.
    pub ledger: Arc<Ledger>,
}

/// What it met with while it was watching.
#[derive(Debug, Default)]
pub struct Met {
    /// Milliseconds from the first try of each message until its answer.
    pub millis: Vec<f64>,
    /// Messages that were refused, though they are to be accepted.
    pub refused: u32,
}

/// A witness that is watching.
pub struct Watching {
    is_over: Arc<AtomicBool>,
    task: JoinHandle<Met>,
}

impl Watching {
    /// What it met with.
    ///
    /// # Errors
    /// Where it fell over.
    pub async fn end(self) -> Result<Met> {
        self.is_over.store(true, Ordering::Relaxed);
        self.task.await.context("the witness fell over")
    }
}

impl Witness {
    /// One with this token.
    ///
    /// # Errors
    /// Where the HTTP library cannot begin.
    pub fn new(address: SocketAddr, token: &str) -> Result<Self> {
        let client = Client::builder().no_proxy().timeout(PATIENCE).build()?;
        Ok(Self { address, token: token.into(), client, next: Arc::default(), ledger: Arc::default() })
    }

    /// Asks on until it is told to end.
    pub fn watch(&self) -> Watching {
        let is_over = Arc::<AtomicBool>::default();
        let (witness, over) = (self.clone(), Arc::clone(&is_over));
        let task = tokio::spawn(async move {
            let mut met = Met::default();
            while !over.load(Ordering::Relaxed) {
                witness.ask(&mut met, &over).await;
                tokio::time::sleep(PAUSE).await;
            }
            met
        });
        Watching { is_over, task }
    }

    /// Asks so often, and no more.
    pub async fn ask_times(&self, times: u32) -> Met {
        let (mut met, over) = (Met::default(), AtomicBool::new(false));
        for _ in 0..times {
            self.ask(&mut met, &over).await;
            tokio::time::sleep(PAUSE).await;
        }
        met
    }

    /// One message, again and again until it is answered. The time counts from the first try.
    async fn ask(&self, met: &mut Met, over: &AtomicBool) {
        let (number, begin) = (self.next.fetch_add(1, Ordering::Relaxed), Instant::now());
        loop {
            match self.post_once(number).await {
                Some(503) | None if over.load(Ordering::Relaxed) => break,
                Some(503) | None => tokio::time::sleep(PAUSE).await,
                Some(status) => {
                    met.refused += u32::from(status != 200);
                    break;
                }
            }
        }
        met.millis.push(begin.elapsed().as_secs_f64() * 1_000.0);
    }

    /// Posts one message once: its status.
    pub async fn post_once(&self, number: u32) -> Option<u16> {
        let url = format!("http://{}/webhook/{CONNECTION}", self.address);
        let sent = self.client.post(url).bearer_auth(&self.token).json(&letter(number)).send().await.ok()?;
        let status = sent.status().as_u16();
        self.ledger.note(number, status);
        Some(status)
    }
}
