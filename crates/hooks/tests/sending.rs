//! Hooks on their way: to a receiver, past one that is in trouble, and back from one that is asked.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

#[path = "sample/accounts.rs"]
mod accounts;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::IntoResponse;
use axum::routing::{any, get};
use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{Access, Account, AccountAction, Cause, Customer, Hook, Probe};
use domain::{HookId, Status};
use hooks::{Address, Endpoint, Outcome, ReadBack, Secret, Secrets, Signed, Why, check};
use http::{HeaderMap, StatusCode};
use rstest::rstest;
use tokio::net::TcpListener;

use accounts::{Service, app};

fn noon() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn secret() -> Secret {
    Secret::new([7; 32])
}

fn hook(action: AccountAction, cause: &str) -> Hook {
    let account = Account {
        connection: "t/a".to_owned(),
        subscription: "s-1".into(),
        customer: Customer::default(),
        offer: "fieldbook".into(),
        plan: "crew".into(),
        seats: None,
        status: Status::Suspended,
    };
    Hook::new(account, action, Cause::Operation(cause.into()), noon())
}

async fn serve(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

fn endpoint(address: &str, secrets: impl Into<Secrets>) -> Endpoint {
    let hooks = Address::read(&format!("{address}/hooks")).unwrap();
    let status = Address::read(&format!("{address}/access?v=1")).unwrap();
    Endpoint::new(hooks, Some(status), secrets.into()).unwrap()
}

/// A receiver that answers everything so.
async fn answering(status: u16, headers: &'static [(&'static str, &'static str)], body: &'static str) -> Endpoint {
    let answer = move || async move {
        let mut given = HeaderMap::new();
        for (name, value) in headers {
            given.insert(*name, value.parse().unwrap());
        }
        (StatusCode::from_u16(status).unwrap(), given, body).into_response()
    };
    let app = Router::new().route("/hooks", any(answer)).route("/access", any(answer));
    endpoint(&serve(app).await, secret())
}

#[tokio::test]
async fn the_receiver_of_the_readme_does_what_it_is_told_once() {
    let service = Service::new(&secret(), noon());
    let receiver = endpoint(&serve(app(service.clone())).await, secret());
    let suspend = hook(AccountAction::Suspend, "op-1");
    for minutes in [0, 3] {
        let now = noon() + TimeDelta::minutes(minutes);
        assert_eq!(receiver.send(&suspend, now).await, Outcome::Accepted { status: 204 });
    }
    assert_eq!(service.told(), ["s-1 suspended"], "the second was the first again");
    receiver.send(&hook(AccountAction::Reinstate, "op-2"), noon()).await;
    assert_eq!(service.told(), ["s-1 suspended", "s-1 open"]);
    let probe = receiver.probe(&HookId::from("test_1"), &Probe::new("t/a", noon()), noon()).await;
    assert_eq!((probe, service.told().len()), (Outcome::Accepted { status: 204 }, 2), "a trial changes nothing");
}

#[rstest]
#[case::our_clock_is_ahead(300, 204)]
#[case::our_clock_is_behind(-300, 204)]
#[case::too_far_ahead(301, 401)]
#[case::too_far_behind(-301, 401)]
#[tokio::test]
async fn the_receiver_of_the_readme_bears_clocks_that_differ_a_little(#[case] seconds: i64, #[case] status: u16) {
    let service = Service::new(&secret(), noon());
    let receiver = endpoint(&serve(app(service)).await, secret());
    let came = receiver.send(&hook(AccountAction::Suspend, "op-1"), noon() + TimeDelta::seconds(seconds)).await;
    match status {
        204 => assert_eq!(came, Outcome::Accepted { status }),
        _ => assert_eq!(came, Outcome::Refused { status, words: String::new() }),
    }
}

#[tokio::test]
async fn a_receiver_with_the_old_secret_understands_until_the_old_one_has_gone() {
    let (old, new) = (secret(), Secret::new([8; 32]));
    let service = Service::new(&old, noon());
    let address = serve(app(service.clone())).await;
    let both = endpoint(&address, Secrets::one(new.clone()).and(old, noon() + TimeDelta::days(7)));
    assert!(matches!(both.send(&hook(AccountAction::Suspend, "op-1"), noon()).await, Outcome::Accepted { .. }));
    let after = endpoint(&address, new).send(&hook(AccountAction::Close, "op-2"), noon()).await;
    assert!(matches!(after, Outcome::Refused { status: 401, .. }), "{after:?}");
    assert_eq!(service.told(), ["s-1 suspended"]);
}

#[rstest]
#[case::ok(200, &[], "", Outcome::Accepted { status: 200 })]
#[case::taken_on(202, &[], "later", Outcome::Accepted { status: 202 })]
#[case::nonsense(400, &[], "what is\n this?", Outcome::Refused { status: 400, words: "what is this?".to_owned() })]
#[case::gone(410, &[], "", Outcome::Refused { status: 410, words: String::new() })]
#[case::elsewhere(308, &[("location", "http://127.0.0.1:1/")], "", Outcome::Refused { status: 308, words: String::new() })]
#[case::slow_call(408, &[], "", Outcome::Later { why: Why::Busy(408), after: None })]
#[case::too_early(425, &[], "", Outcome::Later { why: Why::Busy(425), after: None })]
#[case::too_many(429, &[("retry-after", "90")], "",
    Outcome::Later { why: Why::Busy(429), after: Some(Duration::from_secs(90)) })]
