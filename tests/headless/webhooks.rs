//! Webhooks as they come in earnest: again and again, and in any order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use acceptance::market::Market;
use acceptance::relay::ledger::{CONNECTION, whole_log};
use acceptance::relay::letters::{good_claims, rules, signed};
use acceptance::relay::station::{Keeping, Station};
use chrono::{DateTime, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::serving::serve;
use relay::time::Time;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use simulator::{Control, Options, Simulator};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

const REDELIVERIES: u32 = 500;
const EIGHT_HOURS: Duration = Duration::from_secs(8 * 3_600);

/// The market's clock, as the relay's.
struct MarketTime(Control);

impl Clock for MarketTime {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock().now()
    }
}

impl Time for MarketTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let control = self.0.clone();
        async move {
            while control.clock().now() < moment {
                tokio::time::sleep(Duration::from_millis(20)).await; // Nobody tells that its hands were moved.
            }
        }
        .boxed()
    }
}

/// Passes calls on to the relay and loses its answers; how often it got which.
#[derive(Default)]
struct Lossy {
    calls: AtomicU32,
    refusals: AtomicU32,
}

impl Lossy {
    async fn run(self: Arc<Self>, listener: TcpListener, to: String) {
        let client = Client::builder().no_proxy().build().unwrap();
        while let Ok((stream, _)) = listener.accept().await {
            let (lossy, client, to) = (Arc::clone(&self), client.clone(), to.clone());
            tokio::spawn(async move { lossy.pass_on(stream, &client, &to).await });
        }
    }

