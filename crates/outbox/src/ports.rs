//! Where intents are kept, and whom they are sent to.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Change, Intent, IntentId, Operation, OperationId, Seen, SubscriptionId};

use crate::entry::{CallIds, Did, Entry, Wait};

/// Where intents are kept. Each write is on disk when it returns.
pub trait Ledger: Send + Sync {
    /// Why something could not be kept.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Every intent that is not over, in the order in which they were asked for.
    fn open(&self) -> impl Future<Output = Result<Vec<Entry>, Self::Error>> + Send;

    /// Writes how far an intent has come, and what was done, in one step. `false` where somebody else has written it
    /// since the version of this entry, which is then not written.
    fn write(&self, entry: &Entry, did: &Did) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Our own changes of a subscription that came to effect after a moment, in their order.
    fn effects(
        &self,
        subscription: &SubscriptionId,
        after: DateTime<Utc>,
        but: &IntentId,
    ) -> impl Future<Output = Result<Vec<Change>, Self::Error>> + Send;
}

/// What came of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read<T> {
    /// It is there.
    Found(T),
    /// The service does not know it.
    Unknown,
    /// Not now.
    NotNow {
        /// Why.
        why: Wait,
        /// Not sooner than after this time.
        after: Duration,
    },
}

/// What came of a call that changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// Taken on.
    Accepted {
        /// The operation to watch, where one was named.
        operation: Option<OperationId>,
        /// When it is worth looking.
        retry_after: Option<Duration>,
    },
    /// Certainly without effect; it may be sent again.
    NotNow {
        /// Why.
        why: Wait,
        /// Not sooner than after this time.
        after: Duration,
    },
    /// The subscription is locked by another operation.
    Locked,
    /// The service says it is so already.
    AlreadySo,
    /// The service says somebody was quicker.
    TooLate,
    /// The service does not know what it is about.
    Unknown,
    /// The service says no.
    Refused {
        /// In its words.
        message: String,
    },
    /// It may have taken effect: the answer was lost, or says nothing.
    Lost {
        /// What is known of it.
        message: String,
    },
}

/// What came of a call, and what it left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What came of it.
    pub sent: Sent,
    /// Names and values of the ids support asks for.
    pub ids: Vec<(String, String)>,
}

/// Microsoft, as far as an intent needs it.
pub trait Marketplace: Send + Sync {
    /// The subscription as it is.
    fn subscription(&self, id: &SubscriptionId) -> impl Future<Output = Read<Seen>> + Send;

    /// An operation as it is.
    fn operation(&self, id: &SubscriptionId, operation: &OperationId) -> impl Future<Output = Read<Operation>> + Send;

    /// Sends it, once.
    fn send(&self, intent: &Intent, ids: &CallIds) -> impl Future<Output = Heard> + Send;
}
