//! Whatever the rules, the facts and the request: no panic, no refusal out of doubt, no time lost.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// Values that mean something somewhere, and some that do not.
fn any_value() -> impl Strategy<Value = Value> {
    let words = [
        "plan",
        "seats",
        "tidewatch",
        "crew",
        "basic",
        "bridge",
        "downgrade",
        "upgrade",
        "same",
        "unordered",
        "direct",
        "reseller",
        "t-1",
        "sub-1",
        "strategic",
        "thursday",
        "09:00",
        "23:59:59",
        "UTC",
        "Europe/Paris",
        "full",
    ];
    let leaf = prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => (-200..200i64).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => "[a-z]{0,6}".prop_map(Value::from),
    ];
    let names = [
        "total",
        "change",
        "percent",
        "belowUse",
        "atLeast",
        "atMost",
        "tenants",
        "subscriptions",
        "sets",
        "days",
        "from",
        "to",
        "zone",
        "strange",
    ];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..4).prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

fn any_conditions() -> impl Strategy<Value = Value> {
    let names =
        ["asks", "offers", "fromPlans", "toPlans", "direction", "seats", "customers", "channel", "hours", "moonPhase"];
    let sensible = prop::sample::select(vec![
        json!({"asks": "seats"}),
        json!({"direction": ["downgrade"]}),
        json!({"seats": {"change": {"atMost": -1}}}),
        json!({"seats": {"percent": {"atLeast": 50}, "belowUse": true}}),
        json!({"customers": {"tenants": ["t-1"], "sets": ["strategic"]}}),
        json!({"toPlans": ["basic"], "hours": [{"from": "08:00", "to": "04:00", "zone": "Asia/Tokyo"}]}),
        json!({"offers": ["tidewatch"], "moonPhase": 3}),
    ]);
    let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
    let any = prop::collection::vec((name, any_value()), 0..4).prop_map(|members| Value::from(Map::from_iter(members)));
    prop_oneof![sensible, any]
}

fn any_outcome() -> impl Strategy<Value = Value> {
    let seconds = |seconds: u8| json!({"ask": {"seconds": seconds, "fallback": "refuse"}});
    prop_oneof![
        prop::sample::select(vec![json!("accept"), json!("refuse"), json!("hold")]),
        any::<u8>().prop_map(seconds),
        any_value(),
    ]
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let one = (any_conditions(), any_outcome(), any::<bool>());
    prop::collection::vec(one, 0..8).prop_map(|list| {
        let numbered = list.into_iter().enumerate();
        rules(
            numbered.map(|(n, (conditions, outcome, enabled))| Rule {
                enabled,
                ..rule(&n.to_string(), &conditions, &outcome)
            }),
        )
    })
}

prop_compose! {
    fn any_request()(
        is_plan: bool,
        subscription in prop::sample::select(vec!["sub-1", "sub-2"]),
        offer in prop::option::of(prop::sample::select(vec!["tidewatch", "lamp", "other"])),
        plans in prop::array::uniform2(prop::option::of(prop::sample::select(vec!["basic", "crew", "bridge", "dim"]))),
        from_seats in prop_oneof![Just(Seats::Unknown), Just(Seats::Flat), any::<u32>().prop_map(Seats::Count)],
        to_seats: Option<u32>,
        tenant in prop::option::of(prop::sample::select(vec!["t-1", "t-2"])),
        seconds in -4_000_000_000i64..4_000_000_000,
    ) -> Request {
        let kind = if is_plan { RequestKind::Plan } else { RequestKind::Seats };
        let moment = now() + TimeDelta::seconds(seconds);
        let [from_plan, to_plan] = plans.map(|plan| plan.map(Into::into));
        let unknown = Request::new(subscription.into(), kind, moment);
        let purchaser = tenant.map(Into::into);
        Request { offer: offer.map(Into::into), from_plan, to_plan, from_seats, to_seats, purchaser, ..unknown }
    }
}

