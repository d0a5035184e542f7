//! Moments and days as the files keep them: RFC 3339 text in UTC, always with six digits of a second, so that the order
//! of the text is the order of time. Nothing said is the empty text, which comes first.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

/// A moment as text.
pub(crate) fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A moment as text, empty for none.
pub(crate) fn text_or_empty(at: Option<DateTime<Utc>>) -> String {
    at.map(text).unwrap_or_default()
}

/// A day as text, empty for none.
pub(crate) fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A moment read back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At(pub(crate) DateTime<Utc>);

impl rusqlite::types::FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        DateTime::parse_from_rfc3339(text).map(|at| Self(at.to_utc())).map_err(FromSqlError::other)
    }
}

/// A moment or a day read back, or nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Perhaps<T>(pub(crate) Option<T>);

impl rusqlite::types::FromSql for Perhaps<DateTime<Utc>> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        if value.as_str()?.is_empty() { Ok(Self(None)) } else { At::column_result(value).map(|at| Self(Some(at.0))) }
    }
}

impl rusqlite::types::FromSql for Perhaps<NaiveDate> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "" => Ok(Self(None)),
            text => text.parse().map(|day| Self(Some(day))).map_err(FromSqlError::other),
        }
    }
}
