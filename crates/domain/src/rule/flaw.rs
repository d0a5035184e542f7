//! What is wrong with a list of rules, told before it is saved.
//!
//! Words we do not know are no flaw: a newer program may have written them, and an older one must be able to save the
//! list. [`Rule::not_understood`] names them.

use std::collections::BTreeSet;
use std::fmt;

use super::condition::{Condition, Conditions, SeatsCondition};
use super::outcome::{Ask, Outcome};
use super::rules::{Rule, RuleId, Rules, Understood};
use super::span::Span;

/// Why a list of rules may not be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A rule has no id.
    NoId,
    /// Two rules have one id.
    SameId(RuleId),
    /// A rule has no name for people.
    NoName(RuleId),
    /// A condition is named and lists nothing, so that it could never hold, or always would.
    Nothing(RuleId, Condition),
    /// A condition asks for at least more than at most.
    Impossible(RuleId, Condition),
    /// A person would be asked for this many seconds.
    Seconds(RuleId, u8),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId => write!(f, "a rule has no id"),
            Self::SameId(rule) => write!(f, "two rules have the id {rule}"),
            Self::NoName(rule) => write!(f, "rule {rule} has no name"),
            Self::Nothing(rule, condition) => write!(f, "rule {rule} lists nothing for {condition:?}"),
            Self::Impossible(rule, condition) => write!(f, "rule {rule} can never hold by its {condition:?}"),
            Self::Seconds(rule, seconds) => {
                let (shortest, longest) = (Ask::SHORTEST, Ask::LONGEST);
                write!(f, "rule {rule} asks for {seconds} s instead of {shortest} to {longest}")
            }
        }
    }
}

impl std::error::Error for Flaw {}

impl Rules {
    /// Everything that is wrong with the list; it may be saved where this is empty.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut ids = BTreeSet::new();
        let twice = self.rules.iter().filter(|rule| !ids.insert(&rule.id)).map(|rule| Flaw::SameId(rule.id.clone()));
        let twice: Vec<_> = twice.collect();
        self.rules.iter().flat_map(Rule::flaws).chain(twice).collect()
    }
}

impl Rule {
    /// Members that a newer program wrote and that keep the rule from being decided.
    pub fn not_understood(&self) -> impl Iterator<Item = &str> {
        let outcome = matches!(self.outcome, Understood::Unknown(_)).then_some("outcome");
        self.conditions.other.keys().map(String::as_str).chain(outcome)
    }

    fn flaws(&self) -> Vec<Flaw> {
        let id = || self.id.clone();
        let no_id = self.id.as_str().trim().is_empty().then_some(Flaw::NoId);
        let no_name = self.name.trim().is_empty().then(|| Flaw::NoName(id()));
        let seconds = match self.outcome {
            Understood::Known(Outcome::Ask(ask)) if !ask.is_in_time() => Some(Flaw::Seconds(id(), ask.seconds)),
            _ => None,
        };
        let nothing = self.conditions.naming_nothing().map(|condition| Flaw::Nothing(id(), condition));
        let seats = self.conditions.seats.as_ref().filter(|seats| seats.is_impossible());
        let impossible = seats.map(|_| Flaw::Impossible(id(), Condition::Seats));
        [no_id, no_name, seconds, impossible].into_iter().flatten().chain(nothing).collect()
    }
}

impl Conditions {
    fn naming_nothing(&self) -> impl Iterator<Item = Condition> {
        let is_empty = [
            (Condition::Offers, self.offers.as_ref().is_some_and(BTreeSet::is_empty)),
            (Condition::FromPlans, self.from_plans.as_ref().is_some_and(BTreeSet::is_empty)),
            (Condition::ToPlans, self.to_plans.as_ref().is_some_and(BTreeSet::is_empty)),
            (Condition::Direction, self.direction.as_ref().is_some_and(BTreeSet::is_empty)),
            (Condition::Seats, self.seats.as_ref().is_some_and(SeatsCondition::names_nothing)),
            (Condition::Customers, self.customers.as_ref().is_some_and(|customers| customers.is_empty())),
            (Condition::Hours, self.hours.as_ref().is_some_and(Vec::is_empty)),
        ];
        is_empty.into_iter().filter(|(_, is_empty)| *is_empty).map(|(condition, _)| condition)
    }
}

impl SeatsCondition {
    fn names_nothing(&self) -> bool {
        let is_open = [
            self.total.as_ref().map(Span::is_open),
            self.change.as_ref().map(Span::is_open),
            self.percent.as_ref().map(Span::is_open),
        ];
        *self == Self::default() || is_open.contains(&Some(true))
    }

    fn is_impossible(&self) -> bool {
        self.total.as_ref().is_some_and(Span::is_impossible)
            || self.change.as_ref().is_some_and(Span::is_impossible)
            || self.percent.as_ref().is_some_and(Span::is_impossible)
    }
}
