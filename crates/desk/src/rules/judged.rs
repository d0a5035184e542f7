//! What a list of rules answers to a request, in the page's words.

use domain::rule::{Decision, Doubt, Outcome, Request, Rules, Snapshot, evaluate};

use super::clauses::{any_of, word};
use super::preview::all;
use crate::contract::{AnswerKind, Answered, Sentence};

/// A list with the facts it is judged on.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub rules: &'a Rules,
    pub facts: &'a Snapshot,
}

impl Judged<'_> {
    /// The answer to a request.
    pub(super) fn answer(&self, request: &Request) -> Answered {
        let decision = evaluate(self.rules, self.facts, request);
        let by = |id| self.rules.rules.iter().position(|rule| rule.id == id);
        let place = decision.rule.clone().and_then(by);
        Answered {
            answer: kind(&decision),
            rule: place.and_then(|place| u32::try_from(place + 1).ok()),
            doubt: decision.review.as_ref().map(doubt),
        }
    }
}

fn kind(decision: &Decision) -> AnswerKind {
    match decision.outcome {
        _ if decision.review.is_some() => AnswerKind::Review,
        Outcome::Accept => AnswerKind::Accept,
        Outcome::Refuse => AnswerKind::Refuse,
        Outcome::Hold => AnswerKind::Hold,
        Outcome::Ask(_) => AnswerKind::Ask,
    }
}

fn doubt(doubt: &Doubt) -> Sentence {
    match doubt {
        Doubt::Missing { condition } => any_of("doubt-missing", &[word(*condition)]),
        Doubt::Stale { condition } => any_of("doubt-stale", &[word(*condition)]),
        Doubt::UnknownCondition { member } => all("doubt-unknown", std::slice::from_ref(member)),
        Doubt::UnknownOutcome => Sentence::plain("doubt-outcome"),
        Doubt::NoTarget => Sentence::plain("doubt-no-target"),
    }
}
