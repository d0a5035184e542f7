//! `relay-fuzz`: good messages and good tokens, spoilt in every way chance finds, for as long as it is let.
//!
//! The parser and the token check are called as they are, hundreds of thousands of times; now and then a case goes
//! through a whole relay, over HTTP. Nothing may panic; no token may be let in whose signature or claims were altered;
//! nothing good may be turned away; and no message may be answered 4xx, as no rule refuses anything here. Every case
//! follows from its own seed, which is printed where it went wrong.

mod messages;
mod tokens;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use marketplace::{Caller, Judged, KeySets, Recipient, Settings, TokenCheck, read_message};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use relay::config::{Config, Environment};
use relay::serving::serve;
use reqwest::Client;
use simulator::{Options, Running, Simulator};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use self::messages::Spoilt;
use self::tokens::{Forge, Made, Meant};
use super::ledger::CONNECTION;
use crate::decisions::time::MarketTime;
use crate::figures::Figures;

/// Time stands still, so no room would ever be made again for more calls.
const LIMITS: &str = "[limits]\nper_second = 1000000\nburst = 1000000000\n";
/// Of so many cases one goes through a whole relay.
const WHOLE: u32 = 40;

/// What came of it.
#[derive(Debug, Default, Clone)]
pub struct Outcome {
    /// Cases tried.
    pub cases: u64,
    /// Of those, through a whole relay.
    pub whole: u64,
    /// Calls whose line was cut before they had an answer, and which were made again.
    pub cut: u64,
    /// Altered tokens that were believed.
    pub let_in: u64,
    /// Good tokens and readable messages that were turned away, and answers of 4xx that nobody meant.
    pub refused_by_accident: u64,
    /// Times the program fell over.
    pub panics: u32,
    /// What was wrong, for people.
    pub words: Vec<String>,
}

impl Outcome {
    /// As figures with stable names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        #[expect(clippy::cast_precision_loss, reason = "a count of some millions")]
        let mut add =
            |name: &str, count: u64, meaning| figures.add(&format!("relay-fuzz.{name}"), count as f64, meaning);
        add("cases", self.cases, "messages and tokens, spoilt or not");
        add("whole", self.whole, "of those, through a whole relay");
        add("cut", self.cut, "lines cut before an answer; asked again");
        add("let_in", self.let_in, "altered tokens that were believed (goal: 0)");
        add("refused_by_accident", self.refused_by_accident, "good ones turned away, 4xx nobody meant (goal: 0)");
        add("panics", self.panics.into(), "(goal: 0)");
        self.words.iter().take(20).for_each(|word| println!("  {word}"));
        figures
    }

    /// Whether nothing was let in, refused by accident, or fell over.
    pub fn holds(&self) -> bool {
        self.cases > 0 && self.let_in == 0 && self.refused_by_accident == 0 && self.panics == 0
    }

    fn wrong(&mut self, seed: u64, what: &str, case: &str) {
        if self.words.len() < 100 {
            self.words.push(format!("case {seed}, {what}: {:.400}", case));
        }
    }
}

/// Tries cases for so long.
///
/// # Errors
/// Where simulator or relay do not come up.
pub async fn relay_fuzz(lasting: Duration, seed: u64) -> Result<Outcome> {
    let fuzz = Fuzz::begin().await?;
    let panics = count_panics();
    let (begin, mut outcome) = (Instant::now(), Outcome::default());
    while begin.elapsed() < lasting {
        let own = seed.wrapping_mul(0x1_0000_0000).wrapping_add(outcome.cases);
        outcome.cases += 1;
        fuzz.one(own, &mut outcome).await?;
    }
    outcome.panics = panics.load(Ordering::Relaxed);
    Ok(outcome)
}

/// From here on every panic is counted, also one that is caught. What falls over on purpose, in other proofs, is not.
fn count_panics() -> Arc<AtomicU32> {
    let (count, before) = (Arc::<AtomicU32>::default(), std::panic::take_hook());
    let counted = Arc::clone(&count);
    std::panic::set_hook(Box::new(move |info| {
        let is_ours = info.location().is_some_and(|place| place.file().starts_with("tests/"));
        counted.fetch_add(u32::from(!is_ours), Ordering::Relaxed);
        before(info);
    }));
    count
}

