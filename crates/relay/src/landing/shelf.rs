//! Tokens of buyers whose purchase nobody could ask Microsoft about: for a desk, in memory alone, not many and not for
//! long.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use marketplace::Secret;

/// Microsoft takes a token for a day.
const KEPT_FOR: TimeDelta = TimeDelta::hours(24);
const MOST: usize = 1_000;

/// Tokens by visit.
#[derive(Default)]
pub(super) struct Shelf(Mutex<BTreeMap<String, (DateTime<Utc>, Secret)>>);

impl Shelf {
    /// Keeps a token. Where there are too many the oldest goes.
    pub(super) fn keep(&self, visit: &str, token: &str, now: DateTime<Utc>) {
        let mut tokens = self.fresh(now);
        tokens.insert(visit.to_owned(), (now, Secret::from(token)));
        if tokens.len() > MOST {
            let oldest = tokens.iter().min_by_key(|(_, (at, _))| *at).map(|(visit, _)| visit.clone());
            oldest.and_then(|visit| tokens.remove(&visit));
        }
    }

    /// A visit's token. It stays, in case the desk's call is lost.
    pub(super) fn of(&self, visit: &str, now: DateTime<Utc>) -> Option<Secret> {
        self.fresh(now).get(visit).map(|(_, token)| token.clone())
    }

    /// It is not needed any more.
    pub(super) fn drop_of(&self, visit: &str, now: DateTime<Utc>) {
        self.fresh(now).remove(visit);
    }

    fn fresh(&self, now: DateTime<Utc>) -> MutexGuard<'_, BTreeMap<String, (DateTime<Utc>, Secret)>> {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, (at, _)| now - *at < KEPT_FOR);
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_kept_for_a_day_and_no_more_than_a_thousand() {
        let (shelf, begin) = (Shelf::default(), DateTime::UNIX_EPOCH);
        for number in 0..=1_000 {
            shelf.keep(&format!("v-{number}"), "t", begin + TimeDelta::seconds(number));
        }
        let now = begin + TimeDelta::seconds(1_000);
        assert!(shelf.of("v-0", now).is_none(), "the oldest went");
        assert_eq!(shelf.of("v-1", now).unwrap().expose(), "t");
        assert!(shelf.of("v-1", begin + TimeDelta::hours(25)).is_none(), "worthless after a day");
    }
}
