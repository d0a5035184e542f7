//! Ids that every sender makes alike.

use sha2::{Digest as _, Sha256};

use super::{AccountAction, Cause};
use crate::ids::{HookId, SubscriptionId};

/// The publisher as every desk and every relay names it: by its tenant and its application. The names that desks and
/// relays have for a connection are their own and differ.
pub fn publisher_name(tenant: &str, application: &str) -> String {
    format!("{}/{}", tenant.trim().to_ascii_lowercase(), application.trim().to_ascii_lowercase())
}

/// A hook's id, to be sent as `webhook-id`: a hash of publisher, subscription, cause and action. It is frozen: another
/// hash would let a receiver take the same event for two.
pub fn hook_id(publisher: &str, subscription: &SubscriptionId, cause: &Cause, action: AccountAction) -> HookId {
    let event = action.event();
    let parts = [
        publisher,
        &subscription.as_str().to_ascii_lowercase(),
        cause.kind(),
        &cause.id().to_ascii_lowercase(),
        event.as_str(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        // Each with its length before it, so that no two lists of parts are taken for one another.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digits = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("acct_{digits}").into()
}
