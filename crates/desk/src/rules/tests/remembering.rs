//! Requests of the past, from what the journal saw; and offers from what the cache has.

use domain::rule::{RequestKind, Seats};
use domain::{Change, Intent, Seen, Status, Wish};
use serde_json::json;
use store::{Event, EventKind, EventSource, PlanInUse, TimelineCursor};

use super::given::now;
use crate::change::PriceList;
use crate::rules::past::{self, Past};
use crate::rules::snapshot;

fn event(kind: EventKind, before: &str, after: &str) -> Event {
    let raw = json!({
        "id": "s-1", "name": "Weald & Harrow", "offerId": "fieldbook", "planId": "gold", "quantity": 12,
        "saasSubscriptionStatus": "Subscribed", "beneficiary": { "tenantId": "T-1" }, "purchaser": { "tenantId": "t-2" },
        "allowedCustomerOperations": ["Read", "Update", "Delete"],
    });
    Event {
        id: "e".to_owned(),
        subscription: "s-1".into(),
        kind,
        source: EventSource::Observed,
        field: None,
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
        seen_after: None,
        seen_before: now(),
        raw: raw.to_string(),
        cursor: TimelineCursor::default(),
    }
}

#[test]
fn a_change_that_was_seen_is_the_request_that_asked_for_it() {
    let Past { request, customer } = past::of(&event(EventKind::Plan, "silver", "gold")).unwrap();
    assert_eq!((customer.as_str(), request.kind), ("Weald & Harrow", RequestKind::Plan));
    assert_eq!(
        (request.present(), request.target()),
        (Some(Change::Plan("silver".into())), Some(Change::Plan("gold".into())))
    );
    assert_eq!((request.from_seats, request.channel), (Seats::Count(12), Some(domain::Channel::Reseller)));
    let request = past::of(&event(EventKind::Seats, "10", "12")).unwrap().request;
    assert_eq!((request.from_plan, request.to_plan), (Some("gold".into()), None));
    assert_eq!((request.from_seats, request.to_seats), (Seats::Count(10), Some(12)));
}

#[test]
fn what_cannot_be_read_is_no_request() {
    assert_eq!(past::of(&event(EventKind::Seats, "", "12")), None);
    assert_eq!(past::of(&event(EventKind::Renewed, "2026", "2027")), None);
    assert_eq!(past::of(&Event { raw: "{".to_owned(), ..event(EventKind::Plan, "silver", "gold") }), None);
}

#[test]
fn what_the_publisher_changed_itself_is_no_request() {
    let past = past::of(&event(EventKind::Plan, "silver", "gold")).unwrap();
    let intent = |to: &str, days: i64| Intent {
        id: "i".into(),
        subscription: "s-1".into(),
        wish: Wish::Change { to: Change::Plan(to.into()) },
        actor: "Ada".to_owned(),
        reason: String::new(),
        consent: None,
        seen: Seen { status: Status::Subscribed, plan: "silver".into(), seats: None },
        asked_at: now() - chrono::TimeDelta::days(days),
        expires_at: None,
    };
    assert!(past::is_ours(&past, &[intent("gold", 1)]));
    assert!(!past::is_ours(&past, &[intent("platinum", 1), intent("gold", 30), intent("gold", -1)]));
}

#[test]
fn offers_are_what_is_in_use_and_what_was_read_of_plans_the_newest_reading_first() {
    let used = PlanInUse { offer: "fieldbook".into(), plan: "old".into(), subscriptions: 7 };
    let plan = |id: &str, name: &str, amount: f64| {
        let price = json!({ "currency": "EUR", "termUnit": "P1M", "price": amount });
        let components = json!({ "recurrentBillingTerms": [price], "meteringDimensions": [] });
        json!({ "planId": id, "displayName": name, "isPricePerSeat": true, "planComponents": components }).to_string()
    };
    let newer = ("fieldbook".into(), vec![plan("gold", "Gold", 40.0)]);
    let older = ("fieldbook".into(), vec![plan("gold", "Golden", 35.0), plan("silver", "Silver", 28.0)]);
    let offers = snapshot::offers(&[used], &[newer, older], &PriceList::default());
    let names: Vec<(&str, u32)> =
        offers[&"fieldbook".into()].values().map(|plan| (plan.name.as_str(), plan.subscriptions)).collect();
    assert_eq!(names, [("Gold", 0), ("old", 7), ("Silver", 0)]);
    let gold = &offers[&"fieldbook".into()][&"gold".into()].facts;
    assert_eq!(gold.prices["EUR"][&domain::TermUnit::P1M], 40.into(), "the newest price counts");
}
