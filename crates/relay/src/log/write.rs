//! What is written in one step.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, SubscriptionId};
use serde::Serialize;

use super::{Doc, Kind, LogError, NewEvent};

/// One step: all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Whose.
    pub connection: ConnectionId,
    /// When.
    pub at: DateTime<Utc>,
    /// Documents, each on condition of its version.
    pub puts: Vec<Put>,
    /// Events, in their order.
    pub events: Vec<NewEvent>,
}

/// A document to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// What it is.
    pub kind: Kind,
    /// Unique among its kind.
    pub id: String,
    /// The version that was read; 0 where there must be none.
    pub expect: i64,
    /// Whose, where it is about one subscription.
    pub subscription: Option<SubscriptionId>,
    /// Whether it still matters for decisions.
    pub is_open: bool,
    /// JSON.
    pub value: String,
}

/// What came of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// All of it is durable.
    Done,
    /// Somebody was quicker; nothing was written.
    Overtaken {
        /// Kind of the document that had another version.
        by: Kind,
    },
}

impl Write {
    /// Nothing yet.
    pub fn new(connection: &ConnectionId, at: DateTime<Utc>) -> Self {
        Self { connection: connection.clone(), at, puts: Vec::new(), events: Vec::new() }
    }

    /// With a document more.
    #[must_use]
    pub fn put(mut self, put: Put) -> Self {
        self.puts.push(put);
        self
    }

    /// With an event more.
    #[must_use]
    pub fn event(mut self, event: NewEvent) -> Self {
        self.events.push(event);
        self
    }

    /// With what is called for besides, where anything is.
    #[must_use]
    pub fn and(self, more: Option<(Put, NewEvent)>) -> Self {
        match more {
            Some((put, event)) => self.put(put).event(event),
            None => self,
        }
    }
}

impl Put {
    /// A document that must not be there yet.
    ///
    /// # Errors
    /// Where the value has no JSON.
    pub fn new(kind: Kind, id: impl Into<String>, value: &impl Serialize) -> Result<Self, LogError> {
        let value = json(kind, value)?;
        Ok(Self { kind, id: id.into(), expect: 0, subscription: None, is_open: true, value })
    }

    /// The next version of a document.
    ///
    /// # Errors
    /// Where the value has no JSON.
    pub fn over(doc: &Doc, value: &impl Serialize) -> Result<Self, LogError> {
        Ok(Self {
            kind: doc.kind,
            id: doc.id.clone(),
            expect: doc.version,
            subscription: doc.subscription.clone(),
            is_open: doc.is_open,
            value: json(doc.kind, value)?,
        })
    }

    /// About this subscription.
    #[must_use]
    pub fn of(mut self, subscription: &SubscriptionId) -> Self {
        self.subscription = Some(subscription.clone());
        self
    }

    /// Open or not.
    #[must_use]
    pub fn open(mut self, is_open: bool) -> Self {
        self.is_open = is_open;
        self
    }
}

fn json(kind: Kind, value: &impl Serialize) -> Result<String, LogError> {
    serde_json::to_string(value).map_err(|source| LogError::Unreadable { kind: kind.as_str(), source })
}
