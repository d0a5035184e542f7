//! How often and how long a call is tried, and what a service means by "later".

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use chrono::{DateTime, NaiveDateTime, Utc};
use http::{HeaderMap, header};
use tokio::time::Instant;

use crate::error::ApiError;
use crate::retry::Retry;

const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_PLANNED_WAIT: Duration = Duration::from_secs(8);
/// No service asks for more in earnest.
const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The first is what HTTP asks for; the others are older spellings that it asks us to read.
const HTTP_DATES: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// How much of a call's failing is borne here before the caller hears of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts in all.
    pub tries: usize,
    /// From the first attempt to the beginning of the last.
    pub total: Duration,
}

impl Patience {
    /// One attempt and no waiting.
    pub const NONE: Self = Self { tries: 1, total: Duration::ZERO };

    /// Tries until it succeeds, cannot, or has been tried enough.
    pub(crate) async fn bears<T, F: Future<Output = Result<T, ApiError>>>(
        self,
        repeatable: bool,
        attempt: impl FnMut() -> F,
    ) -> Result<T, ApiError> {
        let since = Instant::now();
        let wait = |error: &ApiError, planned| self.wait(error, planned, repeatable, since);
        attempt.retry(self.backoff()).adjust(wait).await
    }

    fn backoff(self) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(FIRST_WAIT)
            .with_max_delay(LONGEST_PLANNED_WAIT)
            .with_max_times(self.tries.saturating_sub(1))
            .with_jitter()
    }

    /// How long to wait before the next attempt, or that there shall be none.
    fn wait(self, error: &ApiError, planned: Option<Duration>, repeatable: bool, since: Instant) -> Option<Duration> {
        let wait = match error.retry() {
            Retry::Never => None,
            Retry::IfRepeatable => planned.filter(|_| repeatable),
            Retry::After(_) => planned,
        }?;
        let wait = wait.max(error.asked_to_wait());
        (since.elapsed().saturating_add(wait) <= self.total).then_some(wait)
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self { tries: 4, total: Duration::from_secs(30) }
    }
}

/// How long an answer asks us to wait. A date counts from the answer's own date, so that a wrong clock here does not
/// matter; only where it has none, from ours.
pub(crate) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let millis = ["x-ms-retry-after-ms", "retry-after-ms"].into_iter().find_map(|name| text(name)?.parse().ok());
    let wait = millis.map(Duration::from_millis).or_else(|| {
        let value = text(header::RETRY_AFTER.as_str())?;
        let seconds = value.parse().ok().map(Duration::from_secs);
        seconds.or_else(|| (http_date(value)? - date_of(headers).unwrap_or(now)).to_std().ok())
    })?;
    Some(wait.min(LONGEST_ASKED_WAIT))
}

/// When the other side says it answered.
pub(crate) fn date_of(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(header::DATE)?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let read = |format| NaiveDateTime::parse_from_str(text.trim(), format).ok();
    HTTP_DATES.into_iter().find_map(read).map(|moment| moment.and_utc())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{TimeZone as _, Utc};
    use http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::retry_after;

    #[rstest]
    #[case::seconds(&[("retry-after", "7")], Some(7_000))]
    #[case::padded(&[("retry-after", " 7 ")], Some(7_000))]
    #[case::milliseconds_are_finer(&[("retry-after", "7"), ("x-ms-retry-after-ms", "1500")], Some(1_500))]
    #[case::other_milliseconds(&[("retry-after-ms", "250")], Some(250))]
    #[case::date_by_our_clock(&[("retry-after", "Sun, 15 Nov 2026 12:00:30 GMT")], Some(30_000))]
    #[case::date_by_their_clock(
        &[("retry-after", "Sun, 15 Nov 2026 10:00:30 GMT"), ("date", "Sun, 15 Nov 2026 10:00:10 GMT")], Some(20_000))]
    #[case::older_spelling(&[("retry-after", "Sunday, 15-Nov-26 12:00:01 GMT")], Some(1_000))]
    #[case::oldest_spelling(&[("retry-after", "Sun Nov 15 12:00:02 2026")], Some(2_000))]
    #[case::past(&[("retry-after", "Sun, 15 Nov 2026 11:00:00 GMT")], None)]
    #[case::negative(&[("retry-after", "-5")], None)]
    #[case::nonsense(&[("retry-after", "soon")], None)]
    #[case::absurd(&[("retry-after", "18446744073709551615")], Some(86_400_000))]
    #[case::absurd_date(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")], Some(86_400_000))]
    #[case::nothing(&[], None)]
    fn a_service_may_say_later_in_many_ways(
        #[case] given: &[(&'static str, &'static str)],
        #[case] millis: Option<u64>,
    ) {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let headers: HeaderMap = given.iter().map(header).collect();
        let now = Utc.with_ymd_and_hms(2026, 11, 15, 12, 0, 0).unwrap();
        assert_eq!(retry_after(&headers, now), millis.map(Duration::from_millis));
    }
}
