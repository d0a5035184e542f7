//! Moving time.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Control;
use crate::{clock::Clock, timers};

impl Control {
    /// The clock everything follows. Move it with `advance`, which does what is due on the way.
    pub fn clock(&self) -> &Clock {
        &self.sim.clock
    }

    /// Moves time forward, doing everything due on the way in order.
    pub async fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX / 2);
        timers::advance(&self.sim, self.sim.clock.millis() + by).await;
    }

    /// Moves time forward to a moment; nothing where it has passed.
    pub async fn advance_to(&self, moment: DateTime<Utc>) {
        timers::advance(&self.sim, moment.timestamp_millis()).await;
    }

    /// Does what is due now and waits until no webhook call is under way.
    pub async fn settle(&self) {
        timers::settle(&self.sim).await;
    }
}
