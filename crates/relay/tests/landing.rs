//! A buyer's way from Microsoft to thanks: a browser, the simulator's Entra and marketplace, the relay, a desk.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::io;
use std::sync::{Arc, Mutex, Once};

use axum::Router;
use axum::body::{Body, to_bytes};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use domain::relay_feed::{FeedEvent, Relation, Unresolved, Visit, VisitState};
use futures::future::{BoxFuture, FutureExt as _, pending};
use http::{HeaderMap, Method, Request, StatusCode};
use relay::config::{Config, Environment};
use relay::desks::Desks;
use relay::log::Log;
use relay::time::Time;
use relay::{Relay, app, opening};
use rstest::rstest;
use serde_json::{Value, json};
use simulator::{Buyer, Door, Options, Purchase, Running, Simulator};
use tempfile::TempDir;
use tower::ServiceExt as _;
use url::Url;

const PAGE: &str = "http://127.0.0.1:1/landing/harbour";
const SEAHALL: &str = "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa";
const MANAGE: &str = "https://app.northquay.example/account";

/// The market's clock, whose hands the test moves.
struct MarketTime(simulator::Control);

impl Clock for MarketTime {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock().now()
    }
}

impl Time for MarketTime {
    fn until(&self, _: DateTime<Utc>) -> BoxFuture<'static, ()> {
        pending().boxed()
    }
}

struct Scene {
    market: Running,
    config: Config,
    app: Router,
    log: Arc<dyn Log>,
    desk: String,
    _folder: TempDir,
}

/// What a browser got.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Got {
    fn location(&self) -> &str {
        self.headers.get("location").map_or("", |to| to.to_str().unwrap())
    }
}

/// A browser with one cookie, which asks for its pages in a language.
struct Browser<'a> {
    scene: &'a Scene,
    cookie: String,
    language: &'static str,
}

fn toml(value: &Value) -> String {
    toml::to_string(value).unwrap()
}

