//! What was answered, done and decided at the relay, as the history tells it.

use domain::SubscriptionId;
use domain::relay_feed::FeedEvent;
use rusqlite::{OptionalExtension as _, params};

use super::Journal;
use super::relay::{SELECT, told};
use crate::error::Result;

/// Answers to requests that rules, people or silence gave; what came of purchases that rules activated; and hooks that were
/// stuck, where somebody has them tried again or drops them. Echoes of changes of our own are no answers: what we did is
/// told already.
const ANSWERS: &str = "(kind = 'announced' AND json_type(body, '$.request') = 'object'
        AND json_extract(body, '$.answered.because.because')
            IN ('rule', 'noRule', 'silence', 'nobodyLooked', 'elsewhere', 'pass', 'person')
    OR kind = 'activation' AND json_extract(body, '$.state.state') IN ('active', 'failed', 'stuck')
    OR kind = 'access' AND (json_extract(body, '$.state.state') = 'dropped'
        OR json_extract(body, '$.state.state') = 'confirming' AND json_type(body, '$.again') = 'object'))";
/// Along its index.
pub(crate) const ACCESS_TOLD: &str = "SELECT seq, id, kind, subscription_id, at, body FROM relay_event
      WHERE subscription_id = ?1 AND kind = 'access' ORDER BY seq DESC LIMIT ?2";

impl Journal {
    /// Answers, and purchases activated by rule, before a place, the latest first, each with its own place; of one subscription or of all.
    pub async fn answers(
        &self,
        subscription: Option<&SubscriptionId>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(i64, FeedEvent)>> {
        let (subscription, before) = (subscription.cloned(), before.unwrap_or(i64::MAX));
        self.db()
            .read(move |conn| {
                let found = match subscription {
                    Some(id) => conn
                        .prepare_cached(&format!(
                            "{SELECT} WHERE subscription_id = ?3 AND seq < ?1 AND {ANSWERS} ORDER BY seq DESC LIMIT ?2"
                        ))?
                        .query_map(params![before, limit, id.as_str()], told)?
                        .collect::<rusqlite::Result<_>>()?,
                    None => conn
                        .prepare_cached(&format!("{SELECT} WHERE seq < ?1 AND {ANSWERS} ORDER BY seq DESC LIMIT ?2"))?
                        .query_map(params![before, limit], told)?
                        .collect::<rusqlite::Result<_>>()?,
                };
                Ok(found)
            })
            .await
    }

    /// What the relay told of one account, the latest first.
    pub async fn access_told(&self, id: &SubscriptionId, limit: u32) -> Result<Vec<FeedEvent>> {
        let id = id.clone();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(ACCESS_TOLD)?;
                let found = statement.query_map(params![id.as_str(), limit], told)?;
                Ok(found.map(|found| found.map(|(_, event)| event)).collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// What Microsoft's own data said of an answer last, where the relay has read it back.
    pub async fn read_back(&self, subscription: &SubscriptionId, key: &str) -> Result<Option<FeedEvent>> {
        let (subscription, key) = (subscription.clone(), key.to_owned());
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(&format!(
                    "{SELECT} WHERE subscription_id = ?1 AND kind = 'read-back' AND json_extract(body, '$.key') = ?2
                      ORDER BY seq DESC LIMIT 1"
                ))?;
                let found = statement.query_row(params![subscription.as_str(), key], told).optional()?;
                Ok(found.map(|(_, event)| event))
            })
            .await
    }
}
