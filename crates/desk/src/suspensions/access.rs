//! The access beside each card of the board: Microsoft's state and the access are two things.

use std::collections::{BTreeMap, BTreeSet};

use domain::account::Access;
use domain::{Lane, OfferId, SubscriptionId};
use sync::account::Receivers;

use crate::account::kind;
use crate::contract::{AccessKind, Fault};
use crate::explain;
use crate::opened::Opened;

/// What is known of accesses, by subscription whatever the case of its id.
#[derive(Debug, Default)]
pub(super) struct BoardAccess {
    known: BTreeMap<String, Access>,
    waiting: BTreeSet<String>,
    receivers: Receivers,
}

impl BoardAccess {
    /// Nothing where nobody is told of this offer's accounts and nothing is known.
    pub(super) fn of(&self, id: &SubscriptionId, offer: &OfferId) -> Option<AccessKind> {
        let known = self.known.get(&key(id));
        known.or_else(|| self.receivers.of(offer).map(|_| &Access::Unknown)).map(kind)
    }

    pub(super) fn waits(&self, id: &SubscriptionId) -> bool {
        self.waiting.contains(&key(id))
    }
}

impl Opened {
    pub(super) async fn board_access(&self) -> Result<BoardAccess, Fault> {
        let journal = &self.source.store.journal;
        let known = journal.accesses().await.map_err(explain::store)?;
        let open = journal.open_intents().await.map_err(explain::store)?;
        let hooks = open.iter().filter(|entry| entry.intent.wish.lane() == Lane::Accounts);
        Ok(BoardAccess {
            known: known.into_iter().filter_map(|step| Some((key(&step.subscription), step.access?))).collect(),
            receivers: self.receivers.clone(),
            waiting: hooks.map(|entry| key(&entry.intent.subscription)).collect(),
        })
    }
}

fn key(id: &SubscriptionId) -> String {
    id.as_str().to_ascii_lowercase()
}
