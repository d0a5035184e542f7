//! Lists, offers and requests of the past, said in few words.

use chrono::{DateTime, Utc};
use domain::rule::{Request, RequestKind, Rules, Seats, TenantId};
use serde_json::{Value, json};

use crate::rules::past::Past;
use crate::rules::snapshot::{Known, Offers};

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// A list of rules, each by its conditions and outcome; the first is `r1`.
pub(super) fn list<const N: usize>(rules: [(Value, Value); N]) -> Rules {
    let rule = |(place, (conditions, outcome)): (usize, (Value, Value))| {
        let id = format!("r{}", place + 1);
        json!({ "id": id, "name": format!("Rule {}", place + 1), "since": now(), "conditions": conditions, "outcome": outcome })
    };
    let rules: Vec<Value> = rules.into_iter().enumerate().map(rule).collect();
    serde_json::from_value(json!({ "version": 3, "rules": rules })).unwrap()
}

/// The same with an order of the plans of `fieldbook`.
pub(super) fn ordered(mut rules: Rules) -> Rules {
    rules.other.insert("ladders".to_owned(), json!({ "fieldbook": { "silver": 1, "gold": 2, "platinum": 3 } }));
    rules
}

/// One offer with three plans that have names and no prices.
pub(super) fn offers() -> Offers {
    let plan = |name: &str| Known { name: name.to_owned(), subscriptions: 2, ..Known::default() };
    let plans = [("gold", "Gold"), ("platinum", "Platinum"), ("silver", "Silver")];
    let plans = plans.map(|(id, name)| (id.into(), plan(name)));
    [("fieldbook".into(), plans.into())].into()
}

fn request(kind: RequestKind) -> Request {
    Request {
        offer: Some("fieldbook".into()),
        from_plan: Some("gold".into()),
        from_seats: Seats::Count(10),
        purchaser: Some(TenantId::from("t-1")),
        beneficiary: Some(TenantId::from("t-1")),
        channel: Some(domain::Channel::Direct),
        ..Request::new("sub-1".into(), kind, now())
    }
}

pub(super) fn to_plan(from: &str, to: &str) -> Past {
    let request = request(RequestKind::Plan);
    let request = Request { from_plan: Some(from.into()), to_plan: Some(to.into()), ..request };
    Past { request, customer: "Weald & Harrow".to_owned() }
}

pub(super) fn to_seats(seats: u32) -> Past {
    let request = Request { to_seats: Some(seats), ..request(RequestKind::Seats) };
    Past { request, customer: "Weald & Harrow".to_owned() }
}
