//! What changed between two readings of the same subscription.
//!
//! Compared are the records as received, member by member, so that a member nobody has heard of yet is seen to change
//! too. `lastModified` is left out: the service fills it with a constant. What only looks different is not a
//! difference: blanks around a word, the order of allowed operations, `null` beside an absent member, a number
//! written as text, and the two spellings of a day.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One member that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it means.
    pub kind: Kind,
    /// Path of the member, for example `term.endDate`.
    pub field: String,
    /// Its text before, where it had one.
    pub before: Option<String>,
    /// Its text now, where it has one.
    pub after: Option<String>,
}

/// What a difference means to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The subscription's status.
    Status,
    /// Its plan.
    Plan,
    /// Its seats.
    Seats,
    /// A later term of the same length: it was renewed.
    Renewed,
    /// Any other change of the term.
    Term,
    /// Auto-renew was switched.
    AutoRenew,
    /// Some other member.
    Other,
}

impl Kind {
    /// The word the journal keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Plan => "plan",
            Self::Seats => "seats",
            Self::Renewed => "renewed",
            Self::Term => "term",
            Self::AutoRenew => "auto-renew",
            Self::Other => "changed",
        }
    }
}

/// Every member in which `now` differs from `before`, in order of their paths.
///
/// Renewal is one difference, not three: a term that ends later, after one that had an end.
pub fn between(before: &Value, now: &Value) -> Vec<Difference> {
    let (mut old, mut new) = (facts(before), facts(now));
    let mut found = Vec::new();
    if let Some(renewal) = renewal(&old, &new) {
        for member in ["term.endDate", "term.startDate"] {
            old.remove(member);
            new.remove(member);
        }
        found.push(renewal);
    }
    let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for path in paths {
        let (before, after) = (old.get(path), new.get(path));
        if before != after {
            found.push(Difference {
                kind: kind_of(path),
                field: path.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
    found
}

fn renewal(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Option<Difference> {
    let (before, after) = (old.get("term.endDate")?, new.get("term.endDate")?);
    let same_length = old.get("term.termUnit") == new.get("term.termUnit");
    (same_length && after > before).then(|| Difference {
        kind: Kind::Renewed,
        field: "term.endDate".to_owned(),
        before: Some(before.clone()),
        after: Some(after.clone()),
    })
}

fn kind_of(path: &str) -> Kind {
    match path {
        "saasSubscriptionStatus" => Kind::Status,
        "planId" => Kind::Plan,
        "quantity" => Kind::Seats,
        "autoRenew" => Kind::AutoRenew,
        _ if path.starts_with("term.") => Kind::Term,
        _ => Kind::Other,
    }
}

/// Every member that says something, under its path and in one spelling.
fn facts(record: &Value) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    if let Value::Object(members) = record {
        gather(&mut facts, "", members);
    }
    if let Some(status) = facts.remove("status") {
        facts.entry("saasSubscriptionStatus".to_owned()).or_insert(status);
    }
    facts.remove("lastModified");
    facts
}

fn gather(facts: &mut BTreeMap<String, String>, prefix: &str, members: &Map<String, Value>) {
    for (name, value) in members {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        if let Value::Object(inner) = value {
            gather(facts, &path, inner);
        } else if let Some(text) = text_of(&path, value) {
            facts.insert(path, text);
        }
    }
}

/// One spelling of a value; `None` where it says nothing.
fn text_of(path: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => {
            let mut words: Vec<String> =
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
            words.sort();
            words.join(", ")
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    };
    let text = if path.ends_with("Date") { day_of(&text) } else { text };
    (!text.is_empty()).then_some(text)
}

/// The day of a date that came with or without a time of midnight.
fn day_of(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.trim_end_matches('Z').chars().all(|c| matches!(c, '0' | ':' | '.')) => day.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn kinds(before: &Value, now: &Value) -> Vec<(Kind, String)> {
        between(before, now).into_iter().map(|found| (found.kind, found.field)).collect()
    }

    #[rstest]
    #[case(json!({"saasSubscriptionStatus": "Subscribed "}), json!({"saasSubscriptionStatus": "Subscribed"}))]
    #[case(json!({"allowedCustomerOperations": ["Read", "Update"]}), json!({"allowedCustomerOperations": ["Update", "Read"]}))]
    #[case(json!({"quantity": null}), json!({}))]
    #[case(json!({"quantity": ""}), json!({}))]
    #[case(json!({"quantity": "12"}), json!({"quantity": 12}))]
    #[case(json!({"term": {"startDate": "2026-01-01"}}), json!({"term": {"startDate": "2026-01-01T00:00:00Z"}}))]
    #[case(json!({"lastModified": "0001-01-01T00:00:00"}), json!({"lastModified": "2026-01-01T00:00:00Z"}))]
    #[case(json!({"status": "Subscribed"}), json!({"saasSubscriptionStatus": "Subscribed"}))]
    #[case(json!({"term": {"chargeDuration": null}}), json!({"term": {}}))]
    fn what_only_looks_different_is_not_a_difference(#[case] before: Value, #[case] now: Value) {
        assert_eq!(between(&before, &now), [], "{before} and {now} say the same");
    }

    #[test]
    fn each_member_is_named_by_what_it_means() {
        let before = json!({"saasSubscriptionStatus": "Subscribed", "planId": "silver", "quantity": 4, "autoRenew": true, "name": "A"});
        let now = json!({"saasSubscriptionStatus": "Suspended", "planId": "gold", "quantity": 5, "autoRenew": false, "name": "B"});
        let expected = [
            (Kind::AutoRenew, "autoRenew"),
            (Kind::Other, "name"),
            (Kind::Plan, "planId"),
            (Kind::Seats, "quantity"),
            (Kind::Status, "saasSubscriptionStatus"),
        ];
        assert_eq!(kinds(&before, &now), expected.map(|(kind, field)| (kind, field.to_owned())));
    }

    #[test]
    fn a_later_term_of_the_same_length_is_one_renewal() {
        let before = json!({"term": {"termUnit": "P1M", "startDate": "2026-01-03", "endDate": "2026-02-02"}});
        let now = json!({"term": {"termUnit": "P1M", "startDate": "2026-02-03T00:00:00Z", "endDate": "2026-03-02T00:00:00Z"}});
        assert_eq!(kinds(&before, &now), [(Kind::Renewed, "term.endDate".to_owned())]);
    }

    #[test]
    fn first_dates_are_a_term_not_a_renewal() {
        let found = kinds(
            &json!({"term": {"termUnit": "P1M"}}),
            &json!({"term": {"termUnit": "P1M", "endDate": "2026-03-02"}}),
        );
        assert_eq!(found, [(Kind::Term, "term.endDate".to_owned())]);
    }

    #[test]
    fn a_member_nobody_knows_is_seen_to_change() {
        let found = between(&json!({"novel": {"inner": 1}}), &json!({"novel": {"inner": 2}}));
        assert_eq!(found.first().map(|found| found.field.as_str()), Some("novel.inner"));
    }
}
