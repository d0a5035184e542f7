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
    let (mut found, mut unfound) = (Vec::new(), Vec::new());
    for id in ids {
        let Some(known) = subscription::known(conn, id.as_str())? else {
            unfound.push(id);
            continue;
        };
        let plans = aside::find(conn, &id, Kind::Plans)?.map(|plans| plans.raws);
        found.push(WithPlans { row: ListRow::of(conn, known.row)?, plans });
    }
    Ok((found, unfound))
}
