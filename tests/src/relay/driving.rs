//! A generator of load that costs as little as can be: connections that stay, and calls that are ready as bytes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::ledger::CONNECTION;
use super::letters::{letter, operation};

/// Ticks of the kernel's clock in a second, as `/proc` counts time at work.
const TICKS: f64 = 100.0;
/// Stands for the number of a message until it is sent.
const NUMBER: u32 = 4_040_404_040;

/// What is sent, and how.
#[derive(Clone)]
pub struct Drive {
    /// Where to.
    pub address: SocketAddr,
    /// The path that is called.
    pub path: String,
    /// What stands behind `Bearer`; one after the other.
    pub tokens: Arc<[String]>,
    /// Connections at the same time.
    pub connections: u32,
    /// Calls a second in all; as fast as they are answered where none is named.
    pub per_second: Option<u32>,
    /// For so long.
    pub lasting: Duration,
    /// The number of the first message.
    pub first: u32,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Driven {
    /// Milliseconds of each answer, from when its call was due.
    pub millis: Vec<f64>,
    /// Seconds it took in all.
    pub seconds: f64,
    /// Seconds the generator was at work itself.
    pub own_seconds: f64,
}

impl Driven {
    /// Answers a second.
    pub fn per_second(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of some millions")]
        let count = self.millis.len() as f64;
        count / self.seconds.max(f64::EPSILON)
    }
}

impl Drive {
    /// The webhook of a relay, as fast as it answers.
    pub fn relay(address: SocketAddr, tokens: &[String], lasting: Duration, first: u32) -> Self {
        let path = format!("/webhook/{CONNECTION}");
        Self { address, path, tokens: tokens.into(), connections: 64, per_second: None, lasting, first }
    }

    /// Drives. Any answer but 200 ends it.
    ///
    /// # Errors
    /// Where an answer is missing, or is none of 200.
    pub async fn run(self) -> Result<Driven> {
        let (begin, own) = (Instant::now(), seconds_at_work(std::process::id())?);
        let next = Arc::new(AtomicU32::new(0));
        let tasks: Vec<_> =
            (0..self.connections).map(|_| tokio::spawn(self.clone().connection(begin, Arc::clone(&next)))).collect();
        let mut driven = Driven::default();
        for task in tasks {
            driven.millis.extend(task.await??);
        }
        driven.seconds = begin.elapsed().as_secs_f64();
        driven.own_seconds = seconds_at_work(std::process::id())? - own;
        Ok(driven)
    }

    async fn connection(self, begin: Instant, next: Arc<AtomicU32>) -> Result<Vec<f64>> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (mut stream, mut millis) = (BufReader::new(stream), Vec::new());
        let template = letter(NUMBER).to_string().replace(&format!("s-{}", NUMBER / 4), "s-NUMBER");
        let template = template.replace(&operation(NUMBER), "op-NUMBER");
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let due = match self.per_second {
                Some(rate) => begin + Duration::from_secs_f64(f64::from(number) / f64::from(rate)),
                None => Instant::now(),
            };
            if due.saturating_duration_since(begin) >= self.lasting {
                return Ok(millis);
            }
            tokio::time::sleep_until(due.into()).await;
            let body = template.replace("NUMBER", &(self.first + number).to_string());
            let call = self.call(number, &body)?;
            stream.write_all(call.as_bytes()).await?;
            let status = answered(&mut stream).await?;
            ensure!(status == 200, "message {number} was answered {status}");
            millis.push(due.elapsed().as_secs_f64() * 1_000.0);
        }
    }

    fn call(&self, number: u32, body: &str) -> Result<String> {
        let at = usize::try_from(number)? % self.tokens.len().max(1);
        let token = self.tokens.get(at).context("a token at least")?;
        Ok(format!(
            "POST {} HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.path,
            body.len()
        ))
    }
}

/// Reads one answer to its end: its status.
async fn answered(stream: &mut BufReader<TcpStream>) -> Result<u16> {
    let (mut line, mut status, mut length) = (String::new(), 0, 0);
    loop {
        line.clear();
        ensure!(stream.read_line(&mut line).await? > 0, "the connection was closed");
        if line.trim_end().is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.get(..3).unwrap_or_default().parse()?;
        } else if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(status)
}

/// Seconds a process has been at work, on all cores together.
///
/// # Errors
/// Where `/proc` does not say.
pub fn seconds_at_work(id: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    let fields = stat.rsplit(')').next().context("a process has a name")?.split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS)
}
