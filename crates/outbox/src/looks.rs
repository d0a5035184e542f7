//! How often something is looked at, and how long.

use chrono::{DateTime, TimeDelta, Utc};

/// An effect that has not shown after this time is taken not to come: twice the longest delay anybody has seen.
pub(crate) const EFFECT_SHOWS_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// Microsoft may work this long on an operation it says it is working on.
pub(crate) const OPERATION_ENDS_WITHIN: TimeDelta = TimeDelta::hours(24);
/// Before a subscription that another operation holds is tried again.
pub(crate) const LOCK_LASTS: TimeDelta = TimeDelta::seconds(15);
/// At least this long before somebody who could not be reached is tried again.
pub(crate) const TRY_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(5);

/// Seconds from one look to the next; the last stays.
const PACE: [i64; 7] = [2, 3, 5, 10, 20, 30, 60];

/// When to look the next time, after this many looks.
pub(crate) fn next(now: DateTime<Utc>, looks: u32) -> DateTime<Utc> {
    let index = usize::try_from(looks).unwrap_or(usize::MAX).min(PACE.len() - 1);
    now + TimeDelta::seconds(PACE.get(index).copied().unwrap_or(60))
}
