//! What the outbox promises, and whether it holds.

use domain::Intent;
use outbox::{Entry, Outcome, State};

use super::microsoft::Microsoft;
use super::things::{By, Call, Moment, Phase, Target};
use super::truth::has_acted;
use super::world::moment;

/// What an intent asks for.
#[derive(Debug, Clone, Copy)]
pub enum Asked {
    /// A change.
    Change(Target),
    /// An answer.
    Answer {
        /// To which operation.
        op: usize,
        /// Yes.
        accept: bool,
        /// What the customer asked for.
        target: Target,
    },
}

/// What is known of an intent besides what the machine knows.
#[derive(Debug, Clone)]
pub struct Record {
    /// Whose.
    pub subscription: usize,
    /// What.
    pub asked: Asked,
    /// When.
    pub asked_at: Moment,
    /// Nothing may be sent before.
    pub held_until: Moment,
    /// When the operator last looked before asking, or asking again.
    pub seen_at: Moment,
    /// What the operator saw was so.
    pub saw_truth: bool,
    /// When somebody last asked for it again.
    pub again_at: Moment,
    /// How many calls were begun.
    pub calls: u32,
    /// A reading showed that a call of it had taken effect; nothing is written down about it yet.
    pub saw: bool,
    /// A reading showed it, and the machine wrote down what it made of it.
    pub shown: bool,
    /// When something was last read for it.
    pub read_at: Moment,
    /// How it ended.
    pub end: Option<State>,
    /// When.
    pub ended_at: Moment,
}

impl Record {
    /// What it leads to, or the customer's request it answers.
    pub fn target(&self) -> Target {
        match self.asked {
            Asked::Change(target) | Asked::Answer { target, .. } => target,
        }
    }

    /// Whether it brought something about after the operator looked for that one.
    pub fn ended_since(&self, other: &Self) -> bool {
        let is_done = matches!(self.end, Some(State::Done { outcome: Outcome::Effective | Outcome::AlreadySo }));
        is_done && self.subscription == other.subscription && self.ended_at >= other.seen_at
    }

    /// Whether this one has to wait for that one.
    fn stands_behind(&self, other: &Self) -> bool {
        let queue = |asked| match asked {
            Asked::Change(_) => None,
            Asked::Answer { op, .. } => Some(op),
        };
        self.subscription == other.subscription && queue(self.asked) == queue(other.asked)
    }
}

/// Which promise was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// An intent vanished, or never ends.
    Lost,
    /// One took effect twice.
    Doubled,
    /// One was sent before an earlier one of its queue was over.
    Reordered,
    /// One was sent too early, after it was taken back, or after its time.
    Untimely,
    /// Its state says what is not so.
    Untrue,
}

/// The promises, and how it went.
#[derive(Debug, Default)]
pub struct Promises {
    /// One for each intent.
    pub records: Vec<Record>,
    /// The first that was broken, and how.
    pub broken: Option<(Broken, String)>,
    /// Times where nothing Microsoft shows could have told what had happened.
    pub unknowable: u64,
    /// What happened, line by line, where it is written down.
    pub lines: Option<Vec<String>>,
}

impl Promises {
    /// Nothing is promised yet.
    pub fn new(traced: bool) -> Self {
        Self { lines: traced.then(Vec::new), ..Self::default() }
    }

