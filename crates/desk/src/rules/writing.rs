//! What the page edited, as a list of rules again. What it could not edit is put back as it came.

use chrono::{DateTime, Utc};
use domain::rule::{self, Ask, Conditions, Outcome, Rule, Rules, Understood};
use serde_json::{Map, Value};

use super::beside::{self, LADDERS};
use super::reading::EDITABLE;
use crate::contract::{EditedRule, Fallback, RuleConditions, RuleOutcome, RulesDraft};

/// The list the page means. A rule that is new has no moment yet and gets `now`.
pub(super) fn rules(draft: &RulesDraft, now: DateTime<Utc>) -> Rules {
    let mut other = object(&draft.unknown);
    let ladders = beside::kept(&draft.ladders);
    if !ladders.is_empty() {
        other.insert(LADDERS.to_owned(), serde_json::to_value(&ladders).unwrap_or_default());
    }
    Rules { version: draft.version, rules: draft.rules.iter().map(|edited| rule(edited, now)).collect(), other }
}

fn rule(edited: &EditedRule, now: DateTime<Utc>) -> Rule {
    Rule {
        id: edited.id.as_str().into(),
        name: edited.name.trim().to_owned(),
        author: edited.author.clone(),
        reason: edited.reason.clone(),
        since: edited.since.parse().unwrap_or(now),
        enabled: edited.enabled,
        conditions: conditions(&edited.conditions),
        outcome: outcome(&edited.outcome),
        other: object(&edited.unknown),
    }
}

/// What the page names stands in place of what it could not read under the same name.
fn conditions(edited: &RuleConditions) -> Conditions {
    let mut members = object(&edited.unknown);
    members.extend(named(edited));
    serde_json::from_value(Value::from(members)).unwrap_or_default()
}

/// The conditions the page names, as they are written in a list.
fn named(edited: &RuleConditions) -> Map<String, Value> {
    let Ok(Value::Object(members)) = serde_json::to_value(edited) else { return Map::new() };
    members.into_iter().filter(|(name, value)| EDITABLE.contains(&name.as_str()) && !value.is_null()).collect()
}

/// Conditions that the page names and a rule cannot be judged by: a zone nobody knows, an hour that is none.
pub(super) fn misread(edited: &RuleConditions) -> Vec<String> {
    let names = named(edited).into_iter().map(|(name, _)| name);
    let read = conditions(edited);
    names.filter(|name| read.other.contains_key(name)).collect()
}

fn outcome(edited: &RuleOutcome) -> Understood<Outcome> {
    Understood::Known(match edited {
        RuleOutcome::Accept => Outcome::Accept,
        RuleOutcome::Refuse => Outcome::Refuse,
        RuleOutcome::Hold => Outcome::Hold,
        RuleOutcome::Ask { seconds, fallback } => {
            Outcome::Ask(Ask { seconds: *seconds, fallback: fallback_of(*fallback) })
        }
        RuleOutcome::Unknown { json } => return Understood::Unknown(serde_json::from_str(json).unwrap_or_default()),
    })
}

fn fallback_of(fallback: Fallback) -> rule::Fallback {
    match fallback {
        Fallback::Accept => rule::Fallback::Accept,
        Fallback::Refuse => rule::Fallback::Refuse,
        Fallback::Hold => rule::Fallback::Hold,
    }
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
