//! The one clock everything here follows.
//!
//! It is real time plus an offset, or a frozen moment. Timers wait on it (see `agenda`), tokens and windows are judged
//! by it, and the `Date` header shows it. Only `Simulator` moves it forward through due timers; nothing else reads the
//! machine's clock.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

/// Milliseconds since 1970, the unit of all timers.
pub(crate) type Millis = i64;

/// A clock that can be moved and stopped. Clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock {
    hands: Arc<Mutex<Hands>>,
    moved: Arc<watch::Sender<u64>>,
}

#[derive(Debug, Clone, Copy)]
enum Hands {
    Running { offset: Millis },
    Frozen { at: Millis },
}

impl Default for Clock {
    fn default() -> Self {
        Self::starting_at(None, false)
    }
}

impl Clock {
    /// A clock showing `start` (real time where none is given), stopped or running.
    pub fn starting_at(start: Option<DateTime<Utc>>, frozen: bool) -> Self {
        let at = start.map_or_else(real, |start| start.timestamp_millis());
        let hands = if frozen { Hands::Frozen { at } } else { Hands::Running { offset: at - real() } };
        Self { hands: Arc::new(Mutex::new(hands)), moved: Arc::new(watch::Sender::new(0)) }
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.millis()).unwrap_or_default()
    }

    /// Whether time stands still until somebody moves it.
    pub fn is_frozen(&self) -> bool {
        matches!(self.read(), Hands::Frozen { .. })
    }

    /// Stops time at the present moment.
    pub fn freeze(&self) {
        self.write(|_, now| Hands::Frozen { at: now });
    }

    /// Lets time run on from the present moment.
    pub fn run(&self) {
        self.write(|_, now| Hands::Running { offset: now - real() });
    }

    pub(crate) fn millis(&self) -> Millis {
        self.read().millis()
    }

    /// Moves the hands to `target`, frozen or running as before.
    pub(crate) fn set(&self, target: Millis) {
        self.write(|hands, _| match hands {
            Hands::Running { .. } => Hands::Running { offset: target - real() },
            Hands::Frozen { .. } => Hands::Frozen { at: target },
        });
    }

    /// Hears of every jump, so that a sleeping timer can look again.
    pub(crate) fn moves(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    fn read(&self) -> Hands {
        *self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, change: impl FnOnce(Hands, Millis) -> Hands) {
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        *hands = change(*hands, hands.millis());
        drop(hands);
        self.moved.send_modify(|count| *count = count.wrapping_add(1));
    }
}

impl Hands {
    fn millis(self) -> Millis {
        match self {
            Self::Running { offset } => real() + offset,
            Self::Frozen { at } => at,
        }
    }
}

/// The machine's clock; before 1970 counts as 1970.
fn real() -> Millis {
    SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis() as Millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_stays_where_it_is_put() {
        let clock = Clock::starting_at(None, true);
        clock.set(1_000);
        assert_eq!(clock.millis(), 1_000, "nothing but set moves a frozen clock");
        assert!(clock.is_frozen(), "moving it does not start it");
    }

    #[test]
    fn a_running_clock_goes_on_from_where_it_was_frozen() {
        let clock = Clock::starting_at(DateTime::from_timestamp_millis(5_000), true);
        clock.run();
        assert!((5_000..60_000).contains(&clock.millis()), "no jump back to real time");
    }
}
