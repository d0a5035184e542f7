//! Something to be done about one account, as it is kept.

use chrono::{DateTime, Utc};
use domain::account::{AccountAction, Hook};
use domain::relay_feed::{AccessOver, AccessState, AccessStep, AccessWork, Happened};
use domain::{Change, PlanId};
use serde::{Deserialize, Serialize};

use crate::log::{Doc, Kind, LogError, NewEvent, Put};
use crate::telling;

/// Something to be done, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Errand {
    /// As desks are told.
    pub(crate) step: AccessStep,
    /// When it was written down, UTC.
    pub(crate) asked_at: DateTime<Utc>,
    /// What Microsoft is to show first, of a change.
    #[serde(default)]
    pub(crate) target: Option<Change>,
    /// Plan and seats before a change, as far as they were announced.
    #[serde(default)]
    pub(crate) before: Option<(PlanId, Option<u32>)>,
    /// What is sent, written down whole before the first attempt.
    #[serde(default)]
    pub(crate) hook: Option<Hook>,
    /// Nothing is done before this moment.
    pub(crate) not_before: DateTime<Utc>,
}

impl Errand {
    /// The action, where it is a hook.
    pub(crate) fn action(&self) -> Option<AccountAction> {
        match self.step.what {
            AccessWork::Hook(action) => Some(action),
            AccessWork::DataDeletion => None,
        }
    }

    /// Whether nothing of it can have reached the service.
    pub(crate) fn is_untouched(&self) -> bool {
        self.step.attempts == 0 && !self.step.state.is_over()
    }

    /// Whether it holds up what comes after it about the same account: its time has come, and it is not through.
    pub(crate) fn is_on_its_way(&self, now: DateTime<Utc>) -> bool {
        match self.step.state {
            AccessState::Waiting { until } => until <= now,
            AccessState::Confirming | AccessState::Sending { .. } | AccessState::Sent { .. } => true,
            AccessState::Effective { .. }
            | AccessState::Due { .. }
            | AccessState::Stuck { .. }
            | AccessState::Withdrawn { .. } => false,
        }
    }

    /// The same, not done after all. People's names are not kept longer than they are needed.
    pub(crate) fn withdrawn(mut self, why: AccessOver, now: DateTime<Utc>) -> Self {
        self.step.state = AccessState::Withdrawn { why, at: now };
        self.hook = None;
        self
    }
}

/// The next version of an errand, and the event that tells it. With no document before it is the first.
pub(crate) fn kept(before: Option<&Doc>, mut errand: Errand) -> Result<(Put, NewEvent), LogError> {
    errand.step.version = before.map_or(0, |doc| doc.version) + 1;
    let whose = errand.step.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &errand)?,
        None => Put::new(Kind::Access, errand.step.id.as_str(), &errand)?.of(&whose),
    };
    let put = put.open(!errand.step.state.is_over());
    let (id, version) = (errand.step.id.to_string(), errand.step.version.to_string());
    let happened = Happened::Access(Box::new(errand.step));
    Ok((put, telling::event(&[&id, &version], Some(&whose), &happened)?))
}
