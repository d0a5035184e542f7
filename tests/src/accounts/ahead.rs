//! A clock that is ahead of the computer's by what a file says.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Clock;
use futures::future::{BoxFuture, FutureExt as _};
use relay::time::Time;

use crate::clock::SystemClock;

/// How often a clock that may be set at any moment is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The computer's clock, set forward by whoever writes the file.
#[derive(Debug, Clone)]
pub struct AheadTime(PathBuf);

impl AheadTime {
    /// By the file at this place; where there is none it is the computer's.
    pub fn of(file: &Path) -> Self {
        Self(file.to_owned())
    }

    /// Sets it to be so far ahead.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn set(&self, ahead: TimeDelta) -> Result<()> {
        let next = self.0.with_extension("next");
        std::fs::write(&next, ahead.num_milliseconds().to_string())?;
        Ok(std::fs::rename(next, &self.0)?) // Whoever reads has the old one or the new one, whole.
    }
}

impl Clock for AheadTime {
    fn now(&self) -> DateTime<Utc> {
        let ahead = std::fs::read_to_string(&self.0).ok().and_then(|text| text.parse().ok());
        SystemClock.now() + TimeDelta::milliseconds(ahead.unwrap_or_default())
    }
}

impl Time for AheadTime {
    fn until(&self, moment: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        async move {
            while clock.now() < moment {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
        .boxed()
    }
}
