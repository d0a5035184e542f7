//! Nothing but 503 for a minute: somebody must be told.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// How long nothing but 503 is put up with.
const AFTER: TimeDelta = TimeDelta::minutes(1);

/// Since when there has been nothing but 503.
#[derive(Default)]
pub(crate) struct Alarm(Mutex<Option<DateTime<Utc>>>);

impl Alarm {
    /// A message could not be answered.
    pub(crate) fn failed_at(&self, now: DateTime<Utc>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(now);
    }

    /// One could.
    pub(crate) fn answered(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether it rings.
    pub(crate) fn rings_at(&self, now: DateTime<Utc>) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|since| now - since >= AFTER)
    }
}
