//! A desk, Microsoft, and the line between them: readings that lag, and calls that go wrong.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Action, Intent, Operation, OperationId, OperationStatus, Seen, Status};
use outbox::{CallIds, Read, Sent, Wait};

use super::dice::Dice;
use super::microsoft::Microsoft;
use super::promises::Promises;
use super::switches::{Readable, Switches};
use super::things::{By, Call, Life, Moment, Op, Phase, Reply, Shape, Target};

const PLANS: [&str; 3] = ["a", "b", "c"];

/// A moment of the model as a moment of the machine.
pub fn time(moment: Moment) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::milliseconds(moment)
}

/// A moment of the machine as a moment of the model.
pub fn moment(time: DateTime<Utc>) -> Moment {
    (time - self::time(0)).num_milliseconds()
}

/// A shape as the machine sees it.
pub fn seen(shape: Shape) -> Seen {
    let status = match shape.life {
        Life::Subscribed => Status::Subscribed,
        Life::Suspended => Status::Suspended,
        Life::Unsubscribed => Status::Unsubscribed,
    };
    Seen { status, plan: plan(shape.plan).into(), seats: Some(shape.seats.into()) }
}

/// A plan's id.
pub fn plan(plan: u8) -> &'static str {
    PLANS[usize::from(plan) % PLANS.len()]
}

/// Everything there is in a case but the machine.
#[derive(Debug)]
pub struct World {
    /// Chance.
    pub dice: Dice,
    /// The other side.
    pub microsoft: Microsoft,
    /// What was promised, and whether it holds.
    pub promises: Promises,
    /// Nothing goes wrong any more.
    pub is_calm: bool,
    shown_until: Vec<Moment>,
}

impl World {
    /// A world of a few subscriptions. With `traced`, it writes down what happens.
    pub fn new(seed: u64, traced: bool) -> Self {
        let mut dice = Dice::new(seed);
        let switches = Switches::drawn(&mut dice);
        let subscriptions = 1 + dice.below(4);
        let microsoft = Microsoft::new(switches, subscriptions);
        let mut promises = Promises::new(traced);
        promises.say(0, || format!("seed {seed}, {subscriptions} subscriptions, {switches:?}"));
        Self { dice, microsoft, promises, is_calm: false, shown_until: vec![Moment::MIN; subscriptions] }
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        time(self.microsoft.now)
    }

    /// Ids for a call.
    pub fn ids(&mut self) -> CallIds {
        let mut id = || format!("00000000-0000-4000-8000-{:012x}", self.dice.any() >> 16).parse().unwrap_or_default();
        CallIds { request: id(), correlation: id() }
    }

    /// Time passes.
    pub fn pass(&mut self, by: Moment) {
        self.microsoft.pass(self.microsoft.now + by.max(0), &mut self.dice);
        self.promises.look_for_repeats(&mut self.microsoft);
    }

    /// As of when a reading shows things.
    fn as_of(&mut self, subscription: usize) -> Moment {
        let switches = &self.microsoft.switches;
        let mut moment = self.microsoft.now - self.dice.between(0, switches.lag);
        if !switches.steps_back {
            moment = moment.max(self.shown_until[subscription]);
        }
        self.shown_until[subscription] = moment;
        moment
    }

    /// What an operator who looks now sees, and whether it is so.
    pub fn look(&mut self, subscription: usize) -> (Shape, bool) {
        let moment = self.as_of(subscription);
        let shape = self.microsoft.shape_at(subscription, moment);
        (shape, shape == self.microsoft.shape(subscription))
    }

    /// GET subscription, made for an intent where that is known.
    pub fn subscription(&mut self, intent: Option<usize>, subscription: usize) -> Read<Seen> {
        if let Some((why, after)) = self.reading_fails() {
            return Read::NotNow { why, after };
        }
        let (shape, _) = self.look(subscription);
        self.promises.was_shown(intent, self.microsoft.now, |target| shape.shows(target));
        self.promises.say(self.microsoft.now, || format!("read s{subscription}: {shape:?}"));
        Read::Found(seen(shape))
    }

