//! The conditions of a filter against the roster.
//!
//! They mean what their SQL means (`sql.rs`); a test asks both the same questions.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime};
use domain::Channel;
use domain::filter::{Bound, Condition};

use super::query::ListQuery;
use super::roster::{Facets, Roster, Words};
use crate::cache::subscription::rank;

type Test = Box<dyn Fn(&Facets) -> bool>;

/// What a row of the list must be.
pub(crate) struct Matcher(Vec<Test>);

impl Matcher {
    /// The conditions of a query, put in the roster's terms.
    pub(crate) fn of(query: &ListQuery, roster: &Roster) -> Self {
        let mut tests: Vec<Test> = Vec::new();
        if query.live_only() {
            tests.push(Box::new(|it| it.status_rank != 4));
        }
        tests.extend(query.filter.conditions.iter().filter_map(|condition| test(condition, roster)));
        Self(tests)
    }

    /// Whether all of them hold.
    pub(crate) fn holds(&self, it: &Facets) -> bool {
        self.0.iter().all(|test| test(it))
    }
}

fn test(condition: &Condition, roster: &Roster) -> Option<Test> {
    Some(match condition {
        Condition::Status(any) if any.is_empty() => return None,
        Condition::Status(statuses) => {
            let ranks: Vec<u8> = statuses.iter().map(rank).collect();
            Box::new(move |it| ranks.contains(&it.status_rank))
        }
        Condition::Offer(offers) => among(&roster.offers, offers, |it| it.offer),
        Condition::Plan(plans) => among(&roster.plans, plans, |it| it.plan),
        Condition::Term(units) => among(&roster.term_units, units, |it| it.term_unit.into()),
        Condition::Channel(channel) => {
            let reseller = *channel == Channel::Reseller;
            Box::new(move |it| it.reseller == reseller)
        }
        Condition::Renew(on) => {
            let on = i8::from(*on);
            Box::new(move |it| it.auto_renew == on)
        }
        Condition::Trial(on) => {
            let on = *on;
            Box::new(move |it| it.free_trial == on)
        }
        Condition::Ends(bound) => {
            let range = days(bound, |day| day.num_days_from_ce().into());
            Box::new(move |it| it.term_end != i32::MIN && range.holds(it.term_end.into()))
        }
        Condition::Created(bound) => {
            let range = days(bound, midnight);
            Box::new(move |it| it.created != i64::MIN && range.holds(it.created))
        }
        Condition::Seats(bound) => {
            let range = Range::of(bound, |seats| seats.into(), |seats| i64::from(seats) + 1);
            Box::new(move |it| it.seats > 0 && range.holds(i64::from(it.seats) - 1))
        }
    })
}

/// Whether a word is one of those wanted, without regard to case.
fn among(known: &Words, wanted: &[String], place: impl Fn(&Facets) -> u32 + 'static) -> Test {
    let is_wanted: Vec<bool> =
        known.words.iter().map(|word| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(word))).collect();
    Box::new(move |it| is_wanted.get(place(it) as usize).copied().unwrap_or_default())
}

/// From one value on, up to another that is not meant any more.
struct Range {
    from: i64,
    to: i64,
}

impl Range {
    fn of<T: Copy>(bound: &Bound<T>, begin: impl Fn(T) -> i64, end: impl Fn(T) -> i64) -> Self {
        match *bound {
            Bound::Below(limit) => Self { from: i64::MIN, to: begin(limit) },
            Bound::Above(limit) => Self { from: end(limit), to: i64::MAX },
            Bound::At(limit) => Self { from: begin(limit), to: end(limit) },
        }
    }

    fn holds(&self, value: i64) -> bool {
        self.from <= value && value < self.to
    }
}

fn days(bound: &Bound<NaiveDate>, begin: impl Fn(NaiveDate) -> i64) -> Range {
    Range::of(bound, &begin, |day| begin(day.checked_add_days(Days::new(1)).unwrap_or(day)))
}

fn midnight(day: NaiveDate) -> i64 {
    DateTime::timestamp_micros(&day.and_time(NaiveTime::MIN).and_utc())
}
