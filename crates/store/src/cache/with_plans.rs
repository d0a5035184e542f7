//! Several subscriptions at once, with the plans they may use: what a board shows and prices.

use domain::SubscriptionId;
use rusqlite::Connection;

use super::aside::{self, Kind};
use super::{Cache, subscription};
use crate::error::Result;
use crate::list::ListRow;

/// A subscription and its plans.
#[derive(Debug, Clone, PartialEq)]
pub struct WithPlans {
    /// What a list shows of it.
    pub row: ListRow,
    /// The JSON of each plan; `None` where they were never read.
    pub plans: Option<Vec<String>>,
}

impl Cache {
    /// What a list shows of these subscriptions, without those that were never read.
    pub async fn rows(&self, ids: Vec<SubscriptionId>) -> Result<Vec<ListRow>> {
        let (found, unfound) = self.filling().read(move |conn| rows(conn, ids)).await?;
        if unfound.is_empty() {
            return Ok(found);
        }
        let (older, _) = self.shown().read(move |conn| rows(conn, unfound)).await?;
        Ok(found.into_iter().chain(older).collect())
    }

    /// These subscriptions, without those that were never read.
    pub async fn with_plans(&self, ids: Vec<SubscriptionId>) -> Result<Vec<WithPlans>> {
        let (found, unfound) = self.filling().read(move |conn| find(conn, ids)).await?;
        if unfound.is_empty() {
            return Ok(found);
        }
        let (older, _) = self.shown().read(move |conn| find(conn, unfound)).await?;
        Ok(found.into_iter().chain(older).collect())
    }
}

fn find(conn: &Connection, ids: Vec<SubscriptionId>) -> Result<(Vec<WithPlans>, Vec<SubscriptionId>)> {
    let (rows, unfound) = rows(conn, ids)?;
    let with_plans = |row: ListRow| {
        let plans = aside::find(conn, &row.id, Kind::Plans)?.map(|plans| plans.raws);
        Ok(WithPlans { row, plans })
    };
    Ok((rows.into_iter().map(with_plans).collect::<Result<_>>()?, unfound))
}

fn rows(conn: &Connection, ids: Vec<SubscriptionId>) -> Result<(Vec<ListRow>, Vec<SubscriptionId>)> {
    let (mut found, mut unfound) = (Vec::new(), Vec::new());
    for id in ids {
        match subscription::known(conn, id.as_str())? {
            Some(known) => found.push(ListRow::of(conn, known.row)?),
            None => unfound.push(id),
        }
    }
    Ok((found, unfound))
}
