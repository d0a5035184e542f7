//! Requests that were refused for now and wait for a person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::OperationId;
use crate::rule::{Decision, PlanFacts, Request};

/// A request that waits, or waited, for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldRequest {
    /// Made from what was asked, so that every replica makes the same.
    pub id: String,
    /// Its version, to be named by whoever moves it on.
    pub version: i64,
    /// The customer's request: the evidence of what was asked.
    pub request: Request,
    /// The operation that was refused, where its message named one.
    #[serde(default)]
    pub operation: Option<OperationId>,
    /// What the rules said.
    pub decision: Decision,
    /// The plan asked for, with its list prices when it was asked, or when the customer was last to be asked again.
    #[serde(default)]
    pub priced: Option<PlanFacts>,
    /// When it was refused, UTC.
    pub opened_at: DateTime<Utc>,
    /// How far it has come.
    pub state: HeldState,
    /// The customer must agree anew: a consent from before this moment does not count.
    #[serde(default)]
    pub ask_again: Option<AskAgain>,
    /// Messages that belong to it: the one that took the refused change back, and the echo of the approved one.
    #[serde(default)]
    pub joined: Vec<Joined>,
    /// It was approved once, but nothing came of it, and it waits again.
    #[serde(default)]
    pub nothing_came: Option<NothingCame>,
}

/// How far a held request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum HeldState {
    /// Waits for anybody.
    Open,
    /// One desk works on it.
    Claimed {
        /// The desk.
        by: String,
        /// Since when, UTC.
        at: DateTime<Utc>,
    },
    /// The subscription is suspended: nothing can be changed until it is reinstated.
    Parked {
        /// Since when, by Microsoft's clock, UTC.
        at: DateTime<Utc>,
    },
    /// Something newer took its place.
    Superseded {
        /// What.
        by: Supersession,
        /// When that happened, by Microsoft's clock, UTC.
        at: DateTime<Utc>,
    },
    /// A person said yes.
    Approved(Approval),
    /// A person said no.
    Declined {
        /// The desk.
        by: String,
        /// When, UTC.
        at: DateTime<Utc>,
        /// Why, in the person's words.
        note: String,
    },
}

impl HeldState {
    /// Whether it still waits.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Claimed { .. } | Self::Parked { .. })
    }
}

/// What took a held request's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Supersession {
    /// The customer asked anew.
    NewerRequest,
    /// A change of the same kind was made.
    Change,
    /// The subscription has ended.
    End,
}

/// A person's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    /// The desk.
    pub by: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// How the customer agreed.
    pub consent: Consent,
    /// How it comes about.
    pub how: ApprovedHow,
    /// What the desk named its approval by.
    #[serde(default)]
    pub key: Option<String>,
    /// When the desk reported that the change was sent, UTC.
    #[serde(default)]
    pub sent_at: Option<DateTime<Utc>>,
}

/// An approval of which nothing came: no desk reported the change as sent, and no message showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NothingCame {
    /// Who had approved it, when, and on which consent.
    pub approval: Approval,
    /// When it was given up, UTC.
    pub at: DateTime<Utc>,
}

/// How an approved request comes about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "how")]
pub enum ApprovedHow {
    /// The desk sends the change; its echo is expected.
    Change {
        /// The registered change.
        coming: String,
    },
    /// The publisher may not change it: the next identical request is accepted.
    Pass {
        /// The pass.
        pass: String,
    },
}

/// That the customer agreed: Microsoft wants it for every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Who agreed, in the operator's words.
    pub who: String,
    /// How: by mail, on the telephone.
    pub how: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// Why the customer must agree anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "why")]
pub enum AskAgain {
    /// The consent is older than seven days.
    ConsentTooOld {
        /// Found at this moment, UTC.
        at: DateTime<Utc>,
    },
    /// The price is another one than when it was asked.
    PriceChanged {
        /// Found at this moment, UTC.
        at: DateTime<Utc>,
    },
}

impl AskAgain {
    /// A consent counts only from this moment on.
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Self::ConsentTooOld { at } | Self::PriceChanged { at } => *at,
        }
    }
}

/// A message that belongs to a held request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    /// Its key.
    pub key: String,
    /// `revert` or `echo`.
    pub what: String,
    /// When it came, or, for one that took the change back, when that happened, UTC.
    pub at: DateTime<Utc>,
}

/// A desk takes a held request, or gives it back. `POST /v1/{connection}/held/{id}/claim` and `/release`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// The version that was read.
    pub version: i64,
    /// Take it from the desk that has it.
    #[serde(default)]
    pub take_over: bool,
}

/// A person says yes. `POST /v1/{connection}/held/{id}/approve`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Approve {
    /// The version that was read.
    pub version: i64,
    /// How the customer agreed.
    pub consent: Consent,
    /// Give a pass for so many days instead of a change, where the publisher may not make it.
    #[serde(default)]
    pub pass_days: Option<u16>,
    /// The desk's own name for this approval, up to 200 bytes. The same desk may repeat it under the same name, whatever
    /// version it read, and gets the same answer: so it writes down what it is about to do, approves, and repeats the
    /// approval where it does not know whether that was heard.
    #[serde(default)]
    pub key: Option<String>,
}

/// The change of an approval has been sent. `POST /v1/{connection}/held/{id}/sent`; repeating it changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportSent {
    /// The approval's name, where it had one. Without one the desk that approved it must report.
    #[serde(default)]
    pub key: Option<String>,
}

/// A person says no. `POST /v1/{connection}/held/{id}/decline`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decline {
    /// The version that was read.
    pub version: i64,
    /// Why, in the person's words.
    #[serde(default)]
    pub note: String,
}
