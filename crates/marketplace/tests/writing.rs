//! Writes against the simulator, over real sockets: what they lead to, and that none goes out twice.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Answer, Change, Clock, OperationSource, Status, Subscription, SubscriptionId};
use marketplace::{Api, ApiError, Credential, Identity, Retry, Secret, Settings, WriteIds};
use rstest::rstest;
use simulator::{Fault, FaultKind, Options, RouteKind, Running, Simulator};
use url::Url;
use uuid::Uuid;

/// The simulator's own clock, as the client's.
struct SimulatorClock(simulator::Control);

impl Clock for SimulatorClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock().now()
    }
}

/// A market whose clock stands still, a client of it with its usual patience, and somebody who pays per seat.
async fn market() -> (Running, Api, SubscriptionId, u32) {
    let market = Simulator::start(Options { size: 200, frozen: true, ..Options::default() }).await.unwrap();
    let url = |text: &str| Url::parse(text).unwrap();
    let (addresses, app) = (market.addresses(), market.app());
    let settings = Settings {
        base: url(&addresses.base),
        second_origin: Some(url(&addresses.second)),
        authority: url(&addresses.authority),
        ..Settings::microsoft()
    };
    let credential = Credential::Secret(Secret::from(app.secret.as_str()));
    let identity = Identity { tenant: app.tenant.clone(), application: app.application.clone(), credential };
    let api = Api::new(settings, identity, Arc::new(SimulatorClock(market.control().clone()))).unwrap();
    let somebody = market.control().subscriptions(0, 200).into_iter().find_map(|record| {
        let may_change = record["allowedCustomerOperations"].as_array()?.iter().any(|word| word == "Update");
        let is_active = record["saasSubscriptionStatus"] == "Subscribed" && may_change;
        let seats = record["quantity"].as_u64().filter(|_| is_active)?;
        Some((SubscriptionId::from(record["id"].as_str()?), u32::try_from(seats).ok()?))
    });
    let (id, seats) = somebody.unwrap();
    (market, api, id, seats)
}

fn ids() -> WriteIds {
    WriteIds { request: Uuid::new_v4(), correlation: Uuid::new_v4() }
}

fn strikes_once(market: &Running, kind: FaultKind) {
    let routes = vec![RouteKind::Change, RouteKind::Cancel, RouteKind::Acknowledge];
    market.control().add_fault(Fault { routes, after: 0, times: Some(1), probability: None, kind });
}

/// Request ids of the writes that arrived.
fn arrived(market: &Running) -> Vec<String> {
    let calls = market.control().calls(0).into_iter();
    let writes = calls.filter(|call| call.line.starts_with("PATCH") || call.line.starts_with("DELETE"));
    writes.map(|call| call.request_id.unwrap()).collect()
}

async fn read(api: &Api, id: &SubscriptionId) -> Subscription {
    api.urgent().subscription(id).await.unwrap().value
}

#[tokio::test]
async fn a_change_is_accepted_followed_and_seen() {
    let (market, api, id, seats) = market().await;
    let more = Change::Seats(seats + 1);
    let accepted = api.change(&id, &more, &ids()).await.unwrap();
    assert_eq!(accepted.retry_after, Some(Duration::from_secs(10)));
    assert!(matches!(api.change(&id, &more, &ids()).await, Err(ApiError::Locked { .. })), "one at a time");
    assert!(matches!(api.cancel(&id, &ids()).await, Err(ApiError::Locked { .. })), "nor can it end meanwhile");
    let operation = api.operation(&id, &accepted.operation.unwrap()).await.unwrap().value;
    assert_eq!((operation.source, operation.seats), (Some(OperationSource::Partner), Some(seats + 1)));
    market.control().advance(Duration::from_secs(10)).await;
    assert_eq!(read(&api, &id).await.seats, Some(seats + 1));
    assert!(matches!(api.change(&id, &more, &ids()).await, Err(ApiError::AlreadySo { .. })));
    let plan = Change::Plan(read(&api, &id).await.plan);
    assert!(matches!(api.change(&id, &plan, &ids()).await, Err(ApiError::AlreadySo { .. })));
    let refused = api.change(&id, &Change::Plan("no-such-plan".into()), &ids()).await;
    assert!(matches!(refused, Err(ApiError::Refused { status: 400, .. })));
}

