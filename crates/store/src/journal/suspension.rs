//! Suspensions: what people plan about them, and how they ended.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{Action, Status, SubscriptionId};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde_json::json;

use super::Journal;
use super::item::{self, Item};
use crate::error::Result;
use crate::times::{self, At, Perhaps};

/// What somebody plans about a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuspensionPlan {
    /// Who plans it.
    pub actor: String,
    /// How far they are with the customer: `suspended`, `contacted` or `promised`.
    pub stage: String,
    /// What comes next; may be empty.
    pub next_step: String,
    /// When they want to be reminded.
    pub remind_at: Option<DateTime<Utc>>,
}

/// The same, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspensionPlan {
    /// Its number.
    pub seq: i64,
    /// When it was planned.
    pub at: DateTime<Utc>,
    /// What is planned, and by whom.
    pub plan: NewSuspensionPlan,
}

/// A status that became another one, as far as two readings show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Whose.
    pub subscription: SubscriptionId,
    /// Before.
    pub before: Status,
    /// After.
    pub after: Status,
    /// It happened after this reading; `None` where there was none.
    pub seen_after: Option<DateTime<Utc>>,
    /// It happened before this reading.
    pub seen_before: DateTime<Utc>,
}

/// Microsoft's word, through the relay, that a suspension began or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldOfSuspension {
    /// Whose.
    pub subscription: SubscriptionId,
    /// It was suspended, reinstated or cancelled.
    pub action: Action,
    /// When, by Microsoft's clock, where the message says so.
    pub message_at: Option<DateTime<Utc>>,
    /// When the relay wrote it down, by its own clock.
    pub at: DateTime<Utc>,
}

impl Journal {
    /// What is planned about these items at present; nothing for those of which nobody has planned anything.
    pub async fn suspension_plans(&self, items: Vec<String>) -> Result<BTreeMap<String, SuspensionPlan>> {
        self.db().read(move |conn| present(conn, &items)).await
    }

    /// Everything that was planned about an item, the latest first.
    pub async fn suspension_story(&self, item: &str) -> Result<Vec<SuspensionPlan>> {
        let item = item.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(
                    "SELECT item_id, seq, at, actor, stage, next_step, remind_at FROM suspension_plan
                      WHERE item_id = ?1 ORDER BY seq DESC",
                )?;
                let plans = statement.query_map([item], plan)?;
                Ok(plans.map(|plan| plan.map(|(_, plan)| plan)).collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// Items of suspensions that were over at a moment or later.
    pub async fn suspensions_settled(&self, since: DateTime<Utc>) -> Result<Vec<Item>> {
        self.db().read(move |conn| item::settled_suspensions(conn, &times::text(since))).await
    }

    /// Every change of status that was first read at a moment or later, in that order.
    pub async fn status_changes(&self, since: DateTime<Utc>) -> Result<Vec<StatusChange>> {
        self.db().read(move |conn| changes(conn, since)).await
    }

    /// What was announced of suspensions and their ends at a moment or later, in the order in which it was told.
    pub async fn told_of_suspensions(&self, since: DateTime<Utc>) -> Result<Vec<ToldOfSuspension>> {
        self.db().read(move |conn| told(conn, since)).await
    }

    /// When this journal began to know anything; `None` where it knows nothing yet.
    pub async fn known_since(&self) -> Result<Option<DateTime<Utc>>> {
        self.db()
            .read(|conn| {
                let first = |sql: &str| -> Result<Option<DateTime<Utc>>> {
                    Ok(conn.prepare_cached(sql)?.query_row([], |row| Ok(row.get::<_, At>(0)?.0)).optional()?)
                };
                let event = first("SELECT recorded_at FROM event ORDER BY seq LIMIT 1")?;
                let item = first("SELECT opened_at FROM item ORDER BY seq LIMIT 1")?;
                Ok(event.into_iter().chain(item).min())
            })
            .await
    }
}

/// Writes a plan about an open item. Says how many were written.
pub(super) fn write(tx: &Transaction<'_>, item: &str, plan: &NewSuspensionPlan, now: &str) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "INSERT INTO suspension_plan (item_id, subscription_id, at, actor, stage, next_step, remind_at)
             SELECT id, subscription_id, ?2, ?3, ?4, ?5, ?6 FROM item WHERE id = ?1 AND settled_at = ''",
        )?
        .execute(params![item, now, plan.actor, plan.stage, plan.next_step, times::text_or_empty(plan.remind_at)])?)
}

/// Along its index, once for each item.
pub(crate) const PLANS: &str = "SELECT item_id, seq, at, actor, stage, next_step, remind_at FROM suspension_plan
      WHERE seq IN (SELECT (SELECT max(seq) FROM suspension_plan WHERE item_id = wanted.value) FROM json_each(?1) AS wanted)";

fn present(conn: &Connection, items: &[String]) -> Result<BTreeMap<String, SuspensionPlan>> {
    let mut statement = conn.prepare_cached(PLANS)?;
    let plans = statement.query_map([json!(items).to_string()], plan)?;
    Ok(plans.collect::<rusqlite::Result<_>>()?)
}

fn plan(row: &Row<'_>) -> rusqlite::Result<(String, SuspensionPlan)> {
    let plan = NewSuspensionPlan {
        actor: row.get(3)?,
        stage: row.get(4)?,
        next_step: row.get(5)?,
        remind_at: row.get::<_, Perhaps<DateTime<Utc>>>(6)?.0,
    };
    Ok((row.get(0)?, SuspensionPlan { seq: row.get(1)?, at: row.get::<_, At>(2)?.0, plan }))
}

/// Along its index.
pub(crate) const CHANGES: &str = "SELECT subscription_id, before, after, seen_after, seen_before FROM event
      WHERE kind = 'status' AND seen_before >= ?1 ORDER BY seen_before, seq";

fn changes(conn: &Connection, since: DateTime<Utc>) -> Result<Vec<StatusChange>> {
    let mut statement = conn.prepare_cached(CHANGES)?;
    let status = |row: &Row<'_>, at| -> rusqlite::Result<Status> {
        Ok(Status::read(&row.get::<_, Option<String>>(at)?.unwrap_or_default()))
    };
    let changes = statement.query_map([times::text(since)], |row| {
        Ok(StatusChange {
            subscription: row.get::<_, String>(0)?.into(),
            before: status(row, 1)?,
            after: status(row, 2)?,
            seen_after: row.get::<_, Perhaps<DateTime<Utc>>>(3)?.0,
            seen_before: row.get::<_, At>(4)?.0,
        })
    })?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}

/// Along its index: the condition must be the index's own, word for word.
pub(crate) const TOLD: &str =
    "SELECT subscription_id, json_extract(body, '$.action'), json_extract(body, '$.messageAt'), at
       FROM relay_event
      WHERE kind = 'announced' AND json_extract(body, '$.action') IN ('Suspend', 'Reinstate', 'Unsubscribe')
        AND at >= ?1 ORDER BY at";

fn told(conn: &Connection, since: DateTime<Utc>) -> Result<Vec<ToldOfSuspension>> {
    let mut statement = conn.prepare_cached(TOLD)?;
    let told = statement.query_map([times::text(since)], |row| {
        let message_at = row.get::<_, Option<String>>(2)?;
        Ok(ToldOfSuspension {
            subscription: row.get::<_, String>(0)?.into(),
            action: Action::read(&row.get::<_, String>(1)?),
            message_at: message_at.and_then(|text| text.parse().ok()),
            at: row.get::<_, At>(3)?.0,
        })
    })?;
    Ok(told.collect::<rusqlite::Result<_>>()?)
}
