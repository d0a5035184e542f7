//! How fresh the data is: one value that whoever watches can draw.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::PullError;

/// What the puller is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Activity {
    /// Waiting for the next sweep; the last one ended well, or none was tried yet.
    #[default]
    Idle,
    /// A sweep is running.
    Sweeping,
    /// Nobody answers.
    Offline,
    /// Somebody answers, but not with data.
    Failing,
}

/// How far a sweep has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages read in this sweep, those before a restart of the program included.
    pub pages: u32,
    /// Subscriptions read in this sweep, likewise.
    pub subscriptions: u32,
    /// Subscriptions a second since the sweep began or went on.
    pub per_second: u32,
    /// How many the last whole sweep found.
    pub expected: Option<u32>,
}

impl Progress {
    /// Time left at the present rate, where it can be told.
    pub fn time_left(&self) -> Option<TimeDelta> {
        let left = self.expected?.checked_sub(self.subscriptions)?;
        left.checked_div(self.per_second).map(|seconds| TimeDelta::seconds(i64::from(seconds)))
    }
}

/// How fresh the data is.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// What is going on.
    pub activity: Activity,
    /// When the last whole sweep ended; `None` while the first has not.
    pub synced_at: Option<DateTime<Utc>>,
    /// Since when it is offline or failing.
    pub since: Option<DateTime<Utc>>,
    /// When it will be tried again.
    pub next_try_at: Option<DateTime<Utc>>,
    /// How far the running sweep has come.
    pub progress: Option<Progress>,
    /// Why the last try failed.
    pub error: Option<Arc<PullError>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Some(1000), 400, 100, Some(6))]
    #[case(None, 400, 100, None)]
    #[case(Some(1000), 400, 0, None)]
    #[case(Some(300), 400, 100, None)]
    fn time_left_is_told_only_where_it_is_known(
        #[case] expected: Option<u32>,
        #[case] subscriptions: u32,
        #[case] per_second: u32,
        #[case] seconds: Option<i64>,
    ) {
        let progress = Progress { pages: 1, subscriptions, per_second, expected };
        assert_eq!(progress.time_left(), seconds.map(TimeDelta::seconds));
    }
}
