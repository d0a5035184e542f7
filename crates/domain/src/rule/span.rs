//! From here to there, either end open.

use serde::{Deserialize, Serialize};

/// Numbers between two ends, both included. An open end does not bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Span<T> {
    /// Not less than this.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<T>,
    /// Not more than this.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<T>,
}

/// Spelled out, because `default` alone would ask for a default of the number.
fn none<T>() -> Option<T> {
    None
}

impl<T: PartialOrd> Span<T> {
    /// Whether the number lies within.
    pub fn contains(&self, number: &T) -> bool {
        self.at_least.as_ref().is_none_or(|least| number >= least)
            && self.at_most.as_ref().is_none_or(|most| number <= most)
    }

    /// Whether neither end bounds.
    pub fn is_open(&self) -> bool {
        self.at_least.is_none() && self.at_most.is_none()
    }

    /// Whether no number can lie within.
    pub fn is_impossible(&self) -> bool {
        matches!((&self.at_least, &self.at_most), (Some(least), Some(most)) if least > most)
    }
}