    /// Writes down what happened.
    pub fn say(&mut self, now: Moment, what: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(format!("{:>12.3}s  {}", now as f64 / 1000.0, what()));
        }
    }

    /// A promise was broken.
    pub fn breaks(&mut self, broken: Broken, now: Moment, why: impl FnOnce() -> String) {
        if self.broken.is_none() {
            let why = why();
            self.say(now, || format!("BROKEN {broken:?}: {why}"));
            self.broken = Some((broken, why));
        }
    }

    /// The call an intent makes.
    pub fn call(&self, index: usize) -> Call {
        let record = &self.records[index];
        match record.asked {
            Asked::Change(target) => Call::Change { subscription: record.subscription, target },
            Asked::Answer { op, accept, .. } => Call::Answer { op, accept },
        }
    }

    /// Whether an intent is an answer.
    pub fn is_answer(&self, index: usize) -> bool {
        self.records.get(index).is_some_and(|record| matches!(record.asked, Asked::Answer { .. }))
    }

    /// Something was read for an intent.
    pub fn was_shown(&mut self, index: Option<usize>, now: Moment, shows: impl Fn(Target) -> bool) {
        if let Some(record) = index.and_then(|index| self.records.get_mut(index)) {
            record.read_at = now;
            record.saw |= record.calls > 0 && shows(record.target());
        }
    }

    /// The program ended: what was only read is forgotten.
    pub fn forgets(&mut self) {
        self.records.iter_mut().for_each(|record| record.saw = false);
    }

    /// An intent is being sent.
    pub fn sends(&mut self, index: usize, intent: &Intent, microsoft: &Microsoft) {
        let now = microsoft.now;
        self.records[index].calls += 1;
        let record = &self.records[index];
        let expired = intent.expires_at.is_some_and(|expires| moment(expires) <= now);
        if expired || record.held_until > now || record.end.is_some() {
            let (held, end) = (record.held_until, record.end.clone());
            self.breaks(Broken::Untimely, now, || format!("i{index}: expired {expired}, held until {held}, {end:?}"));
        }
        let record = &self.records[index];
        let earlier = self.records[..index].iter().position(|other| other.end.is_none() && record.stands_behind(other));
        if let Some(earlier) = earlier {
            self.breaks(Broken::Reordered, now, || format!("i{index} was sent before i{earlier} was over"));
        }
    }

    /// Looks at operations that repeat earlier ones of the same intent.
    ///
    /// Where a person asked again, that is what the person wanted. Where somebody else undid the effect before any
    /// reading showed it, nothing Microsoft shows tells it from a call that never arrived.
    pub fn look_for_repeats(&mut self, microsoft: &mut Microsoft) {
        for (earlier, later) in std::mem::take(&mut microsoft.repeated) {
            let (earlier, later) = (&microsoft.ops[earlier], &microsoft.ops[later]);
            let By::Us(index) = earlier.by else { continue };
            let record = &self.records[index];
            if record.again_at >= earlier.born {
                continue;
            }
            let was_undone = match earlier.phase {
                Phase::Succeeded(at) => {
                    let history = &microsoft.subscriptions[earlier.subscription];
                    history.iter().any(|became| became.at >= at && !became.shape.shows(earlier.target))
                }
                _ => false,
            };
            if was_undone && !record.shown {
                self.unknowable += 1;
                continue;
            }
            let (first, second) = (earlier.born, later.born);
            self.breaks(Broken::Doubled, microsoft.now, || format!("i{index} acted at {first} and at {second}"));
        }
    }

    /// The machine wrote down a step.
    pub fn wrote(&mut self, index: usize, before: &State, after: &Entry, microsoft: &Microsoft) {
        let now = microsoft.now;
        self.say(now, || format!("i{index} {} -> {:?}, doubted {}", before.word(), after.state, after.doubted));
        let record = &mut self.records[index];
        record.shown |= std::mem::take(&mut record.saw);
        if record.end.is_some() {
            self.breaks(Broken::Untrue, now, || format!("i{index} was over and went on"));
        }
        if after.attempts < self.records[index].calls {
            self.breaks(Broken::Untrue, now, || format!("i{index} made a call that was not counted"));
        }
        if after.state.is_over() {
            self.records[index].end = Some(after.state.clone());
            self.records[index].ended_at = now;
        }
        let is_true = match &after.state {
            State::Done { outcome } => self.is_end_true(index, *outcome, after, microsoft),
            State::Stuck { why } => self.is_trouble_true(index, why, after.attempts, microsoft),
            State::Withdrawn => match before {
                State::Held { .. } | State::Pending { .. } => {
                    after.doubted || !has_acted(&self.records[index], index, microsoft)
                }
                State::Stuck { .. } => true,
                _ => false,
            },
            _ => true,
        };
        if !is_true {
            self.breaks(Broken::Untrue, now, || format!("i{index} says {:?}", after.state));
        }
    }
}
