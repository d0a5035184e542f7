//! Stores and subscriptions for the tests, said in few words.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{BadRecord, Person, Received, Status, Subscription, Term, TermUnit};
use serde_json::json;
use store::{Key, OpenReport, PageToApply, Store, SweepFinished};
use tempfile::TempDir;

/// The key of every store in the tests.
pub(crate) fn key() -> Key {
    Key::new([0x5a; 32])
}

/// So many minutes after the tests' day began.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-20T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

/// A store in a folder of its own.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(folder.path(), &key()).unwrap();
        Self { folder, store }
    }

    /// The same folder, opened again.
    pub(crate) fn reopened(self) -> (Self, OpenReport) {
        drop(self.store);
        let (store, report) = Store::open(self.folder.path(), &key()).unwrap();
        (Self { folder: self.folder, store }, report)
    }

    /// One whole sweep, a page for each slice.
    pub(crate) async fn sweeps(&self, pages: &[&[Received<Subscription>]], now: DateTime<Utc>) -> SweepFinished {
        let mut state = self.store.cache.begin_sweep(now).await.unwrap();
        for (number, records) in pages.iter().enumerate() {
            let next = (number + 1 < pages.len()).then(|| format!("page-{}", number + 1));
            state = self.store.apply_page(&state, page(records, next), now).await.unwrap().state;
        }
        self.store.finish_sweep(&state, now).await.unwrap()
    }

    /// The kinds of everything that happened to a subscription, the latest first.
    pub(crate) async fn story(&self, id: &str) -> Vec<&'static str> {
        let events = self.store.journal.timeline(&id.into(), 100, None).await.unwrap();
        events.into_iter().map(|event| event.kind.as_str()).collect()
    }
}

/// A page of readable records.
pub(crate) fn page(records: &[Received<Subscription>], next: Option<String>) -> PageToApply {
    PageToApply { records: records.iter().cloned().map(Ok).collect(), next }
}

/// A record whose term could not be read.
pub(crate) fn bad(id: Option<&str>) -> BadRecord {
    BadRecord {
        id: id.map(str::to_owned),
        field: "term.startDate".to_owned(),
        misread: domain::Misread::NotADay,
        raw: json!({"id": id, "term": {"startDate": "soon"}}).to_string(),
    }
}

/// A subscription as it would be received.
#[derive(Debug, Clone)]
pub(crate) struct Bought(pub(crate) Subscription);

impl Bought {
    pub(crate) fn by(id: &str, name: &str) -> Self {
        let person = |email: String| Person { email, ..Person::default() };
        let local = name.to_lowercase().replace(' ', ".");
        Self(Subscription {
            id: id.into(),
            name: name.to_owned(),
            publisher: "fabrikam".to_owned(),
            offer: "fieldbook".into(),
            plan: "silver".into(),
            seats: Some(5),
            status: Status::Subscribed,
            beneficiary: person(format!("user@{local}.example")),
            purchaser: person(format!("buyer@{local}.example")),
            term: Term {
                unit: Some(TermUnit::P1M),
                start: "2026-11-03".parse().ok(),
                end: "2026-12-02".parse().ok(),
                charge_duration: None,
            },
            auto_renew: Some(true),
            is_test: false,
            is_free_trial: false,
            allowed: vec!["Read".to_owned(), "Update".to_owned(), "Delete".to_owned()],
            sandbox: "None".to_owned(),
            session_mode: "None".to_owned(),
            created: "2026-10-03T09:12:44.1234567Z".parse().ok(),
        })
    }

    pub(crate) fn status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn plan(mut self, plan: &str) -> Self {
        self.0.plan = plan.into();
        self
    }

    pub(crate) fn seats(mut self, seats: Option<u32>) -> Self {
        self.0.seats = seats;
        self
    }

    pub(crate) fn received(self) -> Received<Subscription> {
        let it = &self.0;
        let mut raw = json!({
            "id": it.id.as_str(), "name": it.name, "publisherId": it.publisher, "offerId": it.offer.as_str(),
            "planId": it.plan.as_str(), "saasSubscriptionStatus": it.status.as_str(),
            "beneficiary": {"emailId": it.beneficiary.email}, "purchaser": {"emailId": it.purchaser.email},
            "term": {"termUnit": it.term.unit.as_ref().map(TermUnit::as_str), "startDate": it.term.start,
                     "endDate": it.term.end},
            "autoRenew": it.auto_renew, "isFreeTrial": it.is_free_trial, "allowedCustomerOperations": it.allowed,
            "created": it.created, "lastModified": "0001-01-01T00:00:00",
        });
        if let Some(seats) = it.seats {
            raw["quantity"] = seats.into();
        }
        Received { raw: raw.to_string(), value: self.0 }
    }
}

/// Many subscriptions with plain names.
pub(crate) fn crowd(count: u32) -> Vec<Received<Subscription>> {
    (0..count).map(|n| Bought::by(&format!("id-{n:06}"), &format!("Customer {n:06}")).received()).collect()
}
