//! A clock that only tests move.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::watch;

use crate::time::Time;

pub(crate) struct TestTime(watch::Sender<DateTime<Utc>>);

impl TestTime {
    pub(crate) fn at(now: DateTime<Utc>) -> Self {
        Self(watch::Sender::new(now))
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.send_modify(|now| *now += by);
    }

    pub(crate) fn seconds(&self, seconds: i64) {
        self.advance(TimeDelta::seconds(seconds));
    }
}

impl Clock for TestTime {
    fn now(&self) -> DateTime<Utc> {
        *self.0.borrow()
    }
}

impl Time for TestTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let mut now = self.0.subscribe();
        async move { drop(now.wait_for(|now| *now >= moment).await) }.boxed()
    }
}
