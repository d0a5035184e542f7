//! What will be accepted without asking the rules: a pass once given, a change registered before it is sent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SubscriptionId;
use crate::intent::Change;
use crate::rule::{Expected, Pass};

/// A one-time pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenPass {
    /// Ours.
    pub id: String,
    /// For what, until when, by whom.
    pub pass: Pass,
    /// The held request that was approved by it.
    pub held: String,
    /// The key of the request that used it.
    #[serde(default)]
    pub used_by: Option<String>,
}

/// A change the publisher is about to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coming {
    /// Ours.
    pub id: String,
    /// What is expected, until when.
    pub expected: Expected,
    /// The desk that registered it.
    pub by: String,
    /// The held request that is approved by it.
    #[serde(default)]
    pub held: Option<String>,
    /// The key of the message that was its echo.
    #[serde(default)]
    pub echo: Option<String>,
}

/// A desk is about to change a subscription. `POST /v1/{connection}/coming`; must be answered before the change is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterComing {
    /// The intent's id: registering it again changes nothing.
    pub id: String,
    /// Whose.
    pub subscription: SubscriptionId,
    /// What it becomes.
    pub to: Change,
    /// Not after this moment, UTC. The relay keeps it for seven days at most.
    pub until: DateTime<Utc>,
}
