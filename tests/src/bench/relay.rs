//! The relay: what one decision costs by many rules, and how soon the desktop tells of a request that came in.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use domain::Clock as _;
use domain::rule::{Known, Request, Rules, Snapshot, evaluate, recognise};
use marketplace::{Message, read_message};
use reqwest::Client;
use serde_json::{Value, json};

use super::millis;
use super::window::{fill, idle};
use crate::clock::SystemClock;
use crate::figures::{Figures, percentile};
use crate::keys::KeyStore;
use crate::market::Market;
use crate::notifications::{Call, NotificationServer};
use crate::relay::desk::Desk;
use crate::relay::ledger::CONNECTION;
use crate::relay::letters::{good_claims, letter, signed};
use crate::relay::station::{Keeping, Station};
use crate::window::Window;

const RULES: u32 = 1_000;
const OFFERS: u32 = 50;
const PLANS: u32 = 100;
const CUSTOMERS: u32 = 100_000;
const DECISIONS: u32 = 20_000;
/// Requests that come in, each of another customer.
const NOTICES: u32 = 1_000;
/// Subscriptions behind the window.
const SIZE: u32 = 3_000;
/// How long a notice may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// One decision as the relay makes it, between message and answer: the request is read from the message, recognised,
/// and judged. Beside it a scan of as many rules that looks at nothing but what they are about.
///
/// # Errors
/// Where the lists cannot be made.
pub fn rules(figures: &mut Figures) -> Result<()> {
    let now = SystemClock.now();
    let (rules, snapshot) = (many_rules()?, many_facts(now)?);
    let messages = (0..DECISIONS).map(|number| Ok(read_message(message(number).to_string().as_bytes())?.value));
    let messages: Vec<Message> = messages.collect::<Result<_>>()?;
    let (mut decide, mut scan, mut undecided) = (Vec::new(), Vec::new(), 0_u32);
    for message in messages.iter().chain(&messages) {
        let begin = Instant::now();
        let request = message.request(now).context("it asks")?;
        let known = recognise(&request, message.source.as_ref(), &[], &[], &[]);
        anyhow::ensure!(known == Known::New, "it is none that the relay knows");
        let decision = evaluate(&rules, &snapshot, &request);
        decide.push(millis(begin.elapsed()));
        undecided += u32::from(black_box(decision).rule.is_none());
        let begin = Instant::now();
        black_box(looked_at(&rules, black_box(&request)));
        scan.push(millis(begin.elapsed()));
    }
    // The first round warms what the second measures.
    let half = messages.len();
    let (mut decide, mut scan) = (decide.split_off(half), scan.split_off(half));
    let meaning = format!("one decision by {RULES} rules, {OFFERS} offers of {PLANS} plans, {CUSTOMERS} customers");
    figures.add("relay.rule_p50_ms", percentile(&mut decide, 0.5), &meaning);
    figures.add("relay.rule_p99_ms", percentile(&mut decide, 0.99), &format!("of {DECISIONS} (goal < 1)"));
    figures.add("relay.rule_scan_p50_ms", percentile(&mut scan, 0.5), "the floor: as many rules, one comparison each");
    figures.add("relay.rule_scan_p99_ms", percentile(&mut scan, 0.99), "");
    figures.add("relay.rule_to_the_end", (undecided / 2).into(), "of those, by no rule: all were looked at");
    Ok(())
}

fn looked_at(rules: &Rules, request: &Request) -> usize {
    rules.rules.iter().filter(|rule| rule.enabled && rule.conditions.asks == Some(request.kind)).count()
}

