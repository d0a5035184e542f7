//! Judges a request by the rules.

use super::decision::{Decision, Doubt};
use super::facts::Facts;
use super::holds::Held;
use super::outcome::Outcome;
use super::request::Request;
use super::rules::{Rule, Rules, Understood};
use super::snapshot::Snapshot;

/// Judges a request: the first enabled rule whose conditions all hold decides, and where none does the answer is yes. A
/// rule that may hold, but cannot be decided, ends the search too: the answer is yes, for review.
///
/// Nothing is allocated while looking, so a thousand rules cost far less than a millisecond.
pub fn evaluate(rules: &Rules, snapshot: &Snapshot, request: &Request) -> Decision {
    let facts = Facts::new(snapshot, request);
    let looked_at = rules.rules.iter().filter(|rule| rule.enabled);
    let found = looked_at.map(|rule| (rule, rule.conditions.held(&facts))).find(|(_, held)| *held != Held::No);
    let Some((rule, held)) = found else { return no_rule(rules.version) };
    let (outcome, review) = match held.doubt() {
        Some(doubt) => (Outcome::Accept, Some(doubt)),
        None => rule.answer(),
    };
    let why = rule.conditions.those_held(&facts);
    Decision { outcome, rule: Some(rule.id.clone()), version: rules.version, review, why }
}

fn no_rule(version: u32) -> Decision {
    Decision { outcome: Outcome::Accept, rule: None, version, review: None, why: Vec::new() }
}

impl Rule {
    /// What it answers; yes where we do not know what it asks for.
    fn answer(&self) -> (Outcome, Option<Doubt>) {
        match self.outcome {
            Understood::Known(Outcome::Ask(ask)) if !ask.is_in_time() => (Outcome::Accept, Some(Doubt::UnknownOutcome)),
            Understood::Known(outcome) => (outcome, None),
            Understood::Unknown(_) => (Outcome::Accept, Some(Doubt::UnknownOutcome)),
        }
    }
}
