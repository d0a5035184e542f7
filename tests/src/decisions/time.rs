//! The relay's time: the simulator's clock, and a bell for whoever waits for it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use relay::time::Time;
use simulator::Control;
use tokio::sync::watch;

/// The market's clock. It stands still until it is moved, and [`moved`](Self::moved) says that it was.
pub struct MarketTime {
    control: Control,
    moved: watch::Sender<u64>,
}

impl MarketTime {
    /// The clock of this market.
    pub fn of(control: &Control) -> Arc<Self> {
        Arc::new(Self { control: control.clone(), moved: watch::Sender::new(0) })
    }

    /// Wakes whoever waits for a moment.
    pub fn moved(&self) {
        self.moved.send_modify(|times| *times += 1);
    }
}

impl Clock for MarketTime {
    fn now(&self) -> DateTime<Utc> {
        self.control.clock().now()
    }
}

impl Time for MarketTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let (clock, mut moved) = (self.control.clock().clone(), self.moved.subscribe());
        async move { drop(moved.wait_for(|_| clock.now() >= moment).await) }.boxed()
    }
}
