//! What one version of the rules changed against the version before.

use std::collections::BTreeMap;

use domain::rule::{Rule, RuleId, Rules};
use serde::Deserialize as _;

use super::beside;
use super::book::Kept;
use super::preview::all;
use crate::contract::{RulesVersion, Sentence};
use crate::sync_line::moment;

/// Every version, the latest first.
pub(super) fn told(mut kept: Vec<Kept>) -> Vec<RulesVersion> {
    kept.sort_by_key(|kept| kept.version);
    let lists: Vec<Option<Rules>> = kept.iter().map(|kept| Rules::deserialize(&kept.rules).ok()).collect();
    let none = Rules::default();
    let mut before = &none;
    let mut versions = Vec::new();
    for (kept, list) in kept.iter().zip(&lists) {
        versions.push(version(kept, list.as_ref(), Some(before)));
        before = list.as_ref().unwrap_or(before);
    }
    versions.reverse();
    versions
}

/// One version; without one before nothing is told of what it changed.
pub(super) fn version(kept: &Kept, list: Option<&Rules>, before: Option<&Rules>) -> RulesVersion {
    let changes = match (list, before) {
        (Some(list), Some(before)) => changes(before, list),
        (None, _) => vec![Sentence::plain("rules-unreadable")],
        (Some(_), None) => Vec::new(),
    };
    RulesVersion {
        version: u32::try_from(kept.version).unwrap_or(u32::MAX),
        author: kept.author.clone(),
        reason: kept.reason.clone(),
        at: moment(kept.at),
        rules: list.map_or(0, |list| u32::try_from(list.rules.len()).unwrap_or(u32::MAX)),
        changes,
    }
}

/// What differs, in plain words.
pub(super) fn changes(before: &Rules, after: &Rules) -> Vec<Sentence> {
    let (old, new) = (by_id(before), by_id(after));
    let names = |rules: Vec<&Rule>| rules.iter().map(|rule| rule.name.clone()).collect::<Vec<_>>();
    let added: Vec<&Rule> = after.rules.iter().filter(|rule| !old.contains_key(&rule.id)).collect();
    let removed: Vec<&Rule> = before.rules.iter().filter(|rule| !new.contains_key(&rule.id)).collect();
    let differs = |rule: &&Rule| old.get(&rule.id).is_some_and(|old| !means_the_same(old, rule));
    let changed: Vec<&Rule> = after.rules.iter().filter(differs).collect();
    let said = [("rules-added", added), ("rules-removed", removed), ("rules-changed", changed)];
    let mut said: Vec<Sentence> =
        said.into_iter().filter(|(_, rules)| !rules.is_empty()).map(|(key, rules)| all(key, &names(rules))).collect();
    if order(before, &new) != order(after, &old) {
        said.push(Sentence::plain("rules-reordered"));
    }
    if beside::ladders(before) != beside::ladders(after) {
        said.push(Sentence::plain("rules-ladders-changed"));
    }
    said
}

/// Whether two rules answer the same, whoever wrote them and when.
pub(super) fn means_the_same(one: &Rule, other: &Rule) -> bool {
    let bare = |rule: &Rule| Rule {
        author: String::new(),
        reason: String::new(),
        since: chrono::DateTime::UNIX_EPOCH,
        ..rule.clone()
    };
    bare(one) == bare(other)
}

/// Whether two lists answer the same.
pub(super) fn answer_the_same(one: &Rules, other: &Rules) -> bool {
    one.rules.len() == other.rules.len()
        && one.rules.iter().zip(&other.rules).all(|(one, other)| means_the_same(one, other))
        && one.other == other.other
}

fn by_id(rules: &Rules) -> BTreeMap<&RuleId, &Rule> {
    rules.rules.iter().map(|rule| (&rule.id, rule)).collect()
}

/// The order of those rules that both lists have.
fn order<'a>(rules: &'a Rules, others: &BTreeMap<&RuleId, &Rule>) -> Vec<&'a RuleId> {
    rules.rules.iter().map(|rule| &rule.id).filter(|id| others.contains_key(id)).collect()
}
