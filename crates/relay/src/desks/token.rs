//! Tokens of desks.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::ConnectionId;
use serde::{Deserialize, Serialize};

use crate::digest;
use crate::log::{Kind, Log, LogError, Put, Which, Write, Written};

/// Desks belong to the relay, not to one connection.
const OF_ALL: &str = "";
const PREFIX: &str = "mdr";

/// A desk as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeskRow {
    /// Its name: letters, digits and hyphens.
    pub name: String,
    /// SHA-256 of the token's secret part.
    pub hash: String,
    /// Connections it may see; all where none is named.
    #[serde(default)]
    pub connections: Vec<String>,
    /// When it was added, UTC.
    pub added_at: DateTime<Utc>,
    /// When its token was taken back, UTC.
    #[serde(default)]
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Why a desk could not be added or revoked.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The name will not do.
    #[error("a desk's name has 1 to 60 letters, digits and hyphens")]
    Name,
    /// There is one of that name.
    #[error("there is a desk of that name; revoke it, or take another name")]
    Taken,
    /// There is none.
    #[error("there is no desk of that name")]
    Unknown,
    /// The log failed.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// All desks of a relay.
pub struct Desks(Arc<dyn Log>);

impl Desks {
    /// The desks kept in this log.
    pub fn of(log: &Arc<dyn Log>) -> Self {
        Self(Arc::clone(log))
    }

    /// Adds a desk and returns its token, which is not kept. A revoked name may be used again.
    ///
    /// # Errors
    /// Where the name will not do or is taken.
    pub async fn add(
        &self,
        name: &str,
        connections: Vec<String>,
        secret: [u8; 32],
        now: DateTime<Utc>,
    ) -> Result<String, DeskError> {
        let is_word =
            !name.is_empty() && name.len() <= 60 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_word {
            return Err(DeskError::Name);
        }
        let secret = URL_SAFE_NO_PAD.encode(secret);
        let hash = digest::of(&["desk", &secret]);
        let row = DeskRow { name: name.to_owned(), hash, connections, added_at: now, revoked_at: None };
        let put = match self.0.doc(&all(), Kind::Desk, name).await? {
            None => Put::new(Kind::Desk, name, &row)?,
            Some(doc) if !doc.is_open => Put::over(&doc, &row)?.open(true),
            Some(_) => return Err(DeskError::Taken),
        };
        match self.0.write(Write::new(&all(), now).put(put)).await? {
            Written::Done => Ok(format!("{PREFIX}.{name}.{secret}")),
            Written::Overtaken { .. } => Err(DeskError::Taken),
        }
    }

    /// Takes a token back. What the desk follows ends within one heartbeat.
    ///
    /// # Errors
    /// Where there is no such desk.
    pub async fn revoke(&self, name: &str, now: DateTime<Utc>) -> Result<(), DeskError> {
        let doc = self.0.doc(&all(), Kind::Desk, name).await?.filter(|doc| doc.is_open).ok_or(DeskError::Unknown)?;
        let mut row: DeskRow = doc.read()?;
        row.revoked_at = Some(now);
        match self.0.write(Write::new(&all(), now).put(Put::over(&doc, &row)?.open(false))).await? {
            Written::Done => Ok(()),
            Written::Overtaken { .. } => Err(DeskError::Unknown),
        }
    }

    /// All desks, revoked ones too.
    ///
    /// # Errors
    /// Where the log fails.
    pub async fn list(&self) -> Result<Vec<DeskRow>, LogError> {
        let which = Which { kind: Kind::Desk, open_only: false, limit: 10_000 };
        self.0.docs(&all(), which).await?.iter().map(crate::log::Doc::read).collect()
    }

    /// The desk a token belongs to, if it may see this connection.
    pub(crate) async fn recognise(&self, token: &str, connection: &str) -> Result<Option<String>, LogError> {
        let mut parts = token.splitn(3, '.');
        let (Some(PREFIX), Some(name), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(None);
        };
        let Some(doc) = self.0.doc(&all(), Kind::Desk, name).await?.filter(|doc| doc.is_open) else { return Ok(None) };
        let row: DeskRow = doc.read()?;
        let hash = digest::of(&["desk", secret]);
        let fits = verify_slices_are_equal(hash.as_bytes(), row.hash.as_bytes()).is_ok();
        let may = row.connections.is_empty() || row.connections.iter().any(|one| one.eq_ignore_ascii_case(connection));
        Ok((fits && may).then_some(row.name))
    }
}

fn all() -> ConnectionId {
    OF_ALL.into()
}