/// Rules of every kind, hardly any of which hold: most requests go to the end.
fn many_rules() -> Result<Rules> {
    let rules = (0..RULES).map(|number| {
        let offer = format!("offer-{}", number % OFFERS);
        let of_a_few: BTreeSet<String> = (0..50).map(|at| subscription(number * 97 + at * 1_009 + CUSTOMERS)).collect();
        let conditions = match number % 6 {
            0 => json!({ "asks": "plan", "offers": [offer], "direction": ["unordered"] }),
            1 => json!({ "customers": { "subscriptions": of_a_few } }),
            2 => json!({ "asks": "seats", "seats": { "change": { "atLeast": 1_000 + number } } }),
            3 => json!({ "customers": { "sets": [format!("set-{}", number % 20)] } }),
            4 => {
                json!({ "asks": "plan", "offers": [offer], "fromPlans": [plan(number)], "toPlans": [plan(number + 1)] })
            }
            _ => json!({ "asks": "seats", "offers": [offer], "channel": "reseller",
                         "hours": [{ "from": "22:00:00", "to": "06:00:00", "zone": "Europe/Paris" }] }),
        };
        json!({ "id": format!("r-{number}"), "name": format!("rule {number}"), "author": "lea", "reason": "bench",
                "since": "2020-01-01T00:00:00Z", "conditions": conditions, "outcome": "refuse" })
    });
    Ok(serde_json::from_value(json!({ "version": 1, "rules": rules.collect::<Vec<_>>() }))?)
}

fn many_facts(now: DateTime<Utc>) -> Result<Snapshot> {
    let plans = |offer: u32| -> BTreeMap<String, Value> {
        (0..PLANS)
            .map(|at| {
                (
                    plan(at),
                    json!({ "perSeat": at % 2 == 0, "prices": { "USD": { "P1M": format!("{}.50", offer + at) } } }),
                )
            })
            .collect()
    };
    let ladder: BTreeMap<String, u32> = (0..PLANS).map(|at| (plan(at), at)).collect();
    let offers: BTreeMap<String, Value> = (0..OFFERS)
        .map(|offer| (format!("offer-{offer}"), json!({ "ladder": ladder, "plans": plans(offer) })))
        .collect();
    let customers: BTreeMap<String, Value> = (0..CUSTOMERS)
        .map(|at| {
            let facts = json!({ "offer": format!("offer-{}", at % OFFERS), "plan": plan(at), "seats": { "count": 12 },
                                "seatsInUse": 7, "purchaser": tenant(at), "beneficiary": tenant(at), "channel": "direct" });
            (subscription(at), facts)
        })
        .collect();
    let sets: BTreeMap<String, Value> = (0..20)
        .map(|set| {
            let tenants: Vec<String> = (0..500).map(|at| tenant(CUSTOMERS + set * 1_000 + at)).collect();
            (format!("set-{set}"), json!({ "tenants": tenants }))
        })
        .collect();
    let snapshot = json!({ "takenAt": now, "goodFor": 86_400, "offers": offers, "customers": customers, "sets": sets });
    Ok(serde_json::from_value(snapshot)?)
}

fn plan(number: u32) -> String {
    format!("plan-{}", number % PLANS)
}

fn subscription(number: u32) -> String {
    format!("{:08x}-93b2-6f58-c4e1-0a5be27d9f31", number.wrapping_mul(2_654_435_761))
}

fn tenant(number: u32) -> String {
    format!("{:08x}-7a16-4f0b-a6d2-95c3f1e870aa", number.wrapping_mul(2_246_822_519))
}

/// Half ask for a plan, half for seats; each of another customer.
fn message(number: u32) -> Value {
    let customer = number * 5 % CUSTOMERS;
    let is_plan = number.is_multiple_of(2);
    let mut message = letter(number);
    let who = json!({ "emailId": "ines@seahall.example", "tenantId": tenant(customer) });
    let more = json!({
        "action": if is_plan { "ChangePlan" } else { "ChangeQuantity" }, "status": "InProgress",
        "subscriptionId": subscription(customer), "offerId": format!("offer-{}", customer % OFFERS),
        "planId": plan(customer + u32::from(is_plan) * 7), "quantity": if is_plan { 12 } else { 14 },
        "subscription": {
            "id": subscription(customer), "offerId": format!("offer-{}", customer % OFFERS), "planId": plan(customer),
            "quantity": 12, "beneficiary": who, "purchaser": who, "allowedCustomerOperations": ["Update", "Read"],
            "saasSubscriptionStatus": "Subscribed"
        }
    });
    if let (Some(members), Value::Object(more)) = (message.as_object_mut(), more) {
        members.extend(more);
    }
    message
}

