//! Month by month: how many were suspended, how many paid, how many were lost.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveTime, Utc};

use super::turns::{Turn, Turned};
use crate::contract::SuspensionMonth;

/// How far back the board looks, the present month included.
const MONTHS: u32 = 12;

/// The moment at which the first of the months began.
pub(super) fn beginning(now: DateTime<Utc>) -> DateTime<Utc> {
    first_day(now, MONTHS - 1).and_time(NaiveTime::MIN).and_utc()
}

/// The last months, the present one last. Nothing is known of those that ended before anybody kept watch.
pub(super) fn over_time(
    turns: &[Turn],
    known_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Vec<SuspensionMonth> {
    (0..MONTHS).rev().map(|back| month(first_day(now, back), turns, known_since)).collect()
}

fn month(first: NaiveDate, turns: &[Turn], known_since: Option<DateTime<Utc>>) -> SuspensionMonth {
    let is_in = |at: DateTime<Utc>| at.year() == first.year() && at.month() == first.month();
    let known_from = known_since.map(|since| since.date_naive());
    let mut month = SuspensionMonth {
        month: first.format("%Y-%m").to_string(),
        is_known: known_from.is_some_and(|from| from < first + Months::new(1)),
        suspended: 0,
        recovered: 0,
        lost: 0,
        observed: 0,
    };
    for turn in turns.iter().filter(|turn| is_in(turn.at)) {
        let count = match turn.turned {
            Turned::Suspended => &mut month.suspended,
            Turned::Recovered => &mut month.recovered,
            Turned::Lost => &mut month.lost,
        };
        *count += 1;
        month.observed += u32::from(turn.is_observed);
    }
    month
}

/// The first day of the month so many months back.
fn first_day(now: DateTime<Utc>, back: u32) -> NaiveDate {
    let today = now.date_naive();
    today.with_day(1).unwrap_or(today) - Months::new(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        format!("{text}Z").parse().unwrap()
    }

    fn turn(turned: Turned, at: &str, is_observed: bool) -> Turn {
        let at = moment(at);
        Turn { subscription: "s1".into(), turned, at, seen: at, is_observed }
    }

    #[test]
    fn each_of_the_last_twelve_months_counts_its_own() {
        let now = moment("2026-11-30T23:59:59");
        let turns = [
            turn(Turned::Suspended, "2026-10-31T23:59:59", false),
            turn(Turned::Lost, "2026-11-01T00:00:00", true),
            turn(Turned::Recovered, "2026-11-12T10:00:00", false),
            turn(Turned::Recovered, "2025-11-30T10:00:00", false),
        ];
        let months = over_time(&turns, Some(moment("2026-09-15T08:00:00")), now);
        assert_eq!(beginning(now), moment("2025-12-01T00:00:00"));
        assert_eq!((months.len(), months[0].month.as_str(), months[11].month.as_str()), (12, "2025-12", "2026-11"));
        let counted: Vec<_> =
            months.iter().map(|one| (one.suspended, one.recovered, one.lost, one.observed)).skip(9).collect();
        assert_eq!(counted, [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 1, 1)]);
        let known: Vec<bool> = months.iter().map(|one| one.is_known).skip(8).collect();
        assert_eq!(known, [false, true, true, true], "nobody kept watch in August");
    }

    #[test]
    fn a_journal_that_knows_nothing_yet_knows_no_month() {
        assert!(over_time(&[], None, moment("2026-03-31T12:00:00")).iter().all(|month| !month.is_known));
    }
}
