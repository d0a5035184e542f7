//! The relay between the simulator's marketplace and a desk: real tokens, real connections, real refusals.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use domain::relay_feed::{Announced, Because, ReadBack, Verdict};
use futures::future::{BoxFuture, FutureExt as _};
use http::Request;
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::log::Log;
use relay::serving::serve;
use relay::time::Time;
use relay::{Relay, opening};
use reqwest::{Client, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};
use simulator::{Options, Revert, Running, Simulator, TokenVersion};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

/// The relay's clock: it shows what the market's showed at the beginning, and moves with it when the test says.
struct MarketTime(watch::Sender<DateTime<Utc>>);

impl Clock for MarketTime {
    fn now(&self) -> DateTime<Utc> {
        *self.0.borrow()
    }
}

impl Time for MarketTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let mut now = self.0.subscribe();
        async move { drop(now.wait_for(|now| *now >= moment).await) }.boxed()
    }
}

struct Scene {
    market: Running,
    address: SocketAddr,
    time: Arc<MarketTime>,
    relay: Arc<Relay>,
    log: Arc<dyn Log>,
    token: String,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<std::io::Result<()>>,
    _folder: TempDir,
}

impl Scene {
    async fn begin(version: TokenVersion, change: impl Fn(&mut Value)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let webhook = Some(format!("http://{address}/webhook/harbour"));
        let mut options = Options { size: 200, webhook, frozen: true, ..Options::default() };
        (options.switches.webhook_token, options.switches.revert) = (version, Revert::New);
        options.secret = Some("a-secret-of-the-relay".to_owned());
        let market = Simulator::start(options).await.unwrap();
        let time = Arc::new(MarketTime(watch::Sender::new(market.control().clock().now())));
        let folder = tempfile::tempdir().unwrap();

        let app = market.app();
        let mut connection = json!({
            "name": "harbour", "tenant": app.tenant, "application": app.application,
            "authority": market.addresses().authority, "api": market.addresses().base,
        });
        change(&mut connection);
        let config = json!({ "log": { "sqlite": folder.path().join("log.db") }, "connection": [connection] });
        let config = Config::read(&toml(&config), &Environment::default()).unwrap();
        let clock: Arc<dyn Time> = Arc::<MarketTime>::clone(&time);
        let opened = opening::open(&config, clock).await.unwrap();
        let relay = Arc::clone(&opened.relay);
        let log = Arc::clone(&relay.log);
        let token = Desks::of(&log).add("north", Vec::new(), [1; 32], time.now()).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        let serving = tokio::spawn(async move { serve(opened, listener, 400, stopped).await });
        Self { market, address, time, relay, log, token, stop: Some(stop), serving, _folder: folder }
    }

    /// A subscription that may be changed, with its plan and another of its offer.
    fn customer(&self) -> (String, String, String) {
        let offers = self.market.control().offers();
        let subscriptions = self.market.control().subscriptions(0, 200);
        let live = subscriptions.iter().filter(|one| one["saasSubscriptionStatus"] == "Subscribed");
        let found = live.filter_map(|one| {
            let offer = offers.as_array()?.iter().find(|offer| offer["offerId"] == one["offerId"])?;
            let other = offer["plans"].as_array()?.iter().find(|plan| **plan != one["planId"])?;
            Some([&one["id"], &one["planId"], other].map(|text| text.as_str().unwrap().to_owned()))
        });
        let [id, plan, other] = found.into_iter().next().unwrap();
        (id, plan, other)
    }

    async fn put_rules(&self, outcome: &Value) {
        let rules = json!({ "rules": [{
            "id": "r", "name": "plans", "author": "lea", "reason": "a test", "since": "2020-01-01T00:00:00Z",
            "conditions": { "asks": "plan" }, "outcome": outcome
        }]});
        let put = json!({ "version": 0, "author": "lea", "reason": "a test", "rules": rules });
        let url = format!("http://{}/v1/harbour/rules", self.address);
        let answer = Client::builder().no_proxy().build().unwrap().put(url).bearer_auth(&self.token).json(&put);
        assert_eq!(answer.send().await.unwrap().status(), StatusCode::OK);
    }

    /// Posts a message with a token of the test's own.
    async fn post(&self, token: &str) -> StatusCode {
        let url = format!("http://{}/webhook/harbour", self.address);
        let message = json!({ "id": "op", "action": "Renew", "subscriptionId": "s" });
        let call = Client::builder().no_proxy().build().unwrap().post(url).bearer_auth(token).json(&message);
        call.send().await.unwrap().status()
    }

    /// Waits until so many events of a kind were told.
    async fn told(&self, kind: &str, count: usize) -> Vec<Value> {
        let mut stirred = self.log.stirred();
        loop {
            let events = self.log.events(&"harbour".into(), 0, 1_000).await.unwrap();
            let bodies = events.iter().filter(|event| event.what.kind == kind).map(|event| &event.what.body);
            let bodies: Vec<Value> = bodies.map(|body| serde_json::from_str(body).unwrap()).collect();
            if bodies.len() >= count {
                return bodies;
            }
            stirred.changed().await.unwrap();
        }
    }

