//! A clock that only tests move.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::watch;

use crate::time::Time;

/// Time that passes, and how far the hands were moved besides. As with a real clock, whoever waits goes by the former.
pub(crate) struct TestTime {
    passed: watch::Sender<DateTime<Utc>>,
    moved_seconds: AtomicI64,
}

impl TestTime {
    pub(crate) fn at(now: DateTime<Utc>) -> Self {
        Self { passed: watch::Sender::new(now), moved_seconds: AtomicI64::new(0) }
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.passed.send_modify(|now| *now += by);
    }

    pub(crate) fn seconds(&self, seconds: i64) {
        self.advance(TimeDelta::seconds(seconds));
    }

    /// Somebody sets the clock, and no time passes.
    pub(crate) fn is_set_by(&self, by: TimeDelta) {
        self.moved_seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }

    fn moved(&self) -> TimeDelta {
        TimeDelta::seconds(self.moved_seconds.load(Ordering::Relaxed))
    }
}

impl Clock for TestTime {
    fn now(&self) -> DateTime<Utc> {
        *self.passed.borrow() + self.moved()
    }
}

impl Time for TestTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let (mut passed, moment) = (self.passed.subscribe(), moment - self.moved());
        async move { drop(passed.wait_for(|now| *now >= moment).await) }.boxed()
    }
}
