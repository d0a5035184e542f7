//! Days and moments, in every spelling seen.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use domain::Misread;

/// "No date", as the service writes it, is the first day of the first year.
const NEVER: i32 = 1;
const DAY: &str = "%Y-%m-%d";
const DAY_LETTERS: usize = 10;
const ZONELESS: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];

/// A moment; one without a zone is UTC, and a day is its first moment. `Ok(None)` is "no date".
pub(crate) fn moment(text: &str) -> Result<Option<DateTime<Utc>>, Misread> {
    let zoned = || DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    let zoneless = || ZONELESS.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, DAY).ok()?.and_hms_opt(0, 0, 0);
    let moment = zoned().or_else(|| Some(zoneless().or_else(day)?.and_utc())).ok_or(Misread::NotAMoment)?;
    Ok(Some(moment).filter(|moment| moment.year() > NEVER))
}

/// A day, alone or as the beginning of a moment: the day that is written, whatever the zone.
pub(crate) fn day(text: &str) -> Result<Option<NaiveDate>, Misread> {
    let written = text.get(..DAY_LETTERS).filter(|day| text.len() == day.len() || moment(text).is_ok());
    let day = written.and_then(|day| NaiveDate::parse_from_str(day, DAY).ok()).ok_or(Misread::NotADay)?;
    Ok(Some(day).filter(|day| day.year() > NEVER))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{day, moment};

    #[rstest]
    #[case("2019-09-24T17:39:13.5661812Z", Some("2019-09-24T17:39:13.566181200+00:00"))]
    #[case("2019-09-24T17:39:13Z", Some("2019-09-24T17:39:13+00:00"))]
    #[case("2019-09-24T17:39:13.5", Some("2019-09-24T17:39:13.500+00:00"))]
    #[case("2019-09-24 17:39:13", Some("2019-09-24T17:39:13+00:00"))]
    #[case("2019-09-24T19:39:13+02:00", Some("2019-09-24T17:39:13+00:00"))]
    #[case("2019-09-24", Some("2019-09-24T00:00:00+00:00"))]
    #[case("0001-01-01T00:00:00", None)]
    #[case("0001-01-01T00:00:00Z", None)]
    fn a_moment_has_many_spellings(#[case] text: &str, #[case] read: Option<&str>) {
        assert_eq!(moment(text).unwrap().map(|moment| moment.to_rfc3339()).as_deref(), read);
    }

    #[rstest]
    #[case("2019-09-24", Some("2019-09-24"))]
    #[case("2019-09-24T00:00:00Z", Some("2019-09-24"))]
    #[case("2019-09-24T00:00:00", Some("2019-09-24"))]
    #[case("2019-09-24T00:00:00+02:00", Some("2019-09-24"))]
    #[case("0001-01-01T00:00:00", None)]
    #[case("0001-01-01", None)]
    fn a_day_is_the_one_that_is_written(#[case] text: &str, #[case] read: Option<&str>) {
        assert_eq!(day(text).unwrap().map(|day| day.to_string()).as_deref(), read);
    }

    #[rstest]
    #[case("yesterday")]
    #[case("2019-13-01")]
    #[case("2019-02-30T00:00:00Z")]
    #[case("2019-09-24 or so")]
    #[case("24.09.2019")]
    #[case("2019-09-2\u{fc}x")]
    fn what_is_no_date_is_said_to_be_none(#[case] text: &str) {
        assert!(moment(text).is_err() && day(text).is_err());
    }
}
