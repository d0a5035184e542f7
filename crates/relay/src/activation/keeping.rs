//! The outbox's ledger in the relay's log, and one errand's next step.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::account::Cause;
use domain::relay_feed::ActivationState;
use domain::{Change, IntentId, SubscriptionId};
use outbox::{Did, Entry, Ledger};

use super::Activation;
use super::errand::{Errand, kept};
use crate::access;
use crate::log::{Doc, Kind, LogError, Which, Write, Written};
use crate::relay::{Connection, Relay};

/// Most errands that are open at a time.
const MOST: u32 = 10_000;

/// One connection's errands.
#[derive(Clone)]
pub(super) struct Book {
    pub(super) relay: Arc<Relay>,
    pub(super) connection: Arc<Connection>,
    pub(super) activation: Arc<Activation>,
}

impl Book {
    /// Everything that is not over, in the order in which it was called for.
    pub(super) async fn errands(&self) -> Result<Vec<(Doc, Errand)>, LogError> {
        let which = Which { kind: Kind::Activation, open_only: true, limit: MOST };
        let docs = self.relay.log.docs(&self.connection.id, which).await?;
        let mut errands: Vec<_> = docs.into_iter().filter_map(|doc| self.read(doc)).collect();
        errands.sort_by_key(|(_, one)| one.step.asked_at);
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
    /// there is something new for a person; and with an activation goes what it calls for about the account.
    pub(super) async fn write(&self, doc: &Doc, errand: Errand) -> Result<bool, LogError> {
        let before: Errand = doc.read()?;
        let state = errand.step.state.clone();
        let is_news = before.step.state != state;
        let follows = match &state {
            ActivationState::Active { at } if is_news => {
                let step = &errand.step;
                let whose = (&step.subscription, Cause::Visit(step.visit.clone()));
                access::open_account(&self.relay, &self.connection, whose, *at).await?
            }
            _ => None,
        };
        let (put, event) = kept(Some(doc), errand)?;
        let write = Write::new(&self.connection.id, self.relay.time.now()).put(put);
        let write = if is_news { write.event(event) } else { write }.and(follows);
        let is_written = self.relay.log.write(write).await? == Written::Done;
        if is_written && is_news {
            let connection = &self.connection.name;
            let labels = [("connection", connection.as_str()), ("state", state.word())];
            self.relay.metrics.count("activations_total", &labels);
            let subscription = &before.step.subscription;
            tracing::info!(%connection, %subscription, state = state.word(), "a purchase is activated by rule");
        }
        Ok(is_written)
    }
}

impl Ledger for Book {
    type Error = LogError;

    async fn open(&self) -> Result<Vec<Entry>, LogError> {
        let errands = self.errands().await?;
        Ok(errands.iter().filter_map(|(doc, errand)| errand.entry(doc.version)).collect())
    }

    async fn write(&self, entry: &Entry, _: &Did) -> Result<bool, LogError> {
        let doc = self.relay.log.doc(&self.connection.id, Kind::Activation, entry.intent.id.as_str()).await?;
        let Some(doc) = doc.filter(|doc| doc.version == i64::from(entry.version)) else { return Ok(false) };
        let mut errand: Errand = doc.read()?;
        errand.goes(entry);
        self.write(&doc, errand).await
    }

    /// Only one thing is ever asked of a purchase here.
    async fn effects(&self, _: &SubscriptionId, _: DateTime<Utc>, _: &IntentId) -> Result<Vec<Change>, LogError> {
        Ok(Vec::new())
    }
}
