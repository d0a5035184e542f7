//! A list of rules as the page edits it.

use domain::rule::{Conditions, Outcome, Rule, Rules, Understood};
use serde_json::{Map, Value};

use super::beside::{self, LADDERS};
use crate::contract::{EditedRule, Fallback, RuleConditions, RuleOutcome, RulesDraft};
use crate::sync_line::moment;

/// Conditions that the page can edit, by their names in the list.
pub(super) const EDITABLE: [&str; 9] =
    ["asks", "offers", "fromPlans", "toPlans", "direction", "seats", "customers", "channel", "hours"];

/// The list for the page; `version` is the one in force that editing begins with.
pub(super) fn draft(rules: &Rules, version: u32) -> RulesDraft {
    let mut unknown = rules.other.clone();
    let ladders = beside::ladders(rules);
    if !ladders.is_empty() {
        unknown.remove(LADDERS);
    }
    RulesDraft {
        version,
        rules: rules.rules.iter().map(edited).collect(),
        ladders: beside::orders(&ladders),
        unknown: Value::from(unknown).to_string(),
    }
}

fn edited(rule: &Rule) -> EditedRule {
    EditedRule {
        id: rule.id.to_string(),
        name: rule.name.clone(),
        author: rule.author.clone(),
        reason: rule.reason.clone(),
        since: moment(rule.since),
        enabled: rule.enabled,
        conditions: conditions(&rule.conditions),
        outcome: outcome(&rule.outcome),
        unknown: Value::from(rule.other.clone()).to_string(),
    }
}

/// Each condition that the page can read is taken out; all others stay as they came.
fn conditions(conditions: &Conditions) -> RuleConditions {
    let Ok(Value::Object(mut members)) = serde_json::to_value(conditions) else { return RuleConditions::default() };
    let read = |members: &Map<String, Value>, name: &str| {
        let alone = Map::from_iter([(name.to_owned(), members.get(name)?.clone())]);
        serde_json::from_value::<RuleConditions>(Value::from(alone.clone())).ok().map(|_| alone)
    };
    let mut readable = Map::new();
    for name in EDITABLE {
        if let Some(alone) = read(&members, name) {
            members.remove(name);
            readable.extend(alone);
        }
    }
    let known: RuleConditions = serde_json::from_value(Value::from(readable)).unwrap_or_default();
    RuleConditions { unknown: Value::from(members).to_string(), ..known }
}

fn outcome(outcome: &Understood<Outcome>) -> RuleOutcome {
    match outcome {
        Understood::Known(Outcome::Accept) => RuleOutcome::Accept,
        Understood::Known(Outcome::Refuse) => RuleOutcome::Refuse,
        Understood::Known(Outcome::Hold) => RuleOutcome::Hold,
        Understood::Known(Outcome::Ask(ask)) => {
            RuleOutcome::Ask { seconds: ask.seconds, fallback: fallback(ask.fallback) }
        }
        Understood::Unknown(value) => RuleOutcome::Unknown { json: value.to_string() },
    }
}

fn fallback(fallback: domain::rule::Fallback) -> Fallback {
    match fallback {
        domain::rule::Fallback::Accept => Fallback::Accept,
        domain::rule::Fallback::Refuse => Fallback::Refuse,
        domain::rule::Fallback::Hold => Fallback::Hold,
    }
}