/// From a webhook that is sent to the relay to the call on the session bus, one request after the other, in the real
/// window.
///
/// # Errors
/// Where a window does not do as it is told, or a notice does not come.
pub async fn notices(figures: &mut Figures) -> Result<()> {
    let _keys = KeyStore::start()?;
    let market = Market::start(&["--size", &SIZE.to_string()]).await?;
    let folder = tempfile::tempdir()?;
    let station = Station::start(&market.at, Keeping::File(folder.path().to_owned()), folder.path()).await?;
    Desk::new(vec![station.address], station.add_desk("rules").await?)?.rule("hold").await?;
    let profile = tempfile::tempdir()?;
    fill(profile.path(), &market).await?;
    let notices = NotificationServer::start().await?;
    let window = Window::open(profile.path(), &[]).await?;
    window.see("[data-row-id]").await?;
    idle(&window).await?;
    follow(&window, &station).await?;
    let posting = Posting::new(&market, &station, notices).await?;
    let mut times = Vec::new();
    for (number, id) in (0..NOTICES).zip(market.world().await?.keys()) {
        let time = posting.one(number, id).await.with_context(|| format!("request {}", number + 1))?;
        times.push(time);
        if number < 5 || (number + 1) % 250 == 0 {
            println!("notice {:>5}: {time:>8.1} ms", number + 1);
        }
    }
    let count = times.len();
    figures.add(
        "relay.notify_p50_ms",
        percentile(&mut times, 0.5),
        "webhook sent to the relay to the desktop's notice",
    );
    figures.add("relay.notify_p99_ms", percentile(&mut times, 0.99), &format!("of {count} (goal ≤ 250)"));
    figures.add("relay.notify_most_ms", percentile(&mut times, 1.0), "");
    window.close().await
}

/// Gives the window its relay, as its settings do.
async fn follow(window: &Window, station: &Station) -> Result<()> {
    let token = station.add_desk("ada").await?;
    let draft = json!({ "address": format!("http://{}", station.address), "connection": CONNECTION, "token": token });
    let script = format!(
        "const done = arguments[arguments.length - 1];\
         window.__TAURI_INTERNALS__.invoke('set_relay', {{ request: {draft} }})\
         .then(() => done(true), e => done(JSON.stringify(e)));"
    );
    match window.run_async(&script).await? {
        Value::Bool(true) => Ok(()),
        refused => bail!("the relay is not followed: {refused}"),
    }
}

struct Posting {
    client: Client,
    url: String,
    token: String,
    notices: NotificationServer,
}

impl Posting {
    async fn new(market: &Market, station: &Station, notices: NotificationServer) -> Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        let url = format!("http://{}/webhook/{CONNECTION}", station.address);
        Ok(Self { client, url, token: signed(market, &good_claims(market).await?).await?, notices })
    }

    /// A customer asks: milliseconds until the desktop is told.
    async fn one(&self, number: u32, subscription: &str) -> Result<f64> {
        let told = self.notices.calls().len();
        // Another operation for each, and always one that asks for a plan.
        let mut message = letter(number * 4);
        for place in ["/subscriptionId", "/subscription/id"] {
            if let Some(id) = message.pointer_mut(place) {
                *id = subscription.into();
            }
        }
        let sent_at = SystemClock.now();
        let answer = self.client.post(&self.url).bearer_auth(&self.token).json(&message).send().await?;
        anyhow::ensure!(answer.status().as_u16() == 400, "it was answered {}", answer.status());
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Some(shown) = self.notices.calls().into_iter().skip(told).find_map(Call::told) {
                return Ok((shown.at - sent_at).to_std().map(millis).unwrap_or_default());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("no notice came")
    }
}
