//! Microsoft as the contract describes it: subscriptions, operations, a lock, a window, and effects that take time.

use domain::OperationId;
use outbox::CallIds;

use super::dice::Dice;
use super::switches::{AfterDecision, Switches};
use super::things::{Became, By, Call, Life, Moment, Op, Phase, Reply, Shape, Target};

/// The window in which a customer's request can be answered.
const WINDOW: Moment = 10_000;

/// A call that is still on its way although nobody waits for its answer any more.
#[derive(Debug, Clone, Copy)]
struct Late {
    at: Moment,
    intent: usize,
    call: Call,
    ids: CallIds,
}

/// The whole of it.
#[derive(Debug)]
pub struct Microsoft {
    /// How it behaves.
    pub switches: Switches,
    /// What each subscription was, the first at the beginning of time.
    pub subscriptions: Vec<Vec<Became>>,
    /// Every operation there ever was.
    pub ops: Vec<Op>,
    /// The present moment.
    pub now: Moment,
    /// Operations that an intent began although an earlier one of its own had taken effect, or was about to:
    /// the earlier and the later.
    pub repeated: Vec<(usize, usize)>,
    late: Vec<Late>,
}

impl Microsoft {
    /// With so many subscriptions, all alive.
    pub fn new(switches: Switches, subscriptions: usize) -> Self {
        let shape = Shape { life: Life::Subscribed, plan: 0, seats: 2 };
        let first = Became { at: Moment::MIN, shape, by: By::Others };
        let subscriptions = vec![vec![first]; subscriptions];
        Self { switches, subscriptions, ops: Vec::new(), now: 0, repeated: Vec::new(), late: Vec::new() }
    }

    /// What a subscription was at a moment.
    pub fn shape_at(&self, subscription: usize, moment: Moment) -> Shape {
        let history = &self.subscriptions[subscription];
        history.iter().rev().find(|became| became.at <= moment).unwrap_or(&history[0]).shape
    }

    /// What a subscription is.
    pub fn shape(&self, subscription: usize) -> Shape {
        self.shape_at(subscription, self.now)
    }

    /// Whether a subscription was as a change wants it at any moment from one on, its beginning included.
    pub fn has_shown(&self, subscription: usize, target: Target, since: Moment) -> bool {
        self.shape_at(subscription, since - 1).shows(target)
            || self.subscriptions[subscription].iter().any(|became| became.at >= since && became.shape.shows(target))
    }

    /// Whether an operation keeps a subscription for itself.
    pub fn is_locked(&self, subscription: usize) -> bool {
        self.ops.iter().any(|op| op.subscription == subscription && op.is_open())
    }

    /// Time passes, and what was to happen happens in its order.
    pub fn pass(&mut self, to: Moment, dice: &mut Dice) {
        loop {
            let ops = self.ops.iter().enumerate().filter_map(|(index, op)| match op.phase {
                Phase::Waits(Some(at)) | Phase::Runs { until: at, .. } => Some((at, index)),
                _ => None,
            });
            let op = ops.min().filter(|(at, _)| *at <= to);
            let late = (0..self.late.len()).min_by_key(|index| self.late[*index].at);
            let late = late.filter(|index| self.late[*index].at <= op.map_or(to, |(at, _)| at));
            match (late, op) {
                (Some(index), _) => {
                    let Late { at, intent, call, ids } = self.late.swap_remove(index);
                    self.now = self.now.max(at);
                    self.arrives(intent, call, ids, dice);
                }
                (None, Some((at, index))) => {
                    self.now = self.now.max(at);
                    self.due(index, dice);
                }
                (None, None) => break,
            }
        }
        self.now = self.now.max(to);
    }

    fn due(&mut self, index: usize, dice: &mut Dice) {
        let Op { subscription, target, by, phase, answered_by, .. } = self.ops[index];
        self.ops[index].phase = match phase {
            Phase::Waits(_) => self.runs(dice),
            Phase::Runs { fails: true, .. } => Phase::Failed(self.now),
            _ => {
                let shape = self.shape(subscription).with(target);
                self.becomes(subscription, shape, answered_by.map_or(by, By::Us));
                Phase::Succeeded(self.now)
            }
        };
    }

