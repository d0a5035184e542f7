//! Buyers at the landing page, against the simulator's Entra: signing in, and what their token stands for.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Clock;
use marketplace::{
    Api, ApiError, Begun, Buyer, BuyerApp, BuyerSignIn, Credential, Identity, KeySets, NotSignedIn, Patience, Secret,
    Settings,
};
use rstest::rstest;
use serde_json::{Value, json};
use simulator::{Options, Purchase, Running, Simulator};
use url::Url;

const SEAHALL: &str = "b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa";
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

struct SimulatorClock(simulator::Control);

impl Clock for SimulatorClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock().now()
    }
}

async fn market() -> Running {
    Simulator::start(Options { size: 20, frozen: true, ..Options::default() }).await.unwrap()
}

fn settings(market: &Running) -> Settings {
    let url = |text: &str| Url::parse(text).unwrap();
    let addresses = market.addresses();
    Settings { base: url(&addresses.base), authority: url(&addresses.authority), ..Settings::microsoft() }
}

fn door(market: &Running) -> BuyerSignIn {
    let (settings, app) = (settings(market), market.control().landing_app());
    let app = BuyerApp {
        application: app.application.clone(),
        secret: Secret::from(app.secret.as_str()),
        redirect: Url::parse("http://127.0.0.1:9/landing/signed-in").unwrap(),
    };
    let keys = Arc::new(KeySets::new(&settings).unwrap());
    BuyerSignIn::new(&settings, app, keys).unwrap()
}

fn ines(tenant: &str, claims: &Value) -> simulator::Buyer {
    simulator::Buyer {
        tenant: tenant.to_owned(),
        object: "3f1b7d52-0c8e-4a44-8f0e-6de1b0a7c2d9".to_owned(),
        name: "Ines".to_owned(),
        email: Some("ines@seahall.example".to_owned()),
        claims: claims.as_object().cloned().unwrap_or_default(),
        ..simulator::Buyer::default()
    }
}

/// Goes to Entra and back: the code and state in the address.
async fn there_and_back(begun: &Begun) -> BTreeMap<String, String> {
    let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = browser.get(begun.address.clone()).send().await.unwrap();
    let back = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    back.query_pairs().into_owned().collect()
}

async fn signs_in(market: &Running, buyer: simulator::Buyer) -> Result<Buyer, NotSignedIn> {
    market.control().signs_in(Some(buyer));
    let door = door(market);
    let begun = door.begin("en");
    let back = there_and_back(&begun).await;
    assert_eq!(back["state"], begun.state);
    door.finish(&back["code"], &begun.verifier, &begun.nonce, market.control().clock().now()).await
}

#[rstest]
#[case::a_work_account(SEAHALL)]
#[case::of_another_tenant("0f6e2a1c-5b7d-4c2e-9a10-3d4c5b6a7e8f")]
#[case::a_personal_account(PERSONAL)]
#[tokio::test]
async fn people_of_any_tenant_sign_in(#[case] tenant: &str) {
    let buyer = signs_in(&market().await, ines(tenant, &json!({}))).await.unwrap();
    assert_eq!((buyer.tenant.as_str(), buyer.email.as_deref()), (tenant, Some("ines@seahall.example")));
    assert_eq!(format!("{buyer:?}"), "Buyer(…)", "logs carry no people");
}

#[tokio::test]
async fn a_user_name_is_an_address_for_a_personal_account_alone() {
    let market = market().await;
    let claims = json!({ "email": null, "preferred_username": "ines@home.example" });
    assert_eq!(signs_in(&market, ines(SEAHALL, &claims)).await.unwrap().email, None);
    let personal = signs_in(&market, ines(PERSONAL, &claims)).await.unwrap();
    assert_eq!(personal.email.as_deref(), Some("ines@home.example"));
}

#[rstest]
#[case::another_issuer(json!({ "iss": "https://evil.example/b8e04c31-7a16-4f0b-a6d2-95c3f1e870aa/v2.0" }))]
#[case::another_tenant_than_its_issuer(json!({ "tid": "0f6e2a1c-5b7d-4c2e-9a10-3d4c5b6a7e8f" }))]
#[case::another_application(json!({ "aud": "somebody" }))]
#[case::another_sign_in(json!({ "nonce": "made up" }))]
#[case::no_sign_in(json!({ "nonce": null }))]
#[case::long_over(json!({ "exp": 1 }))]
#[case::not_yet(json!({ "nbf": 99_999_999_999_i64 }))]
#[case::another_version(json!({ "ver": "1.0" }))]
#[case::nobody(json!({ "oid": null }))]
#[tokio::test]
async fn a_token_that_is_not_what_was_asked_for_is_not_believed(#[case] claims: Value) {
    let judged = signs_in(&market().await, ines(SEAHALL, &claims)).await;
    assert!(matches!(judged, Err(NotSignedIn::Token(_))), "{claims}: {judged:?}");
}

#[tokio::test]
async fn a_forged_token_is_not_believed() {
    let buyer = simulator::Buyer { is_forged: true, ..ines(SEAHALL, &json!({})) };
    let judged = signs_in(&market().await, buyer).await;
    assert_eq!(judged, Err(NotSignedIn::Token("the key it names did not sign it")));
}

#[tokio::test]
async fn a_code_is_good_once_and_for_whoever_asked_for_it() {
    let market = market().await;
    market.control().signs_in(Some(ines(SEAHALL, &json!({}))));
    let (door, now) = (door(&market), market.control().clock().now());
    let begun = door.begin("fr");
    let code = there_and_back(&begun).await.remove("code").unwrap();
    let other = door.begin("fr");
    assert_eq!(door.finish(&code, &other.verifier, &begun.nonce, now).await, Err(NotSignedIn::Code(501_481)));
    let code = there_and_back(&begun).await.remove("code").unwrap();
    assert!(door.finish(&code, &begun.verifier, &begun.nonce, now).await.is_ok());
    assert_eq!(door.finish(&code, &begun.verifier, &begun.nonce, now).await, Err(NotSignedIn::Code(54_005)));
}

fn api(market: &Running) -> Api {
    let app = market.app();
    let credential = Credential::Secret(Secret::from(app.secret.as_str()));
    let identity = Identity { tenant: app.tenant.clone(), application: app.application.clone(), credential };
    let clock = Arc::new(SimulatorClock(market.control().clone()));
    Api::new(settings(market), identity, clock).unwrap().with_patience(Patience::NONE)
}

#[tokio::test]
async fn a_token_is_resolved_to_what_was_bought() {
    let market = market().await;
    let id = market.control().purchase(&Purchase::default()).unwrap();
    let token = market.control().landing(&id).unwrap().token;
    let resolved = api(&market).resolve(&Secret::from(token.as_str())).await.unwrap();
    assert_eq!(resolved.subscription.as_str(), id);
    assert_eq!(resolved.whole.unwrap().status, domain::Status::PendingFulfillmentStart);
}

#[rstest]
#[case::malformed("not+a/token")]
#[case::decoded_wrongly("AAAA BBBB")]
#[tokio::test]
async fn a_bad_token_is_refused_and_the_refusal_does_not_repeat_it(#[case] token: &str) {
    let refused = api(&market().await).resolve(&Secret::from(token)).await.unwrap_err();
    assert!(matches!(refused, ApiError::Refused { status: 400, .. }), "{refused:?}");
    assert!(!format!("{refused} {refused:?}").contains(token));
}
