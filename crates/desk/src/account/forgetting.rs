//! Forgetting a customer's people in hooks that were sent long ago. A hook names them as long as it may be sent; once it is
//! over the journal takes them out with the same write. What an older program kept is gone through once.

use std::sync::Arc;

use serde_json::json;

use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

/// That it was gone through, as the journal knows it.
const GONE_THROUGH: &str = "hooks-without-people";
/// Between two steps whoever waits to write may.
const AT_ONCE: u32 = 500;

impl Opened {
    /// Goes through what an older program kept, once and beside whatever else goes on.
    pub(crate) fn forget_people_once(self: &Arc<Self>) {
        if self.source.store.journal.is_read_only() {
            return;
        }
        let opened = Arc::downgrade(self);
        tokio::spawn(async move {
            let Some(opened) = opened.upgrade() else { return };
            if let Err(fault) = opened.forget_people_of_hooks().await {
                tracing::warn!(%fault, "people in hooks of long ago could not be taken out");
            }
        });
    }

    async fn forget_people_of_hooks(&self) -> Result<(), Fault> {
        let journal = &self.source.store.journal;
        if journal.setting(GONE_THROUGH).await.map_err(explain::store)?.is_some() {
            return Ok(());
        }
        let mut place = 0;
        while let Some(reached) = journal.forget_people_of_hooks(place, AT_ONCE).await.map_err(explain::store)? {
            place = reached;
            tokio::task::yield_now().await;
        }
        journal.set(GONE_THROUGH, json!(true)).await.map_err(explain::store)
    }
}
