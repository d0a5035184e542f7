//! An event with the id under which it is sent, however often.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Account, AccountAction, Before, Cause, Event, EventData, hook_id};
use crate::ids::HookId;

/// An event with its id. Written down whole before it is sent, so that each attempt sends the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hook {
    /// Sent as `webhook-id`.
    pub id: HookId,
    /// What is done.
    pub action: AccountAction,
    /// What is told.
    pub event: Event,
}

impl Hook {
    /// What tells that this is done to an account, because of that, since this moment.
    pub fn new(account: Account, action: AccountAction, cause: Cause, at: DateTime<Utc>) -> Self {
        let id = hook_id(&account.connection, &account.subscription, &cause, action);
        let access = action.leads_to();
        let data = EventData { account, access, before: None, cause, reason: String::new(), by: String::new() };
        Self { id, action, event: Event { event: action.event(), timestamp: at, data } }
    }

    /// With who wanted it, and why.
    #[must_use]
    pub fn wanted(mut self, by: &str, reason: &str) -> Self {
        self.event.data.by = by.trim().to_owned();
        self.event.data.reason = reason.trim().to_owned();
        self
    }

    /// With plan and seats before the change.
    #[must_use]
    pub fn before(mut self, before: Before) -> Self {
        self.event.data.before = Some(before);
        self
    }

    /// The account it is about.
    pub fn account(&self) -> &Account {
        &self.event.data.account
    }
}
