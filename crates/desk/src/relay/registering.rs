//! Changes of our own, told to the relay before they are sent: what Microsoft announces of them is then no customer's
//! request, whatever the rules say of such a one.
//!
//! Sending does not depend on it. Where the relay does not answer within some seconds the change is sent all the same,
//! and its echo may be treated as an ordinary request: a rule may refuse or hold it, unless the message itself says
//! that the publisher made the change. What was approved of a held request is expected there already.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Coming, RegisterComing};
use domain::{Change, Clock, Intent, Operation, OperationId, Seen, SubscriptionId, Wish};
use marketplace::Sender;
use outbox::{CallIds, Heard, Marketplace, Read};
use store::Journal;
use sync::feed::RelayError;

use super::approvals::Approvals;
use super::{AtHand, Link};

/// A change is not held up for longer than this.
const PATIENCE: Duration = Duration::from_secs(3);
/// A message that was not taken is sent again for eight hours; after that no echo comes any more. A promise that lasted
/// longer could let a customer's own request pass unjudged.
const ECHO_COMES_WITHIN: TimeDelta = TimeDelta::hours(8);

/// Microsoft, as the outbox needs it, with the relay told first.
pub(crate) struct Registering {
    sender: Sender,
    at_hand: AtHand,
    journal: Journal,
    clock: Arc<dyn Clock>,
}

impl Registering {
    pub(crate) fn new(sender: Sender, at_hand: AtHand, journal: Journal, clock: Arc<dyn Clock>) -> Self {
        Self { sender, at_hand, journal, clock }
    }

    async fn register(&self, link: &Link, intent: &Intent, to: &Change, ids: &CallIds) -> Result<(), RelayError> {
        let now = self.clock.now() - link.line().skew;
        if Approvals::read(&self.journal).await?.expects(&intent.id, now) {
            return Ok(());
        }
        let coming = |id: String| RegisterComing {
            id,
            subscription: intent.subscription.clone(),
            to: to.clone(),
            until: now + ECHO_COMES_WITHIN,
        };
        let known = link.relay.coming(&coming(intent.id.to_string())).await?;
        if is_over(&known, now) {
            // An earlier try of the same change had its echo, or its time is over; this one is expected anew.
            link.relay.coming(&coming(format!("{}:{}", intent.id, ids.request))).await?;
        }
        Ok(())
    }
}

fn is_over(known: &Coming, now: DateTime<Utc>) -> bool {
    known.echo.is_some() || known.expected.until <= now
}

impl Marketplace for Registering {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        self.sender.subscription(id).await
    }

    async fn operation(&self, id: &SubscriptionId, operation: &OperationId) -> Read<Operation> {
        self.sender.operation(id, operation).await
    }

    async fn send(&self, intent: &Intent, ids: &CallIds) -> Heard {
        if let (Wish::Change { to }, Some(link)) = (&intent.wish, self.at_hand.link()) {
            match tokio::time::timeout(PATIENCE, self.register(&link, intent, to, ids)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::info!(%error, "a change is sent that the relay does not expect"),
                Err(_) => tracing::info!("a change is sent that the relay does not expect: it does not answer"),
            }
        }
        self.sender.send(intent, ids).await
    }
}
