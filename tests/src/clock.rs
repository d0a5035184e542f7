//! The computer's clock, for what runs outside the window.

use chrono::{DateTime, Utc};
use domain::Clock;

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
