//! Against the simulator, which shares no parsing with this crate: what the contract says, and what a network does.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{Clock, SubscriptionId};
use futures::TryStreamExt as _;
use marketplace::{
    Api, ApiError, Certificate, Credential, Identity, Patience, Secret, Settings, SignInProblem, TokenVersion,
};
use rstest::rstest;
use simulator::{Door, Fault, FaultKind, Flaw, Options, RouteKind, Running, Simulator};
use url::Url;

/// The simulator's own clock, as the client's.
struct SimulatorClock(simulator::Control);

impl Clock for SimulatorClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock().now()
    }
}

async fn market(size: u32) -> Running {
    Simulator::start(Options { size, ..Options::default() }).await.unwrap()
}

fn settings(market: &Running) -> Settings {
    let url = |text: &str| Url::parse(text).unwrap();
    let addresses = market.addresses();
    Settings {
        base: url(&addresses.base),
        second_origin: Some(url(&addresses.second)),
        authority: url(&addresses.authority),
        ..Settings::microsoft()
    }
}

fn identity(market: &Running, credential: Credential) -> Identity {
    let app = market.app();
    Identity { tenant: app.tenant.clone(), application: app.application.clone(), credential }
}

fn secret(market: &Running) -> Credential {
    Credential::Secret(Secret::from(market.app().secret.as_str()))
}

fn api_as(market: &Running, settings: Settings, identity: Identity) -> Api {
    let clock = Arc::new(SimulatorClock(market.control().clone()));
    Api::new(settings, identity, clock).unwrap().with_patience(Patience::NONE)
}

fn api(market: &Running) -> Api {
    api_as(market, settings(market), identity(market, secret(market)))
}

fn strikes_once(market: &Running, routes: &[RouteKind], kind: FaultKind) {
    let fault = Fault { routes: routes.to_vec(), after: 0, times: Some(1), probability: None, kind };
    market.control().add_fault(fault);
}

fn any_id(market: &Running) -> SubscriptionId {
    let record = &market.control().subscriptions(0, 1)[0];
    record["id"].as_str().unwrap().into()
}

#[tokio::test]
async fn a_sweep_finds_every_subscription_once() {
    let market = market(500).await;
    let pages: Vec<_> = api(&market).pages(None).try_collect().await.unwrap();
    let mut ids: Vec<_> =
        pages.iter().flat_map(|page| &page.records).map(|one| one.as_ref().unwrap().value.id.clone()).collect();
    assert!(pages.len() > 5, "uneven partitions");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 500);
    let second = &market.addresses().second;
    assert!(market.control().calls(0).iter().all(|call| !format!("{call:?}").contains(second.as_str())));
}

#[tokio::test]
async fn one_customer_is_told_with_plans_and_operations() {
    let market = market(50).await;
    let (api, id) = (api(&market), any_id(&market));
    let read = api.subscription(&id).await.unwrap();
    assert_eq!(read.value.id, id);
    let plans = api.plans(&id, Some(&read.value.plan)).await.unwrap();
    assert!(!plans.is_empty() && plans.iter().all(|plan| !plan.value.prices.is_empty()));
    assert!(api.operations(&id).await.unwrap().is_empty());
    assert!(matches!(api.operation(&id, &"none".into()).await, Err(ApiError::NotFound { .. })));
    assert!(matches!(api.subscription(&"none".into()).await, Err(ApiError::NotFound { .. })));
    assert!(api.clock_skew().unwrap().num_seconds().abs() <= 2);
}

