//! How many subscriptions there are in each status, kept as they change: counting would read the whole file.

use rusqlite::{Connection, Transaction, params};

use crate::error::Result;

/// How many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All subscriptions.
    pub total: u32,
    /// Those not unsubscribed.
    pub live: u32,
    /// Those never seen in the wild.
    pub not_started: u32,
    /// Bought and not activated.
    pub pending: u32,
    /// Active.
    pub subscribed: u32,
    /// A payment is missing.
    pub suspended: u32,
    /// Over.
    pub unsubscribed: u32,
    /// In a status we do not know.
    pub unknown: u32,
    /// Records that could not be read.
    pub quarantined: u32,
    /// Subscriptions no longer listed.
    pub missing: u32,
}

pub(crate) fn counts(conn: &Connection) -> Result<Counts> {
    let mut counts = by_status(conn)?;
    counts.quarantined = conn.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))?;
    counts.missing =
        conn.query_row("SELECT count(*) FROM subscription WHERE missing_at <> ''", [], |row| row.get(0))?;
    Ok(counts)
}

/// The counts that are kept, without those of the odd ones.
pub(crate) fn by_status(conn: &Connection) -> Result<Counts> {
    let mut statement = conn.prepare_cached("SELECT status_rank, subscriptions FROM tally")?;
    let mut rows = statement.query([])?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        counts.add(row.get(0)?, row.get(1)?);
    }
    counts.live = counts.total - counts.unsubscribed;
    Ok(counts)
}

impl Counts {
    fn add(&mut self, rank: u8, subscriptions: u32) {
        self.total += subscriptions;
        *match rank {
            0 => &mut self.not_started,
            1 => &mut self.pending,
            2 => &mut self.subscribed,
            3 => &mut self.suspended,
            4 => &mut self.unsubscribed,
            _ => &mut self.unknown,
        } = subscriptions;
    }
}

/// What a transaction changes about the counts, written once at its end.
#[derive(Debug, Default)]
pub(crate) struct Changes([i64; 6]);

impl Changes {
    /// A subscription has come to `rank`, from another one or from nowhere.
    pub(crate) fn moved(&mut self, from: Option<u8>, to: u8) {
        if from == Some(to) {
            return;
        }
        for (rank, by) in [(from, -1), (Some(to), 1)] {
            if let Some(count) = rank.and_then(|rank| self.0.get_mut(usize::from(rank))) {
                *count += by;
            }
        }
    }

    pub(crate) fn write(&self, tx: &Transaction<'_>) -> Result<()> {
        let mut statement =
            tx.prepare_cached("UPDATE tally SET subscriptions = subscriptions + ?2 WHERE status_rank = ?1")?;
        for (rank, by) in (0_i64..).zip(self.0) {
            if by != 0 {
                statement.execute(params![rank, by])?;
            }
        }
        Ok(())
    }
}
