//! What is wrong with a rule, and what to know about it, in plain words.

use domain::OfferId;
use domain::rule::{Condition, Conditions, Flaw, OfferFacts, Outcome, Rule, RuleId, Rules, Understood};

use super::clauses::{any_of, word};
use super::judged::Judged;
use super::preview::all;
use super::writing;
use crate::contract::{EditedRule, Sentence};

/// Why a rule may not be put in force: the domain's flaws, and what the page wrote that nothing can be judged by.
pub(super) fn of(place: usize, rules: &Rules, found: &[Flaw], edited: Option<&EditedRule>) -> Vec<Sentence> {
    let Some(rule) = rules.rules.get(place) else { return Vec::new() };
    let is_first = rules.rules.iter().position(|other| other.id == rule.id) == Some(place);
    let mine = found.iter().filter(|flaw| match flaw {
        Flaw::NoId => rule.id.as_str().trim().is_empty(),
        Flaw::SameId(id) => *id == rule.id && !is_first,
        Flaw::NoName(id) | Flaw::Nothing(id, _) | Flaw::Impossible(id, _) | Flaw::Seconds(id, _) => is(rule, id),
    });
    let misread = edited.map(|edited| writing::misread(&edited.conditions)).unwrap_or_default();
    let misread = misread.iter().map(|name| any_of("rule-flaw-unreadable", &[condition_named(name)]));
    mine.map(said).chain(misread).collect()
}

fn is(rule: &Rule, id: &RuleId) -> bool {
    rule.id == *id
}

fn said(flaw: &Flaw) -> Sentence {
    let plain = Sentence::plain;
    match flaw {
        Flaw::NoId => plain("rule-flaw-no-id"),
        Flaw::SameId(_) => plain("rule-flaw-same-id"),
        Flaw::NoName(_) => plain("rule-flaw-no-name"),
        Flaw::Nothing(_, condition) => any_of("rule-flaw-nothing", &[word(*condition)]),
        Flaw::Impossible(_, condition) => any_of("rule-flaw-impossible", &[word(*condition)]),
        Flaw::Seconds(_, seconds) => plain("rule-flaw-seconds").with("given", seconds),
    }
}

/// What to know about a rule before it is put in force.
pub(super) fn notes(place: usize, judged: Judged<'_>) -> Vec<Sentence> {
    let rules = judged.rules;
    let Some(rule) = rules.rules.get(place) else { return Vec::new() };
    let mut notes = Vec::new();
    let not_understood: Vec<String> = rule.not_understood().map(str::to_owned).collect();
    if !not_understood.is_empty() {
        notes.push(all("rule-note-unknown", &not_understood));
    }
    let above = rules.rules.iter().take(place);
    let always = |rule: &&Rule| rule.enabled && rule.conditions == Conditions::default();
    if let Some(first) = above.clone().find(always) {
        notes.push(Sentence::plain("rule-note-shadowed").with("rule", &first.name));
    } else if always(&rule) && matches!(rule.outcome, Understood::Known(Outcome::Refuse | Outcome::Hold)) {
        notes.push(Sentence::plain("rule-note-refuses-all"));
    }
    if rule.conditions.seats.as_ref().is_some_and(|seats| seats.below_use) {
        notes.push(Sentence::plain("rule-note-below-use"));
    }
    let named = rule.conditions.customers.iter().flat_map(|customers| &customers.sets);
    let missing: Vec<String> = named.filter(|set| !judged.facts.sets.contains_key(*set)).cloned().collect();
    if !missing.is_empty() {
        notes.push(all("rule-note-set", &missing));
    }
    let without = without_order(rule, judged);
    if !without.is_empty() {
        notes.push(all("rule-note-no-order", &without));
    }
    notes
}

/// Offers within which a rule asks for a direction that nothing tells.
fn without_order(rule: &Rule, judged: Judged<'_>) -> Vec<String> {
    if rule.conditions.direction.is_none() {
        return Vec::new();
    }
    let concerns = |offer: &OfferId| rule.conditions.offers.as_ref().is_none_or(|offers| offers.contains(offer));
    let offers = judged.facts.offers.iter().filter(|(id, offer)| concerns(id) && has_no_order(offer));
    offers.map(|(id, _)| id.to_string()).collect()
}

/// Whether nothing tells which plan of an offer stands above another.
fn has_no_order(offer: &OfferFacts) -> bool {
    offer.ladder.is_empty() && offer.plans.len() > 1 && offer.plans.values().any(|plan| plan.prices.is_empty())
}

fn condition_named(name: &str) -> &'static str {
    let named = |condition: &Condition| serde_json::to_value(condition).is_ok_and(|word| word == name);
    Condition::ALL.into_iter().find(named).map_or("condition-other", word)
}
