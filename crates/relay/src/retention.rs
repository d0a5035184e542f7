//! Forgetting what is older than it is kept.
//!
//! Events go, and what has only helped to answer; a desk whose cursor is older begins again with a snapshot. What waits
//! for a person stays, and so does what a person has decided.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::relay::Relay;

/// How often old rows are looked for.
const LOOK_EVERY: TimeDelta = TimeDelta::hours(1);
/// Between two looks no more time passes than this; more means that the clock was set.
const CANNOT_HAVE_PASSED: TimeDelta = TimeDelta::hours(12);

/// Deletes what is older than it is kept, a few thousand rows at a time, until it is dropped.
pub(crate) async fn forget_old(relay: Arc<Relay>, keep_days: u16) {
    let mut retention = Retention::new(keep_days, relay.time.now());
    loop {
        retention.look(&relay).await;
        relay.time.until(relay.time.now() + LOOK_EVERY).await;
    }
}

struct Retention {
    keep: TimeDelta,
    looked_at: DateTime<Utc>,
}

impl Retention {
    fn new(keep_days: u16, now: DateTime<Utc>) -> Self {
        Self { keep: TimeDelta::days(keep_days.into()), looked_at: now }
    }

    /// A clock that jumps forward would make everything old. There is an hour to set it right.
    async fn look(&mut self, relay: &Relay) {
        let now = relay.time.now();
        let has_jumped = now - self.looked_at > CANNOT_HAVE_PASSED;
        self.looked_at = now;
        if has_jumped {
            tracing::warn!("the clock has jumped forward: nothing is deleted for an hour");
        } else {
            forget_before(relay, now - self.keep).await;
        }
    }
}

async fn forget_before(relay: &Relay, before: DateTime<Utc>) {
    for connection in relay.connections.values() {
        loop {
            match relay.log.forget(&connection.id, before).await {
                Ok(0) => break,
                Ok(count) => tracing::info!(connection = %connection.name, count, "old rows were deleted"),
                Err(error) => {
                    tracing::warn!(connection = %connection.name, %error, "old rows could not be deleted");
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Clock as _;

    use super::*;
    use crate::testing::Rig;
    use crate::testing::messages::notice;

    async fn post(rig: &Rig, from: u32, to: u32) {
        for number in from..to {
            rig.posts(&notice(&format!("op-{number}"), "Renew")).await;
        }
    }

    async fn hours_pass(rig: &Rig, retention: &mut Retention, hours: u32) {
        for _ in 0..hours {
            rig.time.advance(TimeDelta::hours(1));
            retention.look(&rig.relay).await;
        }
    }

    #[tokio::test]
    async fn a_desk_whose_cursor_is_older_than_what_is_kept_begins_again_with_a_snapshot() {
        let rig = Rig::new();
        let mut retention = Retention::new(1, rig.time.now());
        let desk = rig.desk("north").await;
        let old = desk.follow(None).await.snapshot().await.cursor;
        post(&rig, 0, 3).await;
        hours_pass(&rig, &mut retention, 24).await;
        assert_eq!(rig.announced().await.len(), 3, "a day is kept");
        post(&rig, 3, 4).await;
        hours_pass(&rig, &mut retention, 1).await;
        assert_eq!(rig.announced().await.len(), 1, "and no more");
        desk.follow(Some(&old)).await.snapshot().await;
    }

    #[tokio::test]
    async fn a_clock_that_jumps_forward_costs_nothing_where_it_is_set_right_within_the_hour() {
        let rig = Rig::new();
        let mut retention = Retention::new(1, rig.time.now());
        post(&rig, 0, 3).await;
        rig.time.is_set_by(TimeDelta::days(4_000));
        hours_pass(&rig, &mut retention, 1).await;
        rig.time.is_set_by(-TimeDelta::days(4_000));
        hours_pass(&rig, &mut retention, 2).await;
        assert_eq!(rig.announced().await.len(), 3);
    }
}
