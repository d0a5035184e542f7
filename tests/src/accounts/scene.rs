//! What happens: customers come, go and pay or not; the service and the relay have bad days.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use domain::SubscriptionId;
use domain::account::publisher_name;
use hooks::Secret;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::log::Log;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use super::ahead::AheadTime;
use super::judging::{self, Books};
use super::receiver::Service;
use super::victim::Victim;
use super::{Outcome, Size};
use crate::customer::Customer;
use crate::market::Market;
use crate::relay::ledger::CONNECTION;

/// Days until an account is suspended.
const SUSPEND_AFTER: u16 = 1;
/// The service is away for so long.
const AWAY: TimeDelta = TimeDelta::hours(24);
/// What passes at a time.
const STEPS: [i64; 5] = [5, 20, 120, 900, 3_600];
/// Microsoft repeats what was not answered for eight hours.
const REPEATED_FOR: TimeDelta = TimeDelta::hours(10);
/// Looks at the end until nothing is on its way any more, an hour apart.
const MOST_LOOKS: u32 = 200;

/// Somebody to whom things happen.
struct Played {
    id: SubscriptionId,
    plans: [String; 2],
    has_other_plan: bool,
    is_suspended: bool,
    has_ended: bool,
}

pub(super) struct Scene {
    market: Market,
    customers: Vec<Played>,
    victim: Victim,
    service: Service,
    /// Where the service answers, while it is there.
    open: Option<AbortOnDropHandle<()>>,
    address: std::net::SocketAddr,
    relay: String,
    token: String,
    config: Config,
    publisher: String,
    time: AheadTime,
    passed: TimeDelta,
    away_until: Option<TimeDelta>,
    chance: ChaCha8Rng,
    kills: u32,
    _folder: TempDir,
}

impl Scene {
    pub(super) async fn begin(size: Size, seed: u64) -> Result<Self> {
        let market = (size.customers * 12).to_string();
        let market = Market::start(&["--size", &market, "--seed", &seed.to_string()]).await?;
        let folder = tempfile::tempdir()?;
        let time = AheadTime::of(&folder.path().join("ahead"));
        let secret = Secret::new([7; 32]);
        let service = Service::new(secret.clone().into(), time.clone(), seed ^ 1);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let open = Some(service.opens(listener));
        let relay = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let text = json!({
            "listen": relay, "log": { "sqlite": folder.path().join("log.db"), "key": "5b".repeat(32) },
            "connection": [{
                "name": CONNECTION, "tenant": market.at.tenant, "application": market.at.application,
                "authority": market.at.authority, "api": market.at.base,
                "credential": { "secret": market.at.secret },
                "access": {
                    "hook": format!("http://{address}/hooks"), "status": format!("http://{address}/access"),
                    "secret": secret.expose(), "suspend_after_days": SUSPEND_AFTER,
                },
            }],
        });
        let text = toml(&text)?;
        let file = folder.path().join("relay.toml");
        std::fs::write(&file, &text)?;
        let config = Config::read(&text, &Environment::default())?;
        let token = token(&config, &time).await?;
        let webhook = json!({ "url": format!("http://{relay}/webhook/{CONNECTION}") });
        market.control(Method::PUT, "/control/webhook", Some(webhook)).await?;
        let customers = Customer::all_who_may_change(&market, size.customers).await?;
        let customers = customers.into_iter().map(|customer| Played {
            plans: [customer.subscription.plan.to_string(), customer.other.clone()],
            id: customer.subscription.id,
            has_other_plan: false,
            is_suspended: false,
            has_ended: false,
        });
        Ok(Self {
            customers: customers.collect(),
            publisher: publisher_name(&market.at.tenant, &market.at.application),
            victim: Victim::new(relay, file, &folder.path().join("ahead")),
            relay: format!("http://{relay}/v1/{CONNECTION}"),
            chance: ChaCha8Rng::seed_from_u64(seed),
            market,
            service,
            open,
            address,
            token,
            config,
            time,
            passed: TimeDelta::zero(),
            away_until: None,
            kills: 0,
            _folder: folder,
        })
    }

    pub(super) async fn play(&mut self, size: Size) -> Result<()> {
        for round in 0..size.rounds {
            self.victim.lives().await?;
            if round == size.rounds * 2 / 3 {
                self.open = None;
                self.away_until = Some(self.passed + AWAY);
            }
            for index in 0..self.customers.len() {
                self.happens(index, round + 4 >= size.rounds).await?;
            }
            for _ in 0..self.chance.random_range(2..5) {
                let seconds = STEPS.get(self.chance.random_range(0..STEPS.len())).copied().unwrap_or(60);
                self.passes(TimeDelta::seconds(seconds)).await?;
                let pause = self.chance.random_range(0..120_000);
                tokio::time::sleep(Duration::from_micros(pause)).await;
                if self.kills < size.kills && self.chance.random_range(0..100) < 60 {
                    self.victim.dies().await?;
                    self.kills += 1;
                    self.victim.lives().await?;
                }
            }
        }
        Ok(())
    }

