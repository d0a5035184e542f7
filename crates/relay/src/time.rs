//! Time, as somebody else says.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};

/// A clock that can be waited for.
pub trait Time: Clock {
    /// Until this moment has come.
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()>;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemTime;

impl Clock for SystemTime {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that others take")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

impl Time for SystemTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let wait = (moment - self.now()).to_std().unwrap_or(Duration::ZERO);
        tokio::time::sleep(wait).boxed()
    }
}

/// Milliseconds from one moment to another; none where it is earlier.
pub(crate) fn millis_between(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    u32::try_from((to - from).num_milliseconds().max(0)).unwrap_or(u32::MAX)
}
