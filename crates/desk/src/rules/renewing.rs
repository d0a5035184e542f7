//! Keeping the facts at the relay fresh: what rules are judged on ages, and a snapshot past its age decides nothing.
//!
//! They are sent with every list that is put in force. While a desk is open it looks after them at its start, then
//! daily, and, at most once an hour, where a sweep has brought something new. What says the same as what was sent
//! within the day is not sent again. Without rules in force nobody needs them.

use std::sync::{Arc, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use domain::rule::Snapshot;
use serde::{Deserialize, Serialize};
use sync::feed::Footing;

use super::book::{Facts, RuleBook};
use crate::contract::Fault;
use crate::explain;
use crate::opened::Opened;

/// The journal's name for what was sent last.
const SENT: &str = "relay-facts";
/// Facts are sent anew after this time, whether they changed or not.
const DAILY: TimeDelta = TimeDelta::days(1);
/// Sweeps come more often than what they bring is worth gathering every customer.
const HOURLY: TimeDelta = TimeDelta::hours(1);
/// Before what failed is tried again.
const AFTER_FAULT: TimeDelta = TimeDelta::minutes(5);

/// When the facts at the relay were last looked after.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Renewed {
    at: Option<DateTime<Utc>>,
    /// The sweep that was then the last.
    sweep: Option<DateTime<Utc>>,
    /// Not before then, because the last try failed.
    not_before: Option<DateTime<Utc>>,
}

/// Facts that this desk sent.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sent {
    hash: String,
    version: i64,
    at: DateTime<Utc>,
}

impl Renewed {
    fn is_due(&self, sweep: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        if self.not_before.is_some_and(|moment| now < moment) {
            return false;
        }
        match self.at {
            None => true,
            Some(at) => now - at >= DAILY || (sweep > self.sweep && now - at >= HOURLY),
        }
    }
}

impl Opened {
    /// Looks after the facts where that is due, beside whatever else goes on.
    pub(crate) async fn renew_facts_in_time(self: &Arc<Self>) -> Result<(), Fault> {
        let is_connected = self.link().is_some_and(|link| link.line().footing == Footing::Connected);
        if !is_connected || self.source.store.journal.is_read_only() {
            return Ok(());
        }
        let now = self.source.clock.now();
        let sweep = self.source.store.cache.last_sweep().await.map_err(explain::store)?.map(|sweep| sweep.finished_at);
        // Before everything was read once, a snapshot would say that there are hardly any customers.
        if sweep.is_none() || !self.take_turn(sweep, now) {
            return Ok(());
        }
        let opened = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(fault) = opened.renew_facts().await {
                tracing::info!(%fault, "the relay's facts could not be renewed");
                let again = opened.source.clock.now() + AFTER_FAULT;
                let mut renewed = opened.rules.renewed.lock().unwrap_or_else(PoisonError::into_inner);
                *renewed = Renewed { not_before: Some(again), ..Renewed::default() };
            }
        });
        Ok(())
    }

    fn take_turn(&self, sweep: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        let mut renewed = self.rules.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = renewed.is_due(sweep, now);
        if is_due {
            *renewed = Renewed { at: Some(now), sweep, not_before: None };
        }
        is_due
    }

    /// Sends the facts that the rules in force are judged on, unless the relay has them from today.
    pub(crate) async fn renew_facts(&self) -> Result<(), Fault> {
        let Some(book) = self.book.book() else { return Ok(()) };
        self.ask_the_book().await?;
        let in_force = self.rules.in_force();
        if in_force.kept.is_none() {
            return Ok(());
        }
        let facts = self.snapshot(&self.ground(true).await?.offers, &in_force.rules).await?;
        let sent = self.source.store.journal.setting(SENT).await.map_err(explain::store)?;
        let sent: Option<Sent> = sent.and_then(|sent| serde_json::from_value(sent).ok());
        let at_relay = book.facts_version().await?;
        let is_there = |sent: &Sent| {
            sent.version <= at_relay && sent.hash == hash(&facts) && self.source.clock.now() - sent.at < DAILY
        };
        if sent.as_ref().is_some_and(is_there) {
            return Ok(());
        }
        self.send_facts(&*book, facts).await
    }

    /// Sends a snapshot, and keeps in mind which.
    pub(super) async fn send_facts(&self, book: &dyn RuleBook, facts: Snapshot) -> Result<(), Fault> {
        let hash = hash(&facts);
        let Facts { version, .. } = book.put_facts(facts).await?;
        let sent = Sent { hash, version, at: self.source.clock.now() };
        let sent = serde_json::to_value(&sent).unwrap_or_default();
        self.source.store.journal.set(SENT, sent).await.map_err(explain::store)
    }

    /// Another relay is meant from now on: it has none of them.
    pub(crate) async fn forget_facts_sent(&self) -> Result<(), Fault> {
        self.source.store.journal.set(SENT, serde_json::Value::Null).await.map_err(explain::store)
    }

    /// Which of our own snapshots went to the relay last.
    #[cfg(test)]
    pub(crate) async fn facts_sent(&self) -> Option<i64> {
        let sent = self.source.store.journal.setting(SENT).await.unwrap()?;
        serde_json::from_value::<Sent>(sent).ok().map(|sent| sent.version)
    }
}

/// Of what it says, whenever it was taken.
fn hash(facts: &Snapshot) -> String {
    let undated = Snapshot { taken_at: DateTime::UNIX_EPOCH, ..facts.clone() };
    HEXLOWER.encode(digest(&SHA256, &serde_json::to_vec(&undated).unwrap_or_default()).as_ref())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn minute(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[rstest]
    #[case::at_the_start(None, None, 0, true)]
    #[case::nothing_new(Some(0), None, 600, false)]
    #[case::a_day_later(Some(0), None, 1440, true)]
    #[case::a_sweep_at_once(Some(0), Some(3), 10, false)]
    #[case::a_sweep_within_the_hour(Some(0), Some(3), 60, true)]
    fn facts_are_looked_after_daily_and_after_a_sweep_within_the_hour(
        #[case] at: Option<i64>,
        #[case] sweep: Option<i64>,
        #[case] now: i64,
        #[case] due: bool,
    ) {
        let renewed = Renewed { at: at.map(minute), sweep: Some(minute(0)), not_before: None };
        assert_eq!(renewed.is_due(sweep.or(Some(0)).map(minute), minute(now)), due);
    }

    #[test]
    fn what_failed_is_left_alone_for_a_while() {
        let renewed = Renewed { not_before: Some(minute(5)), ..Renewed::default() };
        assert_eq!((renewed.is_due(None, minute(4)), renewed.is_due(None, minute(5))), (false, true));
    }

    #[test]
    fn the_date_of_a_snapshot_is_no_news() {
        assert_eq!(hash(&Snapshot::empty(minute(0))), hash(&Snapshot::empty(minute(9))));
        let other = Snapshot { good_for: 1, ..Snapshot::empty(minute(0)) };
        assert_ne!(hash(&other), hash(&Snapshot::empty(minute(0))));
    }
}
