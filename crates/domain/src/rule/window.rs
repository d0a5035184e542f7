//! Hours of the week.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "their names are their meaning")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Mon => Self::Monday,
            Weekday::Tue => Self::Tuesday,
            Weekday::Wed => Self::Wednesday,
            Weekday::Thu => Self::Thursday,
            Weekday::Fri => Self::Friday,
            Weekday::Sat => Self::Saturday,
            Weekday::Sun => Self::Sunday,
        }
    }
}

/// Hours on some days of the week, by the clocks of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Window {
    /// The days on which it begins; every day where none is named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub days: BTreeSet<Day>,
    /// Begins at this hour, included.
    #[serde(default)]
    pub from: NaiveTime,
    /// Ends before this hour. Where it is not after the beginning it is of the next day, so that equal ones make a
    /// whole day.
    #[serde(default)]
    pub to: NaiveTime,
    /// The place, by its IANA name.
    pub zone: Tz,
}

impl Window {
    /// Whether the moment lies within.
    pub fn contains(&self, moment: DateTime<Utc>) -> bool {
        let local = moment.with_timezone(&self.zone);
        let (today, hour) = (local.weekday(), local.time());
        if self.from < self.to {
            return self.begins_on(today) && (self.from..self.to).contains(&hour);
        }
        hour >= self.from && self.begins_on(today) || hour < self.to && self.begins_on(today.pred())
    }

    fn begins_on(&self, day: Weekday) -> bool {
        self.days.is_empty() || self.days.contains(&day.into())
    }
}
