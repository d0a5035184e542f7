//! What is read of one subscription on demand: its plans and its operations, as they came.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Cache;
use crate::error::Result;
use crate::times::{self, At};

/// JSON texts as received, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raws {
    /// When they were read.
    pub read_at: DateTime<Utc>,
    /// One JSON text each.
    pub raws: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Plans,
    Operations,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Operations => "operations",
        }
    }
}

impl Cache {
    /// Plans a subscription may use, as last read.
    pub async fn plans(&self, id: &SubscriptionId) -> Result<Option<Raws>> {
        self.aside(id, Kind::Plans).await
    }

    /// Keeps the plans a subscription may use.
    pub async fn save_plans(&self, id: &SubscriptionId, raws: Vec<String>, now: DateTime<Utc>) -> Result<()> {
        self.save_aside(id, Kind::Plans, raws, now).await
    }

    /// Operations of a subscription, as last read.
    pub async fn operations(&self, id: &SubscriptionId) -> Result<Option<Raws>> {
        self.aside(id, Kind::Operations).await
    }

    /// Keeps the operations of a subscription.
    pub async fn save_operations(&self, id: &SubscriptionId, raws: Vec<String>, now: DateTime<Utc>) -> Result<()> {
        self.save_aside(id, Kind::Operations, raws, now).await
    }

    async fn aside(&self, id: &SubscriptionId, kind: Kind) -> Result<Option<Raws>> {
        let id = id.clone();
        self.filling().read(move |conn| find(conn, &id, kind)).await
    }

    async fn save_aside(&self, id: &SubscriptionId, kind: Kind, raws: Vec<String>, now: DateTime<Utc>) -> Result<()> {
        let id = id.clone();
        self.filling().write(move |tx| save(tx, &id, kind, &raws, now)).await
    }
}

pub(super) fn find(conn: &Connection, id: &SubscriptionId, kind: Kind) -> Result<Option<Raws>> {
    let mut statement =
        conn.prepare_cached("SELECT read_at, raws FROM aside WHERE subscription_id = ?1 AND kind = ?2")?;
    let found: Option<(At, String)> =
        statement.query_row(params![id.as_str(), kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found
        .map(|(at, raws)| {
            // What serde_json says of an error may quote the text.
            let raws = serde_json::from_str(&raws)
                .map_err(|_| rusqlite::Error::InvalidColumnType(1, "raws".to_owned(), Type::Text))?;
            Ok(Raws { read_at: at.0, raws })
        })
        .transpose()
}

fn save(tx: &Transaction<'_>, id: &SubscriptionId, kind: Kind, raws: &[String], now: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO aside (subscription_id, kind, raws, read_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (subscription_id, kind) DO UPDATE SET raws = excluded.raws, read_at = excluded.read_at",
    )?
    .execute(params![id.as_str(), kind.as_str(), serde_json::json!(raws).to_string(), times::text(now)])?;
    Ok(())
}
