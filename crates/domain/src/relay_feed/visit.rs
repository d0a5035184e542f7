//! A buyer at the landing page, which Microsoft sends them to after a purchase.
//!
//! Told under a word of its own, [`Visit::KIND`], outside [`super::Happened`]: a desk that does not know it passes it
//! over as unknown, one that does asks for it with [`Visit::told_by`].

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::FeedEvent;
use crate::ids::{OfferId, PlanId, SubscriptionId};
use crate::subscription::{Person, Status, Subscription};

/// One person's visit about one purchase. Coming again, with whatever token, is the same visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Made from the purchase and the person, so that every replica makes the same.
    pub id: String,
    /// Its version, to be named by whoever moves it on.
    pub version: i64,
    /// What was bought; nothing as long as nobody could ask Microsoft.
    #[serde(default)]
    pub bought: Option<Bought>,
    /// Why it is not known what was bought.
    #[serde(default)]
    pub unresolved: Option<Unresolved>,
    /// Who came.
    pub who: Visitor,
    /// What the publisher's own questions were answered, in their order.
    #[serde(default)]
    pub answers: Vec<VisitAnswer>,
    /// When they first came, UTC.
    pub came_at: DateTime<Utc>,
    /// How far they have come.
    pub state: VisitState,
}

/// A purchase, as Microsoft told it when the buyer came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bought {
    /// Which.
    pub subscription: SubscriptionId,
    /// The name the buyer gave it; may be empty.
    #[serde(default)]
    pub name: String,
    /// The offer.
    pub offer: OfferId,
    /// The plan.
    pub plan: PlanId,
    /// Seats; nothing for a plan that is not sold per user.
    #[serde(default)]
    pub seats: Option<u32>,
    /// Where in its life it was.
    #[serde(default)]
    pub status: Option<Status>,
}

/// A person who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visitor {
    /// The tenant they signed in at.
    pub tenant: String,
    /// Their object id there.
    pub object: String,
    /// Their name, by their directory; may be empty.
    #[serde(default)]
    pub name: String,
    /// Where they can be written to: by their directory until they say.
    #[serde(default)]
    pub contact: Option<String>,
    /// What they are to the purchase, where it is known.
    #[serde(default)]
    pub relation: Option<Relation>,
    /// The language they were spoken to in: `en`, `fr`.
    #[serde(default)]
    pub language: String,
}

/// What a visitor is to a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Relation {
    /// Who uses it.
    Beneficiary,
    /// Who pays for it, and does not use it.
    Purchaser,
    /// Somebody else of the beneficiary's or purchaser's tenant.
    Colleague,
    /// Nobody Microsoft names: a person should look.
    Stranger,
}

/// An answer to one of the publisher's questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitAnswer {
    /// The question's id.
    pub question: String,
    /// What was asked, as the visitor read it.
    pub asked: String,
    /// What was answered: text, or the label of a choice. May be empty where none was required.
    pub answer: String,
}

impl Relation {
    /// What somebody is to a purchase. The pair of tenant and object id is what Microsoft names people by.
    pub fn of(tenant: &str, object: &str, purchase: &Subscription) -> Self {
        let is_theirs = |person: &Person| !tenant.is_empty() && person.tenant_id.eq_ignore_ascii_case(tenant);
        let is_them = |person: &Person| is_theirs(person) && person.object_id.eq_ignore_ascii_case(object);
        match (&purchase.beneficiary, &purchase.purchaser) {
            (beneficiary, _) if is_them(beneficiary) => Self::Beneficiary,
            (_, purchaser) if is_them(purchaser) => Self::Purchaser,
            (beneficiary, purchaser) if is_theirs(beneficiary) || is_theirs(purchaser) => Self::Colleague,
            _ => Self::Stranger,
        }
    }
}

/// How far a visit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VisitState {
    /// Signed in; the form is before them, or was left.
    Begun,
    /// Nothing more is asked of them.
    Complete,
}

/// Why it is not known what was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unresolved {
    /// The relay has no credential: a desk is to resolve.
    NoCredential,
    /// Microsoft could not be asked.
    OutOfReach,
    /// Microsoft does not believe the relay's own credential.
    NotBelieved,
}

impl Visit {
    /// The word of the feed.
    pub const KIND: &'static str = "landing";

    /// The visit an event tells of.
    pub fn told_by(event: &FeedEvent) -> Option<Self> {
        (event.kind == Self::KIND).then(|| serde_json::from_value(event.body.clone()).ok()).flatten()
    }

    /// Whether something is still missing.
    pub fn is_open(&self) -> bool {
        self.state == VisitState::Begun || self.bought.is_none()
    }
}

/// A buyer's token, for the desk that resolves it. `POST /v1/{connection}/visits/{id}/token`. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitToken {
    /// As Resolve wants it.
    pub token: String,
}

impl std::fmt::Debug for VisitToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitToken(…)")
    }
}

/// A desk has resolved it. `POST /v1/{connection}/visits/{id}/resolved`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportResolved {
    /// The version that was read.
    pub version: i64,
    /// What Microsoft said.
    pub bought: Bought,
    /// What the visitor is to it.
    #[serde(default)]
    pub relation: Option<Relation>,
}
