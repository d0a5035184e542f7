//! Intents: what was asked for, how far it has come, and what was done about it.

use chrono::{DateTime, Utc};
use domain::account::Customer;
use domain::{Change, Intent, IntentId, SubscriptionId, Wish};
use outbox::{Did, Entry, Ledger, Outcome, State};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde::de::DeserializeOwned;

use super::{Journal, access};
use crate::error::{Result, StoreError};
use crate::times::{self, At};

/// One step of an intent, as the history tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryStep {
    /// Its place in the order of all steps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The intent it belongs to.
    pub intent: Intent,
    /// What was done.
    pub did: Did,
}

impl Journal {
    /// Writes down something new, on disk when this returns.
    pub async fn ask(&self, entry: &Entry) -> Result<()> {
        let entry = entry.clone();
        self.writable()?
            .write(move |tx| {
                insert(tx, &entry)?;
                tell(tx, &entry, &Did::plainly("asked"))
            })
            .await
    }

    /// One intent.
    pub async fn intent(&self, id: &IntentId) -> Result<Option<Entry>> {
        let id = id.clone();
        self.db()
            .read(move |conn| {
                let mut statement =
                    conn.prepare_cached(concat!("SELECT ", columns!(), " FROM intent WHERE id = ?1"))?;
                Ok(statement.query_row([id.as_str()], entry).optional()?)
            })
            .await
    }

    /// The intents of a subscription, the latest first.
    pub async fn intents_of(&self, subscription: &SubscriptionId, limit: u32) -> Result<Vec<Entry>> {
        let subscription = subscription.clone();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(OF_SUBSCRIPTION)?;
                let found = statement.query_map(params![subscription.as_str(), limit], entry)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// Every intent that is not over, in the order in which they were asked for.
    pub async fn open_intents(&self) -> Result<Vec<Entry>> {
        self.db().read(open).await
    }

    /// Intents that were done after this step, each with the step that says so, in their order.
    pub async fn done_after(&self, step: i64, limit: u32) -> Result<Vec<(i64, Entry)>> {
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(DONE)?;
                let found = statement.query_map(params![step, limit], |row| Ok((row.get("step")?, entry(row)?)))?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// The latest step of all; 0 before the first.
    pub async fn last_step(&self) -> Result<i64> {
        self.db().read(|conn| Ok(conn.query_row("SELECT coalesce(max(seq), 0) FROM did", [], |row| row.get(0))?)).await
    }

    /// Steps, the latest first, of one subscription or of all; `before` goes on where an earlier answer ended.
    pub async fn history(
        &self,
        subscription: Option<&SubscriptionId>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<HistoryStep>> {
        let subscription = subscription.cloned();
        self.db().read(move |conn| history(conn, subscription.as_ref(), before.unwrap_or(i64::MAX), limit)).await
    }

    /// The steps of one intent, the latest first.
    pub async fn steps_of(&self, intent: &IntentId) -> Result<Vec<HistoryStep>> {
        let intent = intent.clone();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(STEPS_OF_INTENT)?;
                let found = statement.query_map([intent.as_str()], history_step)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

impl Ledger for Journal {
    type Error = StoreError;

    async fn open(&self) -> Result<Vec<Entry>> {
        self.open_intents().await
    }

    async fn write(&self, entry: &Entry, did: &Did) -> Result<bool> {
        let (entry, did) = (entry.clone(), did.clone());
        self.writable()?
            .write(move |tx| {
                let is_written = update(tx, &entry)?;
                // Looking again and seeing nothing new is no history.
                if is_written && did.what != "looked" {
                    tell(tx, &entry, &did)?;
                }
                if is_written {
                    access::follow(tx, &entry)?;
                }
                Ok(is_written)
            })
            .await
    }

    async fn effects(
        &self,
        subscription: &SubscriptionId,
        after: DateTime<Utc>,
        but: &IntentId,
    ) -> Result<Vec<Change>> {
        let (subscription, but) = (subscription.clone(), but.clone());
        self.db().read(move |conn| effects(conn, &subscription, after, &but)).await
    }
}

macro_rules! columns {
    () => {
        "intent, state, attempts, doubted, changed_at, version"
    };
}
use columns;

const OPEN: &str = concat!("SELECT ", columns!(), " FROM intent WHERE NOT is_over ORDER BY seq");
const OF_SUBSCRIPTION: &str =
    concat!("SELECT ", columns!(), " FROM intent WHERE subscription_id = ?1 ORDER BY seq DESC LIMIT ?2");
const DONE: &str = concat!(
    "SELECT ",
    columns!(),
    ", did.seq AS step FROM did JOIN intent ON intent.id = did.intent_id
      WHERE did.seq > ?1 AND did.what = 'done' ORDER BY did.seq LIMIT ?2"
);
const STEPS_OF_INTENT: &str = "SELECT did.seq, at, did.what, detail, ids, took_ms, intent
       FROM did JOIN intent ON intent.id = did.intent_id WHERE intent_id = ?1 ORDER BY did.seq DESC";
const STEPS: &str = "SELECT did.seq, at, did.what, detail, ids, took_ms, intent
       FROM did JOIN intent ON intent.id = did.intent_id WHERE did.seq < ?1 ORDER BY did.seq DESC LIMIT ?2";
const STEPS_OF_SUBSCRIPTION: &str = "SELECT did.seq, at, did.what, detail, ids, took_ms, intent
       FROM did JOIN intent ON intent.id = did.intent_id
      WHERE did.subscription_id = ?3 AND did.seq < ?1 ORDER BY did.seq DESC LIMIT ?2";

fn open(conn: &Connection) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(OPEN)?;
    let found = statement.query_map([], entry)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(tx: &Transaction<'_>, entry: &Entry) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO intent (id, subscription_id, intent, state, word, is_over, attempts, doubted, asked_at, changed_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        entry.intent.id.as_str(),
        entry.intent.subscription.as_str(),
        text(&entry.intent),
        text(&entry.state),
        entry.state.word(),
        entry.state.is_over(),
        entry.attempts,
        entry.doubted,
        times::text(entry.intent.asked_at),
        times::text(entry.changed_at),
        entry.version,
    ])?;
    Ok(())
}

pub(super) fn update(tx: &Transaction<'_>, entry: &Entry) -> Result<bool> {
    let written = tx
        .prepare_cached(
            "UPDATE intent SET intent = ?2, state = ?3, word = ?4, is_over = ?5, attempts = ?6, doubted = ?7, changed_at = ?8,
                    version = version + 1
              WHERE id = ?1 AND version = ?9",
        )?
        .execute(params![
            entry.intent.id.as_str(),
            kept(entry),
            text(&entry.state),
            entry.state.word(),
            entry.state.is_over(),
            entry.attempts,
            entry.doubted,
            times::text(entry.changed_at),
            entry.version,
        ])?;
    Ok(written == 1)
}

/// What is kept of what was asked for. A hook that is over is sent no more, so nobody of the customer's stays in it.
fn kept(entry: &Entry) -> String {
    match &entry.intent.wish {
        Wish::Access { hook } if entry.state.is_over() => {
            let mut hook = hook.clone();
            hook.event.data.account.customer = Customer::default();
            text(&Intent { wish: Wish::Access { hook }, ..entry.intent.clone() })
        }
        _ => text(&entry.intent),
    }
}

pub(super) fn tell(tx: &Transaction<'_>, entry: &Entry, did: &Did) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO did (intent_id, subscription_id, at, what, detail, ids, took_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        entry.intent.id.as_str(),
        entry.intent.subscription.as_str(),
        times::text(entry.changed_at),
        did.what,
        did.detail,
        text(&did.ids),
        did.took_ms.and_then(|took| i64::try_from(took).ok()),
    ])?;
    Ok(())
}

fn effects(
    conn: &Connection,
    subscription: &SubscriptionId,
    after: DateTime<Utc>,
    but: &IntentId,
) -> Result<Vec<Change>> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM intent WHERE subscription_id = ?1 AND word = 'done' AND changed_at >= ?2 AND id <> ?3 ORDER BY changed_at, seq"
    ))?;
    let found = statement.query_map(params![subscription.as_str(), times::text(after), but.as_str()], entry)?;
    let found = found.collect::<rusqlite::Result<Vec<Entry>>>()?;
    let effective = found
        .iter()
        .filter(|entry| matches!(entry.state, State::Done { outcome: Outcome::Effective | Outcome::AlreadySo }));
    Ok(effective.filter_map(|entry| entry.intent.wish.leads_to().cloned()).collect())
}