impl Scene {
    async fn begin() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl Fn(&mut Value)) -> Self {
        listen();
        let market = Simulator::start(Options { size: 200, frozen: true, ..Options::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (app, landing) = (market.app(), market.control().landing_app());
        let mut config = json!({
            "log": { "sqlite": folder.path().join("log.db") },
            "limits": {},
            "connection": [{
                "name": "harbour", "tenant": app.tenant, "application": app.application,
                "authority": market.addresses().authority, "api": market.addresses().base,
                "credential": { "secret": app.secret },
                "landing": {
                    "address": PAGE, "application": landing.application, "secret": landing.secret,
                    "publisher": "Northquay", "manage": MANAGE, "support": "help@northquay.example",
                },
            }],
        });
        change(&mut config);
        let config = Config::read(&toml(&config), &Environment::default()).unwrap();
        let (relay, router) = opened(&config, &market).await;
        let log = Arc::clone(&relay.log);
        let desk = Desks::of(&log).add("north", Vec::new(), [1; 32], market.control().clock().now()).await.unwrap();
        let scene = Self { market, config, app: router, log, desk, _folder: folder };
        scene.signs_in("ines@seahall.example");
        scene
    }

    /// The relay ends and begins anew on what it has on disk.
    async fn falls_over(&mut self) {
        self.log.close().await;
        let (relay, router) = opened(&self.config, &self.market).await;
        (self.log, self.app) = (Arc::clone(&relay.log), router);
    }

    fn signs_in(&self, email: &str) {
        self.market.control().signs_in(Some(ines(email)));
    }

    /// Somebody buys; the subscription, and the token in the address.
    fn buys(&self) -> (String, String) {
        let id = self.market.control().purchase(&Purchase::default()).unwrap();
        let token = self.market.control().landing(&id).unwrap().encoded;
        (id, token)
    }

    fn browser(&self) -> Browser<'_> {
        Browser { scene: self, cookie: String::new(), language: "en" }
    }

    async fn events(&self) -> Vec<FeedEvent> {
        let events = self.log.events(&"harbour".into(), 0, 1_000).await.unwrap();
        let events = events.into_iter().map(|event| FeedEvent {
            cursor: String::new(),
            id: event.what.id,
            at: event.at,
            kind: event.what.kind,
            subscription: event.what.subscription,
            body: serde_json::from_str(&event.what.body).unwrap(),
        });
        events.collect()
    }

    /// Each visit as it was told last.
    async fn visits(&self) -> Vec<Visit> {
        let mut visits: Vec<Visit> = Vec::new();
        for visit in self.events().await.iter().filter_map(Visit::told_by) {
            visits.retain(|known| known.id != visit.id);
            visits.push(visit);
        }
        visits
    }

    async fn desk(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/v1/harbour/{path}"))
            .header("authorization", format!("Bearer {}", self.desk))
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

async fn opened(config: &Config, market: &Running) -> (Arc<Relay>, Router) {
    let time: Arc<dyn Time> = Arc::new(MarketTime(market.control().clone()));
    let relay = opening::open(config, time).await.unwrap().relay;
    let router = app(&relay);
    (relay, router)
}

fn ines(email: &str) -> Buyer {
    Buyer {
        tenant: SEAHALL.to_owned(),
        object: "3f1b7d52-0c8e-4a44-8f0e-6de1b0a7c2d9".to_owned(),
        name: "Ines".to_owned(),
        email: (!email.is_empty()).then(|| email.to_owned()),
        ..Buyer::default()
    }
}

impl Browser<'_> {
    async fn send(&mut self, request: http::request::Builder, body: Body) -> Got {
        let request = request.header("cookie", &self.cookie).header("accept-language", self.language);
        let answer = self.scene.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        if let Some(cookie) = parts.headers.get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        Got { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    async fn get(&mut self, path: &str) -> Got {
        self.send(Request::get(path), Body::empty()).await
    }

    async fn post(&mut self, fields: &[(&str, &str)]) -> Got {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Request::post("/landing/harbour/form"), Body::from(form)).await
    }

    /// Opens the page as Microsoft does: on the way to Entra.
    async fn arrives(&mut self, token: &str) -> Got {
        self.get(&format!("/landing/harbour?token={token}")).await
    }

    /// To Entra and back: the path the browser is sent to.
    async fn signs_in(&mut self, at: &str) -> String {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client.get(at).send().await.unwrap();
        let back = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
        assert!(back.as_str().starts_with(&format!("{PAGE}/signed-in")), "{back}");
        format!("{}?{}", back.path(), back.query().unwrap())
    }

    /// All the way until a page is shown, or the browser is sent elsewhere.
    async fn comes(&mut self, token: &str) -> Got {
        let away = self.arrives(token).await;
        let back = self.signs_in(away.location()).await;
        let next = self.get(&back).await;
        if next.location().starts_with('/') {
            let next = next.location().to_owned();
            return self.get(&next).await;
        }
        next
    }

    /// Sends the form that is shown.
    async fn sends(&mut self, form: &Got, fields: &[(&str, &str)]) -> Got {
        let csrf = csrf(form);
        let answer = self.post(&[&[("csrf", csrf.as_str())], fields].concat()).await;
        if answer.location().is_empty() { answer } else { self.get(answer.location()).await }
    }
}

fn csrf(form: &Got) -> String {
    let after = form.text.split("name=\"csrf\" value=\"").nth(1).expect("a form is shown");
    after.split('"').next().unwrap().to_owned()
}

fn question(config: &mut Value) {
    config["connection"][0]["landing"]["question"] = json!([
        { "id": "team", "required": true, "label": { "en": "Your team", "fr": "Votre équipe" } },
        { "id": "size", "kind": "choice", "label": { "en": "How many?", "fr": "Combien ?" },
          "choice": [{ "id": "few", "label": { "en": "A few" } }, { "id": "many", "label": { "en": "Many" } }] },
    ]);
}

#[tokio::test]
async fn a_good_token_is_resolved_and_the_buyer_is_thanked_and_desks_are_told() {
    let scene = Scene::begin().await;
    let (id, token) = scene.buys();
    let thanks = scene.browser().comes(&token).await;
    assert_eq!(thanks.status, StatusCode::OK);
    assert!(thanks.text.contains("Thank you") && thanks.text.contains("ines@seahall.example"), "{}", thanks.text);
    let [visit] = &scene.visits().await[..] else { panic!("one visit") };
    let bought = visit.bought.as_ref().unwrap();
    assert_eq!((bought.subscription.as_str(), visit.state), (id.as_str(), VisitState::Complete));
    assert_eq!((visit.who.tenant.as_str(), visit.who.relation), (SEAHALL, Some(Relation::Stranger)));
    assert!(thanks.text.contains(bought.plan.as_str()), "it shows what was bought");
    assert_eq!(scene.events().await[0].subscription.as_ref().unwrap().as_str(), id);
}

#[tokio::test]
async fn who_uses_it_is_told_from_a_stranger() {
    let scene = Scene::begin().await;
    let (id, token) = scene.buys();
    the_user_signs_in(&scene, &id, Some("ines@seahall.example"));
    scene.browser().comes(&token).await;
    assert_eq!(scene.visits().await[0].who.relation, Some(Relation::Beneficiary));
}

/// Signs in whoever will use what was bought.
fn the_user_signs_in(scene: &Scene, id: &str, email: Option<&str>) {
    let person = scene.market.control().subscription(id).unwrap()["beneficiary"].clone();
    let text = |name: &str| person[name].as_str().unwrap().to_owned();
    let buyer = Buyer { tenant: text("tenantId"), object: text("objectId"), ..ines(email.unwrap_or_default()) };
    scene.market.control().signs_in(Some(buyer));
}

#[tokio::test]
async fn what_an_answered_visit_calls_for_is_on_disk_with_it_and_once() {
    let mut scene = Scene::with(|config| {
        config["connection"][0]["activate"] = json!([{ "offer": "tidewatch" }]);
    })
    .await;
    let (id, token) = scene.buys();
    the_user_signs_in(&scene, &id, None);
    let mut browser = scene.browser();
    let form = browser.comes(&token).await;
    assert!(!scene.events().await.iter().any(|event| event.kind == "activation"), "nothing was answered yet");
    browser.sends(&form, &[("contact", "ines@seahall.example")]).await;
    scene.falls_over().await;
    let activations = async || {
        let told = scene.events().await.into_iter().filter(|event| event.kind == "activation");
        told.map(|event| event.body["state"]["state"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(activations().await, [json!("confirming")]);
    scene.browser().comes(&token).await;
    assert_eq!(activations().await.len(), 1, "coming again calls for nothing more");
    let snapshot = scene.desk(Method::GET, "snapshot", None).await.1;
    assert_eq!(snapshot["activations"][0]["subscription"], json!(id));
}

#[tokio::test]
async fn a_buyer_without_mail_is_asked_and_must_say() {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let mut browser = scene.browser();
    let form = browser.comes(&scene.buys().1).await;
    assert!(form.text.contains("<label for=\"contact\">") && form.text.contains("lang=\"en\""), "{}", form.text);
    assert_eq!(scene.visits().await[0].state, VisitState::Begun, "told although nothing was sent yet");
    let again = browser.sends(&form, &[("contact", "nowhere")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("role=\"alert\"") && again.text.contains("value=\"nowhere\""), "{}", again.text);
    let thanks = browser.sends(&again, &[("contact", "ines@home.example")]).await;
    assert!(thanks.text.contains("ines@home.example"), "{}", thanks.text);
    let visits = scene.visits().await;
    assert_eq!((visits[0].who.contact.as_deref(), visits.len()), (Some("ines@home.example"), 1));
}

#[tokio::test]
async fn a_french_browser_is_spoken_to_in_french() {
    let scene = Scene::with(question).await;
    let mut browser = Browser { language: "fr-CA,fr;q=0.9,en;q=0.5", ..scene.browser() };
    let form = browser.comes(&scene.buys().1).await;
    assert!(form.text.contains("lang=\"fr\"") && form.text.contains("Votre équipe"), "{}", form.text);
    let thanks =
        browser.sends(&form, &[("contact", "ines@seahall.example"), ("q-team", "Quai"), ("q-size", "few")]).await;
    assert!(thanks.text.contains("<h1>Merci</h1>"), "{}", thanks.text);
    let visit = &scene.visits().await[0];
    assert_eq!((visit.who.language.as_str(), visit.answers[0].asked.as_str()), ("fr", "Votre équipe"));
    assert_eq!(visit.answers[1].answer, "A few", "untranslated it is said in English");
}

#[rstest]
#[case::a_required_one_left_out(&[("q-size", "few")], "q-team")]
#[case::a_choice_there_is_not(&[("q-team", "x"), ("q-size", "none of these")], "q-size")]
#[tokio::test]
async fn answers_must_fit_their_questions(#[case] fields: &[(&str, &str)], #[case] wrong: &str) {
    let scene = Scene::with(question).await;
    let mut browser = scene.browser();
    let form = browser.comes(&scene.buys().1).await;
    let answer = browser.sends(&form, &[&[("contact", "a@b.example")], fields].concat()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&format!("href=\"#{wrong}\"")), "{}", answer.text);
}

#[tokio::test]
async fn names_and_answers_are_text_and_no_markup() {
    let scene = Scene::with(question).await;
    let nasty = "\"><script>alert(1)</script><img src=x onerror='a()'>";
    scene.market.control().signs_in(Some(Buyer { name: nasty.to_owned(), ..ines("") }));
    let id =
        scene.market.control().purchase(&Purchase { name: Some(nasty.to_owned()), ..Purchase::default() }).unwrap();
    let token = scene.market.control().landing(&id).unwrap().encoded;
    let mut browser = scene.browser();
    let form = browser.comes(&token).await;
    let again = browser.sends(&form, &[("contact", nasty), ("q-team", nasty), ("q-size", nasty)]).await;
    for page in [&form, &again] {
        assert!(!page.text.contains("<script") && !page.text.contains("<img"), "{}", page.text);
        assert!(page.text.contains("&lt;script&gt;"), "it is shown as it was typed");
    }
}

#[rstest]
#[case::none("/landing/harbour", StatusCode::OK, "Nothing to set up here")]
#[case::spoilt("/landing/harbour?token=a%00b", StatusCode::BAD_REQUEST, "This link is not whole")]
#[tokio::test]
async fn an_address_without_a_whole_token_is_explained(
    #[case] path: &str,
    #[case] status: StatusCode,
    #[case] words: &str,
) {
    let scene = Scene::begin().await;
    let got = scene.browser().get(path).await;
    assert_eq!(got.status, status);
    assert!(got.text.contains(words) && got.text.contains("Configure account"), "{}", got.text);
}

#[tokio::test]
async fn a_bad_or_expired_token_is_explained_and_nothing_is_kept() {
    let scene = Scene::begin().await;
    let (_, token) = scene.buys();
    let bad = scene.browser().comes("bm90IGEgdG9rZW4%3D").await;
    scene.market.control().switch(|switches| switches.landing_token_hours = 0);
    scene.market.control().advance(std::time::Duration::from_secs(60)).await;
    let expired = scene.browser().comes(&token).await;
    for got in [bad, expired] {
        assert_eq!(got.status, StatusCode::BAD_REQUEST);
        assert!(got.text.contains("cannot be used any more") && got.text.contains("not lost"), "{}", got.text);
    }
    assert!(scene.visits().await.is_empty());
}

#[tokio::test]
async fn a_used_token_and_a_fresh_one_are_the_same_visit() {
    let scene = Scene::begin().await;
    let (id, token) = scene.buys();
    scene.browser().comes(&token).await;
    let again = scene.browser().comes(&token).await;
    assert!(again.text.contains("Thank you"), "{}", again.text);
    scene.market.control().advance(std::time::Duration::from_secs(5)).await;
    let fresh = scene.market.control().landing(&id).unwrap().encoded;
    assert_ne!(fresh, token);
    scene.browser().comes(&fresh).await;
    assert_eq!(scene.events().await.len(), 1, "one purchase, told once");
}

#[tokio::test]
async fn a_cancelled_purchase_is_said_to_have_ended() {
    let scene = Scene::begin().await;
    let (id, token) = scene.buys();
    scene.market.control().cancel(&id).unwrap();
    let got = scene.browser().comes(&token).await;
    assert!(got.text.contains("This subscription has ended"), "{}", got.text);
}

#[tokio::test]
async fn whoever_comes_back_later_to_manage_is_sent_to_the_publishers_page() {
    let scene = Scene::begin().await;
    let now = scene.market.control().clock().now();
    let subscriptions = scene.market.control().subscriptions(0, 200);
    let is_old = |one: &&Value| {
        let created = one["created"].as_str().and_then(|at| at.parse::<DateTime<Utc>>().ok());
        one["saasSubscriptionStatus"] == "Subscribed" && created.is_none_or(|at| now - at > TimeDelta::days(31))
    };
    let id = subscriptions.iter().find(is_old).unwrap()["id"].as_str().unwrap().to_owned();
    let token = scene.market.control().landing(&id).unwrap().encoded;
    let got = scene.browser().comes(&token).await;
    assert_eq!((got.status, got.location()), (StatusCode::SEE_OTHER, MANAGE));
    assert!(scene.visits().await.is_empty());
}

#[tokio::test]
async fn a_purchase_that_activated_itself_meets_its_buyer_once_all_the_same() {
    let scene = Scene::begin().await;
    scene.market.control().switch(|switches| switches.auto_activation = true);
    let (_, token) = scene.buys();
    let first = scene.browser().comes(&token).await;
    assert!(first.text.contains("Thank you"), "the only chance to learn their address: {}", first.text);
    assert_eq!(scene.browser().comes(&token).await.location(), MANAGE);
}

#[tokio::test]
async fn without_a_credential_the_visit_is_kept_and_a_desk_resolves_it() {
    let scene = Scene::with(|config| {
        config["connection"][0].as_object_mut().unwrap().remove("credential");
    })
    .await;
    let (id, token) = scene.buys();
    let thanks = scene.browser().comes(&token).await;
    assert!(thanks.text.contains("We could not read the details"), "{}", thanks.text);
    let visit = scene.visits().await.remove(0);
    assert_eq!((visit.unresolved, visit.bought.is_none()), (Some(Unresolved::NoCredential), true));

    let (_, open) = scene.desk(Method::GET, "visits", None).await;
    assert_eq!(open[0]["id"], json!(visit.id));
    let (_, given) = scene.desk(Method::POST, &format!("visits/{}/token", visit.id), None).await;
    let resolved = url::form_urlencoded::parse(format!("t={token}").as_bytes()).next().unwrap().1.into_owned();
    assert_eq!(given["token"], json!(resolved), "as Resolve wants it");
    let bought = json!({ "subscription": id, "offer": "harbourdesk", "plan": "crew" });
    let report = json!({ "version": visit.version, "bought": bought, "relation": "beneficiary" });
    let path = format!("visits/{}/resolved", visit.id);
    assert_eq!(scene.desk(Method::POST, &path, Some(report.clone())).await.0, StatusCode::OK);
    assert_eq!(scene.desk(Method::POST, &path, Some(report)).await.0, StatusCode::OK, "once more is no harm");
    let visit = scene.visits().await.remove(0);
    assert_eq!((visit.bought.unwrap().subscription.as_str(), visit.version), (id.as_str(), 2));
    let token = scene.desk(Method::POST, &format!("visits/{}/token", visit.id), None).await;
    assert_eq!(token.0, StatusCode::NOT_FOUND, "it is not kept longer than it is needed");
    assert_eq!(scene.desk(Method::GET, "visits", None).await.1, json!([]), "nothing is missing any more");
    assert_eq!(scene.desk(Method::GET, "visits?all=true", None).await.1.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn while_microsoft_is_out_of_reach_the_visit_is_kept_and_asked_about_again() {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let (id, token) = scene.buys();
    scene.market.control().close(Door::Api);
    let mut browser = scene.browser();
    let form = browser.comes(&token).await;
    assert!(form.text.contains("We could not read the details"), "{}", form.text);
    assert_eq!(scene.visits().await[0].unresolved, Some(Unresolved::OutOfReach));
    scene.market.control().open(Door::Api);
    browser.sends(&form, &[("contact", "ines@home.example")]).await;
    let visits = scene.visits().await;
    assert_eq!((visits.len(), visits[0].bought.as_ref().unwrap().subscription.as_str()), (1, id.as_str()));
    assert_eq!(visits[0].who.contact.as_deref(), Some("ines@home.example"));
}

#[tokio::test]
async fn nothing_that_was_sent_is_lost_where_the_relay_falls_over() {
    let mut scene = Scene::begin().await;
    scene.signs_in("");
    let (_, token) = scene.buys();
    let mut browser = scene.browser();
    let form = browser.comes(&token).await;
    let cookie = browser.cookie.clone();
    scene.falls_over().await;
    let mut browser = Browser { cookie: cookie.clone(), ..scene.browser() };
    let csrf = csrf(&form);
    let sent = browser.post(&[("csrf", &csrf), ("contact", "ines@home.example")]).await;
    assert_eq!(sent.location(), "/landing/harbour/thanks", "the form is still good");
    scene.falls_over().await;
    let mut browser = Browser { cookie, ..scene.browser() };
    let thanks = browser.get("/landing/harbour/thanks").await;
    assert!(thanks.text.contains("ines@home.example"), "{}", thanks.text);
    assert_eq!(scene.visits().await[0].state, VisitState::Complete);
}

#[rstest]
#[case::none(&[("contact", "evil@evil.example")])]
#[case::made_up(&[("contact", "evil@evil.example"), ("csrf", "made-up")])]
#[tokio::test]
async fn a_form_of_somebody_elses_changes_nothing(#[case] fields: &[(&str, &str)]) {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let mut browser = scene.browser();
    browser.comes(&scene.buys().1).await;
    assert_eq!(browser.post(fields).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(scene.visits().await[0].who.contact, None);
}

#[tokio::test]
async fn a_form_without_its_cookie_changes_nothing() {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let mut browser = scene.browser();
    let csrf = csrf(&browser.comes(&scene.buys().1).await);
    browser.cookie = String::new();
    let answer = browser.post(&[("csrf", &csrf), ("contact", "evil@evil.example")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(scene.visits().await[0].who.contact, None);
}

#[tokio::test]
async fn a_way_back_that_is_not_the_way_there_is_not_taken() {
    let scene = Scene::begin().await;
    let (_, token) = scene.buys();
    let mut browser = scene.browser();
    let away = browser.arrives(&token).await;
    let back = browser.signs_in(away.location()).await;
    let mut other = scene.browser();
    assert_eq!(other.get(&back).await.status, StatusCode::BAD_REQUEST, "without the cookie");
    other.arrives(&token).await;
    assert_eq!(other.get(&back).await.status, StatusCode::BAD_REQUEST, "with the cookie of another way");
    let another = browser.get("/landing/harbour/signed-in?code=x&state=y").await;
    assert_eq!(another.status, StatusCode::BAD_REQUEST, "with another state");
    assert!(another.text.contains("Please begin once more"), "{}", another.text);
    assert!(scene.visits().await.is_empty());
}

#[tokio::test]
async fn a_code_is_worth_nothing_without_the_verifier_of_its_own_way() {
    let scene = Scene::begin().await;
    let (_, token) = scene.buys();
    let (mut victim, mut thief) = (scene.browser(), scene.browser());
    let stolen = {
        let away = victim.arrives(&token).await;
        victim.signs_in(away.location()).await
    };
    let own = thief.arrives(&token).await;
    let state =
        Url::parse(own.location()).unwrap().query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let code = stolen.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let got = thief.get(&format!("/landing/harbour/signed-in?code={code}&state={state}")).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "its own state, the other's code");
    assert!(scene.visits().await.is_empty());
}

#[rstest]
#[case::of_another_way(json!({ "nonce": "another" }), false)]
#[case::of_no_issuer_of_ours(json!({ "iss": "https://evil.example/b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa/v2.0" }), false)]
#[case::for_another_application(json!({ "aud": "another" }), false)]
#[case::signed_by_a_stranger(json!({}), true)]
#[tokio::test]
async fn a_token_that_is_not_believed_signs_nobody_in(#[case] claims: Value, #[case] is_forged: bool) {
    let scene = Scene::begin().await;
    let claims = claims.as_object().cloned().unwrap();
    scene.market.control().signs_in(Some(Buyer { claims, is_forged, ..ines("ines@seahall.example") }));
    assert_eq!(scene.browser().comes(&scene.buys().1).await.status, StatusCode::BAD_REQUEST);
    assert!(scene.visits().await.is_empty());
}

#[tokio::test]
async fn people_of_another_tenant_and_with_personal_accounts_are_welcome() {
    let scene = Scene::begin().await;
    for tenant in ["0f6e2a1c-5b7d-4c2e-9a10-3d4c5b6a7e8f", "9188040d-6c67-4c5b-b112-36a304b66dad"] {
        scene.market.control().signs_in(Some(Buyer { tenant: tenant.to_owned(), ..ines("a@b.example") }));
        assert_eq!(scene.browser().comes(&scene.buys().1).await.status, StatusCode::OK);
    }
    assert_eq!(scene.visits().await.len(), 2);
}

#[tokio::test]
async fn whoever_does_not_sign_in_is_told_what_to_do() {
    let scene = Scene::begin().await;
    scene.market.control().signs_in(None);
    let got = scene.browser().comes(&scene.buys().1).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    assert!(got.text.contains("You are not signed in"), "{}", got.text);
}

/// Somebody listens to every line from the first: one that is met for the first time while nobody does may be taken for
/// one that nobody ever wants, also by a test beside it that collects them.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(tracing::subscriber::set_global_default(tracing_subscriber::registry())));
}

/// Everything that is logged, at every level.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[rstest]
#[case::resolved(true)]
#[case::unresolved(false)]
#[tokio::test]
async fn neither_token_nor_person_is_in_any_line_of_the_log_and_no_token_in_feed_or_page(#[case] has_credential: bool) {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    let scene = Scene::with(|config| {
        if !has_credential {
            config["connection"][0].as_object_mut().unwrap().remove("credential");
        }
    })
    .await;
    let (_, encoded) = scene.buys();
    let token = url::form_urlencoded::parse(format!("t={encoded}").as_bytes()).next().unwrap().1.into_owned();
    let mut browser = scene.browser();
    let away = browser.arrives(&encoded).await;
    let back = browser.signs_in(away.location()).await;
    let next = browser.get(&back).await;
    let page = browser.get(next.location()).await;
    scene.browser().comes("bm90IGEgdG9rZW4").await;

    let written = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(written.contains("a buyer was noted"), "the log works");
    for secret in [token.as_str(), &encoded, "bm90IGEgdG9rZW4", "ines@seahall.example", "Ines"] {
        assert!(!written.contains(secret), "{secret} is in the log");
    }
    let told = serde_json::to_string(&scene.events().await).unwrap();
    let headers = format!("{:?} {:?} {:?}", away.headers, next.headers, page.headers);
    for text in [&told, &page.text, &away.text, &next.text, &browser.cookie, &headers] {
        assert!(!text.contains(&token) && !text.contains(&encoded), "{text}");
    }
}

#[tokio::test]
async fn the_token_leaves_the_address_at_once_and_pages_are_kept_by_nobody() {
    let scene = Scene::begin().await;
    let (_, token) = scene.buys();
    let mut browser = scene.browser();
    let away = browser.arrives(&token).await;
    assert_eq!((away.status, away.text.as_str()), (StatusCode::SEE_OTHER, ""));
    let asked = Url::parse(away.location()).unwrap();
    let asked: std::collections::BTreeMap<_, _> = asked.query_pairs().into_owned().collect();
    assert_eq!((asked["code_challenge_method"].as_str(), asked["response_type"].as_str()), ("S256", "code"));
    assert_eq!(asked["redirect_uri"], format!("{PAGE}/signed-in"));
    let cookie = away.headers["set-cookie"].to_str().unwrap();
    for rule in ["__Host-landing-harbour=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(rule), "{cookie}");
    }
    let page = scene.browser().comes(&token).await;
    for got in [&away, &page] {
        let header = |name: &str| got.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-content-type-options"), "nosniff");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    assert!(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains("http://"));
}

#[tokio::test]
async fn a_cookie_is_good_for_an_hour() {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let mut browser = scene.browser();
    browser.comes(&scene.buys().1).await;
    scene.market.control().advance(std::time::Duration::from_secs(3_599)).await;
    assert_eq!(browser.get("/landing/harbour/form").await.status, StatusCode::OK);
    scene.market.control().advance(std::time::Duration::from_secs(2)).await;
    assert_eq!(browser.get("/landing/harbour/form").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn too_many_are_asked_to_come_again_and_webhooks_do_not_notice() {
    let scene = Scene::with(|config| config["limits"] = json!({ "landing_per_second": 1, "landing_burst": 2 })).await;
    let mut browser = scene.browser();
    for status in [200, 200, 503, 503] {
        let got = browser.get("/landing/harbour").await;
        assert_eq!(got.status.as_u16(), status);
        assert_eq!(got.headers.contains_key("retry-after"), status == 503);
    }
    let health = scene.app.clone().oneshot(Request::get("/health").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(health.status(), StatusCode::OK);
    scene.market.control().advance(std::time::Duration::from_secs(1)).await;
    assert_eq!(browser.get("/landing/harbour").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_too_large_is_not_read() {
    let scene = Scene::begin().await;
    scene.signs_in("");
    let mut browser = scene.browser();
    let csrf = csrf(&browser.comes(&scene.buys().1).await);
    let large = "x".repeat(200_000);
    assert_eq!(browser.post(&[("csrf", &csrf), ("contact", &large)]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_desk_that_begins_again_is_told_of_every_visit() {
    let scene = Scene::begin().await;
    scene.browser().comes(&scene.buys().1).await;
    let request = Request::get("/v1/harbour/snapshot").header("authorization", format!("Bearer {}", scene.desk));
    let answer = scene.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let snapshot: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(snapshot["visits"][0]["who"]["contact"], "ines@seahall.example");
}
