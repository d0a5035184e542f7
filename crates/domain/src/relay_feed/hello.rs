//! What each side must know about the other before they talk.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{OfferId, PlanId};

/// Raised when an older other side would misread something. Additions do not raise it.
pub const PROTOCOL: u32 = 1;

/// The relay introduces itself: answer to `GET /v1/{connection}/hello`, and first event of a followed feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// The newest protocol it speaks.
    pub protocol: u32,
    /// The oldest it still speaks.
    pub oldest_protocol: u32,
    /// The program's version.
    pub version: String,
    /// The connection's name, for people.
    pub connection: String,
    /// The desk it takes the caller for.
    pub desk: String,
    /// Names the log: a cursor of another one means nothing here.
    pub log: String,
    /// Whether it reads back decisions by a credential of its own. Without one events stay unconfirmed.
    pub reads_back: bool,
    /// Whether desks can move on what is stuck there. One that is older than that does not say.
    #[serde(default)]
    pub moves_stuck: bool,
    /// Whether it tells the publisher's own service of what desks activate. One that is older than that does not say.
    #[serde(default)]
    pub opens_accounts: bool,
    /// What it activates by rule. One that is older than that does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activates: Vec<Activates>,
    /// Whether it encrypts its log.
    pub is_encrypted: bool,
    /// Version of the rules in force; 0 where there are none.
    pub rules_version: i64,
    /// Version of the dated snapshot in force; 0 where there is none.
    pub facts_version: i64,
    /// Its clock, UTC, for comparison.
    pub now: DateTime<Utc>,
}

/// Purchases of one offer that are activated by rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activates {
    /// The offer.
    pub offer: OfferId,
    /// Its plans; every plan where none is named.
    #[serde(default)]
    pub plans: Vec<PlanId>,
}
