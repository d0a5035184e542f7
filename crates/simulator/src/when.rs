//! Days, ticks and the ways the service writes them.
//!
//! A tick is 100 nanoseconds, because the service stamps with seven digits and drops trailing zeros. A day is counted
//! from 1970; terms begin and end on days.

use chrono::{DateTime, Datelike, Months, NaiveDate};

use crate::clock::Millis;

pub(crate) const SECOND: Millis = 1_000;
pub(crate) const HOUR: Millis = 3_600 * SECOND;
pub(crate) const DAY: Millis = 24 * HOUR;
pub(crate) const TICKS_PER_MILLI: i64 = 10_000;

/// The sentinel the service writes into `lastModified`: no zone, no meaning.
pub(crate) const NEVER: &str = "0001-01-01T00:00:00";

/// The day a moment falls on, in UTC.
pub(crate) const fn day_of(at: Millis) -> i32 {
    at.div_euclid(DAY) as i32
}

/// The first moment of a day.
pub(crate) const fn start_of(day: i32) -> Millis {
    day as Millis * DAY
}

/// The same date `months` later (or earlier); the last day of the month where that date does not exist.
pub(crate) fn add_months(day: i32, months: i32) -> i32 {
    let date = date_of(day);
    let step = Months::new(months.unsigned_abs());
    let moved = if months < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) };
    moved.map_or(day, |date| date.num_days_from_ce() - DAYS_BEFORE_1970)
}

/// `2019-09-24T00:00:00Z`.
pub(crate) fn write_day(day: i32) -> String {
    let date = date_of(day);
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month(), date.day())
}

/// `2019-09-24T17:39:13.5661812Z`, without trailing zeros in the fraction.
pub(crate) fn write_ticks(ticks: i64) -> String {
    let (seconds, fraction) = (ticks.div_euclid(10_000_000), ticks.rem_euclid(10_000_000));
    let (day, second) = (seconds.div_euclid(86_400) as i32, seconds.rem_euclid(86_400));
    let date = date_of(day);
    let text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{fraction:07}",
        date.year(),
        date.month(),
        date.day(),
        second / 3_600,
        second / 60 % 60,
        second % 60,
    );
    let mut text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    text.push('Z');
    text
}

/// The stamp of a moment that is only known to the millisecond; the last four digits come from `salt`.
pub(crate) fn write_moment(at: Millis, salt: u64) -> String {
    write_ticks(at * TICKS_PER_MILLI + (salt % 10_000) as i64)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, as HTTP headers write it.
pub(crate) fn write_http(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

const DAYS_BEFORE_1970: i32 = 719_163;

fn date_of(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day + DAYS_BEFORE_1970).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_have_up_to_seven_digits() {
        assert_eq!(write_ticks(15_693_467_535_661_812), "2019-09-24T17:39:13.5661812Z", "seven digits");
        assert_eq!(write_ticks(15_693_467_535_661_800), "2019-09-24T17:39:13.56618Z", "trailing zeros go");
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        let january = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap().num_days_from_ce() - DAYS_BEFORE_1970;
        assert_eq!(write_day(add_months(january, 1)), "2026-02-28T00:00:00Z", "no 31 February");
        assert_eq!(write_day(add_months(january, -12)), "2025-01-31T00:00:00Z", "backwards too");
    }
}
