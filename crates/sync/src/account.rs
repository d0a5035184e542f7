//! The publisher's own service as the outbox needs it: receivers of hooks, one for every offer or one for each.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::account::Hook;
use domain::{Clock, Intent, OfferId, Operation, OperationId, Seen, SubscriptionId, Wish};
pub use hooks::{Address, BadAddress, Endpoint, Outcome, ReadBack, SCHEMA, Secret, Secrets, Unusable, Why};
use outbox::{CallIds, Heard, Marketplace, Read, Sent, Wait};

/// Before it is looked again whether somebody has set up a receiver.
const NO_RECEIVER: Duration = Duration::from_secs(60);

/// The receivers of a connection, shared between those who set them up and those who send. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Receivers(Arc<RwLock<Whole>>);

#[derive(Debug, Default)]
struct Whole {
    every_offer: Option<Endpoint>,
    offers: BTreeMap<OfferId, Endpoint>,
}

impl Receivers {
    /// Puts a receiver in place, of one offer or of all that have none of their own; or takes it away.
    pub fn set(&self, offer: Option<&OfferId>, receiver: Option<Endpoint>) {
        let mut whole = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match (offer, receiver) {
            (None, receiver) => whole.every_offer = receiver,
            (Some(offer), Some(receiver)) => drop(whole.offers.insert(offer.clone(), receiver)),
            (Some(offer), None) => drop(whole.offers.remove(offer)),
        }
    }

    /// The receiver of an offer.
    pub fn of(&self, offer: &OfferId) -> Option<Endpoint> {
        let whole = self.0.read().unwrap_or_else(PoisonError::into_inner);
        whole.offers.get(offer).or(whole.every_offer.as_ref()).cloned()
    }
}

/// Microsoft, and beside it the publisher's own service: each wish goes where it belongs.
#[derive(Clone)]
pub struct WithAccounts<M> {
    microsoft: M,
    receivers: Receivers,
    clock: Arc<dyn Clock>,
}

impl<M: Marketplace> WithAccounts<M> {
    /// Hooks go to these receivers, everything else to Microsoft.
    pub fn new(microsoft: M, receivers: Receivers, clock: Arc<dyn Clock>) -> Self {
        Self { microsoft, receivers, clock }
    }

    async fn tell(&self, hook: &Hook) -> Heard {
        let mut ids = vec![("webhook".to_owned(), hook.id.to_string())];
        let Some(receiver) = self.receivers.of(&hook.account().offer) else {
            return Heard { sent: Sent::NotNow { why: Wait::Receiver, after: NO_RECEIVER }, ids };
        };
        let outcome = receiver.send(hook, self.clock.now()).await;
        ids.extend(status(&outcome).map(|status| ("status".to_owned(), status.to_string())));
        Heard { sent: sent(outcome), ids }
    }
}

impl<M: Marketplace> Marketplace for WithAccounts<M> {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        self.microsoft.subscription(id).await
    }

    async fn operation(&self, id: &SubscriptionId, operation: &OperationId) -> Read<Operation> {
        self.microsoft.operation(id, operation).await
    }

    async fn send(&self, intent: &Intent, ids: &CallIds) -> Heard {
        match &intent.wish {
            Wish::Access { hook } => self.tell(hook).await,
            _ => self.microsoft.send(intent, ids).await,
        }
    }
}

/// What came of a hook, in the outbox's words.
fn sent(outcome: Outcome) -> Sent {
    match outcome {
        Outcome::Accepted { .. } => Sent::Accepted { operation: None, retry_after: None },
        Outcome::Refused { status, words } if words.is_empty() => Sent::Refused { message: status.to_string() },
        Outcome::Refused { status, words } => Sent::Refused { message: format!("{status} {words}") },
        Outcome::Later { after: Some(after), .. } => Sent::NotNow { why: Wait::Receiver, after },
        Outcome::Later { why, after: None } => Sent::Lost { message: why.word() },
    }
}

fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Outcome::Accepted { status } | Outcome::Refused { status, .. } => Some(*status),
        Outcome::Later { why: Why::Busy(status), .. } => Some(*status),
        Outcome::Later { why: Why::Unreachable | Why::TimedOut | Why::Lost, .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn receiver(address: &str) -> Endpoint {
        Endpoint::new(Address::read(address).unwrap(), None, Secret::new([7; 32]).into()).unwrap()
    }

    #[test]
    fn an_offer_has_its_own_receiver_or_that_of_all() {
        let receivers = Receivers::default();
        assert!(receivers.of(&"fieldbook".into()).is_none());
        receivers.set(None, Some(receiver("https://all.example/")));
        receivers.set(Some(&"tidewatch".into()), Some(receiver("https://tide.example/")));
        let of = |offer: &str| format!("{:?}", receivers.of(&offer.into()).unwrap());
        assert!(of("fieldbook").contains("all.example") && of("tidewatch").contains("tide.example"));
        receivers.set(Some(&"tidewatch".into()), None);
        assert!(of("tidewatch").contains("all.example"));
    }

    #[rstest]
    #[case::taken(Outcome::Accepted { status: 204 }, Sent::Accepted { operation: None, retry_after: None })]
    #[case::refused(
        Outcome::Refused { status: 404, words: "no such account".to_owned() },
        Sent::Refused { message: "404 no such account".to_owned() }
    )]
    #[case::gone(Outcome::Refused { status: 410, words: String::new() }, Sent::Refused { message: "410".to_owned() })]
    #[case::patience(
        Outcome::Later { why: Why::Busy(503), after: Some(Duration::from_secs(9)) },
        Sent::NotNow { why: Wait::Receiver, after: Duration::from_secs(9) }
    )]
    #[case::down(
        Outcome::Later { why: Why::Busy(502), after: None },
        Sent::Lost { message: "502".to_owned() }
    )]
    fn what_came_of_a_hook_is_said_in_the_outboxs_words(#[case] outcome: Outcome, #[case] said: Sent) {
        assert_eq!(sent(outcome), said);
    }
}
