//! Items of the inbox: what a person should look at, and what people did with it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde_json::Value;

use super::Journal;
use super::suspension::{self, NewSuspensionPlan};
use crate::error::Result;
use crate::times::{self, At, Perhaps};

/// An item as it is kept. What its facts mean, whoever wrote them knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number: what is due at the same moment stands in the order in which it was found.
    pub seq: i64,
    /// The same for the same thing, however often it is found.
    pub id: String,
    /// What kind of thing.
    pub kind: String,
    /// Whose; `None` where it is about none.
    pub subscription: Option<SubscriptionId>,
    /// What it is about.
    pub facts: Value,
    /// When it is due.
    pub due: DateTime<Utc>,
    /// When it was found.
    pub opened_at: DateTime<Utc>,
    /// When it last became something else.
    pub changed_at: DateTime<Utc>,
    /// When it was settled; `None` while it is open.
    pub settled_at: Option<DateTime<Utc>>,
    /// How it was settled, in a word.
    pub settled_how: String,
    /// Whose it is; empty for nobody's.
    pub owner: String,
    /// It was put off until then.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// When the desktop was told of it, or need not be.
    pub told_at: Option<DateTime<Utc>>,
    /// How many notes it has.
    pub notes: u32,
}

/// Something found that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundItem {
    /// The same for the same thing.
    pub id: String,
    /// What kind of thing.
    pub kind: String,
    /// Whose.
    pub subscription: Option<SubscriptionId>,
    /// What it is about.
    pub facts: Value,
    /// When it is due.
    pub due: DateTime<Utc>,
}

/// What becomes of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemWrite {
    /// It was found. One that is known and open takes the new facts, and comes back if it was put off and they differ;
    /// one that was settled stays settled.
    Found {
        /// The item.
        item: FoundItem,
        /// Whether the desktop need not be told of it.
        silently: bool,
    },
    /// The world, or a person, settled it.
    Settled {
        /// The item.
        id: String,
        /// How, in a word.
        how: String,
    },
    /// The desktop was told of it.
    Told {
        /// The item.
        id: String,
    },
    /// It was put off, or is back.
    Snoozed {
        /// The item.
        id: String,
        /// Until when.
        until: Option<DateTime<Utc>>,
    },
    /// It is somebody's, or nobody's.
    Assigned {
        /// The item.
        id: String,
        /// Whose.
        owner: String,
    },
    /// Somebody wrote a note about it.
    Noted {
        /// The item.
        id: String,
        /// Who.
        actor: String,
        /// What.
        text: String,
    },
    /// Somebody plans what comes next about a suspension.
    Planned {
        /// The item.
        id: String,
        /// What is planned.
        plan: NewSuspensionPlan,
    },
}

/// What somebody wrote about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub text: String,
}

impl Journal {
    /// Every open item, those put off too, by due time.
    pub async fn open_items(&self) -> Result<Vec<Item>> {
        self.db().read(open).await
    }

    /// One item, also a settled one.
    pub async fn item(&self, id: &str) -> Result<Option<Item>> {
        let id = id.to_owned();
        self.db().read(move |conn| one(conn, &id)).await
    }

    /// Writes what becomes of items, all or nothing. Returns those that changed, as they are now.
    pub async fn write_items(&self, writes: Vec<ItemWrite>, now: DateTime<Utc>) -> Result<Vec<Item>> {
        if writes.is_empty() {
            return Ok(Vec::new());
        }
        self.writable()?.write(move |tx| write_all(tx, &writes, now)).await
    }