#[tokio::test]
async fn a_cancelled_subscription_can_be_cancelled_again() {
    let (market, api, id, _) = market().await;
    assert!(api.cancel(&id, &ids()).await.unwrap().operation.is_some());
    market.control().advance(Duration::from_secs(10)).await;
    assert_eq!(read(&api, &id).await.status, Status::Unsubscribed);
    assert_eq!(api.cancel(&id, &ids()).await.unwrap().operation, None);
}

#[rstest]
#[case(Answer::Accept, 1)]
#[case(Answer::Refuse, 0)]
#[tokio::test]
async fn a_request_is_answered_once(#[case] answer: Answer, #[case] more: u32) {
    let (market, api, id, seats) = market().await;
    let operation = market.control().change_seats(id.as_str(), seats + 1).unwrap().unwrap().as_str().into();
    api.answer(&id, &operation, answer, &ids()).await.unwrap();
    let late = api.answer(&id, &operation, answer, &ids()).await;
    assert!(matches!(late, Err(ApiError::TooLate { .. })), "{late:?}");
    market.control().advance(Duration::from_secs(20)).await;
    assert_eq!(read(&api, &id).await.seats, Some(seats + more));
    let unknown = api.answer(&id, &"none".into(), answer, &ids()).await;
    assert!(matches!(unknown, Err(ApiError::NotFound { .. })));
}

#[rstest]
#[case::reset(FaultKind::Reset { afterwards: true })]
#[case::cut(FaultKind::Cut { afterwards: true })]
#[case::trouble(FaultKind::ServerError { status: 500, afterwards: true })]
#[tokio::test]
async fn a_write_whose_answer_is_lost_goes_out_once_and_is_found_by_its_ids(#[case] kind: FaultKind) {
    let (market, api, id, seats) = market().await;
    read(&api, &id).await; // Now a connection is open already, as it would be.
    strikes_once(&market, kind);
    let ids = ids();
    let error = api.change(&id, &Change::Seats(seats + 1), &ids).await.unwrap_err();
    assert_eq!(error.retry(), Retry::IfRepeatable, "{error:?}");
    assert_eq!(arrived(&market), [ids.request.to_string()]);
    let operation = api.operation(&id, &ids.request.to_string().into()).await.unwrap().value;
    assert_eq!(operation.seats, Some(seats + 1));
    market.control().advance(Duration::from_secs(10)).await;
    assert_eq!(read(&api, &id).await.seats, Some(seats + 1), "it took effect");
}

#[rstest]
#[case::reset(FaultKind::Reset { afterwards: false })]
#[case::cut(FaultKind::Cut { afterwards: false })]
#[case::trouble(FaultKind::ServerError { status: 503, afterwards: false })]
#[case::page(FaultKind::Html { status: 502 })]
#[tokio::test]
async fn a_write_that_fails_is_not_tried_again(#[case] kind: FaultKind) {
    let (market, api, id, seats) = market().await;
    read(&api, &id).await;
    strikes_once(&market, kind);
    let error = api.change(&id, &Change::Seats(seats + 1), &ids()).await.unwrap_err();
    assert_eq!(error.retry(), Retry::IfRepeatable, "{error:?}");
    assert_eq!(arrived(&market).len(), 1);
}

#[tokio::test]
async fn a_refused_bearer_is_replaced_under_another_request_id() {
    let (market, api, id, seats) = market().await;
    strikes_once(&market, FaultKind::Unauthorized { status: 401 });
    let ids = ids();
    let accepted = api.change(&id, &Change::Seats(seats + 1), &ids).await.unwrap();
    let arrived = arrived(&market);
    assert_eq!((arrived.len(), &arrived[0]), (2, &ids.request.to_string()));
    assert_eq!(accepted.trace.request(), Some(arrived[1].as_str()));
}