    async fn announced(&self, count: usize) -> Vec<Announced> {
        let told = self.told("announced", count).await;
        told.into_iter().map(|body| serde_json::from_value(body).unwrap()).collect()
    }

    /// Both clocks.
    async fn pass(&self, time: TimeDelta) {
        self.market.control().advance(time.to_std().unwrap()).await;
        self.time.0.send_modify(|now| *now += time);
    }

    /// Ends the relay as SIGTERM does.
    async fn end(mut self) {
        drop(self.stop.take());
        self.serving.await.unwrap().unwrap();
    }
}

fn toml(value: &Value) -> String {
    toml::to_string(value).unwrap()
}

#[rstest]
#[case::version_1(TokenVersion::V1)]
#[case::version_2(TokenVersion::V2)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_reaches_the_customer_and_its_taking_back_is_accepted(#[case] version: TokenVersion) {
    let scene = Scene::begin(version, |_| {}).await;
    scene.put_rules(&json!("hold")).await;
    let (id, plan, other) = scene.customer();
    scene.market.control().change_plan(&id, &other).unwrap().unwrap();
    scene.market.control().settle().await;

    let announced = scene.announced(2).await;

    assert_eq!(announced[0].answered.verdict, Verdict::Held);
    assert!(matches!(announced[1].answered.because, Because::Revert { .. }), "{:?}", announced[1].answered);
    scene.pass(TimeDelta::minutes(1)).await;
    assert_eq!(scene.market.control().subscription(&id).unwrap()["planId"], plan, "it is as it was");
    let operations = scene.market.control().operations(&id);
    assert!(operations.iter().any(|operation| operation["status"] == "Failed"), "{operations:?}");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_accepted_takes_effect_and_is_read_back() {
    let secret = "a-secret-of-the-relay";
    let scene =
        Scene::begin(TokenVersion::V2, |connection| connection["credential"] = json!({ "secret": secret })).await;
    let (id, _, other) = scene.customer();
    scene.market.control().change_plan(&id, &other).unwrap().unwrap();
    scene.market.control().settle().await;
    assert_eq!(scene.announced(1).await[0].answered.verdict, Verdict::Accepted);
    let found = loop {
        scene.pass(TimeDelta::seconds(5)).await;
        if let Some(found) = scene.told("read-back", 0).await.pop() {
            break serde_json::from_value::<ReadBack>(found).unwrap();
        }
    };
    assert!(found.was_read && found.fits, "{found:?}");
    assert_eq!(found.shows_target, Some(true));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_is_surely_forged_is_401() {
    let scene = Scene::begin(TokenVersion::V2, |_| {}).await;
    let control = scene.market.control();
    let good = control.webhook_claims();
    let signed = |change: &dyn Fn(&mut Value)| {
        let mut claims = good.clone();
        change(&mut claims);
        control.sign(&claims)
    };
    assert_eq!(scene.post(&signed(&|_| {})).await, StatusCode::OK, "the token is good");
    let again = StatusCode::SERVICE_UNAVAILABLE;
    assert_eq!(scene.post(&signed(&|claims| claims["aud"] = "another-app".into())).await, again);
    assert_eq!(scene.post(&signed(&|claims| claims["tid"] = "another-tenant".into())).await, again);
    assert_eq!(scene.post(&signed(&|claims| claims["azp"] = "somebody".into())).await, again);
    assert_eq!(scene.post(&signed(&|claims| claims["exp"] = 1.into())).await, again);
    assert_eq!(scene.post("no.token.atall").await, again);

    let token = signed(&|_| {});
    let (content, signature) = token.rsplit_once('.').unwrap();
    let other = signed(&|claims| claims["uti"] = "other".into());
    let foreign = format!("{content}.{}", other.rsplit_once('.').unwrap().1);
    assert!(!foreign.ends_with(signature));
    assert_eq!(scene.post(&foreign).await, StatusCode::UNAUTHORIZED, "a known key did not sign it");
    let elsewhere = signed(&|claims| claims["iss"] = "https://evil.example/".into());
    assert_eq!(scene.post(&elsewhere).await, StatusCode::UNAUTHORIZED);
    scene.end().await;
}

/// What anybody can make of one good token: another each time, and none of them good.
fn junk(number: usize, good: &str) -> String {
    let (content, signature) = good.rsplit_once('.').unwrap();
    let (header, claims) = content.split_once('.').unwrap();
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let decode = |part: &str| serde_json::from_slice::<Value>(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    let (mut head, mut body) = (decode(header), decode(claims));
    body["uti"] = number.into();
    match number % 5 {
        0 => return format!("junk-{number}"),
        1 => head["alg"] = "none".into(),
        2 => body["iss"] = format!("https://evil.example/{number}/").into(),
        3 => head["kid"] = format!("key-{number}").into(),
        _ => {} // All but its signature is as it should be.
    }
    format!("{}.{}.{signature}", encode(&head), encode(&body))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_hundred_thousand_junk_tokens_a_good_one_is_answered_by_rule() {
    let scene = Scene::begin(TokenVersion::V2, |_| {}).await;
    scene.put_rules(&json!("refuse")).await;
    let good = scene.market.control().sign(&scene.market.control().webhook_claims());
    let app = relay::app(&scene.relay);
    let call = async |token: &str, body: &Value| {
        let request = Request::post("/webhook/harbour").header("authorization", format!("Bearer {token}"));
        app.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap().status()
    };
    let message = json!({ "id": "op", "action": "ChangePlan", "subscriptionId": "s", "planId": "bridge" });
    let mut answers = BTreeMap::new();
    for number in 0..100_000 {
        *answers.entry(call(&junk(number, &good), &message).await.as_u16()).or_insert(0) += 1;
    }
    assert_eq!(answers, BTreeMap::from([(401, 60_000), (503, 40_000)]), "forged, and what might be our own fault");
    assert_eq!(call(&good, &message).await, StatusCode::BAD_REQUEST, "the good one is answered by rule");
    assert_eq!(scene.announced(1).await.len(), 1, "nothing is kept of the others");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_keys_are_out_of_reach_it_is_503() {
    let scene = Scene::begin(TokenVersion::V1, |connection| {
        connection["authority"] = "http://127.0.0.1:9".into(); // Nobody listens there.
    })
    .await;
    let token = scene.market.control().sign(&scene.market.control().webhook_claims());
    let answer = scene.post(&token).await;
    assert!(answer == StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_without_microsofts_key_server_changes_nothing_where_the_keys_are_known() {
    let mut scene = Scene::begin(TokenVersion::V2, |_| {}).await;
    let control = scene.market.control().clone();
    let in_an_hour = |hours: i64, scene: &Scene| {
        let mut claims = control.webhook_claims();
        let now = scene.time.now().timestamp();
        (claims["nbf"], claims["exp"]) = ((now - 60).into(), (now + hours * 3_600).into());
        control.sign(&claims)
    };
    assert_eq!(scene.post(&in_an_hour(1, &scene)).await, StatusCode::OK);
    let Scene { market, .. } = &mut scene;
    let elsewhere = Simulator::start(Options { size: 1, frozen: true, ..Options::default() }).await.unwrap();
    drop(std::mem::replace(market, elsewhere)); // All of Microsoft's doors are closed.
    for hour in 0..26 {
        scene.time.0.send_modify(|now| *now += TimeDelta::hours(1));
        assert_eq!(scene.post(&in_an_hour(1, &scene)).await, StatusCode::OK, "after {hour} hours");
    }
    scene.end().await;
}

#[rstest]
#[case::ahead(TimeDelta::hours(3), "expired")]
#[case::behind(-TimeDelta::hours(3), "not-yet")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_makes_it_503_and_says_so_until_it_is_right(#[case] by: TimeDelta, #[case] which: &str) {
    let scene = Scene::begin(TokenVersion::V2, |_| {}).await;
    let token = scene.market.control().sign(&scene.market.control().webhook_claims());
    assert_eq!(scene.post(&token).await, StatusCode::OK);
    scene.time.0.send_modify(|now| *now += by);
    assert_eq!(scene.post(&token).await, StatusCode::SERVICE_UNAVAILABLE, "never a no");
    assert_eq!(scene.told("trouble", 1).await[0]["which"], which, "somebody is told");
    scene.time.0.send_modify(|now| *now -= by);
    assert_eq!(scene.post(&token).await, StatusCode::OK);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_stop_it_answers_what_is_on_its_way() {
    let scene = Scene::begin(TokenVersion::V2, |_| {}).await;
    scene.put_rules(&json!({ "ask": { "seconds": 5, "fallback": "refuse" } })).await;
    let url = format!("http://{}/v1/harbour/feed", scene.address);
    let client = Client::builder().no_proxy().build().unwrap();
    let mut feed = client.get(url).bearer_auth(&scene.token).send().await.unwrap();
    feed.chunk().await.unwrap().unwrap();
    let (id, _, other) = scene.customer();
    scene.market.control().change_plan(&id, &other).unwrap().unwrap();
    let control = scene.market.control().clone();
    let delivering = tokio::spawn(async move { control.settle().await });
    scene.told("question", 1).await;

    let Scene { stop, time, log, serving, relay, market, .. } = scene;
    drop(stop);
    while let Ok(Some(_)) = feed.chunk().await {} // Followers are sent away.
    time.0.send_modify(|now| *now += TimeDelta::seconds(2));
    serving.await.unwrap().unwrap();

    let events = log.events(&"harbour".into(), 0, 1_000).await.unwrap();
    let announced = events.iter().find(|event| event.what.kind == "announced").unwrap();
    let announced: Announced = serde_json::from_str(&announced.what.body).unwrap();
    assert_eq!(announced.answered.verdict, Verdict::Refused);
    assert!(relay.log.check().await.is_err(), "and the log is closed");
    delivering.await.unwrap();
    drop(market);
}
