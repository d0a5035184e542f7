//! What people do: operators ask, take back and ask again; customers and others change things on Microsoft's side.

use domain::{Answer, Change, Intent, Wish};
use outbox::{Entry, Event};

use super::promises::{Asked, Record};
use super::things::{By, Life, Moment, Shape, Target};
use super::world::{World, plan, seen, time};

const MINUTE: Moment = 60_000;
const HOUR: Moment = 60 * MINUTE;

impl World {
    /// An operator asks for something new; it is written down as this one.
    pub fn asks(&mut self, index: usize) -> Entry {
        let now = self.microsoft.now;
        let subscription = self.dice.below(self.microsoft.subscriptions.len());
        let (shape, saw_truth) = self.look(subscription);
        let requests = self.microsoft.ops.iter().enumerate();
        let requests = requests.filter(|(_, op)| op.subscription == subscription && op.by == By::Customer);
        let request = requests.map(|(op, _)| op).next_back().filter(|_| self.dice.says(70));
        let (asked, wish, expires) = match request {
            Some(op) => self.an_answer(op),
            None => self.a_change(shape),
        };
        let hold = match asked {
            Asked::Change(_) if self.dice.says(60) => self.dice.between(1, 30_000),
            _ => 0,
        };
        self.promises.records.push(Record {
            subscription,
            asked,
            asked_at: now,
            held_until: now + hold,
            seen_at: now,
            saw_truth,
            again_at: Moment::MIN,
            calls: 0,
            saw: false,
            shown: false,
            read_at: now,
            end: None,
            ended_at: Moment::MIN,
        });
        self.promises.say(now, || format!("i{index} asked of s{subscription}, seeing {shape:?}: {asked:?}"));
        let intent = Intent {
            id: format!("i{index}").into(),
            subscription: format!("s{subscription}").into(),
            wish,
            actor: String::new(),
            reason: String::new(),
            consent: None,
            seen: seen(shape),
            asked_at: time(now),
            expires_at: expires.map(time),
        };
        Entry::new(intent, u64::try_from(hold).ok().map(std::time::Duration::from_millis))
    }

    /// A live answer has until shortly before the window closes, as far as the desk can know that.
    fn an_answer(&mut self, op: usize) -> (Asked, Wish, Option<Moment>) {
        let (id, target, born) = {
            let op = &self.microsoft.ops[op];
            (op.id.clone(), op.target, op.born)
        };
        let accept = self.dice.says(40);
        let expires = self.dice.says(70).then(|| born + self.dice.between(0, 2_000) + 8_000);
        let answer = if accept { Answer::Accept } else { Answer::Refuse };
        let wish = Wish::Answer { operation: id, answer, asked: change(target) };
        (Asked::Answer { op, accept, target }, wish, expires)
    }

    fn a_change(&mut self, shape: Shape) -> (Asked, Wish, Option<Moment>) {
        let target = self.a_target(shape);
        let expires = self.dice.says(10).then(|| self.microsoft.now + self.dice.between(1_000, 20 * MINUTE));
        (Asked::Change(target), Wish::Change { to: change(target) }, expires)
    }

    fn a_target(&mut self, shape: Shape) -> Target {
        if self.dice.says(50) {
            Target::Plan((shape.plan + u8::try_from(self.dice.between(1, 2)).unwrap_or(1)) % 3)
        } else {
            Target::Seats(1 + (shape.seats + u8::try_from(self.dice.below(3)).unwrap_or(0)) % 4)
        }
    }

    /// An operator takes one back, or asks again for what is stuck, having looked.
    pub fn asks_again(&mut self, index: usize) -> Event {
        let now = self.microsoft.now;
        let (shape, saw_truth) = self.look(self.promises.records[index].subscription);
        let record = &mut self.promises.records[index];
        (record.seen_at, record.again_at, record.saw_truth) = (now, now, saw_truth);
        self.promises.say(now, || format!("i{index} is asked for again, seeing {shape:?}"));
        Event::Retried { seen: seen(shape) }
    }

    /// A customer asks for something.
    pub fn customer(&mut self) {
        let subscription = self.dice.below(self.microsoft.subscriptions.len());
        let target = self.a_target(self.microsoft.shape(subscription));
        if let Some(op) = self.microsoft.customer_asks(subscription, target, &mut self.dice) {
            self.promises.say(self.microsoft.now, || format!("a customer asks: s{subscription} {target:?}, o{op}"));
        }
    }

    /// Somebody else changes something; a lock keeps them out too.
    pub fn others(&mut self) {
        let subscription = self.dice.below(self.microsoft.subscriptions.len());
        let shape = self.microsoft.shape(subscription);
        if !self.microsoft.switches.others || self.microsoft.is_locked(subscription) || shape.life == Life::Unsubscribed
        {
            return;
        }
        let shape = match (self.dice.below(10), shape.life) {
            (0, _) => Shape { life: Life::Unsubscribed, ..shape },
            (1 | 2, Life::Subscribed) => Shape { life: Life::Suspended, ..shape },
            (_, Life::Suspended) => Shape { life: Life::Subscribed, ..shape },
            (3..6, _) => Shape { plan: u8::try_from(self.dice.below(3)).unwrap_or(0), ..shape },
            _ => Shape { seats: 1 + u8::try_from(self.dice.below(4)).unwrap_or(0), ..shape },
        };
        self.microsoft.becomes(subscription, shape, By::Others);
        self.promises.say(self.microsoft.now, || format!("others make s{subscription} {shape:?}"));
    }

    /// Some time: mostly seconds, sometimes hours.
    pub fn some_time(&mut self) -> Moment {
        match self.dice.below(10) {
            0 => self.dice.between(0, 3 * HOUR),
            1 | 2 => self.dice.between(0, 10 * MINUTE),
            3..6 => self.dice.between(0, MINUTE),
            _ => self.dice.between(0, 5_000),
        }
    }
}

fn change(target: Target) -> Change {
    match target {
        Target::Plan(to) => Change::Plan(plan(to).into()),
        Target::Seats(to) => Change::Seats(to.into()),
    }
}
