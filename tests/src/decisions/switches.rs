//! What is set differently from room to room: everything about Microsoft that can touch a decision, the line between
//! Microsoft and the relay, and the relay's own credential.
//!
//! Left out of the simulator's switches: how long a landing page's token lives, which no decision sees, and a directory
//! without the marketplace, where no desk could be connected at all.

use std::fmt;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};
use simulator::Switches;

/// One thing that is set, and what to.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its name: a switch of the simulator's, or [`LINE`] or [`CREDENTIAL`].
    pub name: &'static str,
    /// Its values, as JSON.
    pub values: Vec<Value>,
}

/// How the line between Microsoft and the relay is.
pub const LINE: &str = "line";
/// What the relay may do besides answering.
pub const CREDENTIAL: &str = "credential";

const ALL: [(&str, &str); 27] = [
    ("contract", r#"["new", "old"]"#),
    ("windowStarts", r#"["sending", "answer"]"#),
    ("windowMs", "[10000, 2000, 5000, 30000, 120000]"),
    ("serverErrorStopsWindow", "[false, true]"),
    ("callerTimeoutMs", "[5000, 3000, 30000]"),
    ("retryEveryMs", "[57600, 1000, 5000]"),
    ("retryTimes", "[500, 3]"),
    ("duplicates", "[0, 1, 3]"),
    ("refusedNoticesAreRetried", "[false, true]"),
    ("patchFailureHonoured", "[true, false]"),
    ("revert", r#"["new", "same", "none"]"#),
    ("partnerOperationsListed", "[false, true]"),
    ("noticesAreReadable", "[true, false]"),
    ("webhookMembers", r#"["full", "sparse"]"#),
    ("webhookToken", r#"["v2", "v1"]"#),
    ("operationsListDelayMs", "[0, 3000, 60000]"),
    ("unknownOperation", r#"["observed", "documented"]"#),
    ("requestIdIsOperationId", "[true, false]"),
    ("effectDelayMs", "[2000, 0, 60000, 600000]"),
    ("activationDelayMs", "[2000, 60000]"),
    ("activationFails", "[false, true]"),
    ("longTermsRefuseCancel", "[false, true]"),
    ("autoActivation", "[false, true]"),
    ("continuationSeconds", "[null, 60]"),
    ("badTokenStatus", "[401, 403]"),
    (LINE, r#"["calm", "slow", "lossy", "away"]"#),
    (CREDENTIAL, r#"["none", "reads", "old"]"#),
];

/// All of them.
pub fn settings() -> Vec<Setting> {
    ALL.into_iter()
        .map(|(name, values)| Setting { name, values: serde_json::from_str(values).unwrap_or_default() })
        .collect()
}

/// One value for each of them.
#[derive(Debug, Clone)]
pub struct Combination(Map<String, Value>);

impl Setting {
    /// The values at these places.
    pub fn chosen(all: &[Self], places: &[usize]) -> Combination {
        let chosen = all.iter().zip(places);
        Combination(
            chosen.filter_map(|(of, place)| Some((of.name.to_owned(), of.values.get(*place)?.clone()))).collect(),
        )
    }
}

impl Combination {
    /// A setting that is a word.
    pub fn word(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The same with a line that loses nothing.
    #[must_use]
    pub fn on_a_calm_line(mut self) -> Self {
        self.0.insert(LINE.to_owned(), "calm".into());
        self
    }

    /// The simulator's part of it.
    ///
    /// # Errors
    /// Where the simulator knows no such switch.
    pub fn switches(&self) -> Result<Switches> {
        let ours = [LINE, CREDENTIAL];
        let theirs: Map<_, _> = self.0.clone().into_iter().filter(|(name, _)| !ours.contains(&name.as_str())).collect();
        serde_json::from_value(theirs.into()).context("the simulator has these switches")
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Value::Object(self.0.clone()).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_one_that_the_simulator_takes() {
        let all = settings();
        let most = all.iter().map(|setting| setting.values.len()).max().unwrap();
        for place in 0..most {
            let places: Vec<_> = all.iter().map(|setting| place.min(setting.values.len() - 1)).collect();
            Setting::chosen(&all, &places).switches().unwrap();
        }
    }

    #[test]
    fn the_first_values_are_the_simulators_own() {
        let all = settings();
        let first = Setting::chosen(&all, &vec![0; all.len()]).switches().unwrap();
        assert_eq!(first, Switches::default());
    }
}
