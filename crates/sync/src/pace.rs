//! When to ask again.
//!
//! No rate limit is published, so the pace is modest: whole sweeps some minutes apart, single reads in small groups,
//! and after a failure ever longer pauses. Deadlines are moments of the injected clock, looked at every few seconds,
//! so that a computer that slept does not wait out a night's worth of timer.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;

/// From the end of one sweep to the start of the next.
pub(crate) const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(15);
/// Between two rounds of single reads of what is in motion.
pub(crate) const MOTION_EVERY: TimeDelta = TimeDelta::minutes(2);
/// How many single reads one round makes at most.
pub(crate) const MOTION_AT_ONCE: u32 = 20;

const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(5);
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);
const LOOK_AT_CLOCK_EVERY: Duration = Duration::from_secs(1);

/// How long to pause after the `failures`-th failure in a row, counted from 1.
pub(crate) fn pause_after(failures: u32) -> TimeDelta {
    let doublings = failures.saturating_sub(1).min(16);
    FIRST_PAUSE.checked_mul(1 << doublings).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}

/// Returns once the clock has passed `deadline`.
pub(crate) async fn wait_until(clock: &Arc<dyn Clock>, deadline: DateTime<Utc>) {
    while let Ok(left) = (deadline - clock.now()).to_std() {
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.min(LOOK_AT_CLOCK_EVERY)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes() {
        let seconds: Vec<i64> = (1..=9).map(|failures| pause_after(failures).num_seconds()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(pause_after(u32::MAX), LONGEST_PAUSE, "a year offline must not overflow");
    }
}
