//! Subscriptions that only the old file knows when a new one is complete.
//!
//! Microsoft no longer lists them. They are carried over as they were and marked as missing: a subscription is never
//! deleted, not even by a change of our schema.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params, params_from_iter};

use super::subscription::{self, Gone};
use super::{Cache, words};
use crate::error::Result;
use crate::times::At;

/// A subscription as the old file has it.
#[derive(Debug)]
pub(crate) struct LeftBehind {
    pub(crate) id: SubscriptionId,
    pub(crate) name: String,
    pub(crate) raw: String,
    pub(crate) status_rank: u8,
    pub(crate) read_at: DateTime<Utc>,
    search_text: String,
    /// It was missing already.
    pub(crate) was_missing: bool,
    columns: Vec<Value>,
}

const COLUMNS: &str = "id, name, name_key, offer, plan, seats, status, status_rank, live, term_unit, term_start, term_end, auto_renew, \
     channel, free_trial, created, buyer, search_text, raw_digest, read_at, missing_at";

impl Cache {
    /// What the old file has and the new one has not; nothing where no new one is being filled.
    pub(crate) async fn left_behind(&self) -> Result<Vec<LeftBehind>> {
        let Some(old) = self.old() else { return Ok(Vec::new()) };
        let ids: Vec<(u32, String)> = old.read(all_ids).await?;
        let unknown = self.filling().read(move |conn| {
            let mut unknown = Vec::new();
            for (row, id) in ids {
                if subscription::known(conn, &id)?.is_none() {
                    unknown.push(row);
                }
            }
            Ok(unknown)
        });
        let unknown = unknown.await?;
        old.read(move |conn| unknown.into_iter().map(|row| one(conn, row)).collect()).await
    }
}

fn all_ids(conn: &Connection) -> Result<Vec<(u32, String)>> {
    let mut statement = conn.prepare("SELECT row, id FROM subscription")?;
    let ids = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>();
    Ok(ids?)
}

fn one(conn: &Connection, row: u32) -> Result<LeftBehind> {
    let raw = subscription::raw(conn, row)?;
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM subscription WHERE row = ?1"))?;
    let found = statement.query_row([row], |found| {
        Ok(LeftBehind {
            id: found.get::<_, String>(0)?.into(),
            name: found.get(1)?,
            raw,
            status_rank: found.get(7)?,
            read_at: found.get::<_, At>(19)?.0,
            search_text: found.get(17)?,
            was_missing: !found.get_ref(20)?.as_str()?.is_empty(),
            columns: (0..21).map(|at| found.get(at)).collect::<rusqlite::Result<_>>()?,
        })
    });
    Ok(found?)
}

impl LeftBehind {
    /// Carries it over, missing from now on unless it was before.
    pub(crate) fn carry_over(&self, tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<Gone> {
        let marks = vec!["?"; self.columns.len()].join(", ");
        tx.prepare_cached(&format!("INSERT INTO subscription ({COLUMNS}) VALUES ({marks})"))?
            .execute(params_from_iter(&self.columns))?;
        let row = subscription::last_row(tx)?;
        tx.prepare_cached("INSERT INTO subscription_raw (row, raw) VALUES (?1, ?2)")?
            .execute(params![row, self.raw])?;
        words::enter(tx, row, &self.search_text)?;
        if !self.was_missing {
            subscription::miss(tx, row, now)?;
        }
        Ok(Gone { id: self.id.clone(), name: self.name.clone(), since: now })
    }
}