    /// Keeps a note. Returns the item as it is now.
    pub async fn note(&self, item: &Item, actor: &str, text: &str, now: DateTime<Utc>) -> Result<Option<Item>> {
        let (id, actor, text) = (item.id.clone(), actor.to_owned(), text.to_owned());
        let subscription = item.subscription.as_ref().map(ToString::to_string).unwrap_or_default();
        self.writable()?
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO note (item_id, subscription_id, at, actor, text) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![id, subscription, times::text(now), actor, text],
                )?;
                one(tx, &id)
            })
            .await
    }

    /// The notes of an item, the latest first.
    pub async fn notes(&self, item: &str) -> Result<Vec<Note>> {
        let item = item.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement =
                    conn.prepare_cached("SELECT seq, at, actor, text FROM note WHERE item_id = ?1 ORDER BY seq DESC")?;
                let notes = statement.query_map([item], |row| {
                    Ok(Note { seq: row.get(0)?, at: row.get::<_, At>(1)?.0, actor: row.get(2)?, text: row.get(3)? })
                })?;
                Ok(notes.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// Subscriptions that are read every few seconds, in the order in which watching began.
    pub async fn watched(&self) -> Result<Vec<SubscriptionId>> {
        self.db()
            .read(|conn| {
                let mut statement =
                    conn.prepare_cached("SELECT subscription_id FROM watched ORDER BY since, subscription_id")?;
                let found = statement.query_map([], |row| row.get::<_, String>(0))?;
                Ok(found.map(|id| id.map(Into::into)).collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// Watches a subscription, or no longer.
    pub async fn watch(&self, id: &SubscriptionId, on: bool, now: DateTime<Utc>) -> Result<()> {
        let id = id.clone();
        self.writable()?
            .write(move |tx| {
                if on {
                    tx.execute(
                        "INSERT OR IGNORE INTO watched (subscription_id, since) VALUES (?1, ?2)",
                        params![id.as_str(), times::text(now)],
                    )?;
                } else {
                    tx.execute("DELETE FROM watched WHERE subscription_id = ?1", [id.as_str()])?;
                }
                Ok(())
            })
            .await
    }
}

macro_rules! select {
    () => {
        "SELECT seq, id, kind, subscription_id, facts, due, opened_at, changed_at, settled_at, settled_how, owner, snoozed_until,
                told_at, (SELECT count(*) FROM note WHERE item_id = item.id)
           FROM item"
    };
}

/// Along its index, by due time.
pub(crate) const OPEN: &str = concat!(select!(), " WHERE settled_at = '' ORDER BY due, seq");

fn one(conn: &Connection, id: &str) -> Result<Option<Item>> {
    Ok(conn.prepare_cached(concat!(select!(), " WHERE item.id = ?1"))?.query_row([id], item).optional()?)
}

fn open(conn: &Connection) -> Result<Vec<Item>> {
    let mut statement = conn.prepare_cached(OPEN)?;
    let items = statement.query_map([], item)?;
    Ok(items.collect::<rusqlite::Result<_>>()?)
}

/// Along its index, which holds no other kind.
pub(crate) const SETTLED_SUSPENSIONS: &str =
    concat!(select!(), " WHERE kind = 'suspended' AND settled_at >= ?1 AND settled_at <> '' ORDER BY settled_at");

pub(super) fn settled_suspensions(conn: &Connection, since: &str) -> Result<Vec<Item>> {
    let mut statement = conn.prepare_cached(SETTLED_SUSPENSIONS)?;
    let items = statement.query_map([since], item)?;
    Ok(items.collect::<rusqlite::Result<_>>()?)
}

/// Returns the items that changed, as they are now.
pub(super) fn write_all(tx: &Transaction<'_>, writes: &[ItemWrite], now: DateTime<Utc>) -> Result<Vec<Item>> {
    let mut changed = BTreeSet::new();
    for write in writes {
        changed.extend(apply(tx, write, now)?);
    }
    changed.into_iter().filter_map(|id| one(tx, &id).transpose()).collect()
}

/// Returns the item's id where something changed.
fn apply(tx: &Transaction<'_>, write: &ItemWrite, now: DateTime<Utc>) -> Result<Option<String>> {
    let now = times::text(now);
    let (id, changed) = match write {
        ItemWrite::Found { item, silently } => (&item.id, find(tx, item, *silently, &now)?),
        ItemWrite::Settled { id, how } => (
            id,
            tx.prepare_cached(
                "UPDATE item SET settled_at = ?2, settled_how = ?3, changed_at = ?2 WHERE id = ?1 AND settled_at = ''",
            )?
            .execute(params![id, now, how])?,
        ),
        ItemWrite::Told { id } => (
            id,
            tx.prepare_cached("UPDATE item SET told_at = ?2 WHERE id = ?1 AND told_at = ''")?
                .execute(params![id, now])?,
        ),
        ItemWrite::Snoozed { id, until } => (
            id,
            tx.prepare_cached("UPDATE item SET snoozed_until = ?2 WHERE id = ?1 AND settled_at = ''")?
                .execute(params![id, times::text_or_empty(*until)])?,
        ),
        ItemWrite::Assigned { id, owner } => {
            (id, tx.prepare_cached("UPDATE item SET owner = ?2 WHERE id = ?1")?.execute(params![id, owner])?)
        }
        ItemWrite::Noted { id, actor, text } => (
            id,
            tx.prepare_cached(
                "INSERT INTO note (item_id, subscription_id, at, actor, text)
                 SELECT id, subscription_id, ?2, ?3, ?4 FROM item WHERE id = ?1",
            )?
            .execute(params![id, now, actor, text])?,
        ),
        ItemWrite::Planned { id, plan } => (id, suspension::write(tx, id, plan, &now)?),
    };
    Ok((changed > 0).then(|| id.clone()))
}

fn find(tx: &Transaction<'_>, item: &FoundItem, silently: bool, now: &str) -> Result<usize> {
    let told_at = if silently { now } else { "" };
    Ok(tx
        .prepare_cached(
            "INSERT INTO item (id, kind, subscription_id, facts, due, opened_at, changed_at, told_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET facts = excluded.facts, due = excluded.due, changed_at = excluded.changed_at,
                    snoozed_until = ''
              WHERE settled_at = '' AND (item.facts <> excluded.facts OR item.due <> excluded.due)",
        )?
        .execute(params![
            item.id,
            item.kind,
            item.subscription.as_ref().map(ToString::to_string).unwrap_or_default(),
            item.facts.to_string(),
            times::text(item.due),
            now,
            told_at,
        ])?)
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let subscription: String = row.get(3)?;
    let facts = serde_json::from_str(row.get_ref(4)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(4, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok(Item {
        seq: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        subscription: (!subscription.is_empty()).then(|| subscription.into()),
        facts,
        due: row.get::<_, At>(5)?.0,
        opened_at: row.get::<_, At>(6)?.0,
        changed_at: row.get::<_, At>(7)?.0,
        settled_at: row.get::<_, Perhaps<DateTime<Utc>>>(8)?.0,
        settled_how: row.get(9)?,
        owner: row.get(10)?,
        snoozed_until: row.get::<_, Perhaps<DateTime<Utc>>>(11)?.0,
        told_at: row.get::<_, Perhaps<DateTime<Utc>>>(12)?.0,
        notes: row.get(13)?,
    })
}
