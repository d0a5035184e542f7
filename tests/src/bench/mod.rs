//! What the console costs, each figure beside its floor or peer, measured in the same run.

pub mod deciding;
pub mod list;
pub mod process;
pub mod relay;
pub mod sweep;
pub mod typing;
pub mod window;

use std::time::Duration;

/// Seconds as a number.
pub(crate) fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

/// Milliseconds as a number.
pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
