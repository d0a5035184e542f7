//! Tests of rules, over one publisher with one offer and a few customers.

mod anything;
mod deciding;
mod doubting;
mod lists;
mod recognising;

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use serde_json::{Value, json};

use super::*;
use crate::subscription::Channel;

/// A Thursday, nine in the morning in Paris.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 5, 8, 0, 0).unwrap()
}

/// `basic` < `crew` = `deck` < `bridge` on the ladder of `tidewatch`; `side` stands beside it. `lamp` has list prices.
fn snapshot() -> Snapshot {
    let written = json!({
        "takenAt": now() - TimeDelta::hours(1),
        "goodFor": 86_400,
        "offers": {
            "tidewatch": {
                "ladder": {"basic": 1, "crew": 2, "deck": 2, "bridge": 3},
                "plans": {"side": {}, "crew": {"perSeat": true}},
            },
            "lamp": {"plans": {
                "dim": {"prices": {"EUR": {"P1M": "1.50", "P1Y": "15"}, "USD": {"P1M": "2"}}},
                "bright": {"prices": {"EUR": {"P1M": "1.51", "P1Y": "15.1"}}},
                "yearly": {"prices": {"EUR": {"P1M": "9", "P1Y": "12"}}},
                "same": {"prices": {"EUR": {"P1M": "1.5", "P1Y": "15.00"}}},
                "dollars": {"prices": {"USD": {"P1Y": "20"}}},
                "each": {"perSeat": true, "prices": {"EUR": {"P1M": "1"}}},
                "unpriced": {},
            }},
        },
        "customers": {
            "sub-1": {
                "offer": "tidewatch", "plan": "crew", "seats": {"count": 12}, "seatsInUse": 10,
                "purchaser": "T-1", "beneficiary": "T-1", "channel": "direct",
            },
        },
        "sets": {"strategic": {"tenants": ["T-1", "T-9"]}, "early": {"subscriptions": ["sub-7"]}},
    });
    serde_json::from_value(written).unwrap()
}

/// From `crew` to another plan of `tidewatch`, with 12 seats, direct, by tenant `t-1`.
fn to_plan(plan: &str) -> Request {
    Request {
        offer: Some("tidewatch".into()),
        from_plan: Some("crew".into()),
        to_plan: Some(plan.into()),
        from_seats: Seats::Count(12),
        purchaser: Some("t-1".into()),
        beneficiary: Some("t-1".into()),
        channel: Some(Channel::Direct),
        ..Request::new("sub-1".into(), RequestKind::Plan, now())
    }
}

/// From 12 seats of `crew` to another number.
fn to_seats(seats: u32) -> Request {
    Request { kind: RequestKind::Seats, to_plan: None, to_seats: Some(seats), ..to_plan("") }
}

/// As the sparsest message tells it.
fn sparse(kind: RequestKind, subscription: &str) -> Request {
    Request::new(subscription.into(), kind, now())
}

fn rule(id: &str, conditions: &Value, outcome: &Value) -> Rule {
    let written = json!({
        "id": id, "name": id, "author": "Ines", "reason": "because", "since": "2026-01-01T00:00:00Z",
        "conditions": conditions, "outcome": outcome,
    });
    serde_json::from_value(written).unwrap()
}

fn rules(rules: impl IntoIterator<Item = Rule>) -> Rules {
    Rules { version: 3, rules: rules.into_iter().collect(), ..Rules::default() }
}

/// Judged by one refusing rule with these conditions.
fn under(conditions: &Value, request: &Request) -> Decision {
    evaluate(&rules([rule("r", conditions, &json!("refuse"))]), &snapshot(), request)
}