struct Fuzz {
    check: TokenCheck,
    forge: Forge,
    now: DateTime<Utc>,
    webhook: String,
    client: Client,
    _market: Running,
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

impl Fuzz {
    async fn begin() -> Result<Self> {
        let market = Simulator::start(Options { size: 10, frozen: true, ..Options::default() }).await?;
        let (control, app, at) = (market.control().clone(), market.app(), market.addresses());
        let now = control.clock().now();
        let mut settings = Settings::microsoft();
        settings.authority = at.authority.parse()?;
        let recipient =
            Recipient { tenant: app.tenant.clone(), application: app.application.clone(), caller: Caller::Microsoft };
        let check = TokenCheck::new(recipient, Arc::new(KeySets::new(&settings)?)).context("the tenant is an id")?;
        check.warm(now).await;
        let folder = tempfile::tempdir()?;
        let config = format!(
            "[log]\nsqlite = {:?}\n{LIMITS}[[connection]]\nname = \"{CONNECTION}\"\ntenant = {:?}\napplication = {:?}\n\
             authority = {:?}\n",
            folder.path().join("log.db").display().to_string(),
            app.tenant,
            app.application,
            at.authority,
        );
        let config = Config::read(&config, &Environment::default())?;
        let opened = relay::opening::open(&config, MarketTime::of(&control)).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let webhook = format!("http://{}/webhook/{CONNECTION}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(serve(opened, listener, 400, async move { drop(stopped.await) }));
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()?;
        let forge = Forge::begin(&control)?;
        Ok(Self { check, forge, now, webhook, client, _market: market, _stop: stop, _folder: folder })
    }

    async fn one(&self, seed: u64, outcome: &mut Outcome) -> Result<()> {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        if chance.random_range(0..WHOLE) == 0 {
            outcome.whole += 1;
            return self.whole(seed, &mut chance, outcome).await;
        }
        if chance.random_bool(0.5) {
            message(seed, &mut chance, outcome);
        } else {
            self.token(seed, &mut chance, outcome).await;
        }
        Ok(())
    }

    async fn token(&self, seed: u64, chance: &mut ChaCha8Rng, outcome: &mut Outcome) {
        let made = self.forge.make(chance);
        let judged = self.check.check(made.header.as_deref(), self.now).await;
        let words = || format!("{judged:?} {}", String::from_utf8_lossy(made.header.as_deref().unwrap_or_default()));
        match (made.meant, judged) {
            (Meant::Altered | Meant::Unfit, Judged::Genuine) => {
                outcome.let_in += 1;
                outcome.wrong(seed, made.what, &words());
            }
            // What Entra signed may only be doubted: it may be our own setting that is wrong.
            (Meant::Good, Judged::Forged(_) | Judged::Doubtful(_)) | (Meant::Unfit, Judged::Forged(_)) => {
                outcome.refused_by_accident += 1;
                outcome.wrong(seed, made.what, &words());
            }
            _ => {}
        }
    }

    /// Over HTTP: 200 only for a token that is good, 401 only for one that was altered, and nothing else below 500.
    async fn whole(&self, seed: u64, chance: &mut ChaCha8Rng, outcome: &mut Outcome) -> Result<()> {
        let made = if chance.random_bool(0.5) { self.forge.make(chance) } else { self.forge.good(chance) };
        let spoilt = if chance.random_bool(0.8) { messages::spoil(chance) } else { messages::whole(chance) };
        let Made { header, meant, what } = made;
        let content = header.and_then(|content| http::HeaderValue::from_bytes(&content).ok());
        let mut status = self.post(content.clone(), &spoilt.body).await;
        if status.is_none() {
            // Whoever is turned away before all was read may find the line cut. That is no answer, and is asked again.
            outcome.cut += 1;
            status = self.post(content, &spoilt.body).await;
        }
        let status = status.unwrap_or(0);
        let words = || format!("{status} {what} {}", String::from_utf8_lossy(&spoilt.body));
        match (meant, status) {
            (Meant::Altered | Meant::Unfit, 200) => {
                outcome.let_in += 1;
                outcome.wrong(seed, "let in by a whole relay", &words());
            }
            (Meant::Altered | Meant::Either, 401) | (_, 503) | (Meant::Good | Meant::Either, 200) => {
                let is_turned_away = meant == Meant::Good && spoilt.is_readable && status != 200;
                outcome.refused_by_accident += u64::from(is_turned_away);
                if is_turned_away {
                    outcome.wrong(seed, "turned away by a whole relay", &words());
                }
            }
            _ => {
                outcome.refused_by_accident += 1;
                outcome.wrong(seed, "answered by a whole relay", &words());
            }
        }
        Ok(())
    }

    /// Posts it: the status, where there is an answer.
    async fn post(&self, authorization: Option<http::HeaderValue>, body: &[u8]) -> Option<u16> {
        let mut call = self.client.post(&self.webhook).body(body.to_vec());
        if let Some(content) = authorization {
            call = call.header(http::header::AUTHORIZATION, content);
        }
        Some(call.send().await.ok()?.status().as_u16())
    }
}

/// The parser alone.
fn message(seed: u64, chance: &mut ChaCha8Rng, outcome: &mut Outcome) {
    let Spoilt { body, is_readable, what } = messages::spoil(chance);
    let read = catch_unwind(AssertUnwindSafe(|| read_message(&body)));
    let words = || String::from_utf8_lossy(&body).into_owned();
    match read {
        Err(_) => outcome.wrong(seed, what, &words()),
        Ok(Err(why)) if is_readable => {
            outcome.refused_by_accident += 1;
            outcome.wrong(seed, what, &format!("{why} {}", words()));
        }
        Ok(_) => {}
    }
}
