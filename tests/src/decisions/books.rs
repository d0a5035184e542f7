//! What Microsoft's own ledger says: of each request its course, and of each subscription what it had when.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::Change;
use simulator::Entry;

/// As far as the clock is moved at once while the relay reads.
const SOON_MS: i64 = 600_000;

/// A customer's request, as it was asked at the storefront.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whose.
    pub subscription: String,
    /// What there was.
    pub from: Change,
    /// What is wanted.
    pub to: Change,
}

/// What became of a request at Microsoft.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// The first answer that was heard: which entry of the ledger it is, and its status.
    pub heard: Option<(u64, u16)>,
    /// Deliveries that brought no answer.
    pub unheard: u32,
    /// Accepted: which entry, and by what.
    pub accepted: Option<(u64, String)>,
    /// Refused, and by what.
    pub refused: Option<String>,
    /// Nobody's answer counted in time.
    pub has_lapsed: bool,
    /// What came of the effect.
    pub effect: Option<String>,
}

/// Microsoft's ledger, as far as it was read.
#[derive(Debug, Default)]
pub struct Books {
    /// Requests, by their operations.
    pub asked: BTreeMap<String, Asked>,
    courses: BTreeMap<String, Course>,
    effects: Vec<(DateTime<Utc>, Asked)>,
    /// A revert was refused so often: that fights the service.
    pub reverts_refused: u32,
    read_to: u64,
}

impl Books {
    /// The last entry that was read.
    pub fn read_to(&self) -> u64 {
        self.read_to
    }

    /// Reads on.
    pub fn read(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            self.read_to = entry.number;
            self.enter(&entry);
        }
    }

    fn enter(&mut self, entry: &Entry) {
        let detail = |name: &str| entry.detail.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let course = self.courses.entry(entry.operation.clone()).or_default();
        match entry.what {
            "delivered" => {
                let status = entry.detail.get("status").and_then(serde_json::Value::as_u64).unwrap_or(0);
                match u16::try_from(status).unwrap_or(0) {
                    status @ 200..500 if course.heard.is_none() => course.heard = Some((entry.number, status)),
                    200..500 => {}
                    _ => course.unheard += 1,
                }
            }
            "accepted" => course.accepted = Some((entry.number, detail("by").unwrap_or_default())),
            "refused" => course.refused = detail("by"),
            "failed" => course.has_lapsed = true,
            "revert refused" => self.reverts_refused += 1,
            "took effect" => {
                course.effect = detail("status");
                if let Some(asked) =
                    self.asked.get(&entry.operation).filter(|_| course.effect.as_deref() == Some("Succeeded"))
                {
                    self.effects.push((moment(&entry.at), asked.clone()));
                }
            }
            _ => {}
        }
    }

    /// What became of a request.
    pub fn course(&self, operation: &str) -> Course {
        self.courses.get(operation).cloned().unwrap_or_default()
    }

    /// Whether a subscription got this, ever so far.
    pub fn came_about(&self, subscription: &str, change: &Change) -> bool {
        self.effects.iter().any(|(_, asked)| asked.subscription == subscription && asked.to == *change)
    }

    /// Whether a subscription got another plan, ever so far.
    pub fn has_other_plan(&self, subscription: &str) -> bool {
        self.effects.iter().any(|(_, asked)| asked.subscription == subscription && matches!(asked.to, Change::Plan(_)))
    }

    /// Whether a subscription has this at a moment: by the last effect on the same thing; nothing where there was none.
    /// An effect soon after it may be seen or not: the market's clock may be moved between the moment a reader notes and
    /// its reading.
    pub fn has(&self, subscription: &str, change: &Change, at: DateTime<Utc>) -> Option<bool> {
        let same = |asked: &Asked| {
            asked.subscription == subscription && std::mem::discriminant(&asked.to) == std::mem::discriminant(change)
        };
        if self
            .effects
            .iter()
            .any(|(when, asked)| same(asked) && (-1..=SOON_MS).contains(&(*when - at).num_milliseconds()))
        {
            return None;
        }
        let last = self.effects.iter().rfind(|(when, asked)| same(asked) && *when <= at);
        let first = self.effects.iter().find(|(when, asked)| same(asked) && *when > at);
        last.map(|(_, asked)| asked.to == *change).or_else(|| first.map(|(_, asked)| asked.from == *change))
    }
}

/// Microsoft's times carry seven digits and a Z.
pub(super) fn moment(text: &str) -> DateTime<Utc> {
    text.trim_end_matches('Z').parse::<NaiveDateTime>().unwrap_or_default().and_utc()
}