    async fn pass_on(&self, stream: TcpStream, client: &Client, to: &str) {
        let mut stream = BufReader::new(stream);
        let (mut bearer, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() <= 2 {
                break;
            }
            let (name, value) = line.split_once(": ").unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "authorization" => bearer = value.trim().to_owned(),
                "content-length" => length = value.trim().parse().unwrap(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let answer = client.post(to).header("authorization", bearer).body(body).send().await.unwrap();
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.refusals.fetch_add(u32::from(answer.status() == StatusCode::BAD_REQUEST), Ordering::Relaxed);
        let lost = b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        stream.write_all(lost).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_redeliveries_over_eight_hours_are_one_event_and_one_answer() {
    let lossy_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let webhook = Some(format!("http://{}/", lossy_listener.local_addr().unwrap()));
    let market = Simulator::start(Options { size: 50, webhook, frozen: true, ..Options::default() }).await.unwrap();
    let control = market.control().clone();
    let folder = tempfile::tempdir().unwrap();
    let named = [
        ("TENANT", market.app().tenant.clone()),
        ("APPLICATION", market.app().application.clone()),
        ("AUTHORITY", market.addresses().authority.clone()),
        ("SQLITE", folder.path().join("log.db").display().to_string()),
    ];
    let named = named.map(|(name, value)| (format!("MARKETDESK_RELAY_{name}"), value));
    let config = Config::read("", &Environment::of(named)).unwrap();
    let opened = relay::opening::open(&config, Arc::new(MarketTime(control.clone()))).await.unwrap();
    let log = Arc::clone(&opened.relay.log);
    let base = format!("http://{}", listener.local_addr().unwrap());
    let desk = Desks::of(&log).add("north", Vec::new(), [1; 32], control.clock().now()).await.unwrap();
    let (_stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(serve(opened, listener, 400, async move { drop(stopped.await) }));
    let lossy = Arc::<Lossy>::default();
    let between = tokio::spawn(Arc::clone(&lossy).run(lossy_listener, format!("{base}/webhook/{CONNECTION}")));
    let rule = async |version: u32, outcome: &str| {
        let put = json!({ "version": version, "author": "lea", "reason": "test", "rules": rules(outcome) });
        let url = format!("{base}/v1/{CONNECTION}/rules");
        let call = Client::builder().no_proxy().build().unwrap().put(url).bearer_auth(&desk).json(&put);
        assert_eq!(call.send().await.unwrap().status(), StatusCode::OK);
    };

    rule(0, "refuse").await;
    let operation = ask_for_another_plan(&control);
    control.advance(EIGHT_HOURS / 2).await;
    rule(1, "accept").await;
    control.advance(EIGHT_HOURS).await;

    let calls = lossy.calls.load(Ordering::Relaxed);
    assert_eq!((calls, lossy.refusals.load(Ordering::Relaxed)), (REDELIVERIES, REDELIVERIES), "one answer, each time");
    let events = log.events(&CONNECTION.into(), 0, 10_000).await.unwrap();
    let told: Vec<Value> = events.iter().map(|event| serde_json::from_str(&event.what.body).unwrap()).collect();
    assert_eq!(told.iter().filter(|body| body["operation"] == operation.as_str()).count(), 1, "one event");
    serving.abort();
    between.abort();
}

/// Some customer asks, whoever may.
fn ask_for_another_plan(control: &Control) -> String {
    let offers = control.offers();
    let subscriptions = control.subscriptions(0, 50);
    let live = subscriptions.iter().filter(|one| one["saasSubscriptionStatus"] == "Subscribed");
    let mut asked = live.filter_map(|one| {
        let offer = offers.as_array()?.iter().find(|offer| offer["offerId"] == one["offerId"])?;
        let other = offer["plans"].as_array()?.iter().find(|plan| **plan != one["planId"])?;
        control.change_plan(one["id"].as_str()?, other.as_str()?).ok()?
    });
    asked.next().unwrap()
}

/// Four events of one subscription, as they happened: each with its name and when.
fn four(subscription: &str, actions: [&str; 4]) -> Vec<Value> {
    let message = |(place, action): (usize, &str)| {
        json!({
            "id": format!("{subscription}-{action}"), "action": action, "subscriptionId": subscription,
            "offerId": "tidewatch", "planId": if action == "ChangePlan" { "bridge" } else { "crew" },
            "quantity": if action == "ChangeQuantity" { 20 } else { 12 },
            "timeStamp": format!("2026-02-15T09:1{place}:22Z"), "operationRequestSource": "Azure",
            "status": if action.starts_with("Change") { "InProgress" } else { "Succeeded" },
            "subscription": {
                "id": subscription, "offerId": "tidewatch", "planId": "crew", "quantity": 12,
                "allowedCustomerOperations": ["Update"], "saasSubscriptionStatus": "Subscribed"
            }
        })
    };
    actions.into_iter().enumerate().map(message).collect()
}

/// Every order of four.
fn orders() -> Vec<[usize; 4]> {
    let all = (0..256).map(|n: usize| [n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6]);
    all.filter(|order| order.iter().collect::<BTreeSet<_>>().len() == 4).collect()
}

/// What each order leads to, in a relay with this rule: what was answered, and how held requests stand.
async fn ends(outcome: &str, actions: [&str; 4]) -> BTreeMap<String, Vec<[usize; 4]>> {
    let market = Market::start(&["--size", "50"]).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let keeping = Keeping::File(folder.path().to_owned());
    let station = Station::start(&market.at, keeping.clone(), folder.path()).await.unwrap();
    let desk = station.add_desk("north").await.unwrap();
    let desk = acceptance::relay::desk::Desk::new(vec![station.address], desk).unwrap();
    desk.rule(outcome).await.unwrap();
    let token = signed(&market, &good_claims(&market).await.unwrap()).await.unwrap();
    let client = Client::builder().no_proxy().build().unwrap();
    let url = format!("http://{}/webhook/{CONNECTION}", station.address);
    let orders = orders();
    assert_eq!(orders.len(), 24);
    for (number, order) in orders.iter().enumerate() {
        let messages = four(&format!("s-{number}"), actions);
        for place in order {
            let call = client.post(&url).bearer_auth(&token).json(&messages[*place]);
            assert_ne!(call.send().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
        }
    }
    drop(station);
    let mut ends: BTreeMap<String, Vec<[usize; 4]>> = BTreeMap::new();
    let log = whole_log(&keeping).await.unwrap();
    for (number, order) in orders.into_iter().enumerate() {
        let subscription = format!("s-{number}");
        let of_it = log
            .iter()
            .filter(|event| event.what.subscription.as_ref().is_some_and(|s| *s == subscription.as_str().into()));
        let mut end = BTreeMap::new();
        for event in of_it {
            let body: Value = serde_json::from_str(&event.what.body).unwrap();
            match event.what.kind.as_str() {
                "announced" => end.insert(body["action"].to_string(), body["answered"]["status"].to_string()),
                "held" => end.insert("held".to_owned(), body["state"]["state"].to_string()),
                _ => None,
            };
        }
        ends.entry(format!("{end:?}")).or_default().push(order);
    }
    ends
}

#[tokio::test]
async fn four_events_in_every_order_end_alike() {
    for outcome in ["accept", "refuse"] {
        let ends = ends(outcome, ["ChangePlan", "ChangeQuantity", "Suspend", "Reinstate"]).await;
        assert_eq!(ends.len(), 1, "{ends:#?}");
    }
}

#[tokio::test]
async fn a_held_request_among_four_events_in_every_order_ends_alike() {
    for last in ["Renew", "Unsubscribe"] {
        let ends = ends("hold", ["ChangePlan", "Suspend", "Reinstate", last]).await;
        assert_eq!(ends.len(), 1, "{ends:#?}");
    }
}
