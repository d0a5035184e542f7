//! Microsoft, as far as an activation needs it: one reading, one call.

use std::sync::Arc;
use std::time::Duration;

use domain::{Intent, Operation, OperationId, Seen, Subscription, SubscriptionId, Wish};
use futures::future::{BoxFuture, FutureExt as _};
use marketplace::{Api, ApiError, Retry, WriteIds};
use outbox::{CallIds, Heard, Marketplace, Read, Sent, Wait};

/// A sign-in that needs a person is tried again at this distance, in case the person has mended it.
const SIGN_IN_AGAIN: Duration = Duration::from_secs(60);

/// Microsoft's API, by the relay's own credential.
pub(crate) trait Microsoft: Send + Sync {
    /// The subscription as it is.
    fn read<'a>(&'a self, id: &'a SubscriptionId) -> BoxFuture<'a, Read<Subscription>>;

    /// Asks for its activation, once, with the plan and seats it has.
    fn activate<'a>(&'a self, id: &'a SubscriptionId, seen: &'a Seen, ids: &'a CallIds) -> BoxFuture<'a, Sent>;
}

impl Microsoft for Api {
    fn read<'a>(&'a self, id: &'a SubscriptionId) -> BoxFuture<'a, Read<Subscription>> {
        async move {
            match self.subscription(id).await {
                Ok(received) => Read::Found(received.value),
                Err(ApiError::NotFound { .. }) => Read::Unknown,
                Err(error) => {
                    tracing::warn!(subscription = %id, %error, "a purchase could not be read, so its activation waits");
                    not_read(&error)
                }
            }
        }
        .boxed()
    }

    fn activate<'a>(&'a self, id: &'a SubscriptionId, seen: &'a Seen, ids: &'a CallIds) -> BoxFuture<'a, Sent> {
        async move {
            let CallIds { request, correlation } = *ids;
            let write = WriteIds { request, correlation };
            match self.activate(id, &seen.plan, seen.seats, &write).await {
                Ok(accepted) => {
                    tracing::info!(subscription = %id, %request, %correlation, "an activation was taken on");
                    Sent::Accepted { operation: None, retry_after: accepted.retry_after }
                }
                Err(error) => {
                    tracing::warn!(subscription = %id, %request, %correlation, %error, "an activation was not taken on");
                    let is_about_it = error.correlation() == Some(correlation.to_string().as_str());
                    match sent(&error) {
                        // It was the sign-in that failed, so it was never sent.
                        Sent::Lost { .. } if !is_about_it => not_now(Wait::Offline, Duration::ZERO),
                        sent => sent,
                    }
                }
            }
        }
        .boxed()
    }
}

/// What a failed call means for the activation.
fn sent(error: &ApiError) -> Sent {
    match error {
        ApiError::Locked { .. } => Sent::Locked,
        ApiError::AlreadySo { .. } => Sent::AlreadySo,
        ApiError::NotFound { .. } => Sent::Unknown,
        ApiError::Refused { status, message, .. } => Sent::Refused { message: format!("{status} {message}") },
        ApiError::TokenRefused { .. } | ApiError::AppNotRegistered { .. } => not_now(Wait::SignIn, SIGN_IN_AGAIN),
        // No token, so nothing was sent.
        ApiError::SignIn(_) => match error.retry() {
            Retry::After(wait) => not_now(Wait::Throttled, wait),
            Retry::IfRepeatable => not_now(Wait::Offline, Duration::ZERO),
            Retry::Never => not_now(Wait::SignIn, SIGN_IN_AGAIN),
        },
        other => match other.retry() {
            Retry::After(wait) if other.is_offline() => not_now(Wait::Offline, wait),
            Retry::After(wait) => not_now(Wait::Throttled, wait),
            // Whatever came back, it does not say that nothing was done.
            Retry::IfRepeatable | Retry::Never if has_left(other) => Sent::Lost { message: other.to_string() },
            Retry::IfRepeatable | Retry::Never => Sent::Refused { message: other.to_string() },
        },
    }
}

/// Whether the call left this computer.
fn has_left(error: &ApiError) -> bool {
    !matches!(error, ApiError::InsecureAddress { .. } | ApiError::Unusable { .. } | ApiError::ForeignLink { .. })
}

fn not_read(error: &ApiError) -> Read<Subscription> {
    match sent(error) {
        Sent::NotNow { why, after } => Read::NotNow { why, after },
        _ if error.is_offline() => Read::NotNow { why: Wait::Offline, after: Duration::ZERO },
        _ => Read::NotNow { why: Wait::Throttled, after: Duration::ZERO },
    }
}

fn not_now(why: Wait, after: Duration) -> Sent {
    Sent::NotNow { why, after }
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
        let sent = match &intent.wish {
            Wish::Activate => self.0.activate(&intent.subscription, &intent.seen, ids).await,
            _ => Sent::Refused { message: "this relay's rules activate, and nothing else".to_owned() },
        };
        Heard { sent, ids: Vec::new() }
    }
}
