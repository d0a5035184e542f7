//! Whether conditions hold. What is not known makes an answer unknown only where no other condition settles it.

use std::collections::BTreeSet;
use std::iter;

use super::condition::{Condition, Conditions, SeatsCondition};
use super::customer::Customers;
use super::decision::Doubt;
use super::facts::{Fact, Facts, Gap};
use super::request::{RequestKind, Seats};

/// Whether a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held<'a> {
    Yes,
    No,
    /// This cannot be decided, and everything else holds.
    Perhaps(Condition, Gap),
    /// Everything we understand holds, and we do not understand this member.
    PerhapsIf(&'a str),
}

impl Held<'_> {
    /// The doubt, where there is one.
    pub(super) fn doubt(self) -> Option<Doubt> {
        match self {
            Self::Yes | Self::No => None,
            Self::Perhaps(condition, Gap::Missing) => Some(Doubt::Missing { condition }),
            Self::Perhaps(condition, Gap::Stale) => Some(Doubt::Stale { condition }),
            Self::PerhapsIf(member) => Some(Doubt::UnknownCondition { member: member.to_owned() }),
        }
    }
}

impl Conditions {
    /// Whether all hold.
    pub(super) fn held(&self, facts: &Facts<'_>) -> Held<'_> {
        let mut doubt = None;
        for condition in Condition::ALL {
            match self.holds(condition, facts) {
                None | Some(Ok(true)) => {}
                Some(Ok(false)) => return Held::No,
                Some(Err(gap)) => doubt = doubt.or(Some(Held::Perhaps(condition, gap))),
            }
        }
        let strange = || self.other.keys().next().map(|member| Held::PerhapsIf(member));
        doubt.or_else(strange).unwrap_or(Held::Yes)
    }

    /// Every condition that is named and holds.
    pub(super) fn those_held(&self, facts: &Facts<'_>) -> Vec<Condition> {
        let holds = |condition: &Condition| self.holds(*condition, facts) == Some(Ok(true));
        Condition::ALL.into_iter().filter(holds).collect()
    }

    /// Whether one condition holds; nothing where it is not named.
    fn holds(&self, condition: Condition, facts: &Facts<'_>) -> Option<Fact<bool>> {
        Some(match condition {
            Condition::Asks => Ok(self.asks? == facts.request.kind),
            Condition::Offers => is_in(self.offers.as_ref()?, facts.offer().map(Some)),
            Condition::FromPlans => is_in(self.from_plans.as_ref()?, facts.plan_before().map(Some)),
            Condition::ToPlans => is_in(self.to_plans.as_ref()?, facts.plan_after()),
            Condition::Direction => {
                let ways = self.direction.as_ref()?;
                facts.direction().map(|way| way.is_some_and(|way| ways.contains(&way)))
            }
            Condition::Seats => self.seats.as_ref()?.holds(facts),
            Condition::Customers => self.customers.as_ref()?.includes(facts),
            Condition::Channel => {
                let sold = self.channel?;
                facts.channel().map(|channel| channel == sold)
            }
            Condition::Hours => Ok(self.hours.as_ref()?.iter().any(|hours| hours.contains(facts.request.moment))),
        })
    }
}

fn is_in<T: Ord>(set: &BTreeSet<T>, fact: Fact<Option<&T>>) -> Fact<bool> {
    fact.map(|fact| fact.is_some_and(|fact| set.contains(fact)))
}

impl SeatsCondition {
    fn holds(&self, facts: &Facts<'_>) -> Fact<bool> {
        let total = self.total.map(|total| facts.seats_after().map(|after| counts(after, |n| total.contains(&n))));
        let change = self.change.map(|change| by_how_many(facts, |from, to| change.contains(&(to - from))));
        let percent = self.percent.map(|percent| {
            by_how_many(facts, |from, to| {
                let grown = (to - from) * 100;
                let of_those = |bound: i32| i64::from(bound) * from;
                percent.at_least.is_none_or(|least| grown >= of_those(least))
                    && percent.at_most.is_none_or(|most| grown <= of_those(most))
            })
        });
        let below_use = self.below_use.then(|| {
            let (after, in_use) = (facts.seats_after()?, facts.seats_in_use()?);
            Ok(counts(after, |after| after < in_use))
        });
        all([total, change, percent, below_use].into_iter().flatten())
    }
}

/// What is sold without seats meets no condition on their number.
fn counts(seats: Seats, holds: impl FnOnce(u32) -> bool) -> bool {
    seats.count().is_some_and(holds)
}

/// A change of plan changes no seats. Both numbers fit 32 bits, so that nothing made of them overflows 64.
fn by_how_many(facts: &Facts<'_>, holds: impl FnOnce(i64, i64) -> bool) -> Fact<bool> {
    if facts.request.kind == RequestKind::Plan {
        return Ok(false);
    }
    match (facts.seats_before()?, facts.seats_after()?) {
        (Seats::Count(from), Seats::Count(to)) => Ok(holds(from.into(), to.into())),
        _ => Err(Gap::Missing),
    }
}

impl Customers {
    /// Whether the customer is in it, or in one of the sets it names.
    fn includes(&self, facts: &Facts<'_>) -> Fact<bool> {
        let named = self.sets.iter().map(|name| facts.set(name)?.lists(facts));
        any(iter::once(self.lists(facts)).chain(named))
    }

    fn lists(&self, facts: &Facts<'_>) -> Fact<bool> {
        if self.subscriptions.contains(&facts.request.subscription) {
            return Ok(true);
        }
        if self.tenants.is_empty() {
            return Ok(false);
        }
        any([facts.purchaser(), facts.beneficiary()].map(|tenant| Ok(self.tenants.contains(tenant?))))
    }
}

/// Whether all are true: one that is not settles it, whatever is not known.
fn all(facts: impl IntoIterator<Item = Fact<bool>>) -> Fact<bool> {
    settled(facts, false)
}

/// Whether any is true: one that is settles it, whatever is not known.
fn any(facts: impl IntoIterator<Item = Fact<bool>>) -> Fact<bool> {
    settled(facts, true)
}

fn settled(facts: impl IntoIterator<Item = Fact<bool>>, by: bool) -> Fact<bool> {
    let mut outcome = Ok(!by);
    for fact in facts {
        match fact {
            Ok(fact) if fact == by => return Ok(by),
            Ok(_) => {}
            Err(gap) => outcome = outcome.and(Err(gap)),
        }
    }
    outcome
}
