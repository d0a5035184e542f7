//! What the relay's rules did to accounts, as it tells.

use chrono::{DateTime, Utc};
use domain::relay_feed::{AccessState, AccessStep as ToldStep, AccessWork};
use store::{AccessSource, AccessStep};

use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// A rule's step has come further. What the service has taken is known from then on, each hook once, whoever sent it.
    pub(crate) async fn account_told(&self, told: &ToldStep) -> Result<(), Fault> {
        let (AccessWork::Hook(action), Some(at)) = (told.what, taken_at(&told.state)) else { return Ok(()) };
        let step = AccessStep {
            subscription: told.subscription.clone(),
            at,
            source: AccessSource::Told,
            action: Some(action.event()),
            access: action.leads_to(),
            actor: String::new(),
            reason: String::new(),
            hook: Some(told.id.to_string()),
        };
        if self.source.store.journal.note_access(&step).await.map_err(explain::store)? {
            self.access_changed();
        }
        Ok(())
    }
}

/// When the service took it, where it has.
fn taken_at(state: &AccessState) -> Option<DateTime<Utc>> {
    match state {
        AccessState::Sent { at } | AccessState::Effective { at } => Some(*at),
        AccessState::Waiting { .. }
        | AccessState::Confirming
        | AccessState::Sending { .. }
        | AccessState::Due { .. }
        | AccessState::Stuck { .. }
        | AccessState::Withdrawn { .. }
        | AccessState::Dropped { .. } => None,
    }
}
