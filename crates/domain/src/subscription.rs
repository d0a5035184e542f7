//! A subscription: what a customer bought, as Microsoft tells it.

use chrono::{DateTime, NaiveDate, Utc};

use crate::ids::{OfferId, PlanId, SubscriptionId};
use crate::words::open_words;

open_words! {
    /// `saasSubscriptionStatus`.
    Status {
        /// Named by the first documentation only; nobody has seen it.
        NotStarted = "NotStarted",
        /// Bought, not activated: nothing is billed, and it lapses after 30 days.
        PendingFulfillmentStart = "PendingFulfillmentStart",
        /// Active and billed.
        Subscribed = "Subscribed",
        /// A payment is missing; cancelled after 30 days.
        Suspended = "Suspended",
        /// Cancelled or lapsed, for ever.
        Unsubscribed = "Unsubscribed",
    }
}

open_words! {
    /// The length of a term, as an ISO 8601 period.
    TermUnit {
        /// One month.
        P1M = "P1M",
        /// One year.
        P1Y = "P1Y",
        /// Two years.
        P2Y = "P2Y",
        /// Three years.
        P3Y = "P3Y",
        /// Four years.
        P4Y = "P4Y",
        /// Five years.
        P5Y = "P5Y",
    }
}

/// Who sold it: it decides who may change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The customer bought it from the storefront.
    Direct,
    /// A reseller (CSP) bought it for the customer; only the reseller may change or cancel it.
    Reseller,
}

/// A user and tenant, as far as Microsoft tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// May be padded, empty, or no address at all; trimmed here.
    pub email: String,
    /// The user's object id in its tenant.
    pub object_id: String,
    /// The user's tenant.
    pub tenant_id: String,
    /// The user's passport id.
    pub puid: String,
}

/// The term a subscription is in. Dates are absent before activation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// Its length.
    pub unit: Option<TermUnit>,
    /// First day, which is the start of billing.
    pub start: Option<NaiveDate>,
    /// Last valid day, inclusive.
    pub end: Option<NaiveDate>,
    /// By its name, how often payment falls due within the term; no documentation explains it.
    pub charge_duration: Option<String>,
}

/// A subscription at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its id, for the whole of its life.
    pub id: SubscriptionId,
    /// The name the buyer gave it.
    pub name: String,
    /// Who publishes the offer.
    pub publisher: String,
    /// What was bought.
    pub offer: OfferId,
    /// In which plan.
    pub plan: PlanId,
    /// Seats; `None` for a plan that is not sold per user.
    pub seats: Option<u32>,
    /// Where in its life it is.
    pub status: Status,
    /// Who uses it.
    pub beneficiary: Person,
    /// Who pays for it.
    pub purchaser: Person,
    /// The term it is in.
    pub term: Term,
    /// Whether it renews at the end of the term; `None` where the service did not say.
    pub auto_renew: Option<bool>,
    /// A test purchase.
    pub is_test: bool,
    /// In its free trial.
    pub is_free_trial: bool,
    /// `Read`, `Update`, `Delete`: what the beneficiary, and so the API, may do. In received order.
    pub allowed: Vec<String>,
    /// `None` or `Csp`.
    pub sandbox: String,
    /// `None` or `DryRun`.
    pub session_mode: String,
    /// Moment of purchase.
    pub created: Option<DateTime<Utc>>,
}

impl Subscription {
    /// Who sold it.
    ///
    /// A reseller's purchase shows by a purchaser in another tenant than the beneficiary, by a CSP sandbox, or by
    /// `Read` alone among the allowed operations while the subscription lives.
    pub fn channel(&self) -> Channel {
        let tenants_differ = !self.purchaser.tenant_id.is_empty()
            && !self.beneficiary.tenant_id.is_empty()
            && !self.purchaser.tenant_id.eq_ignore_ascii_case(&self.beneficiary.tenant_id);
        let read_only = self.status != Status::Unsubscribed
            && self.allowed.len() == 1
            && self.allowed.iter().all(|word| word.eq_ignore_ascii_case("read"));
        if tenants_differ || read_only || self.sandbox.eq_ignore_ascii_case("csp") {
            Channel::Reseller
        } else {
            Channel::Direct
        }
    }

    /// Whether something is about to happen to it, so that it deserves to be read more often than a sweep does.
    pub fn is_in_motion(&self) -> bool {
        matches!(self.status, Status::PendingFulfillmentStart | Status::Suspended)
    }
}
