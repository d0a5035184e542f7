//! The rules that are put in force, and, written apart from the relay's own code, what they say.
//!
//! What is judged is the message as it went over the wire and the facts as the relay was given them. Of two lists one is
//! in force at a time.

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use serde_json::{Value, json};

/// What a request is to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruled {
    /// 200.
    Yes,
    /// 400.
    No,
}

/// How many lists there are.
pub const LISTS: usize = 2;
/// The named set of customers.
const WATCHED: &str = "watched";
/// From this many more seats on, a person is asked.
const MANY: i64 = 20;

/// A list as it is put in force. Nobody looks at a question, so its fallback is given.
pub fn list(which: usize) -> Value {
    let ask = |seconds: u8, fallback: &str| json!({ "ask": { "seconds": seconds, "fallback": fallback } });
    let watched = json!({ "customers": { "sets": [WATCHED] } });
    let resellers = json!({ "asks": "plan", "channel": "reseller" });
    let down = json!({ "asks": "plan", "direction": ["downgrade"] });
    let night = json!({ "asks": "seats", "hours": [{ "from": "22:00:00", "to": "06:00:00", "zone": "Etc/GMT-1" }] });
    let many = json!({ "asks": "seats", "seats": { "change": { "atLeast": MANY } } });
    let fewer = json!({ "asks": "seats", "seats": { "change": { "atMost": -1 } } });
    let plans = json!({ "asks": "plan" });
    let rules = if which == 0 {
        vec![
            rule("resellers", &resellers, &json!("refuse")),
            rule("down", &down, &json!("hold")),
            rule("night", &night, &ask(5, "refuse")),
            rule("many", &many, &ask(8, "hold")),
            rule("fewer", &fewer, &json!("refuse")),
            rule(WATCHED, &watched, &json!("hold")),
            rule("plans", &plans, &ask(5, "accept")),
        ]
    } else {
        vec![
            rule(WATCHED, &watched, &ask(3, "hold")),
            rule("night", &night, &json!("accept")),
            rule("resellers", &resellers, &json!("accept")),
            rule("down", &down, &json!("refuse")),
            rule("fewer", &fewer, &json!("hold")),
        ]
    };
    json!({ "rules": rules })
}

fn rule(name: &str, conditions: &Value, outcome: &Value) -> Value {
    json!({
        "id": name, "name": name, "author": "lea", "reason": "proof", "since": "2020-01-01T00:00:00Z",
        "conditions": conditions, "outcome": outcome
    })
}

/// Facts as a desk would give them: every offer's plans in the order of its list, and who is watched.
pub fn facts(taken_at: DateTime<Utc>, good_for: TimeDelta, offers: &Value, watched: &[String]) -> Value {
    let all = offers.as_array().into_iter().flatten();
    let offers: serde_json::Map<_, _> = all
        .filter_map(|offer| {
            let plans = offer.get("plans")?.as_array()?.iter().filter_map(Value::as_str);
            let ladder: serde_json::Map<_, _> =
                plans.zip(1..).map(|(plan, rung)| (plan.to_owned(), json!(rung))).collect();
            Some((offer.get("offerId")?.as_str()?.to_owned(), json!({ "ladder": ladder })))
        })
        .collect();
    json!({
        "takenAt": taken_at, "goodFor": good_for.num_seconds(), "offers": offers,
        "sets": { WATCHED: { "subscriptions": watched } }
    })
}

/// What a list says of a message that arrives at this moment. Whatever is not known, or known from too long ago, is a
/// yes, and so is a message that does not say what it asks for.
pub fn says(which: usize, message: &Value, facts: &Value, at: DateTime<Utc>) -> Ruled {
    let case = Case { message, facts: Some(facts).filter(|facts| is_fresh(facts, at)), at };
    if !case.says_what_it_wants() {
        return Ruled::Yes;
    }
    if which == 0 { case.by_the_first() } else { case.by_the_second() }
}

fn is_fresh(facts: &Value, at: DateTime<Utc>) -> bool {
    let taken = facts.get("takenAt").and_then(Value::as_str).and_then(|at| at.parse::<DateTime<Utc>>().ok());
    let good_for = facts.get("goodFor").and_then(Value::as_i64).unwrap_or(0);
    taken.is_some_and(|taken| at - taken <= TimeDelta::seconds(good_for))
}

struct Case<'a> {
    message: &'a Value,
    facts: Option<&'a Value>,
    at: DateTime<Utc>,
}

impl Case<'_> {
    fn by_the_first(&self) -> Ruled {
        if self.is_about_plans() {
            if self.is_resold() {
                return Ruled::No;
            }
            return match (self.goes_down(), self.is_watched()) {
                (None, _) => Ruled::Yes,
                (Some(true), _) => Ruled::No,
                (Some(false), Some(true)) => Ruled::No,
                (Some(false), _) => Ruled::Yes,
            };
        }
        if self.is_night() || self.more_seats() >= MANY || self.more_seats() < 0 {
            return Ruled::No;
        }
        if self.is_watched() == Some(true) { Ruled::No } else { Ruled::Yes }
    }

    fn by_the_second(&self) -> Ruled {
        match self.is_watched() {
            None => return Ruled::Yes,
            Some(true) => return Ruled::No,
            Some(false) => {}
        }
        let is_refused = if self.is_about_plans() {
            !self.is_resold() && self.goes_down() == Some(true)
        } else {
            !self.is_night() && self.more_seats() < 0
        };
        if is_refused { Ruled::No } else { Ruled::Yes }
    }

    fn text(&self, path: &str) -> &str {
        self.message.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }

    fn says_what_it_wants(&self) -> bool {
        let wanted = if self.is_about_plans() { "/planId" } else { "/quantity" };
        self.message.pointer(wanted).is_some_and(|wanted| !wanted.is_null())
    }

    fn is_about_plans(&self) -> bool {
        self.text("/action") == "ChangePlan"
    }

    fn is_resold(&self) -> bool {
        let of = |who: &str| self.text(&format!("/subscription/{who}/tenantId"));
        let allowed = self.message.pointer("/subscription/allowedCustomerOperations");
        of("purchaser") != of("beneficiary")
            || allowed == Some(&json!(["Read"]))
            || self.text("/subscription/sandboxType").eq_ignore_ascii_case("csp")
    }

    /// Nothing where the facts do not tell.
    fn goes_down(&self) -> Option<bool> {
        let ladder = self.facts?.pointer(&format!("/offers/{}/ladder", self.text("/offerId")))?;
        let rung = |plan: &str| ladder.get(plan)?.as_u64();
        Some(rung(self.text("/planId"))? < rung(self.text("/subscription/planId"))?)
    }

    /// Nothing where the facts do not tell.
    fn is_watched(&self) -> Option<bool> {
        let watched = self.facts?.pointer(&format!("/sets/{WATCHED}/subscriptions"))?.as_array()?;
        Some(watched.iter().any(|one| one.as_str() == Some(self.text("/subscriptionId"))))
    }

    fn more_seats(&self) -> i64 {
        let number = |path: &str| self.message.pointer(path).and_then(Value::as_i64).unwrap_or(0);
        number("/quantity") - number("/subscription/quantity")
    }

    /// An hour ahead of UTC, all year.
    fn is_night(&self) -> bool {
        let hour = (self.at + TimeDelta::hours(1)).hour();
        !(6..22).contains(&hour)
    }
}