    fn runs(&self, dice: &mut Dice) -> Phase {
        let until = self.now + dice.between(0, self.switches.slowest_effect);
        Phase::Runs { until, fails: dice.says(6) }
    }

    /// A subscription becomes something.
    pub fn becomes(&mut self, subscription: usize, shape: Shape, by: By) {
        self.subscriptions[subscription].push(Became { at: self.now, shape, by });
    }

    /// A customer asks for something, and Microsoft sends a webhook.
    pub fn customer_asks(&mut self, subscription: usize, target: Target, dice: &mut Dice) -> Option<usize> {
        let shape = self.shape(subscription);
        if shape.shows(target) || shape.life != Life::Subscribed || self.is_locked(subscription) {
            return None;
        }
        let begins = self.now + if self.switches.window_from_answer { dice.between(0, 5_000) } else { 0 };
        let phase = Phase::Waits(self.switches.silence_accepts.then_some(begins + WINDOW));
        Some(self.begins(format!("o{}", self.ops.len()).into(), subscription, target, By::Customer, phase))
    }

    /// Whoever still waits under the old contract gives up.
    pub fn customers_give_up(&mut self) {
        for op in &mut self.ops {
            if op.phase == Phase::Waits(None) {
                op.phase = Phase::Failed(self.now);
            }
        }
    }

    fn begins(&mut self, id: OperationId, subscription: usize, target: Target, by: By, phase: Phase) -> usize {
        self.ops.push(Op { id, subscription, target, by, born: self.now, phase, answered_by: None });
        self.ops.len() - 1
    }

    /// A call will arrive later, when nobody waits for its answer.
    pub fn arrives_later(&mut self, at: Moment, intent: usize, call: Call, ids: CallIds) {
        self.late.push(Late { at, intent, call, ids });
    }

    /// A call arrives.
    pub fn arrives(&mut self, intent: usize, call: Call, ids: CallIds, dice: &mut Dice) -> Reply {
        match call {
            Call::Change { subscription, target } => self.change(intent, subscription, target, ids, dice),
            Call::Answer { op, accept } => self.answer(intent, op, accept, dice),
        }
    }

    fn change(&mut self, intent: usize, subscription: usize, target: Target, ids: CallIds, dice: &mut Dice) -> Reply {
        let shape = self.shape(subscription);
        if shape.life != Life::Subscribed {
            return Reply::Refused;
        }
        if self.switches.locks && self.is_locked(subscription) {
            return Reply::Locked;
        }
        if self.switches.refuses_same && shape.shows(target) {
            return Reply::AlreadySo;
        }
        let is_request = self.switches.request_is_operation;
        let id = if is_request { ids.request.to_string() } else { format!("p{}", self.ops.len()) };
        let phase = self.runs(dice);
        let is_effective = |op: &Op| matches!(op.phase, Phase::Runs { fails: false, .. } | Phase::Succeeded(_));
        let earlier = self.ops.iter().rposition(|op| op.by == By::Us(intent) && is_effective(op));
        let op = self.begins(id.into(), subscription, target, By::Us(intent), phase);
        self.repeated.extend(earlier.map(|earlier| (earlier, op)));
        Reply::Accepted(op)
    }

    fn answer(&mut self, intent: usize, op: usize, accept: bool, dice: &mut Dice) -> Reply {
        let is_waiting = matches!(self.ops[op].phase, Phase::Waits(_));
        if is_waiting {
            self.ops[op].answered_by = Some(intent);
        }
        match (is_waiting, accept, self.switches.after_decision) {
            (true, true, _) => self.ops[op].phase = self.runs(dice),
            (true, false, _) if self.switches.refusals_count => self.ops[op].phase = Phase::Failed(self.now),
            (true, false, _) | (false, _, AfterDecision::Ignored) => {}
            (false, _, AfterDecision::TooLate) => return Reply::TooLate,
            (false, _, AfterDecision::Unknown) => return Reply::Unknown,
        }
        Reply::Accepted(op)
    }
}
