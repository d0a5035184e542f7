//! The outbox's ledger in the relay's log, and one errand's next step.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{Change, IntentId, SubscriptionId};
use outbox::{Did, Entry, Ledger, State};

use super::Access;
use super::errand::{Errand, kept};
use crate::log::{Doc, Kind, LogError, Which, Write, Written};
use crate::relay::{Connection, Relay};

/// Most errands that are open at a time.
const MOST: u32 = 10_000;

/// One connection's errands.
#[derive(Clone)]
pub(super) struct Book {
    pub(super) relay: Arc<Relay>,
    pub(super) connection: Arc<Connection>,
    pub(super) access: Arc<Access>,
}

impl Book {
    /// Everything that is not over, in the order in which it happened.
    pub(super) async fn errands(&self) -> Result<Vec<(Doc, Errand)>, LogError> {
        let which = Which { kind: Kind::Access, open_only: true, limit: MOST };
        let docs = self.relay.log.docs(&self.connection.id, which).await?;
        let mut errands: Vec<_> = docs.into_iter().filter_map(|doc| self.read(doc)).collect();
        errands.sort_by(|(_, one), (_, other)| one.order().cmp(&other.order()));
        Ok(errands)
    }

    /// One that cannot be read is passed over, and holds nothing else up.
    fn read(&self, doc: Doc) -> Option<(Doc, Errand)> {
        let told = |error: &LogError| {
            tracing::error!(connection = %self.connection.name, id = doc.id, %error, "an errand cannot be read");
        };
        let errand = doc.read().inspect_err(told).ok()?;
        Some((doc, errand))
    }

    /// Writes how far an errand has come; `false` where somebody else has written it meanwhile. Desks are told where
    /// there is something new for a person.
    pub(super) async fn write(&self, doc: &Doc, errand: Errand) -> Result<bool, LogError> {
        let before: Errand = doc.read()?;
        let is_news = before.step.state != errand.step.state;
        let (put, event) = kept(Some(doc), errand)?;
        let write = Write::new(&self.connection.id, self.relay.time.now()).put(put);
        let write = if is_news { write.event(event) } else { write };
        Ok(self.relay.log.write(write).await? == Written::Done)
    }

    /// Whether the service is asked what came of a hook.
    fn is_asked(&self, errand: &Errand) -> bool {
        let leads_to = errand.action().and_then(domain::account::AccountAction::leads_to);
        leads_to.is_some() && self.access.service.can_be_asked()
    }
}

impl Ledger for Book {
    type Error = LogError;

    /// What needs a person holds nothing up: a customer who pays again is not kept out by an older hook that was refused.
    async fn open(&self) -> Result<Vec<Entry>, LogError> {
        let (errands, now) = (self.errands().await?, self.relay.time.now());
        let (mut held_up, mut open) = (BTreeSet::new(), Vec::new());
        for (doc, errand) in errands {
            let whose = errand.step.subscription.as_str().to_ascii_lowercase();
            if errand.holds_up(now) {
                held_up.insert(whose);
            } else if !held_up.contains(&whose) {
                open.extend(errand.entry(doc.version));
            }
        }
        open.retain(|entry| !entry.state.is_over() && !matches!(entry.state, State::Stuck { .. }));
        Ok(open)
    }

    async fn write(&self, entry: &Entry, did: &Did) -> Result<bool, LogError> {
        let doc = self.relay.log.doc(&self.connection.id, Kind::Access, entry.intent.id.as_str()).await?;
        let Some(doc) = doc.filter(|doc| doc.version == i64::from(entry.version)) else { return Ok(false) };
        let mut errand: Errand = doc.read()?;
        let is_asked = self.is_asked(&errand);
        errand.goes(entry, did, is_asked);
        self.write(&doc, errand).await
    }

    /// A hook changes nothing at Microsoft.
    async fn effects(&self, _: &SubscriptionId, _: DateTime<Utc>, _: &IntentId) -> Result<Vec<Change>, LogError> {
        Ok(Vec::new())
    }
}
