//! The access to customers' accounts: what was sent, what others sent, and what the publisher's own service said.

use chrono::{DateTime, Utc};
use domain::account::{Access, EventType, Hook};
use domain::{SubscriptionId, Wish};
use outbox::{Entry, Outcome, State};
use rusqlite::{Connection, Row, Transaction, params};

use super::Journal;
use crate::error::Result;
use crate::times::{self, At};

macro_rules! columns {
    () => {
        "subscription_id, at, source, action, access, actor, reason, hook_id"
    };
}

/// How something became known of an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessSource {
    /// A hook of ours was taken.
    Sent,
    /// A hook of another sender was taken, as it told.
    Told,
    /// The service was asked.
    Asked,
}

impl AccessSource {
    fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Told => "told",
            Self::Asked => "asked",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "sent" => Self::Sent,
            "told" => Self::Told,
            _ => Self::Asked,
        }
    }
}

/// Something that became known of the access to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessStep {
    /// Whose.
    pub subscription: SubscriptionId,
    /// When.
    pub at: DateTime<Utc>,
    /// How it became known.
    pub source: AccessSource,
    /// What was told, where something was.
    pub action: Option<EventType>,
    /// The access since then; `None` where it stayed as it was.
    pub access: Option<Access>,
    /// Who wanted it; may be empty.
    pub actor: String,
    /// Why; may be empty.
    pub reason: String,
    /// The hook's id, where there was one.
    pub hook: Option<String>,
}

impl AccessStep {
    /// A hook that was taken.
    pub fn of(hook: &Hook, source: AccessSource, at: DateTime<Utc>) -> Self {
        let data = &hook.event.data;
        Self {
            subscription: data.account.subscription.clone(),
            at,
            source,
            action: Some(hook.event.event.clone()),
            access: data.access.clone(),
            actor: data.by.clone(),
            reason: data.reason.clone(),
            hook: Some(hook.id.to_string()),
        }
    }

    /// What the service said of itself.
    pub fn asked(subscription: &SubscriptionId, access: Access, at: DateTime<Utc>) -> Self {
        Self {
            subscription: subscription.clone(),
            at,
            source: AccessSource::Asked,
            action: None,
            access: Some(access),
            actor: String::new(),
            reason: String::new(),
            hook: None,
        }
    }
}

impl Journal {
    /// Keeps what became known of an access, each hook once. `false` where it was known.
    pub async fn note_access(&self, step: &AccessStep) -> Result<bool> {
        let step = step.clone();
        self.writable()?.write(move |tx| insert(tx, &step)).await
    }

    /// What is known of the access to one account, the latest first.
    pub async fn access_history(&self, id: &SubscriptionId, limit: u32) -> Result<Vec<AccessStep>> {
        let id = id.clone();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(concat!(
                    "SELECT ",
                    columns!(),
                    " FROM account_access WHERE subscription_id = ?1 ORDER BY seq DESC LIMIT ?2"
                ))?;
                let found = statement.query_map(params![id.as_str(), limit], step)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// The access that holds for each account of which one is known, with the step that brought it.
    pub async fn accesses(&self) -> Result<Vec<AccessStep>> {
        self.db().read(present).await
    }
}

/// A hook that has been taken is known from the same moment, in the same write. Of one that was taken back after it may
/// have arrived, nobody knows what it left behind.
pub(super) fn follow(tx: &Transaction<'_>, entry: &Entry) -> Result<()> {
    let Wish::Access { hook } = &entry.intent.wish else { return Ok(()) };
    let step = AccessStep::of(hook, AccessSource::Sent, entry.changed_at);
    let step = match entry.state {
        State::Done { outcome: Outcome::Effective | Outcome::AlreadySo } => step,
        State::Withdrawn if entry.doubted && step.access.is_some() => {
            AccessStep { access: Some(Access::Unknown), ..step }
        }
        _ => return Ok(()),
    };
    insert(tx, &step).map(drop)
}

fn insert(tx: &Transaction<'_>, step: &AccessStep) -> Result<bool> {
    let written = tx
        .prepare_cached(concat!(
            "INSERT OR IGNORE INTO account_access (",
            columns!(),
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ))?
        .execute(params![
            step.subscription.as_str(),
            times::text(step.at),
            step.source.word(),
            step.action.as_ref().map_or("", EventType::as_str),
            step.access.as_ref().map_or("", Access::as_str),
            step.actor,
            step.reason,
            step.hook.as_deref().unwrap_or_default(),
        ])?;
    Ok(written == 1)
}

fn present(conn: &Connection) -> Result<Vec<AccessStep>> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM account_access
           WHERE seq IN (SELECT max(seq) FROM account_access WHERE access <> '' GROUP BY subscription_id)
           ORDER BY subscription_id"
    ))?;
    let found = statement.query_map([], step)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn step(row: &Row<'_>) -> rusqlite::Result<AccessStep> {
    let text = |at: usize| row.get::<_, String>(at);
    let perhaps = |at: usize| text(at).map(|text| Some(text).filter(|text| !text.is_empty()));
    Ok(AccessStep {
        subscription: text(0)?.into(),
        at: row.get::<_, At>(1)?.0,
        source: AccessSource::read(&text(2)?),
        action: perhaps(3)?.map(|word| EventType::read(&word)),
        access: perhaps(4)?.map(|word| Access::read(&word)),
        actor: text(5)?,
        reason: text(6)?,
        hook: perhaps(7)?,
    })
}