    /// Something may happen to a customer; what the market does not do now does not happen.
    async fn happens(&mut self, index: usize, is_late: bool) -> Result<()> {
        let dice = self.chance.random_range(0..100);
        let customer = self.customers.get_mut(index).context("a customer")?;
        let other = usize::from(!customer.has_other_plan);
        let (what, with) = match dice {
            _ if customer.has_ended => return Ok(()),
            0..10 if is_late => ("cancel", json!({})),
            0..40 if customer.is_suspended => ("reinstate", json!({})),
            _ if customer.is_suspended => return Ok(()),
            10..30 => ("suspend", json!({})),
            30..60 => ("plan", json!({ "plan": customer.plans.get(other) })),
            _ => return Ok(()),
        };
        let path = format!("/control/storefront/{}/{what}", customer.id);
        if self.market.control(Method::POST, &path, Some(with)).await.is_ok() {
            match what {
                "cancel" => customer.has_ended = true,
                "reinstate" => customer.is_suspended = false,
                "suspend" => customer.is_suspended = true,
                _ => customer.has_other_plan = !customer.has_other_plan,
            }
        }
        Ok(())
    }

    async fn passes(&mut self, by: TimeDelta) -> Result<()> {
        self.passed += by;
        let seconds = json!({ "seconds": by.num_seconds() });
        self.time.set(self.passed)?;
        self.market.control(Method::POST, "/control/clock/advance", Some(seconds)).await?;
        if self.away_until.is_some_and(|until| self.passed >= until) && self.open.is_none() {
            self.open = Some(self.service.opens(TcpListener::bind(self.address).await?));
        }
        Ok(())
    }

    /// Everything is well again, until nothing is on its way; then the books are compared.
    pub(super) async fn end(mut self) -> Result<Outcome> {
        self.service.is_well();
        self.victim.lives().await?;
        let (ends_at, mut looks) = (self.passed, 0);
        while self.open.is_none() || self.passed - ends_at < REPEATED_FOR || !self.is_quiet().await? {
            self.passes(TimeDelta::hours(1)).await?;
            tokio::time::sleep(Duration::from_millis(60)).await;
            if self.open.is_some() && self.passed - ends_at >= REPEATED_FOR {
                self.service.is_well();
            }
            looks += 1;
            ensure!(looks < MOST_LOOKS, "something is on its way for ever: {}", self.on_its_way().await?);
        }
        self.victim.dies().await?;
        let log = relay::opening::open_log(&self.config.log).await?;
        let mut books = Books::read(&*log, &self.publisher).await?;
        let mut whose = books.customers();
        whose.extend(self.customers.iter().map(|customer| customer.id.clone()));
        for id in whose {
            let operations = self.market.control(Method::GET, &format!("/control/world/operations/{id}"), None).await?;
            books.happened(&id, &operations);
        }
        log.close().await;
        Ok(Outcome { kills: self.kills, ..judging::judge(&books, &self.service.heard()) })
    }

    /// What is neither done nor for a person: reminders wait for days.
    async fn on_its_way(&self) -> Result<Value> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let asked = client.get(format!("{}/snapshot", self.relay)).bearer_auth(&self.token).send().await?;
        let snapshot: Value = asked.error_for_status()?.json().await?;
        let open = snapshot.get("access").and_then(Value::as_array).cloned().unwrap_or_default();
        let is_going = |step: &Value| {
            let is_hook = step.pointer("/what/work").and_then(Value::as_str) == Some("hook");
            is_hook && step.pointer("/state/state").and_then(Value::as_str) != Some("stuck")
        };
        Ok(open.into_iter().filter(is_going).collect())
    }

    async fn is_quiet(&self) -> Result<bool> {
        Ok(self.on_its_way().await?.as_array().is_none_or(Vec::is_empty))
    }
}

async fn token(config: &Config, time: &AheadTime) -> Result<String> {
    let log: Arc<dyn Log> = relay::opening::open_log(&config.log).await?;
    let token = Desks::of(&log).add("proof", Vec::new(), [1; 32], domain::Clock::now(time)).await?;
    log.close().await;
    Ok(token)
}

/// The same as a relay's configuration is written.
fn toml(value: &Value) -> Result<String> {
    Ok(toml::to_string(value)?)
}
