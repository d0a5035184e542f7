//! The publisher's own service, as the outbox needs it. Nothing goes to Microsoft here.

use std::sync::Arc;
use std::time::Duration;

use domain::{Intent, Operation, OperationId, Seen, SubscriptionId, Wish};
use hooks::{Endpoint, Outcome, Why};
use outbox::{CallIds, Heard, Marketplace, Read, Sent, Wait};

use crate::time::Time;

/// Sends hooks, and nothing else.
pub(super) struct Service {
    pub(super) endpoint: Endpoint,
    pub(super) time: Arc<dyn Time>,
}

impl Marketplace for Service {
    async fn subscription(&self, _: &SubscriptionId) -> Read<Seen> {
        Read::NotNow { why: Wait::Offline, after: Duration::ZERO }
    }

    async fn operation(&self, _: &SubscriptionId, _: &OperationId) -> Read<Operation> {
        Read::NotNow { why: Wait::Offline, after: Duration::ZERO }
    }

    async fn send(&self, intent: &Intent, _: &CallIds) -> Heard {
        let Wish::Access { hook } = &intent.wish else {
            let message = "this relay sends hooks only".to_owned();
            return Heard { sent: Sent::Refused { message }, ids: Vec::new() };
        };
        let outcome = self.endpoint.send(hook, self.time.now()).await;
        let ids = status(&outcome).map(|status| ("status".to_owned(), status.to_string()));
        Heard { sent: sent(outcome), ids: ids.into_iter().collect() }
    }
}

/// What came of a hook, in the outbox's words.
fn sent(outcome: Outcome) -> Sent {
    match outcome {
        Outcome::Accepted { .. } => Sent::Accepted { operation: None, retry_after: None },
        Outcome::Refused { status, words } => Sent::Refused { message: format!("{status} {words}").trim().to_owned() },
        Outcome::Later { after: Some(after), .. } => Sent::NotNow { why: Wait::Receiver, after },
        Outcome::Later { why, after: None } => Sent::Lost { message: why.word() },
    }
}

fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Outcome::Later { why: Why::Busy(status), .. } => Some(*status),
        Outcome::Accepted { .. } | Outcome::Refused { .. } | Outcome::Later { .. } => None,
    }
}
