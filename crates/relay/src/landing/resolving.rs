//! What a token stands for, by Microsoft's word.

use std::time::Duration;

use domain::relay_feed::{Bought, Unresolved};
use domain::{Status, Subscription};
use marketplace::{ApiError, Resolved, Secret};

use super::Place;

/// A person waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of asking.
pub(super) enum Found {
    /// A purchase.
    Bought(Box<Purchase>),
    /// One that is cancelled, for ever.
    Ended,
    /// Microsoft does not take the token: too old, not whole, or of another publisher.
    Bad,
    /// Nobody could ask.
    Unresolved(Unresolved),
}

/// A purchase, and what is known of it besides.
#[derive(Clone)]
pub(super) struct Purchase {
    pub(super) bought: Bought,
    pub(super) whole: Option<Subscription>,
}

/// Asks with the relay's own credential.
pub(super) async fn resolve(place: &Place, token: &str, tenant: &str) -> Found {
    let Some(api) = &place.landing.api else { return Found::Unresolved(Unresolved::NoCredential) };
    let token = Secret::from(token);
    let Ok(resolved) = tokio::time::timeout(PATIENCE, api.resolve(&token)).await else {
        return Found::Unresolved(Unresolved::OutOfReach);
    };
    match resolved {
        Ok(resolved) => found(resolved),
        Err(ApiError::Refused { status: 400, .. } | ApiError::NotFound { .. }) => Found::Bad,
        Err(error) => {
            // The tenant tells a publisher's own mistakes from a stranger's; it is an id, not a person.
            tracing::warn!(connection = %place.connection.name, %error, tenant, "a token could not be resolved");
            let is_ours = matches!(
                error,
                ApiError::TokenRefused { .. } | ApiError::AppNotRegistered { .. } | ApiError::SignIn(_)
            );
            Found::Unresolved(if is_ours { Unresolved::NotBelieved } else { Unresolved::OutOfReach })
        }
    }
}

fn found(resolved: Resolved) -> Found {
    let status = resolved.whole.as_ref().map(|whole| whole.status.clone());
    if status == Some(Status::Unsubscribed) {
        return Found::Ended;
    }
    let name = match &resolved.whole {
        Some(whole) if resolved.name.is_empty() => whole.name.clone(),
        _ => resolved.name,
    };
    let bought = Bought {
        subscription: resolved.subscription,
        name,
        offer: resolved.offer,
        plan: resolved.plan,
        seats: resolved.seats,
        status,
    };
    Found::Bought(Box::new(Purchase { bought, whole: resolved.whole }))
}
