//! What the whole cache knows of offers: which plans are in use, and what was last read of those on offer.

use domain::{OfferId, PlanId};
use rusqlite::params;

use super::Cache;
use crate::error::Result;

/// Readings of plans that are looked through, the newest first. Each knows all plans that one customer may use.
const READINGS: u32 = 400;

/// A plan somebody uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanInUse {
    /// The offer.
    pub offer: OfferId,
    /// The plan.
    pub plan: PlanId,
    /// Subscriptions to it that are not cancelled.
    pub subscriptions: u32,
}

impl Cache {
    /// Every plan that a subscription uses which is not cancelled, by offer.
    pub async fn plans_in_use(&self) -> Result<Vec<PlanInUse>> {
        let text = "SELECT offer, plan, count(*) FROM subscription INDEXED BY all_by_name
                     WHERE live GROUP BY offer, plan ORDER BY offer, plan";
        self.shown()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(text)?;
                let found = statement.query_map([], |row| {
                    let (offer, plan): (String, String) = (row.get(0)?, row.get(1)?);
                    Ok(PlanInUse { offer: offer.into(), plan: plan.into(), subscriptions: row.get(2)? })
                })?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// The JSON of plans as last read for some customers, the newest reading first, each with its offer.
    pub async fn plan_readings(&self) -> Result<Vec<(OfferId, Vec<String>)>> {
        let text = "SELECT subscription.offer, aside.raws
                      FROM aside JOIN subscription ON subscription.id = aside.subscription_id
                     WHERE aside.kind = 'plans' ORDER BY aside.read_at DESC LIMIT ?1";
        let found: Vec<(String, String)> = self
            .filling()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(text)?;
                let found = statement.query_map([READINGS], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await?;
        let read = |(offer, raws): (String, String)| Some((offer.into(), serde_json::from_str(&raws).ok()?));
        Ok(found.into_iter().filter_map(read).collect())
    }

    /// The JSON of subscriptions that are not cancelled, by row number from behind `row` on. From 0.
    pub async fn live_raws(&self, row: u32, limit: u32) -> Result<Vec<(u32, String)>> {
        let text = "SELECT subscription.row, subscription_raw.raw
                      FROM subscription JOIN subscription_raw USING (row)
                     WHERE subscription.row > ?1 AND live ORDER BY subscription.row LIMIT ?2";
        self.shown()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(text)?;
                let found = statement.query_map(params![row, limit], |found| Ok((found.get(0)?, found.get(1)?)))?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}
