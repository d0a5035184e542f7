//! What a test may ask about the world behind the API's back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::{World, wire::Status};

/// How many subscriptions are in each state.
pub type Counts = BTreeMap<Status, u32>;

impl World {
    /// How many subscriptions are in each state.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for index in 0..self.len() {
            *counts.entry(self.live(index).status).or_default() += 1;
        }
        counts
    }

    /// Subscriptions `from` up to `from + limit`, in the world's own order, as the API would show them.
    pub(crate) fn truth(&self, from: u32, limit: u32) -> Vec<Box<RawValue>> {
        let views = (from..self.len().min(from.saturating_add(limit))).filter_map(|index| {
            let mut text = Vec::new();
            self.write(index, &mut text);
            RawValue::from_string(String::from_utf8(text).ok()?).ok()
        });
        views.collect()
    }

    /// Every name and address a person could be recognised by, trimmed, each once.
    pub(crate) fn personal(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for index in 0..self.len() {
            let view = self.view(index);
            for text in [view.name, view.beneficiary.email_id, view.purchaser.email_id] {
                found.insert(text.trim().to_owned());
            }
        }
        found.remove("");
        found
    }
}