proptest! {
    #[test]
    fn the_first_rule_that_is_not_sure_to_fail_decides(list in any_rules(), request in any_request()) {
        let decision = evaluate(&list, &snapshot(), &request);
        let alone = |one: &Rule| evaluate(&rules([one.clone()]), &snapshot(), &request);
        let first = list.rules.iter().map(alone).find(|alone| alone.rule.is_some());
        let none = Decision { outcome: Outcome::Accept, rule: None, version: 3, review: None, why: Vec::new() };
        prop_assert_eq!(decision, first.unwrap_or(none));
    }

    #[test]
    fn a_doubt_never_refuses(list in any_rules(), request in any_request()) {
        let decision = evaluate(&list, &snapshot(), &request);
        prop_assert!(decision.review.is_none() || decision.outcome == Outcome::Accept);
        let decided_by = list.rules.iter().find(|rule| Some(&rule.id) == decision.rule.as_ref());
        if let Some(rule) = decided_by.filter(|_| decision.outcome != Outcome::Accept) {
            prop_assert_eq!(rule.not_understood().count(), 0, "a rule we do not wholly understand");
        }
    }

    #[test]
    fn knowing_less_never_turns_a_yes_without_doubt_into_a_no(list in any_rules(), request in any_request()) {
        let knows = evaluate(&list, &snapshot(), &request);
        let knows_less = evaluate(&list, &Snapshot::empty(now()), &request);
        if knows.outcome == Outcome::Accept && knows.review.is_none() {
            prop_assert!(knows_less.outcome == Outcome::Accept);
        }
    }

    #[test]
    fn a_rule_is_written_as_it_was_read(conditions in any_conditions(), outcome in any_outcome(), name in "[a-z]{9,12}", value in any_value()) {
        let mut written = json!({"id": "r", "since": now(), "conditions": conditions, "outcome": outcome});
        written[&name] = value.clone();
        let read: Rule = serde_json::from_value(written).unwrap();
        let again = serde_json::to_value(&read).unwrap();
        prop_assert_eq!(&again[&name], &value);
        prop_assert_eq!(serde_json::from_value::<Rule>(again.clone()).unwrap(), read);
        for member in ["moonPhase", "strange"] {
            prop_assert_eq!(again["conditions"].get(member), conditions.get(member));
        }
    }

    #[test]
    fn anything_is_recognised_as_something(request in any_request(), is_partner: bool) {
        use crate::operation::OperationSource;
        let source = if is_partner { OperationSource::Partner } else { OperationSource::Azure };
        let known = recognise(&request, Some(&source), &[], &[], &[]);
        prop_assert_eq!(known == Known::OwnChange, is_partner);
    }
}

/// 1,000 rules that nearly hold, 50 offers of 100 plans, 100,000 customers. Without optimisation, on a busy machine.
#[test]
fn a_decision_over_a_large_world_is_quick() {
    let plans: Vec<String> = (0..100).map(|n| format!("plan-{n}")).collect();
    let ladder: BTreeMap<_, _> = plans.iter().zip(0..).map(|(plan, rung)| (plan.as_str().into(), rung)).collect();
    let offer = OfferFacts { ladder, ..OfferFacts::default() };
    let customer = |n: u32| (format!("sub-{n}").into(), Customer { seats_in_use: Some(n), ..Customer::default() });
    let tenants: BTreeSet<TenantId> = (0..100_000).map(|n| format!("tenant-{n}").into()).collect();
    let world = Snapshot {
        offers: (0..50).map(|n| (format!("offer-{n}").into(), offer.clone())).collect(),
        customers: (0..100_000).map(customer).collect(),
        sets: [("everybody".to_owned(), Customers { tenants, ..Customers::default() })].into(),
        ..snapshot()
    };
    let conditions = json!({
        "toPlans": plans, "direction": ["upgrade"], "customers": {"sets": ["everybody"]}, "channel": "reseller",
        "hours": [{"zone": "Europe/Paris"}], "seats": {"total": {"atLeast": 1}},
    });
    let list = rules(vec![rule("r", &conditions, &json!("refuse")); 1_000]);
    let request = Request {
        offer: Some("offer-7".into()),
        from_plan: Some("plan-3".into()),
        purchaser: Some("tenant-99999".into()),
        ..to_plan("plan-99")
    };
    let fastest = (0..20).map(|_| timed(|| evaluate(&list, &world, &request))).min().unwrap();
    assert!(fastest < Duration::from_millis(10), "{fastest:?} without optimisation");
}

fn timed(work: impl FnOnce() -> Decision) -> Duration {
    let begun = Instant::now();
    assert_eq!(work().outcome, Outcome::Accept);
    begun.elapsed()
}
