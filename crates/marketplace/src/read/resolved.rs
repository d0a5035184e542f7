//! Reads what a buyer's token stands for.

use domain::{BadRecord, OfferId, PlanId, Received, Subscription, SubscriptionId};

use super::received;
use super::record::{Record, Unread};
use super::subscription::subscription;

/// What Resolve says of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Which.
    pub subscription: SubscriptionId,
    /// The name the buyer gave it; may be empty.
    pub name: String,
    /// The offer.
    pub offer: OfferId,
    /// The plan.
    pub plan: PlanId,
    /// Seats; nothing for a plan that is not sold per user.
    pub seats: Option<u32>,
    /// The whole of it; the first contract left it out.
    pub whole: Option<Subscription>,
}

/// Reads an answer of Resolve, from whatever year.
pub(crate) fn read_resolved(raw: &str) -> Result<Received<Resolved>, BadRecord> {
    received(raw, resolved)
}

fn resolved(record: &Record<'_>) -> Result<Resolved, Unread> {
    let inner = record.object("subscription")?;
    Ok(Resolved {
        subscription: record.id("id")?.into(),
        name: record.text("subscriptionName")?,
        offer: record.text("offerId")?.into(),
        plan: record.text("planId")?.into(),
        seats: record.count("quantity")?,
        whole: inner.has_members().then(|| subscription(&inner)).transpose()?,
    })
}