#[case::broken(500, &[], "oops", Outcome::Later { why: Why::Busy(500), after: None })]
#[case::down(503, &[("retry-after", "Fri, 20 Nov 2026 12:00:40 GMT"), ("date", "Fri, 20 Nov 2026 12:00:10 GMT")], "",
    Outcome::Later { why: Why::Busy(503), after: Some(Duration::from_secs(30)) })]
#[tokio::test]
async fn an_answer_says_whether_to_send_again(
    #[case] status: u16,
    #[case] headers: &'static [(&'static str, &'static str)],
    #[case] body: &'static str,
    #[case] outcome: Outcome,
) {
    let receiver = answering(status, headers, body).await;
    assert_eq!(receiver.send(&hook(AccountAction::Suspend, "op-1"), noon()).await, outcome);
}

#[tokio::test]
async fn nobody_at_the_address_is_sent_it_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let receiver = endpoint(&address, secret());
    let came = receiver.send(&hook(AccountAction::Suspend, "op-1"), noon()).await;
    assert_eq!(came, Outcome::Later { why: Why::Unreachable, after: None });
    let asked = receiver.ask("t/a", &"s-1".into(), noon()).await;
    assert_eq!(asked, Some(ReadBack::NotNow(Why::Unreachable)));
}

#[tokio::test]
async fn who_hangs_up_is_sent_it_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(stream);
        }
    });
    let came = endpoint(&address, secret()).send(&hook(AccountAction::Suspend, "op-1"), noon()).await;
    assert!(matches!(came, Outcome::Later { after: None, .. }), "{came:?}");
}

#[rstest]
#[case::open(200, r#"{"access":"open"}"#, ReadBack::Access(Access::Open))]
#[case::no_such_account(404, "", ReadBack::NoAccount)]
#[case::no_json(200, "open", ReadBack::Unreadable { status: 200 })]
#[case::not_allowed(403, "", ReadBack::Unreadable { status: 403 })]
#[case::down(502, "", ReadBack::NotNow(Why::Busy(502)))]
#[tokio::test]
async fn a_service_is_asked_what_access_there_is(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] read_back: ReadBack,
) {
    assert_eq!(answering(status, &[], body).await.ask("t/a", &"s-1".into(), noon()).await, Some(read_back));
}

#[tokio::test]
async fn a_question_is_signed_over_its_query() {
    let heard: Arc<Mutex<Vec<(String, Signed)>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let answer = move |headers: HeaderMap, RawQuery(query): RawQuery| async move {
        let query = query.unwrap_or_default();
        let signed = check(&headers, query.as_bytes(), &secret().into(), noon());
        hears.lock().unwrap().push((query, signed));
        r#"{"access":"suspended"}"#
    };
    let receiver = endpoint(&serve(Router::new().route("/access", get(answer))).await, secret());
    assert!(receiver.can_be_asked());
    let asked = receiver.ask("t/a", &"odd id/ü".into(), noon()).await;
    assert_eq!(asked, Some(ReadBack::Access(Access::Suspended)));
    let query = "v=1&connection=t%2Fa&subscription=odd+id%2F%C3%BC".to_owned();
    assert_eq!(*heard.lock().unwrap(), [(query, Signed::Rightly)]);
}

#[tokio::test]
async fn an_event_is_json_and_says_so() {
    let heard: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let answer = move |headers: HeaderMap, body: Bytes| async move {
        let kind = headers.get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
        hears.lock().unwrap().push((kind, String::from_utf8(body.to_vec()).unwrap()));
    };
    let receiver = endpoint(&serve(Router::new().route("/hooks", any(answer))).await, secret());
    let suspend = hook(AccountAction::Suspend, "op-1");
    receiver.send(&suspend, noon()).await;
    assert_eq!(*heard.lock().unwrap(), [("application/json".to_owned(), suspend.event.body())]);
}
