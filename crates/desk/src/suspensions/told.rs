//! What the relay was told of suspensions and their ends: Microsoft's own moments, where it says them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Action, SubscriptionId};

use crate::contract::Fault;
use crate::explain;
use crate::inbox::clocks::GRACE;
use crate::opened::Opened;

/// Microsoft's clock and ours differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(2);

/// Everything told, by subscription whatever the case of its id, in the order in which it was told.
#[derive(Debug, Default)]
pub(crate) struct Told(BTreeMap<String, Vec<(Action, DateTime<Utc>)>>);

impl Told {
    pub(super) fn of(told: impl IntoIterator<Item = (SubscriptionId, Action, DateTime<Utc>)>) -> Self {
        let mut all = BTreeMap::<_, Vec<_>>::new();
        for (id, action, at) in told {
            all.entry(key(&id)).or_default().push((action, at));
        }
        Self(all)
    }

    /// Whether anything was told of it.
    pub(crate) fn knows(&self, id: &SubscriptionId) -> bool {
        self.0.contains_key(&key(id))
    }

    /// When a suspension began that was first seen at `seen`, where the last thing told is that it did. What was told
    /// before the last reading without it is about an earlier one.
    pub(crate) fn suspended_at(
        &self,
        id: &SubscriptionId,
        seen_without: Option<DateTime<Utc>>,
        seen: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let (action, at) = self.0.get(&key(id))?.last()?;
        let earliest = seen_without.unwrap_or(seen - GRACE) - CLOCKS_DIFFER;
        (*action == Action::Suspend && earliest <= *at && *at <= seen + CLOCKS_DIFFER).then_some(*at)
    }

    /// When something happened that two readings show, where it was told of.
    pub(super) fn moment(
        &self,
        id: &SubscriptionId,
        action: &Action,
        seen_after: Option<DateTime<Utc>>,
        seen_before: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let earliest = seen_after.unwrap_or(seen_before - GRACE) - CLOCKS_DIFFER;
        let fits = |at: DateTime<Utc>| earliest <= at && at <= seen_before + CLOCKS_DIFFER;
        let told = self.0.get(&key(id))?.iter().rev();
        told.filter(|(one, at)| one == action && fits(*at)).map(|(_, at)| *at).next()
    }
}

fn key(id: &SubscriptionId) -> String {
    id.as_str().to_ascii_lowercase()
}

impl Opened {
    /// What was told since a moment.
    pub(crate) async fn told_of_suspensions(&self, since: DateTime<Utc>) -> Result<Told, Fault> {
        let told = self.source.store.journal.told_of_suspensions(since).await.map_err(explain::store)?;
        Ok(Told::of(told.into_iter().map(|one| {
            let at = one.message_at.unwrap_or_else(|| self.in_our_time(one.at));
            (one.subscription, one.action, at)
        })))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn minute(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(100) + TimeDelta::minutes(minute)
    }

    fn told(all: &[(Action, i64)]) -> Told {
        Told::of(all.iter().map(|(action, at)| ("s1".into(), action.clone(), minute(*at))))
    }

    #[rstest]
    #[case::told_then_seen(&[(Action::Suspend, 10)], Some(0), 20, Some(10))]
    #[case::by_a_clock_that_is_ahead(&[(Action::Suspend, 21)], Some(0), 20, Some(21))]
    #[case::long_after_it_was_seen(&[(Action::Suspend, 90)], Some(0), 20, None)]
    #[case::of_an_earlier_one(&[(Action::Suspend, -90)], Some(0), 20, None)]
    #[case::ended_since(&[(Action::Suspend, 10), (Action::Reinstate, 12)], Some(0), 20, None)]
    #[case::never_seen_without_it(&[(Action::Suspend, -9000)], None, 20, Some(-9000))]
    #[case::older_than_any_suspension(&[(Action::Suspend, -50_000)], None, 20, None)]
    #[case::nothing(&[], Some(0), 20, None)]
    fn a_suspension_began_when_microsoft_says(
        #[case] all: &[(Action, i64)],
        #[case] seen_without: Option<i64>,
        #[case] seen: i64,
        #[case] began: Option<i64>,
    ) {
        let found = told(all).suspended_at(&"S1".into(), seen_without.map(minute), minute(seen));
        assert_eq!(found, began.map(minute));
    }

    #[test]
    fn an_end_is_found_by_what_it_was() {
        let told = told(&[(Action::Suspend, 1), (Action::Reinstate, 5), (Action::Suspend, 7)]);
        let moment = |action: &Action| told.moment(&"s1".into(), action, Some(minute(4)), minute(6));
        assert_eq!(moment(&Action::Reinstate), Some(minute(5)));
        assert_eq!(moment(&Action::Unsubscribe), None);
    }
}
