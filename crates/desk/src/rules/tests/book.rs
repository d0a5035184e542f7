//! A book in memory, which does as the relay does.

use std::future::ready;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use domain::rule::{Rules, Snapshot};
use serde_json::Value;

use super::given::now;
use crate::rules::{Facts, Kept, NotKept, Pending, Put, Report, RollBack, RuleBook};

/// Keeps every version.
#[derive(Default)]
pub(super) struct MemoryBook {
    pub(super) versions: Mutex<Vec<Kept>>,
    pub(super) facts: Mutex<Vec<Snapshot>>,
    pub(super) silent: AtomicBool,
    pub(super) closed: AtomicBool,
}

impl MemoryBook {
    fn answer<T: Send + 'static>(&self, answer: impl FnOnce() -> Result<T, NotKept>) -> Pending<'static, T> {
        let silent = self.silent.load(Ordering::Relaxed);
        Box::pin(ready(if silent { Err(NotKept::Unreachable) } else { answer() }))
    }

    /// Somebody else's desk puts a list in force.
    pub(super) fn add(&self, put: Put) -> Result<Kept, NotKept> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(NotKept::Forbidden);
        }
        if let Err(flaw) = serde_json::from_value::<Rules>(put.rules.clone()) {
            return Err(NotKept::Flawed(vec![flaw.to_string()]));
        }
        let mut versions = self.versions.lock().unwrap();
        let version = i64::try_from(versions.len()).unwrap();
        if put.version != version {
            return Err(NotKept::Newer { version });
        }
        let Put { author, reason, rules, .. } = put;
        let kept = Kept { version: version + 1, author, reason, at: now(), rules };
        versions.push(kept.clone());
        Ok(kept)
    }
}

impl RuleBook for MemoryBook {
    fn kept(&self) -> Pending<'_, Option<Kept>> {
        self.answer(|| Ok(self.versions.lock().unwrap().last().cloned()))
    }

    fn put(&self, put: Put) -> Pending<'_, Kept> {
        self.answer(|| self.add(put))
    }

    fn history(&self) -> Pending<'_, Vec<Kept>> {
        self.answer(|| Ok(self.versions.lock().unwrap().clone()))
    }

    fn roll_back(&self, back: RollBack) -> Pending<'_, Kept> {
        self.answer(|| {
            let old = self.versions.lock().unwrap().iter().find(|kept| kept.version == back.to).cloned();
            let rules = old.ok_or(NotKept::Unknown)?.rules;
            self.add(Put { version: back.version, author: back.author, reason: back.reason, rules })
        })
    }

    fn dry_run(&self, _: Value, _: DateTime<Utc>) -> Pending<'_, Report> {
        self.answer(|| Ok(Report { requests: 41, otherwise: 6, flaws: Vec::new() }))
    }

    fn put_facts(&self, facts: Snapshot) -> Pending<'_, Facts> {
        self.answer(|| {
            let mut kept = self.facts.lock().unwrap();
            let taken_at = facts.taken_at;
            kept.push(facts);
            Ok(Facts { version: i64::try_from(kept.len()).unwrap(), taken_at })
        })
    }

    fn facts_version(&self) -> Pending<'_, i64> {
        self.answer(|| Ok(i64::try_from(self.facts.lock().unwrap().len()).unwrap()))
    }
}
