//! The list of rules, as it is kept and sent.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::condition::Conditions;
use super::outcome::Outcome;

/// A rule's name for machines. Ours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(String);

impl RuleId {
    /// The id as it was made.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RuleId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for RuleId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rules in their order: the first that holds decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rules {
    /// Raised with every change of the list.
    pub version: u32,
    /// First to last.
    pub rules: Vec<Rule>,
    /// Members we do not know, kept as they came.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// One standing answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Ours.
    pub id: RuleId,
    /// Its name for people.
    #[serde(default)]
    pub name: String,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
    /// Why, in its author's words.
    #[serde(default)]
    pub reason: String,
    /// When it was written, UTC. It stands from the moment it is in the list, whatever the clocks say.
    pub since: DateTime<Utc>,
    /// Whether it is looked at.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// What must hold.
    #[serde(default)]
    pub conditions: Conditions,
    /// What it answers.
    pub outcome: Understood<Outcome>,
    /// Members we do not know, kept as they came. They are no conditions.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

fn yes() -> bool {
    true
}

/// Something a newer program may have written in words we do not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Understood<T> {
    /// We know what it means.
    Known(T),
    /// We do not, and keep it as it came.
    Unknown(Value),
}

impl<T> From<T> for Understood<T> {
    fn from(known: T) -> Self {
        Self::Known(known)
    }
}
