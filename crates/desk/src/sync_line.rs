//! The sync line: the puller's line, the store's counts and the clock's error, in the page's words.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use store::{Counts, Store};
use sync::{Activity, Line};

use crate::contract::{
    Fault, MissingSubscription, Progress, QuarantinedRecord, Sentence, SyncDetails, SyncLine, SyncState,
};
use crate::explain;
use crate::opened::Opened;

/// Beyond this, sign-in by certificate and webhook checks begin to fail.
const CLOCK_MAY_BE_WRONG_BY: TimeDelta = TimeDelta::minutes(1);
/// How many bad records and lost subscriptions are shown.
const SHOWN: u32 = 50;

impl Opened {
    /// How fresh the data is, now.
    pub(crate) async fn sync_line(&self) -> Result<SyncLine, Fault> {
        let counts = self.source.store.cache.counts().await.map_err(explain::store)?;
        Ok(drawn(&self.puller.line(), &counts, self.source.api.clock_skew()))
    }

    /// The line unfolded.
    pub(crate) async fn sync_details(&self) -> Result<SyncDetails, Fault> {
        let (line, quarantined, missing) =
            tokio::try_join!(self.sync_line(), quarantined(&self.source.store), missing(&self.source.store))?;
        Ok(SyncDetails { line, quarantined, missing })
    }
}

fn drawn(line: &Line, counts: &Counts, skew: Option<TimeDelta>) -> SyncLine {
    SyncLine {
        state: match line.activity {
            Activity::Idle => SyncState::Idle,
            Activity::Sweeping => SyncState::Sweeping,
            Activity::Offline => SyncState::Offline,
            Activity::Failing => SyncState::Failing,
        },
        first_sweep: line.synced_at.is_none(),
        synced_at: line.synced_at.map(moment),
        since: line.since.map(moment),
        next_try_at: line.next_try_at.map(moment),
        progress: line.progress.map(|progress| Progress {
            pages: progress.pages,
            subscriptions: progress.subscriptions,
            per_second: progress.per_second,
            expected: progress.expected,
            seconds_left: progress.time_left().and_then(|left| u32::try_from(left.num_seconds()).ok()),
        }),
        fault: line.error.as_deref().map(explain::pull),
        subscriptions: counts.total,
        quarantined: counts.quarantined,
        missing: counts.missing,
        clock_skew_seconds: skew
            .filter(|skew| skew.abs() > CLOCK_MAY_BE_WRONG_BY)
            .and_then(|skew| i32::try_from(skew.num_seconds()).ok()),
    }
}

async fn quarantined(store: &Store) -> Result<Vec<QuarantinedRecord>, Fault> {
    let records = store.cache.quarantined(SHOWN).await.map_err(explain::store)?;
    Ok(records
        .into_iter()
        .map(|record| QuarantinedRecord {
            id: record.row.to_string(),
            subscription_id: record.subscription.map(|id| id.to_string()),
            first_seen_at: moment(record.first_seen),
            misread: misread(&record.field, &record.misread),
            raw: record.raw,
        })
        .collect())
}

/// What could not be read of a record, and why.
pub(crate) fn misread(field: &str, how: &str) -> Sentence {
    let key = if field.is_empty() { "misread-record" } else { "misread" };
    Sentence::plain(key).with("field", field).with("how", how)
}

async fn missing(store: &Store) -> Result<Vec<MissingSubscription>, Fault> {
    let gone = store.cache.missing(SHOWN).await.map_err(explain::store)?;
    Ok(gone
        .into_iter()
        .map(|gone| MissingSubscription { id: gone.id.to_string(), name: gone.name, missed_at: moment(gone.since) })
        .collect())
}

/// A moment as the page reads it.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
