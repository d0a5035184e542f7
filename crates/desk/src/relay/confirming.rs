//! Whether a refusal was heard in time. The relay knows what it answered; whether that came before silence accepted, or
//! at all, only Microsoft knows, and its own record of the request says it.

use std::sync::Arc;
use std::time::Duration;

use domain::{OperationId, OperationStatus, SubscriptionId};
use marketplace::ApiError;
use store::{FoundItem, ItemWrite, ListRow};
use tokio::sync::Notify;

use crate::contract::Fault;
use crate::inbox::Known;
use crate::inbox::facts::{About, AtRelay, Facts, Refusal, Request};
use crate::inbox::seen;
use crate::opened::Opened;

/// A refusal counts at once where it was heard; what was accepted comes to effect seconds later.
const FIRST_PAUSE: Duration = Duration::from_secs(3);
/// Under the contract of 2019 a request may wait for days.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);

/// What Microsoft made of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// It came to nothing, as where a refusal was heard.
    Nothing,
    /// It was accepted.
    TheChange,
    /// It collided with another, or with what is so already.
    Collision,
    /// Microsoft has no record of it, so that it cannot be carried out either.
    NoRecord,
    /// Not decided, not in effect, or not to be read now.
    Unknown,
}

/// Wakes what asks Microsoft.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confirming(Arc<Notify>);

impl Confirming {
    /// There may be a refusal that nobody has asked Microsoft about.
    pub(super) fn ring(&self) {
        self.0.notify_one();
    }
}

/// Asks Microsoft about every refusal that is not confirmed, until the connection is closed.
pub(crate) fn confirm_refusals(opened: &Arc<Opened>) {
    let bell = opened.confirming.clone();
    let opened = Arc::downgrade(opened);
    tokio::spawn(async move {
        let mut pause = FIRST_PAUSE;
        loop {
            let is_left = {
                let Some(opened) = opened.upgrade() else { return };
                opened.ask_of_refusals().await.unwrap_or_else(|fault| {
                    tracing::warn!(%fault, "refusals could not be confirmed");
                    true
                })
            };
            tokio::select! {
                () = bell.0.notified() => pause = FIRST_PAUSE,
                () = tokio::time::sleep(pause), if is_left => pause = (pause * 2).min(LONGEST_PAUSE),
            }
        }
    });
}

impl Opened {
    /// Whether some are left that Microsoft has not decided.
    async fn ask_of_refusals(&self) -> Result<bool, Fault> {
        if self.source.store.journal.is_read_only() {
            return Ok(false);
        }
        let open: Vec<_> = self.open_items().await?.iter().filter_map(unconfirmed).collect();
        let (mut is_left, mut changed) = (false, false);
        for (id, subscription, operation) in open {
            let made = self.made_of(&subscription, &operation).await;
            if made == Made::Unknown {
                is_left = true;
                continue;
            }
            let Some(row) = self.row_of(&subscription).await? else { continue };
            // Read again only now: whoever changed the item meanwhile knows more of it.
            let Some(known) = self.open_items().await?.get(&id).cloned() else { continue };
            changed |= !self.write_items(confirmed(known, made, &row)).await?.is_empty();
            if matches!(made, Made::TheChange | Made::Collision) {
                self.read_again(&subscription).await;
            }
        }
        if changed {
            self.inbox_changed();
        }
        Ok(is_left)
    }

    /// What Microsoft's own record of a request says.
    pub(super) async fn made_of(&self, subscription: &SubscriptionId, operation: &OperationId) -> Made {
        match self.source.api.operation(subscription, operation).await {
            Ok(read) => match read.value.status {
                OperationStatus::Succeeded => Made::TheChange,
                OperationStatus::Failed => Made::Nothing,
                OperationStatus::Conflict => Made::Collision,
                _ => Made::Unknown,
            },
            Err(ApiError::NotFound { .. }) => Made::NoRecord,
            Err(_) => Made::Unknown,
        }
    }
}

fn unconfirmed(known: &Known) -> Option<(String, SubscriptionId, OperationId)> {
    let About::Request(Request { relay: Some(AtRelay::Held { refusal, .. }), .. }) = &known.facts.about else {
        return None;
    };
    let Refusal::Unconfirmed { operation } = refusal else { return None };
    Some((known.item.id.clone(), known.item.subscription.clone()?, operation.clone()))
}

/// What becomes of an item whose request Microsoft has decided.
fn confirmed(known: Known, made: Made, row: &ListRow) -> Vec<ItemWrite> {
    let Known { item, facts, .. } = known;
    let Facts { customer, offer, about: About::Request(mut request) } = facts else { return Vec::new() };
    let has_come = match made {
        Made::TheChange => true,
        Made::Collision => seen(row).shows(&request.asked),
        Made::Nothing | Made::NoRecord | Made::Unknown => false,
    };
    if has_come {
        return vec![ItemWrite::Settled { id: item.id, how: "held-superseded-change".to_owned() }];
    }
    if let Some(AtRelay::Held { refusal, .. }) = &mut request.relay {
        *refusal = Refusal::Counts;
    }
    let facts = Facts { customer, offer, about: About::Request(request) };
    let found = FoundItem {
        id: item.id.clone(),
        kind: item.kind,
        subscription: item.subscription,
        facts: serde_json::to_value(&facts).unwrap_or(item.facts),
        due: item.due,
    };
    let found = ItemWrite::Found { item: found, silently: true };
    // Who put it off knew that it was refused: that it counts is nothing new to them.
    let put_off = item.snoozed_until.map(|until| ItemWrite::Snoozed { id: item.id, until: Some(until) });
    [found].into_iter().chain(put_off).collect()
}
