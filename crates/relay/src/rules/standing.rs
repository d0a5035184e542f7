//! Rules and facts in force, read anew only when their version has changed. Every decision reads the versions, so that
//! all replicas judge by the same list.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::ConnectionId;
use domain::relay_feed::RulesKept;
use domain::rule::{Rules, Snapshot};

use super::FactsDoc;
use crate::log::{About, Kind, Log, LogError};

/// Id of the one document of its kind.
pub(crate) const THE_ONE: &str = "now";

/// What requests are judged by.
#[derive(Debug)]
pub(crate) struct InForce {
    pub(crate) rules: Rules,
    pub(crate) facts: Snapshot,
    versions: (i64, i64),
}

/// Remembers what is in force, and what was told this hour.
#[derive(Default)]
pub(crate) struct Standing {
    in_force: Mutex<Option<Arc<InForce>>>,
    told: Mutex<BTreeSet<String>>,
}

impl Standing {
    /// What is in force at these versions.
    pub(crate) async fn in_force(
        &self,
        log: &dyn Log,
        of: &ConnectionId,
        about: &About,
        now: DateTime<Utc>,
    ) -> Result<Arc<InForce>, LogError> {
        let versions = (about.rules_version, about.facts_version);
        let known = self.in_force.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.versions == versions) {
            return Ok(known);
        }
        let rules = match log.doc(of, Kind::Rules, THE_ONE).await? {
            Some(doc) => understood(&doc.read()?),
            None => Rules::default(),
        };
        let facts = match log.doc(of, Kind::Facts, THE_ONE).await? {
            Some(doc) => doc.read::<FactsDoc>()?.facts,
            None => Snapshot::empty(now),
        };
        let fresh = Arc::new(InForce { rules, facts, versions });
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Whether this was not told yet.
    pub(crate) fn is_news(&self, id: &str) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() > 1_000 {
            told.clear(); // The log leaves out what it has; this only spares it the question.
        }
        told.insert(id.to_owned())
    }

    /// It could not be told.
    pub(crate) fn forget_news(&self, id: &str) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

/// Rules were checked when they were put in force. Should a newer program's not be readable here all the same, silence
/// means yes, as without any.
fn understood(kept: &RulesKept) -> Rules {
    let read = serde_json::from_value::<Rules>(kept.rules.clone());
    let mut rules = read.unwrap_or_else(|_| {
        tracing::error!(version = kept.version, "the rules in force cannot be read: everything is accepted");
        Rules::default()
    });
    rules.version = u32::try_from(kept.version).unwrap_or(u32::MAX);
    rules
}
