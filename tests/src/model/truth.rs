//! Whether what an intent says of itself is so.

use domain::judge::Obsolete;
use outbox::{Entry, Outcome, State, Trouble};

use super::microsoft::Microsoft;
use super::promises::{Asked, Promises, Record};
use super::switches::Readable;
use super::things::{By, Life, Op, Phase};
use super::world::moment;

impl Promises {
    /// Whether an intent ended as it says.
    pub(super) fn is_end_true(&mut self, index: usize, outcome: Outcome, after: &Entry, microsoft: &Microsoft) -> bool {
        let record = &self.records[index];
        let shown_since = |since| microsoft.has_shown(record.subscription, record.target(), since);
        let margin = microsoft.switches.lag;
        match (outcome, record.asked) {
            (Outcome::AlreadySo | Outcome::Obsolete(_) | Outcome::Expired, _)
                if has_acted(record, index, microsoft) =>
            {
                false
            }
            (Outcome::Effective, Asked::Change(_)) => {
                let mut ops = microsoft.ops.iter();
                ops.any(|op| op.by == By::Us(index) && matches!(op.phase, Phase::Succeeded(_)))
                    || shown_since(record.asked_at - margin)
            }
            (Outcome::AlreadySo, Asked::Change(_)) => shown_since(record.read_at - margin),
            (Outcome::Effective | Outcome::AlreadySo, Asked::Answer { op, accept: true, .. }) => {
                let op = &microsoft.ops[op];
                matches!(op.phase, Phase::Succeeded(_)) || shown_since(op.born - margin)
            }
            (Outcome::Effective | Outcome::AlreadySo, Asked::Answer { op, accept: false, .. }) => {
                let is_true = is_refused(&microsoft.ops[op], record, microsoft);
                self.unknowable += u64::from(is_true.is_none());
                is_true.unwrap_or(true)
            }
            (Outcome::Expired, _) => after.intent.expires_at.is_some_and(|expires| moment(expires) <= microsoft.now),
            (Outcome::Obsolete(Obsolete::Cancelled), _) => {
                microsoft.shape(record.subscription).life == Life::Unsubscribed
            }
            (Outcome::Obsolete(Obsolete::AcceptedBefore), Asked::Answer { op, .. }) => {
                microsoft.ops[op].is_accepted() || shown_since(microsoft.ops[op].born - margin)
            }
            (Outcome::Obsolete(Obsolete::RefusedBefore), Asked::Answer { op, .. }) => {
                matches!(microsoft.ops[op].phase, Phase::Failed(_))
            }
            (Outcome::Obsolete(Obsolete::OperationGone), Asked::Answer { op, .. }) => {
                let op = &microsoft.ops[op];
                let was_hidden = microsoft.switches.readable != Readable::Always || op.born > record.read_at - margin;
                was_hidden || !op.is_open()
            }
            (Outcome::Obsolete(_), Asked::Change(_)) => false,
        }
    }

    /// Whether an intent needs a person for the reason it says.
    pub(super) fn is_trouble_true(
        &self,
        index: usize,
        trouble: &Trouble,
        attempts: u32,
        microsoft: &Microsoft,
    ) -> bool {
        let record = &self.records[index];
        let mut ops = microsoft.ops.iter();
        match (trouble, record.asked) {
            (Trouble::NotHonoured, Asked::Answer { op, accept: false, target }) => {
                let op = &microsoft.ops[op];
                op.is_accepted() || microsoft.has_shown(op.subscription, target, op.born)
            }
            (Trouble::Failed { .. }, Asked::Answer { op, .. }) => matches!(microsoft.ops[op].phase, Phase::Failed(_)),
            (Trouble::Failed { .. }, Asked::Change(_)) => {
                ops.any(|op| op.by == By::Us(index) && matches!(op.phase, Phase::Failed(_)))
            }
            (Trouble::WorldChanged { .. }, Asked::Change(_)) => !self.is_only_us(record, microsoft),
            (Trouble::MovedElsewhere | Trouble::NoProof, _) => attempts > 0,
            (Trouble::Refused { .. }, _) => {
                let history = &microsoft.subscriptions[record.subscription];
                record.calls > 0 && history.iter().any(|became| became.shape.life != Life::Subscribed)
            }
            // No hook is sent in this world.
            (Trouble::NotTaken, _)
            | (Trouble::Unknown | Trouble::NotHonoured | Trouble::WorldChanged { .. } | Trouble::Ended, _) => false,
        }
    }

    /// Whether a subscription is as the operator saw it but for what our own finished intents did. Answers have queues of
    /// their own, so nobody knows in which order they and other intents took effect: with both, no claim is made.
    fn is_only_us(&self, record: &Record, microsoft: &Microsoft) -> bool {
        let ended = self.records.iter().filter(|other| other.ended_since(record));
        let (answers, others) = ended.partition::<Vec<_>, _>(|other| matches!(other.asked, Asked::Answer { .. }));
        if !answers.is_empty() && answers.len() + others.len() > 1 {
            return false;
        }
        let ours = |by| match by {
            By::Us(index) => matches!(
                self.records[index].end,
                Some(State::Done { outcome: Outcome::Effective | Outcome::AlreadySo })
            ),
            By::Customer | By::Others => false,
        };
        let lag = microsoft.switches.lag;
        let history = &microsoft.subscriptions[record.subscription];
        let since_seen = || history.iter().filter(|became| became.at >= record.seen_at - lag);
        record.saw_truth && since_seen().all(|became| ours(became.by) && became.at < record.read_at - lag)
    }
}

/// Whether Microsoft did anything because of an intent, since somebody last asked for it.
pub(super) fn has_acted(record: &Record, index: usize, microsoft: &Microsoft) -> bool {
    let mut ops = microsoft.ops.iter();
    ops.any(|op| op.answered_by == Some(index) || op.by == By::Us(index) && op.born >= record.again_at)
}

/// Whether a refusal came to effect; nothing where nothing Microsoft shows could tell.
fn is_refused(op: &Op, record: &Record, microsoft: &Microsoft) -> Option<bool> {
    match op.phase {
        Phase::Failed(_) => Some(true),
        // Accepted, and undone by somebody else before any reading showed it.
        Phase::Succeeded(at) if microsoft.switches.readable != Readable::Always && !record.shown => {
            let history = &microsoft.subscriptions[op.subscription];
            history
                .iter()
                .any(|became| became.at >= at && !became.shape.shows(op.target))
                .then_some(())
                .map_or(Some(false), |()| None)
        }
        // Ignored, under a contract by which it waits for ever.
        Phase::Waits(None) if microsoft.switches.readable == Readable::Never => None,
        _ => Some(false),
    }
}
