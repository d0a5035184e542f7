//! Customers' accounts in the publisher's own service, by rule, day and night.
//!
//! What is to be done is written with the message that calls for it ([`planning`]), in one step; nothing is called for
//! twice, because its id is made of its cause. It is done later ([`sending`]): once Microsoft's own data shows what was
//! announced ([`judging`]), as a hook that is written down whole ([`keeping`]) and brought through the outbox. So a relay
//! that is killed at any moment sends the same hook again, under the same id, and the service takes two for one. Of
//! several replicas one sends ([`crate::lease`]).
//!
//! ```text
//! Waiting ─ its days are over ─▶ Confirming ─ Microsoft shows it ─▶ Sending ─ 2xx ─▶ Sent ─ the service says so ─▶ Effective
//!    └── something newer, or not so any more ──▶ Withdrawn             └─ refused ─▶ Stuck ─ a person ─▶ Confirming, Dropped
//! ```
//!
//! Each is confirmed as soon as it may be, and sent in the order in which things happened: of one account one hook is on
//! its way at a time, and none before an older one is confirmed and through. One that needs a person holds nothing up: a
//! customer who pays again is not kept out by an older hook that was refused. A person has it tried again, or drops it
//! ([`calls`]); what is tried again is confirmed anew, and not sent where it is not so any more.

mod calls;
mod errand;
mod judging;
mod keeping;
mod planning;
mod publisher;
mod sending;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::{OperationId, OperationStatus, Subscription, SubscriptionId};
use futures::future::BoxFuture;
use hooks::Endpoint;
use marketplace::{Api, ApiError};

use crate::config::AccessConfig;

pub(crate) use calls::{give_up, report_activated, try_again};
pub(crate) use errand::Errand;
pub(crate) use planning::{open_account, plan};
pub(crate) use sending::Sender;

/// What the owner wants done, and who is told.
pub struct Access {
    rules: AccessConfig,
    /// As every sender names the publisher.
    publisher: String,
    service: Endpoint,
    microsoft: Arc<dyn Reads>,
}

impl Access {
    /// Nothing is sent yet.
    pub(crate) fn new(rules: AccessConfig, publisher: String, service: Endpoint, microsoft: Arc<dyn Reads>) -> Self {
        Self { rules, publisher, service, microsoft }
    }

    /// Whether the service is told of what was activated.
    pub(crate) fn opens_accounts(&self) -> bool {
        self.rules.activated
    }
}

/// Microsoft's own data, as far as an account needs it.
pub(crate) trait Reads: Send + Sync {
    /// The subscription as it is, and what became of an operation.
    fn read<'a>(&'a self, id: &'a SubscriptionId, operation: Option<&'a OperationId>) -> BoxFuture<'a, Reading>;
}

/// What came of a reading.
pub(crate) enum Reading {
    /// It is there.
    Found {
        /// As it is.
        subscription: Box<Subscription>,
        /// What became of the operation, where that can be read: it is not promised to be there.
        operation: Option<OperationStatus>,
    },
    /// Microsoft does not know it.
    Unknown,
    /// Not now.
    NotNow,
}

impl Reads for Api {
    fn read<'a>(&'a self, id: &'a SubscriptionId, operation: Option<&'a OperationId>) -> BoxFuture<'a, Reading> {
        Box::pin(async move {
            let operation = match operation {
                Some(operation) => self.operation(id, operation).await.ok().map(|read| read.value.status),
                None => None,
            };
            match self.subscription(id).await {
                Ok(read) => Reading::Found { subscription: Box::new(read.value), operation },
                Err(ApiError::NotFound { .. }) => Reading::Unknown,
                Err(error) => {
                    tracing::warn!(subscription = %id, %error, "a subscription could not be read, so its account waits");
                    Reading::NotNow
                }
            }
        })
    }
}
