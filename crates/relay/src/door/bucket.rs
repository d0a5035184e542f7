//! How many messages a second are let in.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Fills steadily; each message takes one out.
pub(crate) struct Bucket {
    per_second: f64,
    most: f64,
    level: Mutex<(f64, DateTime<Utc>)>,
}

impl Bucket {
    /// A full one.
    pub(crate) fn new(per_second: u32, most: u32, now: DateTime<Utc>) -> Self {
        Self { per_second: per_second.into(), most: most.into(), level: Mutex::new((most.into(), now)) }
    }

    /// Takes one out, if there is one. A clock that goes back fills nothing.
    pub(crate) fn take_at(&self, now: DateTime<Utc>) -> bool {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let since = (now - level.1).num_milliseconds();
        let millis = f64::from(u32::try_from(since).unwrap_or(if since < 0 { 0 } else { u32::MAX }));
        let filled = (level.0 + millis / 1_000.0 * self.per_second).min(self.most);
        let is_let_in = filled >= 1.0;
        *level = (if is_let_in { filled - 1.0 } else { filled }, now);
        is_let_in
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_burst_is_let_in_and_then_so_many_a_second() {
        let begin = DateTime::UNIX_EPOCH;
        let bucket = Bucket::new(2, 5, begin);
        let taken = |at| (0..10).filter(|_| bucket.take_at(at)).count();
        assert_eq!(taken(begin), 5, "the burst");
        assert_eq!(taken(begin + TimeDelta::seconds(1)), 2, "one second's worth");
        assert_eq!(taken(begin), 0, "a clock set back fills nothing");
        assert_eq!(taken(begin + TimeDelta::days(1)), 5, "it does not fill beyond its edge");
    }
}
