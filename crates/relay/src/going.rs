//! An intent in the outbox, as a document keeps it between two steps.

use chrono::{DateTime, Utc};
use domain::{Intent, Wish};
use outbox::{Entry, State};
use serde::{Deserialize, Serialize};

/// An intent on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Going {
    intent: Intent,
    state: State,
    doubted: bool,
    changed_at: DateTime<Utc>,
}

impl Going {
    /// One that sets off.
    pub(crate) fn begun(intent: Intent) -> Self {
        Self::of(Entry::new(intent, None))
    }

    /// The same, tried again after another of which nobody may know what came of it.
    pub(crate) fn after(self, before: Option<&Self>) -> Self {
        Self { doubted: before.is_some_and(|before| before.doubted), ..self }
    }

    /// What it is to bring.
    pub(crate) fn wish(&self) -> &Wish {
        &self.intent.wish
    }

    /// As far as it has come.
    pub(crate) fn of(entry: Entry) -> Self {
        let Entry { intent, state, doubted, changed_at, .. } = entry;
        Self { intent, state, doubted, changed_at }
    }

    /// Whether no call of it is under way at this moment.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.state, State::Pending { .. })
    }

    /// Whether a call of it is under way at this moment.
    pub(crate) fn calls(&self) -> bool {
        matches!(self.state, State::Sending { .. })
    }

    /// As the outbox has it. The version is that of its document.
    pub(crate) fn entry(self, attempts: u32, version: i64) -> Option<Entry> {
        let Self { intent, state, doubted, changed_at } = self;
        let version = u32::try_from(version).ok()?;
        Some(Entry { intent, state, attempts, doubted, changed_at, version })
    }
}
