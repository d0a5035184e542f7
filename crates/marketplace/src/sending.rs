//! Microsoft as the outbox needs it: the client's answers and errors, in the outbox's words.

use std::time::Duration;

use domain::{Answer, Intent, Operation, OperationId, Seen, Subscription, SubscriptionId, Wish};
use outbox::{CallIds, Heard, Marketplace, Read, Sent, Wait};

use crate::{Api, ApiError, Patience, Retry, Trace, WriteIds};

/// Sends what the outbox has, and reads for it. A reading before or after a write does not wait behind a sweep.
#[derive(Debug, Clone)]
pub struct Sender {
    api: Api,
}

impl Sender {
    /// One that asks as little as it can: the outbox itself knows when to ask again.
    pub fn new(api: &Api) -> Self {
        Self { api: api.urgent().with_patience(Patience::NONE) }
    }

    /// Everything about one subscription, in the outbox's words.
    pub async fn read(&self, id: &SubscriptionId) -> Read<Subscription> {
        read(self.api.subscription(id).await.map(|received| received.value))
    }
}

impl Marketplace for Sender {
    async fn subscription(&self, id: &SubscriptionId) -> Read<Seen> {
        read(self.api.subscription(id).await.map(|received| Seen::from(&received.value)))
    }

    async fn operation(&self, id: &SubscriptionId, operation: &OperationId) -> Read<Operation> {
        read(self.api.operation(id, operation).await.map(|received| received.value))
    }

    async fn send(&self, intent: &Intent, ids: &CallIds) -> Heard {
        let ids = WriteIds { request: ids.request, correlation: ids.correlation };
        let outcome = match &intent.wish {
            Wish::Answer { operation, answer, .. } => {
                self.api.answer(&intent.subscription, operation, *answer, &ids).await
            }
            Wish::Change { to } => self.api.change(&intent.subscription, to, &ids).await,
            Wish::Activate => {
                let Seen { plan, seats, .. } = &intent.seen;
                self.api.activate(&intent.subscription, plan, *seats, &ids).await
            }
            Wish::Cancel => self.api.cancel(&intent.subscription, &ids).await,
            Wish::Acknowledge { operation } => {
                self.api.answer(&intent.subscription, operation, Answer::Accept, &ids).await
            }
            // None of Microsoft's business: it never comes here.
            Wish::Access { .. } => return Heard { sent: not_now(Wait::Receiver, Duration::ZERO), ids: Vec::new() },
        };
        match outcome {
            Ok(accepted) => {
                let mut ids = ids_of(&accepted.trace);
                ids.extend(accepted.operation.as_ref().map(|id| ("operation".to_owned(), id.to_string())));
                Heard { ids, sent: Sent::Accepted { operation: accepted.operation, retry_after: accepted.retry_after } }
            }
            Err(error) => {
                let is_about_the_write = error.correlation() == Some(ids.correlation.to_string().as_str());
                let sent = match sent(&error) {
                    // It was the sign-in that failed, so the write was never sent.
                    Sent::Lost { .. } if !is_about_the_write => not_now(Wait::Offline, Duration::ZERO),
                    sent => sent,
                };
                Heard { ids: error.trace().map(ids_of).unwrap_or_default(), sent }
            }
        }
    }
}

/// What a failed write means for the intent.
fn sent(error: &ApiError) -> Sent {
    match error {
        ApiError::Locked { .. } => Sent::Locked,
        ApiError::AlreadySo { .. } => Sent::AlreadySo,
        ApiError::TooLate { .. } => Sent::TooLate,
        ApiError::NotFound { .. } => Sent::Unknown,
        ApiError::TokenRefused { .. } | ApiError::AppNotRegistered { .. } => not_now(Wait::SignIn, SIGN_IN_AGAIN),
        ApiError::SignIn(_) => match error.retry() {
            Retry::After(wait) => not_now(Wait::Throttled, wait),
            // No token, so nothing was sent.
            Retry::IfRepeatable => not_now(Wait::Offline, Duration::ZERO),
            Retry::Never => not_now(Wait::SignIn, SIGN_IN_AGAIN),
        },
        ApiError::Refused { message, .. } => Sent::Refused { message: message.clone() },
        other => match other.retry() {
            Retry::After(wait) if other.is_offline() => not_now(Wait::Offline, wait),
            Retry::After(wait) => not_now(Wait::Throttled, wait),
            // Whatever came back, it does not say that nothing was done.
            Retry::IfRepeatable | Retry::Never if was_sent(other) => Sent::Lost { message: other.to_string() },
            Retry::IfRepeatable | Retry::Never => Sent::Refused { message: other.to_string() },
        },
    }
}

/// Whether the call left this computer.
fn was_sent(error: &ApiError) -> bool {
    !matches!(error, ApiError::InsecureAddress { .. } | ApiError::Unusable { .. } | ApiError::ForeignLink { .. })
}

/// A sign-in that needs a person is tried again at this distance, in case the person has mended it elsewhere.
const SIGN_IN_AGAIN: Duration = Duration::from_secs(60);

fn not_now(why: Wait, after: Duration) -> Sent {
    Sent::NotNow { why, after }
}

fn read<T>(outcome: Result<T, ApiError>) -> Read<T> {
    match outcome {
        Ok(found) => Read::Found(found),
        Err(ApiError::NotFound { .. }) => Read::Unknown,
        Err(error) => match sent(&error) {
            Sent::NotNow { why, after } => Read::NotNow { why, after },
            _ if error.is_offline() => Read::NotNow { why: Wait::Offline, after: Duration::ZERO },
            _ => Read::NotNow { why: Wait::Throttled, after: Duration::ZERO },
        },
    }
}

fn ids_of(trace: &Trace) -> Vec<(String, String)> {
    let ids = [("request", trace.request()), ("correlation", trace.correlation()), ("activity", trace.activity())];
    ids.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?.to_owned()))).collect()
}
