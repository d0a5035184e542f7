//! Every answer Microsoft gives to a write (contract §3.11, §4.4): what the operator reads, in each language, and what
//! the outbox does next. From the simulator's socket to the words; only the store is left out.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use domain::{Answer, Change, Clock, Intent, Seen, Status, Wish};
use marketplace::{Api, Credential, Identity, Secret, Sender, Settings};
use outbox::{Attempt, CallIds, Entry, Event, Marketplace as _, State, Step, apply, step};
use simulator::{Fault, FaultKind, Options, RouteKind, Running, Simulator};
use uuid::Uuid;

use crate::contract::Language;
use crate::intents::explained;
use crate::notices::Words;

struct StillClock;

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 15, 12, 0, 0).unwrap()
    }
}

fn refused(status: u16, message: &str) -> Option<FaultKind> {
    Some(FaultKind::Refused { status, code: "BadArgument".to_owned(), message: message.to_owned() })
}

/// The answers by name; none is what the simulator itself says.
fn answers() -> Vec<(&'static str, Option<FaultKind>)> {
    let trouble = |status| Some(FaultKind::ServerError { status, afterwards: true });
    vec![
        ("2xx", None),
        ("400", refused(400, "The plan is not available.")),
        ("400 locked", refused(400, "The subscription has a pending operation.")),
        ("400 same", refused(400, "The subscription already has this plan or same quantity.")),
        ("401", Some(FaultKind::Unauthorized { status: 401 })),
        ("403", Some(FaultKind::Unauthorized { status: 403 })),
        ("404", refused(404, "No such subscription or operation.")),
        ("409", refused(409, "1f3c0a52-7b56-4a11-8f1b-6c1d2e3f4a5b")),
        ("409 locked", refused(409, "The subscription is locked.")),
        ("429", Some(FaultKind::Throttled { seconds: 7, as_date: false })),
        ("500", trouble(500)),
        ("502", trouble(502)),
        ("503", trouble(503)),
        ("504", trouble(504)),
        ("a page", Some(FaultKind::Html { status: 200 })),
        ("no answer", Some(FaultKind::Reset { afterwards: true })),
    ]
}

/// A market, a way to it, and somebody who pays per seat with a question open.
struct Room {
    market: Running,
    sender: Sender,
    base: Seen,
    id: String,
    other_plan: String,
}

impl Room {
    /// A new world for every answer: the one before may have had its effect.
    async fn new() -> Self {
        let market = Simulator::start(Options { size: 60, frozen: true, ..Options::default() }).await.unwrap();
        let (at, app) = (market.addresses(), market.app());
        let settings = Settings {
            base: at.base.parse().unwrap(),
            second_origin: None,
            authority: at.authority.parse().unwrap(),
            ..Settings::microsoft()
        };
        let credential = Credential::Secret(Secret::from(app.secret.as_str()));
        let identity = Identity { tenant: app.tenant.clone(), application: app.application.clone(), credential };
        let api = Api::new(settings, identity, Arc::new(StillClock)).unwrap();
        for record in market.control().subscriptions(0, 60) {
            let read = marketplace::read_subscription(&record.to_string()).map(|received| received.value);
            let Ok(found) = read else { continue };
            let may = found.status == Status::Subscribed && found.allowed.iter().any(|word| word == "Update");
            if !may || found.seats.is_none() {
                continue;
            }
            let plans = api.plans(&found.id, None).await.unwrap();
            if let Some(other) = plans.iter().find(|plan| plan.value.id != found.plan && !plan.value.is_stop_sell) {
                let sender = Sender::new(&api);
                let (base, other_plan) = (Seen::from(&found), other.value.id.to_string());
                return Self { market, sender, base, id: found.id.to_string(), other_plan };
            }
        }
        panic!("the world has nobody who may change");
    }

    fn writes(&self, operation: &str) -> [(&'static str, Wish); 4] {
        let asked = Change::Plan(self.other_plan.as_str().into());
        let answer = |answer| Wish::Answer { operation: operation.into(), answer, asked: asked.clone() };
        let seats = self.base.seats.map_or(2, |seats| seats + 1);
        [
            ("yes to a request", answer(Answer::Accept)),
            ("no to a request", answer(Answer::Refuse)),
            ("another plan", Wish::Change { to: asked.clone() }),
            ("more seats", Wish::Change { to: Change::Seats(seats) }),
        ]
    }

    /// Sends a write that is answered so.
    async fn sent(&self, wish: Wish, fault: Option<FaultKind>) -> Entry {
        if let Some(kind) = fault {
            let routes = vec![RouteKind::Change, RouteKind::Acknowledge];
            self.market.control().add_fault(Fault { routes, after: 0, times: None, probability: None, kind });
        }
        let now = StillClock.now();
        let expires_at = matches!(wish, Wish::Answer { .. }).then(|| now + TimeDelta::seconds(8));
        let intent = Intent {
            id: "i".into(),
            subscription: self.id.as_str().into(),
            wish,
            actor: "Ada".to_owned(),
            reason: String::new(),
            consent: Some("by mail".to_owned()),
            seen: self.base.clone(),
            asked_at: now,
            expires_at,
        };
        let ids = CallIds { request: Uuid::from_u128(1), correlation: Uuid::from_u128(2) };
        let heard = self.sender.send(&intent, &ids).await;
        let mut entry = Entry::new(intent, None);
        entry.state = State::Sending { attempt: Attempt { ids, base: self.base.clone(), at: now } };
        apply(&entry, Event::Answered(heard.sent), now).unwrap().0
    }
}

/// What the outbox does next, by itself.
fn does_next(entry: &Entry) -> String {
    let wait = |until: DateTime<Utc>| format!("after {} s", (until - StillClock.now()).num_seconds());
    match (&entry.state, step(entry, StillClock.now())) {
        (_, Step::Look { .. }) => "looks at once".to_owned(),
        (State::Pending { not_before, .. }, Step::Rest(Some(until))) if until < *not_before => "runs out".to_owned(),
        (State::Pending { .. }, Step::Rest(Some(until))) => format!("sends again {}", wait(until)),
        (_, Step::Rest(Some(until))) => format!("looks {}", wait(until)),
        (_, Step::Rest(None)) => "waits for a person".to_owned(),
        (_, other) => format!("{other:?}"),
    }
}

async fn table(language: Language) -> String {
    let words = Words::of(Some(language));
    let mut table = String::new();
    for column in 0..4 {
        for (answer, fault) in answers() {
            let room = Room::new().await;
            let asks = column < 2;
            let operation = asks.then(|| room.market.control().change_plan(&room.id, &room.other_plan).unwrap());
            let operation = operation.flatten().unwrap_or_default();
            let (name, wish) = room.writes(&operation).into_iter().nth(column).unwrap();
            let entry = room.sent(wish, fault).await;
            let (state, sentence) = explained(&entry, StillClock.now());
            let said = words.say(&sentence);
            writeln!(table, "{name} | {answer} | {state:?} | {} | {said}", does_next(&entry)).unwrap();
        }
    }
    table
}

#[tokio::test]
async fn what_the_operator_reads_of_every_answer_in_english() {
    insta::assert_snapshot!(table(Language::En).await);
}

#[tokio::test]
async fn what_the_operator_reads_of_every_answer_in_french() {
    insta::assert_snapshot!(table(Language::Fr).await);
}
