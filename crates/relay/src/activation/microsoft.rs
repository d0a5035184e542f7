//! Microsoft, as far as an activation needs it: one reading, one call.

use std::sync::Arc;

use domain::{Intent, Operation, OperationId, Seen, Subscription, SubscriptionId};
use futures::future::{BoxFuture, FutureExt as _};
use marketplace::Sender;
use outbox::{CallIds, Heard, Marketplace, Read, Sent};

/// Microsoft's API, by the relay's own credential.
pub(crate) trait Microsoft: Send + Sync {
    /// The subscription as it is.
    fn read<'a>(&'a self, id: &'a SubscriptionId) -> BoxFuture<'a, Read<Subscription>>;

    /// Asks for its activation, once, with the plan and seats it has.
    fn activate<'a>(&'a self, intent: &'a Intent, ids: &'a CallIds) -> BoxFuture<'a, Heard>;
}

impl Microsoft for Sender {
    fn read<'a>(&'a self, id: &'a SubscriptionId) -> BoxFuture<'a, Read<Subscription>> {
        async move {
            let read = self.read(id).await;
            if let Read::NotNow { why, .. } = &read {
                tracing::warn!(subscription = %id, ?why, "a purchase could not be read, so its activation waits");
            }
            read
        }
        .boxed()
    }

    fn activate<'a>(&'a self, intent: &'a Intent, ids: &'a CallIds) -> BoxFuture<'a, Heard> {
        async move {
            let heard = self.send(intent, ids).await;
            let (id, CallIds { request, correlation }) = (&intent.subscription, ids);
            match &heard.sent {
                Sent::Accepted { .. } => {
                    tracing::info!(subscription = %id, %request, %correlation, "an activation was taken on");
                }
                why => {
                    tracing::warn!(subscription = %id, %request, %correlation, ?why, "an activation was not taken on");
                }
            }
            heard
        }
        .boxed()
    }
}

/// The same, as the outbox asks it.
pub(super) struct Asked(pub(super) Arc<dyn Microsoft>);

impl Marketplace for Asked {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        match self.0.read(id).await {
            Read::Found(present) => Read::Found(Seen::from(&present)),
            Read::Unknown => Read::Unknown,
            Read::NotNow { why, after } => Read::NotNow { why, after },
        }
    }

    /// An activation has no operation that could be read.
    async fn operation(&self, _: &SubscriptionId, _: &OperationId) -> Read<Operation> {
        Read::Unknown
    }

    async fn send(&self, intent: &Intent, ids: &CallIds) -> Heard {
        self.0.activate(intent, ids).await
    }
}