fn history(
    conn: &Connection,
    subscription: Option<&SubscriptionId>,
    before: i64,
    limit: u32,
) -> Result<Vec<HistoryStep>> {
    let steps = match subscription {
        Some(id) => conn
            .prepare_cached(STEPS_OF_SUBSCRIPTION)?
            .query_map(params![before, limit, id.as_str()], history_step)?
            .collect::<rusqlite::Result<_>>()?,
        None => conn
            .prepare_cached(STEPS)?
            .query_map(params![before, limit], history_step)?
            .collect::<rusqlite::Result<_>>()?,
    };
    Ok(steps)
}

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        intent: json(row, 0)?,
        state: json(row, 1)?,
        attempts: row.get(2)?,
        doubted: row.get(3)?,
        changed_at: row.get::<_, At>(4)?.0,
        version: row.get(5)?,
    })
}

fn history_step(row: &Row<'_>) -> rusqlite::Result<HistoryStep> {
    Ok(HistoryStep {
        seq: row.get(0)?,
        at: row.get::<_, At>(1)?.0,
        did: Did {
            what: row.get(2)?,
            detail: row.get(3)?,
            ids: json(row, 4)?,
            took_ms: row.get::<_, Option<i64>>(5)?.and_then(|took| u64::try_from(took).ok()),
        },
        intent: json(row, 6)?,
    })
}

pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

pub(super) fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
