//! Customers who are back: Microsoft is told that it was heard, where it may wait for that.

use domain::{Action, Intent, IntentId, OperationId, Seen, SubscriptionId, Wish};
use outbox::Entry;

use crate::change::Operator;
use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// A person has seen that a customer is back. Under the contract of 2019 Microsoft waits to be told; under the
    /// present one it does not mind (contract §1.5).
    pub(crate) async fn tell_reinstated(
        &self,
        id: &SubscriptionId,
        waits: Option<OperationId>,
        operator: &Operator<'_>,
        intent: IntentId,
    ) -> Result<(), Fault> {
        let operation = match waits {
            Some(operation) => Some(operation),
            None => self.reinstatement(id).await?,
        };
        let Some(operation) = operation else { return Ok(()) };
        if self.answer_to(id, &operation).await?.is_some() {
            return Ok(());
        }
        let standing = self.standing(id).await?;
        let intent = Intent {
            id: intent,
            subscription: id.clone(),
            wish: Wish::Acknowledge { operation },
            actor: operator.name.to_owned(),
            reason: String::new(),
            consent: None,
            seen: Seen::from(&standing.subscription),
            asked_at: self.source.clock.now(),
            expires_at: None,
        };
        self.ask(Entry::new(intent, None)).await.map(drop)
    }

    /// The operation that may wait: one that was read, else the one the relay was told of.
    async fn reinstatement(&self, id: &SubscriptionId) -> Result<Option<OperationId>, Fault> {
        let kept = self.source.store.cache.operations(id).await.map_err(explain::store)?;
        let read = kept.iter().flat_map(|raws| &raws.raws).filter_map(|raw| marketplace::read_operation(raw).ok());
        let waits =
            read.map(|read| read.value).find(|read| read.action == Action::Reinstate && !read.status.is_final());
        match waits {
            Some(operation) => Ok(Some(operation.id)),
            None => self.announced_operation(id, &Action::Reinstate).await,
        }
    }
}
