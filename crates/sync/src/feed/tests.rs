//! A follower against a relay of invented answers, on a clock that only tests move.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::{StreamExt as _, stream};
use serde_json::json;
use store::{Key, Store};
use tokio::sync::{mpsc, watch};

use super::*;

struct TestClock(watch::Sender<DateTime<Utc>>);

impl TestClock {
    fn seconds(&self, seconds: i64) {
        self.0.send_modify(|now| *now += TimeDelta::seconds(seconds));
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.borrow()
    }
}

fn begin() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_500)
}

/// What a call of the feed is answered.
enum Answer {
    /// These words, and then the line stays open.
    Stays(String),
    /// These words, and then the line ends.
    Ends(String),
    /// A status code and a problem.
    Refuses(StatusCode, &'static str),
}

#[derive(Default)]
struct Script {
    answers: VecDeque<Answer>,
    /// The cursor and the token of each call.
    calls: Vec<(Option<String>, String)>,
}

async fn feed(
    State(script): State<Arc<Mutex<Script>>>,
    Query(query): Query<std::collections::BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let mut script = script.lock().unwrap();
    let token = headers["authorization"].to_str().unwrap().to_owned();
    script.calls.push((query.get("after").cloned(), token));
    let text = |text: String| stream::iter([Ok::<_, std::convert::Infallible>(text)]);
    match script.answers.pop_front() {
        Some(Answer::Stays(words)) => Response::new(Body::from_stream(text(words).chain(stream::pending()))),
        Some(Answer::Ends(words)) => Response::new(Body::from_stream(text(words))),
        Some(Answer::Refuses(status, code)) => {
            let body = json!({ "code": code, "message": "No." }).to_string();
            Response::builder().status(status).body(Body::from(body)).unwrap()
        }
        None => Response::new(Body::from_stream(stream::pending::<Result<String, std::convert::Infallible>>())),
    }
}

struct Rig {
    clock: Arc<TestClock>,
    store: Store,
    script: Arc<Mutex<Script>>,
    follower: FollowerHandle,
    heard: mpsc::UnboundedReceiver<Heard>,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn with(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Arc::new(Mutex::new(Script { answers: answers.into_iter().collect(), calls: Vec::new() }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().route("/v1/main/feed", get(feed)).with_state(Arc::clone(&script));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(folder.path(), &Key::new([7; 32])).unwrap();
        let clock = Arc::new(TestClock(watch::Sender::new(begin())));
        let relay =
            Relay::new(RelayPlace::read(&address, "main").unwrap(), DeskToken::read(" mdr.anna.secret ")).unwrap();
        let (telling, heard) = mpsc::unbounded_channel();
        let follower =
            Follower::start(relay, store.journal.clone(), Arc::clone(&clock) as Arc<dyn Clock>, move |one| {
                let _over = telling.send(one);
            });
        Self { clock, store, script, follower, heard, _folder: folder }
    }

    async fn until(&mut self, footing: Footing) -> FeedLine {
        while self.follower.line().footing != footing {
            self.heard.recv().await.unwrap();
        }
        self.follower.line()
    }

    async fn events(&mut self) {
        while self.heard.recv().await.unwrap() != Heard::Events {}
    }

    async fn kinds(&self) -> Vec<String> {
        let told = self.store.journal.feed_after(0, 100).await.unwrap();
        told.into_iter().map(|(_, event)| event.kind).collect()
    }
}

fn hello(oldest: u32) -> String {
    let hello = json!({
        "protocol": 9, "oldestProtocol": oldest, "version": "9.0.0", "connection": "main", "desk": "anna",
        "log": "log-a", "readsBack": false, "isEncrypted": true, "rulesVersion": 3, "factsVersion": 0,
        "now": begin() - TimeDelta::seconds(90), "ofTomorrow": true,
    });
    format!("event: hello\ndata: {hello}\n\n")
}

fn event(number: u32, kind: &str) -> String {
    let event = json!({
        "cursor": format!("log-a-{number}"), "id": format!("e-{number}"), "at": begin(), "kind": kind, "body": { "a": 1 },
    });
    format!("event: event\nid: log-a-{number}\ndata: {event}\n\n")
}

#[tokio::test]
async fn a_feed_that_was_cut_off_goes_on_where_it_was_kept_and_nothing_is_applied_twice() {
    let first = format!("{}{}{}", hello(1), event(1, "rules"), event(2, "eclipse"));
    let second = format!("{}{}{}", hello(1), event(2, "eclipse"), event(3, "trouble"));
    let mut rig = Rig::with([Answer::Ends(first), Answer::Stays(second)]).await;
    rig.events().await;
    rig.until(Footing::Silent).await;
    rig.clock.seconds(1);
    rig.events().await;
    let line = rig.until(Footing::Connected).await;
    assert_eq!(line.skew, TimeDelta::seconds(91), "the relay's clock is not ours");
    assert_eq!(rig.kinds().await, ["rules", "eclipse", "trouble"], "what is not known is kept as well");
    let calls = rig.script.lock().unwrap().calls.clone();
    assert_eq!(calls[0], (None, "Bearer mdr.anna.secret".to_owned()));
    assert_eq!(calls[1].0.as_deref(), Some("log-a-2"), "from where it was kept");
}

#[tokio::test]
async fn a_cursor_that_leads_nowhere_brings_what_is_so_at_present() {
    let snapshot = json!({ "cursor": "log-a-40", "at": begin(), "held": [] });
    let words = format!("{}event: snapshot\nid: log-a-40\ndata: {snapshot}\n\n{}", hello(1), event(41, "rules"));
    let mut rig = Rig::with([Answer::Stays(words)]).await;
    rig.events().await;
    assert_eq!(rig.kinds().await, [SNAPSHOT, "rules"]);
    let place = rig.store.journal.feed_place().await.unwrap().unwrap();
    assert_eq!((place.log.as_str(), place.cursor.as_str()), ("log-a", "log-a-41"));
}

#[tokio::test]
async fn a_relay_without_a_heartbeat_is_silent_though_the_line_is_open() {
    let mut rig = Rig::with([Answer::Stays(hello(1))]).await;
    rig.until(Footing::Connected).await;
    rig.clock.seconds(36);
    let line = rig.until(Footing::Silent).await;
    assert_eq!(line.since, begin(), "since it was last heard, not since it was missed");
    assert!(matches!(line.error.as_deref(), Some(RelayError::Silent)));
}

#[tokio::test]
async fn a_token_that_was_taken_back_and_another_version_are_told_apart() {
    let mut rig =
        Rig::with([Answer::Refuses(StatusCode::UNAUTHORIZED, "not-signed-in"), Answer::Stays(hello(7))]).await;
    rig.until(Footing::Refused).await;
    rig.clock.seconds(121);
    let line = rig.until(Footing::OtherVersion).await;
    assert!(matches!(line.error.as_deref(), Some(RelayError::OtherVersion { oldest: 7, newest: 9 })));
    assert_eq!(format!("{:?}", DeskToken::read("mdr.anna.secret")), "DeskToken(…)");
}

#[tokio::test]
async fn whoever_does_not_introduce_itself_is_not_followed() {
    let mut rig = Rig::with([Answer::Ends(event(1, "rules"))]).await;
    let line = rig.until(Footing::Silent).await;
    assert!(matches!(line.error.as_deref(), Some(RelayError::NotARelay)), "{:?}", line.error);
    assert!(rig.kinds().await.is_empty());
}
