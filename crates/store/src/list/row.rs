//! What a list shows of a subscription.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Channel, OfferId, PlanId, Status, SubscriptionId, TermUnit};
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::times::Perhaps;

/// What a list shows of a subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// Its id.
    pub id: SubscriptionId,
    /// The name the buyer gave it.
    pub name: String,
    /// What was bought.
    pub offer: OfferId,
    /// In which plan.
    pub plan: PlanId,
    /// Seats; `None` for a plan not sold per user.
    pub seats: Option<u32>,
    /// Where in its life it is.
    pub status: Status,
    /// First day of the term.
    pub term_start: Option<NaiveDate>,
    /// Last day of the term.
    pub term_end: Option<NaiveDate>,
    /// Length of the term.
    pub term_unit: Option<TermUnit>,
    /// Whether it renews.
    pub auto_renew: Option<bool>,
    /// Who sold it.
    pub channel: Channel,
    /// In its free trial.
    pub free_trial: bool,
    /// Moment of purchase.
    pub created: Option<DateTime<Utc>>,
    /// The purchaser's e-mail address.
    pub buyer: String,
    /// A full sweep no longer listed it.
    pub missing: bool,
}

/// The columns of a row, in the order `from_row` reads them.
macro_rules! columns {
    () => {
        "id, name, offer, plan, seats, status, term_start, term_end, term_unit, auto_renew, channel, free_trial, \
         created, buyer, missing_at"
    };
}
pub(crate) const COLUMNS: &str = columns!();
/// How many columns that is.
pub(crate) const COLUMN_COUNT: usize = 15;
const BY_ROW: &str = concat!("SELECT ", columns!(), " FROM subscription WHERE row = ?1");

impl ListRow {
    /// The subscription with this row number.
    pub(crate) fn of(conn: &Connection, row: u32) -> Result<Self> {
        Ok(conn.prepare_cached(BY_ROW)?.query_row([row], Self::from_row)?)
    }

    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let status: String = row.get(5)?;
        let unit: String = row.get(8)?;
        Ok(Self {
            id: row.get::<_, String>(0)?.into(),
            name: row.get(1)?,
            offer: row.get::<_, String>(2)?.into(),
            plan: row.get::<_, String>(3)?.into(),
            seats: u32::try_from(row.get::<_, i64>(4)?).ok(),
            status: Status::read(&status),
            term_start: row.get::<_, Perhaps<NaiveDate>>(6)?.0,
            term_end: row.get::<_, Perhaps<NaiveDate>>(7)?.0,
            term_unit: (!unit.is_empty()).then(|| TermUnit::read(&unit)),
            auto_renew: on_or_off(row.get(9)?),
            channel: if row.get_ref(10)?.as_str()? == "direct" { Channel::Direct } else { Channel::Reseller },
            free_trial: row.get(11)?,
            created: row.get::<_, Perhaps<DateTime<Utc>>>(12)?.0,
            buyer: row.get(13)?,
            missing: !row.get_ref(14)?.as_str()?.is_empty(),
        })
    }
}

fn on_or_off(stored: i8) -> Option<bool> {
    match stored {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}
