//! The publisher's own service: it checks what comes, takes two of one id for one, and has bad days.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use domain::account::{Access, Event};
use domain::{Clock as _, SubscriptionId};
use hooks::{Secrets, Signed, check};
use http::{HeaderMap, HeaderName, HeaderValue};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::AbortOnDropHandle;

use super::ahead::AheadTime;

const MOST_BYTES: usize = 256 * 1024;
const SLOWLY: Duration = Duration::from_millis(150);

/// What took effect, in its order.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    pub(super) id: String,
    pub(super) event: Event,
}

/// What the service knows.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) effects: Vec<Effect>,
    pub(super) troubles: u32,
    /// Ids that came with another event than the first time.
    pub(super) changed: u32,
    pub(super) unsigned: u32,
}

/// A service at one address for all its lives.
#[derive(Clone)]
pub struct Service {
    heard: Arc<Mutex<Heard>>,
    chance: Arc<Mutex<ChaCha8Rng>>,
    secrets: Secrets,
    time: AheadTime,
    is_well: Arc<Mutex<bool>>,
}

/// A call as it came.
struct Call {
    line: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// What becomes of a call on a bad day.
enum Fate {
    Taken,
    Slow,
    Fault,
    CutBefore,
    CutAfter,
}

impl Service {
    /// One that has heard nothing yet and has good days and bad ones, as the seed decides.
    pub fn new(secrets: Secrets, time: AheadTime, seed: u64) -> Self {
        let chance = Arc::new(Mutex::new(ChaCha8Rng::seed_from_u64(seed)));
        Self { heard: Arc::default(), chance, secrets, time, is_well: Arc::default() }
    }

    /// Answers there until it is dropped: then nobody does.
    pub fn opens(&self, listener: TcpListener) -> AbortOnDropHandle<()> {
        let service = self.clone();
        AbortOnDropHandle::new(tokio::spawn(async move {
            while let Ok((caller, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move { service.answer(caller).await });
            }
        }))
    }

    /// From now on nothing goes wrong.
    pub fn is_well(&self) {
        *locked(&self.is_well) = true;
    }

    /// What it has been told, in the order in which it took effect.
    pub fn events(&self) -> Vec<Event> {
        self.heard().effects.iter().map(|effect| effect.event.clone()).collect()
    }

    pub(super) fn heard(&self) -> MutexGuard<'_, Heard> {
        locked(&self.heard)
    }

    fn fate(&self) -> Fate {
        if *locked(&self.is_well) {
            return Fate::Taken;
        }
        match locked(&self.chance).random_range(0..100) {
            0..15 => Fate::Fault,
            15..25 => Fate::CutBefore,
            25..35 => Fate::CutAfter,
            35..45 => Fate::Slow,
            _ => Fate::Taken,
        }
    }

    async fn answer(&self, mut caller: TcpStream) -> Result<()> {
        let Some(call) = read(&mut caller).await? else { return Ok(()) };
        let fate = self.fate();
        if matches!(fate, Fate::Fault | Fate::CutBefore | Fate::CutAfter) {
            self.heard().troubles += 1;
        }
        if matches!(fate, Fate::Slow) {
            tokio::time::sleep(SLOWLY).await;
        }
        let answer = match fate {
            Fate::Fault => "HTTP/1.1 500 Internal Server Error\r\n\r\n".to_owned(),
            Fate::CutBefore => return Ok(()),
            Fate::Taken | Fate::Slow | Fate::CutAfter => self.take(&call),
        };
        if !matches!(fate, Fate::CutAfter) {
            caller.write_all(answer.replacen("\r\n", "\r\nconnection: close\r\n", 1).as_bytes()).await?;
            caller.shutdown().await?;
        }
        Ok(())
    }

    fn take(&self, call: &Call) -> String {
        let is_question = call.line.starts_with("GET ");
        let query = call.line.split(' ').nth(1).and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
        let signed = if is_question { query.as_bytes() } else { &call.body };
        match check(&call.headers, signed, &self.secrets, self.time.now()) {
            Signed::Rightly => {}
            // Time has passed since it was sent: it is to come again.
            Signed::AtAnotherTime => return "HTTP/1.1 500 Internal Server Error\r\n\r\n".to_owned(),
            Signed::Wrongly | Signed::Unclear => {
                self.heard().unsigned += 1;
                return "HTTP/1.1 401 Unauthorized\r\n\r\n".to_owned();
            }
        }
        if is_question { self.says(query) } else { self.hears(call) }
    }

    /// What access an account has.
    fn says(&self, query: &str) -> String {
        let asked: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let of = SubscriptionId::from(asked.get("subscription").cloned().unwrap_or_default());
        let heard = self.heard();
        let effects = heard.effects.iter().filter(|effect| effect.event.data.account.subscription == of);
        let access = effects.filter_map(|effect| effect.event.data.access.clone()).next_back().unwrap_or(Access::Open);
        let body = json!({ "access": access }).to_string();
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    fn hears(&self, call: &Call) -> String {
        let id = call.headers.get("webhook-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
        let Ok(event) = serde_json::from_slice::<Event>(&call.body) else {
            return "HTTP/1.1 400 Bad Request\r\n\r\n".to_owned();
        };
        let mut heard = self.heard();
        match heard.effects.iter().find(|effect| effect.id == id) {
            Some(effect) => heard.changed += u32::from(effect.event != event),
            None => heard.effects.push(Effect { id, event }),
        }
        "HTTP/1.1 204 No Content\r\n\r\n".to_owned()
    }
}

async fn read(caller: &mut TcpStream) -> Result<Option<Call>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4_096];
    loop {
        let read = caller.read(&mut piece).await?;
        if read == 0 || bytes.len() > MOST_BYTES {
            return Ok(None);
        }
        bytes.extend(piece.get(..read).unwrap_or_default());
        if let Some(call) = whole(&bytes) {
            return Ok(Some(call));
        }
    }
}

/// The call, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Call> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, rest) = (std::str::from_utf8(bytes.get(..end)?).ok()?, bytes.get(end + 4..)?);
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?);
    }
    let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0);
    Some(Call { line, headers, body: rest.get(..length)?.to_owned() })
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
