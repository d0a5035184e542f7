//! The part of a subscription that changes, in compact form, and the arithmetic of its terms.

use super::{catalog::PlanKey, wire::Status};
use crate::{
    clock::Millis,
    when::{DAY, add_months, start_of},
};

/// Days a customer has to be activated, and a payment may be missing.
pub(crate) const GRACE: Millis = 30 * DAY;

/// A length of billing term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TermUnit {
    Month,
    Years(u8),
}

impl TermUnit {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "P1M" => Some(Self::Month),
            "P1Y" => Some(Self::Years(1)),
            "P2Y" => Some(Self::Years(2)),
            "P3Y" => Some(Self::Years(3)),
            "P4Y" => Some(Self::Years(4)),
            "P5Y" => Some(Self::Years(5)),
            _ => None,
        }
    }

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Month => "P1M",
            Self::Years(2) => "P2Y",
            Self::Years(3) => "P3Y",
            Self::Years(4) => "P4Y",
            Self::Years(5) => "P5Y",
            Self::Years(_) => "P1Y",
        }
    }

    pub(crate) const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Years(years) => years as i32 * 12,
        }
    }
}

/// First and last day of a term, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Span {
    /// The term that begins on `first`.
    pub(crate) fn from(first: i32, unit: TermUnit) -> Self {
        Self { first, last: add_months(first, unit.months()) - 1 }
    }

    /// The term that follows.
    pub(crate) fn next(self, unit: TermUnit) -> Self {
        Self::from(self.last + 1, unit)
    }

    /// The term that contains `today`, counted from the day of activation so that month ends do not drift.
    pub(crate) fn containing(today: i32, activated: i32, unit: TermUnit) -> Self {
        let months = unit.months();
        let mut terms = (today - activated) / (months * 31);
        while add_months(activated, (terms + 1) * months) <= today {
            terms += 1;
        }
        let first = add_months(activated, terms * months);
        Self { first, last: add_months(activated, (terms + 1) * months) - 1 }
    }
}

/// What changes in a subscription's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) status: Status,
    pub(crate) plan: PlanKey,
    pub(crate) quantity: Option<u32>,
    pub(crate) unit: TermUnit,
    pub(crate) span: Option<Span>,
    pub(crate) auto_renew: bool,
    pub(crate) is_free_trial: Option<bool>,
    /// Since when the status holds.
    pub(crate) since: Millis,
    /// A new name, where the buyer gave one later.
    pub(crate) name: Option<Box<str>>,
}

/// What time alone will do to a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Never activated in time, payment missing too long, or the term ends without renewal.
    Ends,
    /// The term ends and the next begins.
    Renews,
}

impl Live {
    /// What happens next if nobody acts, and when.
    pub(crate) fn fate(&self) -> Option<(Millis, Fate)> {
        match self.status {
            Status::PendingFulfillmentStart | Status::Suspended => Some((self.since + GRACE, Fate::Ends)),
            Status::Subscribed => {
                // At the hour of activation, so that renewals do not all come at midnight.
                let end = start_of(self.span?.last + 1) + self.since.rem_euclid(DAY);
                Some((end, if self.auto_renew { Fate::Renews } else { Fate::Ends }))
            }
            Status::Unsubscribed => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::write_day;

    #[test]
    fn a_monthly_term_from_the_third_of_october_ends_on_the_second_of_november() {
        let third_of_october = 18_538;
        let span = Span::from(third_of_october, TermUnit::Month);
        assert_eq!(write_day(span.first), "2020-10-03T00:00:00Z", "the day the test means");
        assert_eq!(write_day(span.last), "2020-11-02T00:00:00Z", "the last day counts");
    }

    #[test]
    fn the_present_term_contains_today() {
        for today in 18_538..20_000 {
            let span = Span::containing(today, 18_538, TermUnit::Month);
            assert!(span.first <= today && today <= span.last, "day {today} is outside {span:?}");
        }
    }
}