#[rstest]
#[case(TokenVersion::V1)]
#[case(TokenVersion::V2)]
#[tokio::test]
async fn both_credentials_are_taken_by_both_versions(#[case] token_version: TokenVersion) {
    let market = market(5).await;
    let file = market.control().certificate().unwrap();
    let certificate = Certificate::from_pem(&format!("{}{}", file.certificate_pem, file.private_key_pem)).unwrap();
    assert!(certificate.expires() > market.control().clock().now());
    for credential in [secret(&market), Credential::Certificate(certificate)] {
        let settings = Settings { token_version, ..settings(&market) };
        let api = api_as(&market, settings, identity(&market, credential));
        api.token_check().await.unwrap();
        api.page(None).await.unwrap();
        assert_eq!(api.directory_exists().await.unwrap().tenant.as_deref(), Some(market.app().tenant.as_str()));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_sign_in_is_told_apart() {
    let market = market(5).await;
    let good = || identity(&market, secret(&market));
    let expired = market.control().add_secret(Some(1));
    market.control().expire_secret(&expired);
    let nobody = "00000000-1111-2222-3333-444444444444";
    for (identity, kind) in [
        (Identity { credential: Credential::Secret("wrong".into()), ..good() }, SignInProblem::SecretWrong),
        (Identity { credential: Credential::Secret(expired.into()), ..good() }, SignInProblem::SecretExpired),
        (Identity { application: nobody.into(), ..good() }, SignInProblem::AppUnknown),
        (Identity { tenant: nobody.into(), ..good() }, SignInProblem::TenantUnknown),
    ] {
        let outcome = api_as(&market, settings(&market), identity).token_check().await;
        let Err(ApiError::SignIn(error)) = outcome else { panic!("{kind:?}: {outcome:?}") };
        assert_eq!(error.kind, kind, "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_bearer_is_replaced_without_a_word() {
    let market = market(5).await;
    for status in [401, 403] {
        strikes_once(&market, &[RouteKind::List], FaultKind::Unauthorized { status });
        api(&market).page(None).await.unwrap();
    }
}

#[rstest]
#[case(FaultKind::Throttled { seconds: 3, as_date: false }, "Throttled")]
#[case(FaultKind::Throttled { seconds: 3, as_date: true }, "Throttled")]
#[case(FaultKind::ServerError { status: 503, afterwards: false }, "ServerTrouble")]
#[case(FaultKind::Reset { afterwards: false }, "ConnectionLost")]
#[case(FaultKind::Cut { afterwards: false }, "ConnectionLost")]
#[case(FaultKind::Truncated, "TruncatedAnswer")]
#[case(FaultKind::BrokenOff, "TruncatedAnswer")]
#[case(FaultKind::Html { status: 200 }, "NotJson")]
#[case(FaultKind::Html { status: 502 }, "ServerTrouble")]
#[tokio::test]
async fn every_trouble_has_its_name(#[case] kind: FaultKind, #[case] name: &str) {
    let market = market(5).await;
    strikes_once(&market, &[RouteKind::List], kind);
    let error = api(&market).page(None).await.unwrap_err();
    assert!(format!("{error:?}").starts_with(name), "{error:?}");
}

#[tokio::test]
async fn trouble_that_passes_is_never_heard_of() {
    let market = market(5).await;
    for kind in
        [FaultKind::Cut { afterwards: false }, FaultKind::WrongContentType, FaultKind::Drip { bytes: 900, every_ms: 1 }]
    {
        strikes_once(&market, &[RouteKind::List], kind);
    }
    strikes_once(&market, &[RouteKind::Token], FaultKind::ServerError { status: 500, afterwards: false });
    let patient = api(&market).with_patience(Patience::default());
    assert_eq!(patient.page(None).await.unwrap().records.len(), 5);
}

#[tokio::test]
async fn malformed_records_cost_themselves_alone() {
    let market = market(300).await;
    let kind = FaultKind::Malformed { every: 3, flaw: None };
    market.control().add_fault(Fault { routes: vec![RouteKind::List], after: 0, times: None, probability: None, kind });
    let pages: Vec<_> = api(&market).pages(None).try_collect().await.unwrap();
    let (good, bad): (Vec<_>, Vec<_>) = pages.iter().flat_map(|page| &page.records).partition(|record| record.is_ok());
    assert_eq!(good.len() + bad.len(), 300);
    assert!(bad.len() > 20 && bad.len() < 150, "{} of 300", bad.len());
}

#[rstest]
#[case(Flaw::DeepNesting)]
#[case(Flaw::TextAsQuantity)]
#[tokio::test]
async fn what_is_merely_odd_costs_nothing(#[case] flaw: Flaw) {
    let market = market(100).await;
    let kind = FaultKind::Malformed { every: 1, flaw: Some(flaw) };
    market.control().add_fault(Fault { routes: vec![RouteKind::List], after: 0, times: None, probability: None, kind });
    let pages: Vec<_> = api(&market).pages(None).try_collect().await.unwrap();
    let bad = pages.iter().flat_map(|page| &page.records).find_map(|record| record.as_ref().err());
    assert_eq!(bad, None);
}

#[tokio::test]
async fn a_closed_door_is_told_from_a_fault() {
    let market = market(5).await;
    let api = api(&market);
    api.page(None).await.unwrap();
    market.control().close(Door::Api);
    let error = api.page(None).await.unwrap_err();
    assert!(error.is_offline(), "{error:?}");
    market.control().open(Door::Api);
    api.with_patience(Patience::default()).page(None).await.unwrap();
}

#[tokio::test]
async fn the_recorded_listing_is_walked_over_a_socket() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/recorded");
    if !folder.exists() {
        println!("skipped: no recorded exchanges on this machine");
        return;
    }
    let market = Simulator::start(Options { recorded: Some(folder), ..Options::default() }).await.unwrap();
    let pages: Vec<_> = api(&market).pages(None).try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.records.len()).collect();
    assert_eq!(sizes, [66, 70, 87, 68, 89]);
    assert!(pages.iter().flat_map(|page| &page.records).all(Result::is_ok));
}
