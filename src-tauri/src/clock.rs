//! The computer's clock: the one place that reads it.

use chrono::{DateTime, Utc};
use domain::Clock;

/// The computer's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
