//! What an item is about, as the journal keeps it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::account::{AccountAction, Drift};
use domain::relay_feed::{AccessTrouble, ActivationTrouble};
use domain::{Change, OperationId, Seen, Status, SubscriptionId, Wish};
use serde::{Deserialize, Serialize};
use store::ListRow;

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
    Purchase {
        plan: String,
        /// What a rule of the relay's does about it, where one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by_rule: Option<ByRule>,
    },
    Suspended(Suspended),
    Reinstated {
        since: DateTime<Utc>,
        /// The operation that waits to be answered: until then it stays suspended, as under the contract of 2019.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits: Option<String>,
    },
    Cancelled {
        since: DateTime<Utc>,
    },
    Renewal {
        end: NaiveDate,
    },
    Trial {
        end: NaiveDate,
    },
    Intent {
        intent: String,
        wish: Wish,
        from: Seen,
    },
    Access {
        drift: Drift,
        since: DateTime<Utc>,
    },
    Errand(Errand),
    Unreadable {
        field: String,
        misread: String,
    },
    Missing {
        since: DateTime<Utc>,
    },
    Secret {
        end: NaiveDate,
    },
    SignIn,
    Clock {
        seconds: i64,
    },
    Relay {
        since: DateTime<Utc>,
        why: String,
    },
    Trouble {
        what: String,
        which: String,
        words: String,
        since: DateTime<Utc>,
    },
}

/// What a rule of the relay's does about a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub(crate) enum ByRule {
    /// It activates it.
    Working {
        /// Why that takes its time, in a word, where it does.
        #[serde(default)]
        why: Option<String>,
    },
    /// It could not.
    Stuck {
        /// Why.
        #[serde(flatten)]
        why: ActivationTrouble,
    },
}

/// What a rule of the relay's wants done about an account, and is stuck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Errand {
    /// Its id there, which is the hook's.
    pub hook: String,
    /// The version that is stuck.
    pub version: i64,
    /// What is to be done.
    pub action: AccountAction,
    /// Why it is stuck.
    pub why: AccessTrouble,
    /// Who has it tried again, while the relay is at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<String>,
}

/// Since when a payment is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Suspended {
    /// When it was first seen: what tells one suspension from another.
    pub since: DateTime<Utc>,
    /// When Microsoft said that it happened, where the relay was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<DateTime<Utc>>,
}

impl Suspended {
    /// From when the 30 days are counted.
    pub(crate) fn began(&self) -> DateTime<Utc> {
        self.told.unwrap_or(self.since)
    }
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
    /// What the relay has to do with it, where it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<AtRelay>,
}

/// What the relay has to do with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "kebab-case")]
pub(crate) enum AtRelay {
    /// It keeps the answer open.
    Question { id: String, rule: Option<String> },
    /// It refused the request for now.
    Held {
        id: String,
        rule: Option<String>,
        #[serde(flatten)]
        at: HeldAt,
        /// The customer must agree anew.
        ask_again: bool,
        /// The publisher may not make the change: approving lets the next such request pass.
        #[serde(default)]
        by_pass: bool,
        /// The desk that approved it before, where nothing came of that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_vain: Option<String>,
        /// Whether Microsoft heard it in time.
        #[serde(default)]
        refusal: Refusal,
    },
    /// It answered, and no person did.
    Answered { accepted: bool, why: String, rule: Option<String> },
    /// It refused it, and Microsoft's data shows the change all the same.
    Overruled { no: No, why: String, rule: Option<String>, desk: Option<String> },
}

/// Whether a refusal counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(crate) enum Refusal {
    /// Nothing speaks against it.
    #[default]
    Counts,
    /// Microsoft has not said yet what became of the request.
    Unconfirmed {
        /// Where it says so.
        operation: OperationId,
    },
}

/// What a refusal was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum No {
    /// The last word.
    ForGood,
    /// For now: a person would have decided.
    ForNow,
}

/// How far a held request is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "held", rename_all = "kebab-case")]
pub(crate) enum HeldAt {
    /// It waits for anybody.
    Open,
    /// One desk works on it.
    Claimed { by: String },
    /// The subscription is suspended.
    Parked,
    /// It was approved, and the next such request is let pass.
    Passed {
        /// The desk that approved it.
        by: String,
        /// Not after this moment.
        until: DateTime<Utc>,
    },
}

impl Request {
    /// Whether the relay refused it for good, so that what comes about later is not what it asks for.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.relay, Some(AtRelay::Answered { accepted: false, .. }))
    }

    /// Whether the next such request is let pass.
    pub(crate) fn is_passed(&self) -> bool {
        matches!(self.relay, Some(AtRelay::Held { at: HeldAt::Passed { .. }, .. }))
    }

    /// Whether it was refused for now, and Microsoft has not confirmed it.
    pub(crate) fn is_unconfirmed(&self) -> bool {
        matches!(self.relay, Some(AtRelay::Held { refusal: Refusal::Unconfirmed { .. }, .. }))
    }

    /// A request at this stage of which nothing else is known.
    pub(crate) fn at(stage: Stage) -> Self {
        Self {
            operation: None,
            asked: Change::Seats(0),
            before: Seen { status: Status::Subscribed, plan: "".into(), seats: None },
            stage,
            closes_at: None,
            effect: None,
            relay: None,
        }
    }
}

impl Facts {
    /// This, about a customer as the list has them; under their id where it has them not.
    pub(crate) fn of(row: Option<&ListRow>, id: &SubscriptionId, about: About) -> Self {
        let name_and_offer = row.map(|row| (row.name.clone(), row.offer.as_str().to_owned()));
        let (customer, offer) = name_and_offer.unwrap_or_else(|| (id.to_string(), String::new()));
        Self { customer, offer, about }
    }

    /// Whether it waits at the relay for a person.
    pub(crate) fn waits_at_relay(&self) -> bool {
        matches!(
            &self.about,
            About::Request(Request { relay: Some(AtRelay::Held { .. } | AtRelay::Question { .. }), .. })
        )
    }
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
    /// A rule of the relay's refused it for now; a person decides.
    Held,
    /// The relay answered it by itself.
    Ruled,
    /// It was refused, and Microsoft's data shows it all the same.
    Overruled,
}

impl About {
    /// The kind of item this is.
    pub(crate) fn kind(&self) -> ItemKind {
        match self {
            Self::Request(_) => ItemKind::Request,
            Self::Purchase { .. } => ItemKind::Purchase,
            Self::Suspended(_) => ItemKind::Suspended,
            Self::Reinstated { .. } => ItemKind::Reinstated,
            Self::Cancelled { .. } => ItemKind::Cancelled,
            Self::Renewal { .. } => ItemKind::Renewal,
            Self::Trial { .. } => ItemKind::Trial,
            Self::Intent { .. } | Self::Errand(_) => ItemKind::Intent,
            Self::Access { .. } => ItemKind::Access,
            Self::Unreadable { .. } => ItemKind::Unreadable,
            Self::Missing { .. } => ItemKind::Missing,
            Self::Secret { .. } | Self::SignIn | Self::Clock { .. } | Self::Relay { .. } | Self::Trouble { .. } => {
                ItemKind::Connection
            }
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
            Self::Access => "access",
            Self::Unreadable => "unreadable",
            Self::Missing => "missing",
            Self::Connection => "connection",
        }
    }
}
