//! Whether a customer gets into the account.

use crate::subscription::Status;
use crate::words::open_words;

open_words! {
    /// The access to an account, in the publisher's own service. Never Microsoft's status.
    Access {
        /// The customer gets in.
        Open = "open",
        /// The customer does not get in; what is in the account stays.
        Suspended = "suspended",
        /// The account is closed.
        Closed = "closed",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

/// The access that a subscription's status calls for; nothing before it is activated, and for words we do not know.
pub fn called_for(status: &Status) -> Option<Access> {
    match status {
        Status::Subscribed => Some(Access::Open),
        Status::Suspended => Some(Access::Suspended),
        Status::Unsubscribed => Some(Access::Closed),
        Status::NotStarted | Status::PendingFulfillmentStart | Status::Other(_) => None,
    }
}
