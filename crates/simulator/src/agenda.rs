//! What is due, and when. Ordered by time, then by the order of entry, so that a moved clock gives the same run twice.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::clock::Millis;

/// One thing that will happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// Time alone changes a subscription: it lapses, renews or ends.
    Fate(u32),
    /// An activation takes effect.
    Activated(u32),
    /// A publisher-started operation leaves the queue and is announced.
    Begin(usize),
    /// A decided operation takes effect.
    Effect(usize),
    /// A decision window closes; the second number must still be the operation's own.
    WindowCloses(usize, u32),
    /// A change nobody acknowledged is given up (old contract).
    GiveUp(usize),
    /// A webhook is sent, or sent again.
    Deliver(u64),
}

type Entry = Reverse<(Millis, u64, Due)>;

/// The queue of everything due.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    queue: BinaryHeap<Entry>,
    entered: u64,
}

impl Agenda {
    /// An agenda that begins with the fates of a whole world.
    pub(crate) fn with_fates(fates: impl Iterator<Item = (Millis, u32)>) -> Self {
        let entries = fates.map(|(at, index)| Reverse((at, u64::from(index), Due::Fate(index))));
        let queue: BinaryHeap<Entry> = entries.collect();
        Self { queue, entered: u64::from(u32::MAX) }
    }

    pub(crate) fn add(&mut self, at: Millis, due: Due) {
        self.entered += 1;
        self.queue.push(Reverse((at, self.entered, due)));
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&self) -> Option<Millis> {
        self.queue.peek().map(|Reverse((at, ..))| *at)
    }

    /// Takes the next thing that is due by `limit`.
    pub(crate) fn take(&mut self, limit: Millis) -> Option<(Millis, Due)> {
        if self.next_at()? > limit {
            return None;
        }
        self.queue.pop().map(|Reverse((at, _, due))| (at, due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_times_keep_their_order_of_entry() {
        let mut agenda = Agenda::default();
        agenda.add(5, Due::Effect(1));
        agenda.add(5, Due::Begin(2));
        agenda.add(4, Due::GiveUp(3));
        let taken: Vec<Due> = std::iter::from_fn(|| agenda.take(5)).map(|(_, due)| due).collect();
        assert_eq!(taken, [Due::GiveUp(3), Due::Effect(1), Due::Begin(2)], "time first, then entry");
    }
}
