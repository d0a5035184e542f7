//! What was decided, and on what it rests.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::outcome::Outcome;
use super::rules::RuleId;

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// What is answered.
    pub outcome: Outcome,
    /// The rule that decided, or that could not be decided; none where no rule holds.
    pub rule: Option<RuleId>,
    /// Version of the list.
    pub version: u32,
    /// Why a person should look at it: it was accepted because the rule could not be decided.
    pub review: Option<Doubt>,
    /// The conditions of the rule that hold, in the order in which they were looked at.
    pub why: Vec<Condition>,
}

/// Why a rule could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "doubt")]
pub enum Doubt {
    /// Neither message nor snapshot tell what this condition is about.
    Missing {
        /// The condition.
        condition: Condition,
    },
    /// Only the snapshot could tell what this condition is about, and it is past its age.
    Stale {
        /// The condition.
        condition: Condition,
    },
    /// We do not know what this member of its conditions means.
    UnknownCondition {
        /// The member's name.
        member: String,
    },
    /// We do not know what it answers, or it asks for longer than anybody can be asked.
    UnknownOutcome,
}
