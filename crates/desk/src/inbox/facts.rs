//! What an item is about, as the journal keeps it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Change, Seen};
use serde::{Deserialize, Serialize};

use crate::contract::{ItemKind, Money};

/// What an item is about, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// The customer's name when it was found.
    pub customer: String,
    /// Offer id.
    pub offer: String,
    /// The rest.
    #[serde(flatten)]
    pub about: About,
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub(crate) enum About {
    Request(Request),
    Purchase { plan: String },
    Suspended { since: DateTime<Utc> },
    Reinstated { since: DateTime<Utc> },
    Cancelled { since: DateTime<Utc> },
    Renewal { end: NaiveDate },
    Trial { end: NaiveDate },
    Intent { intent: String, what: Change, from: Seen },
    Unreadable { field: String, problem: String },
    Missing { since: DateTime<Utc> },
    Secret { end: NaiveDate },
    SignIn,
    Clock { seconds: i64 },
}

/// A customer asks for a change, or got it before anybody answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// The operation to answer; `None` where only its effect was seen.
    pub operation: Option<String>,
    /// To what.
    pub asked: Change,
    /// The subscription before it.
    pub before: Seen,
    /// How far it is.
    pub stage: Stage,
    /// When the window closes. `None` where there is none, or it is long over.
    pub closes_at: Option<DateTime<Utc>>,
    /// What the customer would pay more, or less, each month.
    pub effect: Option<Money>,
}

/// How far a request is, as Microsoft's data says. Whether its window has passed, the clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Stage {
    /// Microsoft waits, and a window runs or ran.
    Live,
    /// Microsoft waits, and no window ends it.
    Waiting,
    /// Nobody answered in time, and Microsoft's data says it was accepted.
    Silent,
    /// It was found changed.
    Unseen,
}

impl About {
    /// The kind of item this is.
    pub(crate) fn kind(&self) -> ItemKind {
        match self {
            Self::Request(_) => ItemKind::Request,
            Self::Purchase { .. } => ItemKind::Purchase,
            Self::Suspended { .. } => ItemKind::Suspended,
            Self::Reinstated { .. } => ItemKind::Reinstated,
            Self::Cancelled { .. } => ItemKind::Cancelled,
            Self::Renewal { .. } => ItemKind::Renewal,
            Self::Trial { .. } => ItemKind::Trial,
            Self::Intent { .. } => ItemKind::Intent,
            Self::Unreadable { .. } => ItemKind::Unreadable,
            Self::Missing { .. } => ItemKind::Missing,
            Self::Secret { .. } | Self::SignIn | Self::Clock { .. } => ItemKind::Connection,
        }
    }
}

impl ItemKind {
    /// The word for it in searches and in the journal.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Purchase => "purchase",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::Cancelled => "cancelled",
            Self::Renewal => "renewal",
            Self::Trial => "trial",
            Self::Intent => "intent",
            Self::Unreadable => "unreadable",
            Self::Missing => "missing",
            Self::Connection => "connection",
        }
    }
}