    /// GET operation, made for an intent where that is known.
    pub fn operation(&mut self, intent: Option<usize>, subscription: usize, id: &OperationId) -> Read<Operation> {
        if let Some((why, after)) = self.reading_fails() {
            return Read::NotNow { why, after };
        }
        let moment = self.as_of(subscription);
        let readable = self.microsoft.switches.readable;
        let ops = self.microsoft.ops.iter();
        let op = ops.rev().find(|op| op.subscription == subscription && op.id == *id && op.born <= moment);
        let read = op.and_then(|op| {
            let status = status_at(op, moment);
            let is_hidden = readable == Readable::Never || readable == Readable::UntilOver && status.is_final();
            (!is_hidden).then(|| operation(op, status))
        });
        let succeeded = read.as_ref().is_some_and(|read| read.status == OperationStatus::Succeeded);
        self.promises.was_shown(intent, self.microsoft.now, |_| succeeded);
        self.promises.say(self.microsoft.now, || format!("read {id}: {:?}", read.as_ref().map(|read| &read.status)));
        read.map_or(Read::Unknown, Read::Found)
    }

    fn reading_fails(&mut self) -> Option<(Wait, Duration)> {
        if self.is_calm || !self.dice.says(self.microsoft.switches.trouble) {
            return None;
        }
        self.promises.say(self.microsoft.now, || "a reading fails".to_owned());
        Some(self.not_now())
    }

    fn not_now(&mut self) -> (Wait, Duration) {
        let why = [Wait::Offline, Wait::SignIn, Wait::Throttled][self.dice.below(3)];
        let after = if self.dice.says(50) { 0 } else { self.dice.below(120) };
        (why, Duration::from_secs(u64::try_from(after).unwrap_or(0)))
    }

    /// PATCH, for an intent.
    pub fn send(&mut self, index: usize, intent: &Intent, ids: CallIds) -> Sent {
        self.promises.sends(index, intent, &self.microsoft);
        let call = self.promises.call(index);
        let fate =
            if self.is_calm || !self.dice.says(self.microsoft.switches.trouble) { 9 } else { self.dice.below(7) };
        let lost = || Sent::Lost { message: String::new() };
        let sent = match fate {
            0 | 1 => {
                let (why, after) = self.not_now();
                Sent::NotNow { why, after }
            }
            2 => lost(),
            3 => {
                let at = self.microsoft.now + self.dice.between(1, 60_000);
                self.microsoft.arrives_later(at, index, call, ids);
                lost()
            }
            4 | 5 => {
                let reply = self.microsoft.arrives(index, call, ids, &mut self.dice);
                self.promises.say(self.microsoft.now, || format!("i{index} acted, answer lost: {reply:?}"));
                lost()
            }
            _ => {
                let reply = self.microsoft.arrives(index, call, ids, &mut self.dice);
                self.sent(call, reply)
            }
        };
        self.promises.look_for_repeats(&mut self.microsoft);
        self.promises.say(self.microsoft.now, || format!("i{index} sent (fate {fate}): {sent:?}"));
        sent
    }

    fn sent(&mut self, call: Call, reply: Reply) -> Sent {
        match reply {
            Reply::Accepted(op) => {
                let is_named = self.microsoft.switches.names_operation && matches!(call, Call::Change { .. });
                let operation = is_named.then(|| self.microsoft.ops[op].id.clone());
                Sent::Accepted { operation, retry_after: self.dice.says(50).then_some(Duration::from_secs(10)) }
            }
            Reply::Locked => Sent::Locked,
            Reply::AlreadySo => Sent::AlreadySo,
            Reply::TooLate => Sent::TooLate,
            Reply::Unknown => Sent::Unknown,
            Reply::Refused => Sent::Refused { message: String::new() },
        }
    }
}

fn status_at(op: &Op, moment: Moment) -> OperationStatus {
    match op.phase {
        Phase::Succeeded(at) if at <= moment => OperationStatus::Succeeded,
        Phase::Failed(at) if at <= moment => OperationStatus::Failed,
        _ if op.by == By::Customer => OperationStatus::InProgress,
        _ => OperationStatus::NotStarted,
    }
}

fn operation(op: &Op, status: OperationStatus) -> Operation {
    let (action, plan, seats) = match op.target {
        Target::Plan(to) => (Action::ChangePlan, Some(plan(to).into()), None),
        Target::Seats(to) => (Action::ChangeQuantity, None, Some(to.into())),
    };
    Operation {
        id: op.id.clone(),
        activity_id: String::new(),
        subscription: String::new().into(),
        action,
        status,
        source: None,
        plan,
        seats,
        at: None,
        error: None,
    }
}
