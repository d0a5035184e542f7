//! Documents: small JSON values with a version.

use domain::SubscriptionId;
use serde::de::DeserializeOwned;

use super::LogError;

macro_rules! kinds {
    ($($(#[$doc:meta])* $member:ident = $word:literal,)*) => {
        /// What a document is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $member,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$member),*];

            /// The word the log keeps.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$member => $word,)* }
            }

            /// The kind a word names.
            pub fn read(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$member),)* _ => None }
            }
        }
    };
}

kinds! {
    /// The answer given to a message, under the message's key.
    Answer = "answer",
    /// The rules in force, under one id.
    Rules = "rules",
    /// Rules as they were, under their version.
    RulesVersion = "rules-version",
    /// Prices, ladder and customers as of a date, under one id.
    Facts = "facts",
    /// A request that was refused and waits for a person.
    Held = "held",
    /// Permission for the next identical request.
    Pass = "pass",
    /// A change the publisher is about to make, whose echo is to be accepted.
    Coming = "coming",
    /// A request that was refused, so that the message taking it back is known.
    Refused = "refused",
    /// A request shown to a person, while its answer is kept open.
    Question = "question",
    /// A desk and the hash of its token.
    Desk = "desk",
    /// Until when a desk follows the feed, as far as is known.
    Presence = "presence",
    /// A decision that is to be read back.
    Unread = "unread",
    /// What has happened to a subscription, under its id.
    Course = "course",
    /// A buyer's visit to the landing page.
    Visit = "visit",
    /// What the landing page seals its cookies with, under one id.
    Seal = "seal",
    /// What a rule does about a customer's account.
    Access = "access",
    /// A purchase that a rule activates.
    Activation = "activation",
    /// Which replica does what only one may, and until when.
    Lease = "lease",
}

/// A document at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// What it is.
    pub kind: Kind,
    /// Unique among its kind.
    pub id: String,
    /// 1 for the first; each put adds one.
    pub version: i64,
    /// Whose, where it is about one subscription.
    pub subscription: Option<SubscriptionId>,
    /// Whether it still matters for decisions.
    pub is_open: bool,
    /// JSON.
    pub value: String,
}

impl Doc {
    /// What it says.
    ///
    /// # Errors
    /// Where an older or newer program wrote something else.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, LogError> {
        serde_json::from_str(&self.value).map_err(|source| LogError::Unreadable { kind: self.kind.as_str(), source })
    }
}

/// Which documents are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Of this kind.
    pub kind: Kind,
    /// Only those that still matter.
    pub open_only: bool,
    /// At most so many.
    pub limit: u32,
}
