//! Names of things, each with a type of its own so that none is passed for another.
//!
//! Ids are text and nothing more: most of Microsoft's look like GUIDs, few are version 4, and some are not GUIDs at all.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id exactly as it was received.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_id! {
    /// One publisher, tenant, app, credential and environment. Ours, made when a publisher is connected.
    ConnectionId;
    /// A purchase, for the whole of its life. GUID form, but not version 4.
    SubscriptionId;
    /// An offer. One in preview carries `-preview` at its end.
    OfferId;
    /// A plan within its offer.
    PlanId;
    /// One asynchronous change. Not always a GUID in old traffic.
    OperationId;
    /// Something an operator or a rule asked for. Ours.
    IntentId;
    /// An event for the publisher's own service. The same for whoever sends it.
    HookId;
}
