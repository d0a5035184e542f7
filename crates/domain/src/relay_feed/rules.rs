//! Rules and the facts they are judged on, on their way between desk and relay. Rules travel as JSON, so that what
//! either side does not know survives the other.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Verdict;
use crate::rule::{Decision, Request, Snapshot};

/// Rules as the relay keeps them. `GET /v1/{connection}/rules`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RulesKept {
    /// Which; 1 is the first.
    pub version: i64,
    /// Who put them in force: the desk, and whom it named.
    pub author: String,
    /// Why, in the author's words.
    pub reason: String,
    /// Since when, UTC.
    pub at: DateTime<Utc>,
    /// The list, as it came.
    pub rules: Value,
}

/// Puts rules in force. `PUT /v1/{connection}/rules`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutRules {
    /// The version that was read; 0 where there was none.
    pub version: i64,
    /// Who, in the desk's words.
    pub author: String,
    /// Why.
    pub reason: String,
    /// The list.
    pub rules: Value,
}

/// Puts earlier rules in force again, as a new version. `POST /v1/{connection}/rules/roll-back`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RollBack {
    /// The version that was read.
    pub version: i64,
    /// The version that is wanted back.
    pub to: i64,
    /// Who, in the desk's words.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// What would these rules have answered? `POST /v1/{connection}/rules/dry-run`. Changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DryRun {
    /// The list.
    pub rules: Value,
    /// Requests that arrived from this moment on, UTC.
    pub since: DateTime<Utc>,
}

/// What the rules would have answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DryRunReport {
    /// Requests that were looked at.
    pub requests: u32,
    /// Of those, how many would be answered otherwise.
    pub otherwise: u32,
    /// Each of those, newest first, the first five hundred.
    pub lines: Vec<DryRunLine>,
    /// What is wrong with the list, in words for people.
    #[serde(default)]
    pub flaws: Vec<String>,
}

/// A request that would be answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DryRunLine {
    /// The message's key.
    pub key: String,
    /// What was asked.
    pub request: Request,
    /// What was answered.
    pub answered: Verdict,
    /// What would be.
    pub would: Decision,
}

/// A dated snapshot of ladder, prices and customers. `PUT /v1/{connection}/facts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutFacts {
    /// The version that was read; 0 where there was none.
    pub version: i64,
    /// The snapshot.
    pub facts: Snapshot,
}

/// Which dated snapshot is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FactsKept {
    /// Which; 1 is the first.
    pub version: i64,
    /// When it was taken, UTC.
    pub taken_at: DateTime<Utc>,
    /// The desk that sent it.
    pub by: String,
}
