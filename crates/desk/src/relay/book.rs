//! The relay as the book of rules.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Clock;
use domain::relay_feed::{self, DryRun, PutFacts, RulesKept};
use domain::rule::Snapshot;
use serde_json::Value;
use sync::feed::{Relay, RelayError};

use super::fault;
use crate::rules::{Facts, Kept, NotKept, Pending, Put, Report, RollBack, RuleBook};

/// Another desk may send its snapshot at the same moment; more often than this is no coincidence.
const MOST_TRIES: u32 = 3;

/// The rules a relay keeps in force.
pub(super) struct RelayBook {
    relay: Relay,
    clock: Arc<dyn Clock>,
}

impl RelayBook {
    pub(super) fn new(relay: Relay, clock: Arc<dyn Clock>) -> Self {
        Self { relay, clock }
    }

    /// Why a write was not done. Where somebody was quicker, the version in force is read, so that it can be named.
    async fn not_put(&self, error: RelayError) -> NotKept {
        if !error.is_overtaken() {
            return not_kept(&error);
        }
        match self.relay.rules().await {
            Ok(kept) => NotKept::Newer { version: kept.version },
            Err(error) => not_kept(&error),
        }
    }
}

impl RuleBook for RelayBook {
    fn kept(&self) -> Pending<'_, Option<Kept>> {
        Box::pin(async {
            let rules = self.relay.rules().await.map_err(|error| not_kept(&error))?;
            // A relay that was never given rules says so by version 0.
            Ok((rules.version > 0).then(|| kept(rules)))
        })
    }

    fn put(&self, put: Put) -> Pending<'_, Kept> {
        Box::pin(async move {
            let Put { version, author, reason, rules } = put;
            let put = relay_feed::PutRules { version, author, reason, rules };
            match self.relay.put_rules(&put).await {
                Ok(rules) => Ok(kept(rules)),
                Err(error) => Err(self.not_put(error).await),
            }
        })
    }

    fn history(&self) -> Pending<'_, Vec<Kept>> {
        Box::pin(async {
            let versions = self.relay.rules_history().await.map_err(|error| not_kept(&error))?;
            Ok(versions.into_iter().map(kept).collect())
        })
    }

    fn roll_back(&self, back: RollBack) -> Pending<'_, Kept> {
        Box::pin(async move {
            let RollBack { version, to, author, reason } = back;
            let back = relay_feed::RollBack { version, to, author, reason };
            match self.relay.roll_back(&back).await {
                Ok(rules) => Ok(kept(rules)),
                Err(error) => Err(self.not_put(error).await),
            }
        })
    }

    fn dry_run(&self, rules: Value, since: DateTime<Utc>) -> Pending<'_, Report> {
        Box::pin(async move {
            let report = self.relay.dry_run(&DryRun { rules, since }).await.map_err(|error| not_kept(&error))?;
            Ok(Report { requests: report.requests, otherwise: report.otherwise, flaws: report.flaws })
        })
    }

    fn put_facts(&self, facts: Snapshot) -> Pending<'_, Facts> {
        Box::pin(async move {
            let age = self.clock.now() - facts.taken_at;
            let mut put = PutFacts { version: 0, facts };
            let mut tries = 1;
            loop {
                let hello = self.relay.hello().await.map_err(|error| not_kept(&error))?;
                put.version = hello.facts_version;
                // By the relay's clock, because that is the one the snapshot grows old by.
                put.facts.taken_at = hello.now - age;
                match self.relay.put_facts(&put).await {
                    Ok(kept) => return Ok(Facts { version: kept.version, taken_at: kept.taken_at }),
                    Err(error) if error.is_overtaken() && tries < MOST_TRIES => tries += 1,
                    Err(error) => return Err(not_kept(&error)),
                }
            }
        })
    }

    fn facts_version(&self) -> Pending<'_, i64> {
        Box::pin(async {
            let hello = self.relay.hello().await.map_err(|error| not_kept(&error))?;
            Ok(hello.facts_version)
        })
    }
}

fn kept(rules: RulesKept) -> Kept {
    let RulesKept { version, author, reason, at, rules } = rules;
    Kept { version, author, reason, at, rules }
}

fn not_kept(error: &RelayError) -> NotKept {
    match error {
        RelayError::Unreachable(_) | RelayError::Silent | RelayError::Ended | RelayError::NotNow { .. } => {
            NotKept::Unreachable
        }
        RelayError::Said(problem) => match problem.code.as_str() {
            "not-found" => NotKept::Unknown,
            "bad-request" => NotKept::Flawed(vec![problem.message.clone()]),
            "not-allowed" => NotKept::Forbidden,
            _ => NotKept::Otherwise(Box::new(fault(error))),
        },
        RelayError::NotKnown
        | RelayError::OtherVersion { .. }
        | RelayError::NotARelay
        | RelayError::TooLarge
        | RelayError::Store(_) => NotKept::Otherwise(Box::new(fault(error))),
    }
}
