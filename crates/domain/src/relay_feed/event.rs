//! Events of the feed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    AccessStep, ActivationStep, Announced, Coming, FactsKept, GivenPass, HeldRequest, Question, ReadBack, RulesKept,
    Trouble, Visit,
};
use crate::ids::SubscriptionId;

/// One event. The same one may come again; its id tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedEvent {
    /// Whoever keeps this has had everything up to here. Opaque.
    pub cursor: String,
    /// Unique in its connection.
    pub id: String,
    /// When the relay wrote it down, UTC.
    pub at: DateTime<Utc>,
    /// What happened, as a word; the one a newer relay may have more of.
    pub kind: String,
    /// Whose, where it is about one subscription.
    #[serde(default)]
    pub subscription: Option<SubscriptionId>,
    /// The rest, by kind.
    pub body: Value,
}

macro_rules! happenings {
    ($($(#[$doc:meta])* $member:ident($body:ty) = $word:literal,)*) => {
        /// What an event tells.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Happened {
            $($(#[$doc])* $member(Box<$body>),)*
            /// Something this program does not know, or cannot read.
            Unknown,
        }

        impl Happened {
            /// The word of the feed; empty for what is unknown.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$member(_) => $word,)* Self::Unknown => "" }
            }

            /// As JSON.
            ///
            /// # Errors
            /// Where a value has no JSON.
            pub fn body(&self) -> serde_json::Result<String> {
                match self { $(Self::$member(body) => serde_json::to_string(body),)* Self::Unknown => Ok("null".to_owned()) }
            }
        }

        impl FeedEvent {
            /// What it tells, as far as this program knows.
            pub fn happened(&self) -> Happened {
                match self.kind.as_str() {
                    $($word => serde_json::from_value(self.body.clone()).map_or(Happened::Unknown, Happened::$member),)*
                    _ => Happened::Unknown,
                }
            }
        }
    };
}

happenings! {
    /// Microsoft told or asked something, and was answered.
    Announced(Announced) = "announced",
    /// A held request is new, or moved on.
    Held(HeldRequest) = "held",
    /// A one-time pass was given, used or has lapsed.
    Pass(GivenPass) = "pass",
    /// A change of the publisher's own was registered, or its echo came.
    Coming(Coming) = "coming",
    /// A request is shown to people while its answer is kept open, or was answered.
    Question(Question) = "question",
    /// Other rules are in force.
    Rules(RulesKept) = "rules",
    /// Another dated snapshot is in force.
    Facts(FactsKept) = "facts",
    /// Something that a person should look at, because no rule can mend it.
    Trouble(Trouble) = "trouble",
    /// What Microsoft's own data says of a decision.
    ReadBack(ReadBack) = "read-back",
    /// What a rule does about a customer's account, and how far it has come.
    Access(AccessStep) = "access",
    /// A purchase that a rule activates, and how far it has come.
    Activation(ActivationStep) = "activation",
}

/// Where a desk begins again: what is so at present. Sent where its cursor is older than anything kept, or of another
/// log. Events that were missed are not in it; a sweep finds what they told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedSnapshot {
    /// Follow from here.
    pub cursor: String,
    /// When it was taken, UTC.
    pub at: DateTime<Utc>,
    /// Requests that wait for a person.
    #[serde(default)]
    pub held: Vec<HeldRequest>,
    /// Passes not used yet.
    #[serde(default)]
    pub passes: Vec<GivenPass>,
    /// Changes whose echo has not come.
    #[serde(default)]
    pub coming: Vec<Coming>,
    /// The rules in force.
    #[serde(default)]
    pub rules: Option<RulesKept>,
    /// Version and date of the snapshot of prices and customers in force.
    #[serde(default)]
    pub facts: Option<FactsKept>,
    /// Buyers who came to the landing page.
    #[serde(default)]
    pub visits: Vec<Visit>,
    /// What rules do about customers' accounts, as far as it is not over.
    #[serde(default)]
    pub access: Vec<AccessStep>,
    /// Purchases that rules activate, as far as it is not over.
    #[serde(default)]
    pub activations: Vec<ActivationStep>,
}
