//! How fresh the data is, and what is wrong with it.

use serde::Serialize;
use ts_rs::TS;

use super::{Fault, Sentence};

/// What synchronisation is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SyncState {
    /// The last sweep ended well.
    Idle,
    /// A sweep is running.
    Sweeping,
    /// Nobody answers.
    Offline,
    /// Somebody answers, but not with data.
    Failing,
}

/// How far a sweep has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Pages read.
    pub pages: u32,
    /// Subscriptions read.
    pub subscriptions: u32,
    /// Subscriptions a second, lately.
    pub per_second: u32,
    /// How many the last sweep found.
    pub expected: Option<u32>,
    /// Seconds left at this rate.
    pub seconds_left: Option<u32>,
}

/// How fresh the data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncLine {
    /// What is going on.
    pub state: SyncState,
    /// No sweep has ever finished: the list is still filling.
    pub first_sweep: bool,
    /// When the last whole sweep ended.
    pub synced_at: Option<String>,
    /// Since when it is offline or failing.
    pub since: Option<String>,
    /// When it will be tried again.
    pub next_try_at: Option<String>,
    /// How far the running sweep has come.
    pub progress: Option<Progress>,
    /// Why the last try failed.
    pub fault: Option<Fault>,
    /// Subscriptions in the cache.
    pub subscriptions: u32,
    /// Records that could not be read.
    pub quarantined: u32,
    /// Subscriptions the last whole sweep no longer found.
    pub missing: u32,
    /// Seconds by which this computer's clock is ahead of Microsoft's, where it matters.
    pub clock_skew_seconds: Option<i32>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuarantinedRecord {
    /// Ours.
    pub id: String,
    /// Whose record it is, where that could be read.
    pub subscription_id: Option<String>,
    /// When it was first seen.
    pub first_seen_at: String,
    /// What could not be read of it, and why.
    pub misread: Sentence,
    /// As received.
    pub raw: String,
}

/// A subscription the last whole sweep no longer found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingSubscription {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When a sweep first went without it.
    pub missed_at: String,
}

/// The sync line unfolded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SyncDetails {
    /// The line itself.
    pub line: SyncLine,
    /// The newest records that could not be read.
    pub quarantined: Vec<QuarantinedRecord>,
    /// The newest that went missing.
    pub missing: Vec<MissingSubscription>,
}
