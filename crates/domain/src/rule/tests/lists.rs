//! How a list of rules is written, and what may not be saved.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// Every member there is, and some there are not.
fn written() -> Value {
    json!({
        "version": 7,
        "signedBy": "a newer program",
        "rules": [
            {
                "id": "r-1", "name": "No small downgrades", "author": "Ines", "reason": "Agreed in March",
                "since": "2026-03-01T09:00:00Z", "enabled": true,
                "conditions": {
                    "asks": "plan", "offers": ["tidewatch"], "fromPlans": ["bridge"], "toPlans": ["basic", "crew"],
                    "direction": ["downgrade", "unordered"],
                    "seats": {
                        "total": {"atLeast": 1, "atMost": 10}, "change": {"atMost": -1}, "percent": {"atMost": -50},
                        "belowUse": true,
                    },
                    "customers": {"tenants": ["t-1"], "subscriptions": ["sub-1"], "sets": ["strategic"]},
                    "channel": "reseller",
                    "hours": [{"days": ["monday", "friday"], "from": "09:00:00", "to": "17:30:00", "zone": "Europe/Paris"}],
                    "moonPhase": {"is": ["full"]},
                },
                "outcome": {"ask": {"seconds": 5, "fallback": "hold"}},
                "colour": "red",
            },
            {
                "id": "r-2", "name": "Else", "author": "", "reason": "", "since": "2026-03-01T09:00:00Z",
                "enabled": false, "conditions": {}, "outcome": {"negotiate": {"with": "finance"}},
            },
        ],
    })
}

#[test]
fn a_list_is_written_as_it_was_read() {
    let rules: Rules = serde_json::from_value(written()).unwrap();
    assert_eq!(serde_json::to_value(&rules).unwrap(), written());
    let strange: Vec<Vec<_>> = rules.rules.iter().map(|rule| rule.not_understood().collect()).collect();
    assert_eq!(strange, [["moonPhase"], ["outcome"]]);
    assert_eq!(rules.flaws(), [], "what we do not know is no flaw");
}

#[test]
fn the_shortest_rule_has_an_id_a_time_and_an_outcome() {
    let rule: Rule =
        serde_json::from_value(json!({"id": "r", "since": "2026-03-01T09:00:00Z", "outcome": "hold"})).unwrap();
    assert!(rule.enabled && rule.conditions == Conditions::default());
}

#[test]
fn a_decision_is_written_in_words() {
    let decision = under(&json!({"asks": "plan", "moonPhase": "full"}), &to_plan("basic"));
    let expected = json!({
        "outcome": "accept", "rule": "r", "version": 3, "why": ["asks"],
        "review": {"doubt": "unknownCondition", "member": "moonPhase"},
    });
    assert_eq!(serde_json::to_value(decision).unwrap(), expected);
}

#[test]
fn facts_are_written_as_they_were_read() {
    let (snapshot, request) = (snapshot(), to_plan("basic"));
    let read_again: Snapshot = serde_json::from_value(serde_json::to_value(&snapshot).unwrap()).unwrap();
    assert_eq!(read_again, snapshot);
    let read_again: Request = serde_json::from_value(serde_json::to_value(&request).unwrap()).unwrap();
    assert_eq!(read_again, request);
}

#[rstest]
#[case::no_offers(json!({"offers": []}), Condition::Offers)]
#[case::no_direction(json!({"direction": []}), Condition::Direction)]
#[case::no_customers(json!({"customers": {}}), Condition::Customers)]
#[case::no_hours(json!({"hours": []}), Condition::Hours)]
#[case::no_seats(json!({"seats": {}}), Condition::Seats)]
#[case::open_span(json!({"seats": {"total": {}}}), Condition::Seats)]
fn a_condition_that_lists_nothing_may_not_be_saved(#[case] conditions: Value, #[case] condition: Condition) {
    let flaws = rules([rule("r", &conditions, &json!("refuse"))]).flaws();
    assert_eq!(flaws, [Flaw::Nothing("r".into(), condition)]);
}

#[test]
fn each_flaw_of_a_list_is_told() {
    let impossible = json!({"seats": {"percent": {"atLeast": 1, "atMost": 0}}});
    let asks = |seconds: u8| json!({"ask": {"seconds": seconds, "fallback": "accept"}});
    let list = rules([
        rule("a", &impossible, &json!("refuse")),
        Rule { name: " ".to_owned(), ..rule("b", &json!({}), &asks(0)) },
        rule("a", &json!({}), &asks(9)),
        Rule { name: "nameless".to_owned(), ..rule("", &json!({}), &asks(8)) },
    ]);
    let expected = [
        Flaw::Impossible("a".into(), Condition::Seats),
        Flaw::NoName("b".into()),
        Flaw::Seconds("b".into(), 0),
        Flaw::Seconds("a".into(), 9),
        Flaw::NoId,
        Flaw::SameId("a".into()),
    ];
    assert_eq!(list.flaws(), expected);
}
