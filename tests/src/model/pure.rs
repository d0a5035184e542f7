//! The explorer of the pure machine: what happens, in any order, with a crash between any two steps.

use domain::judge::Present;
use outbox::machine::{turns, weigh};
use outbox::{CallIds, Entry, Event, Evidence, Read, Sent, State, Step, apply, step};

use super::ledger::effects;
use super::promises::Broken;
use super::world::{World, moment};

/// One case.
#[derive(Debug)]
pub struct Case {
    /// The world around the machine.
    pub world: World,
    /// How many steps were taken.
    pub steps: u64,
    /// How often the program ended in the middle.
    pub crashes: u64,
    /// Every intent, in the order in which they were asked for.
    pub entries: Vec<Entry>,
    flights: Vec<Flight>,
}

/// A step of the worker that is under way.
#[derive(Debug)]
struct Flight {
    index: usize,
    version: u32,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Something was read, and nothing is written down yet.
    Read(Box<Event>),
    /// It is written down that a call begins.
    Begun(CallIds),
    /// The call is over, and its answer is not written down yet.
    Heard(Sent),
}

impl Case {
    /// Plays a case to its end.
    pub fn play(seed: u64, traced: bool) -> Self {
        let world = World::new(seed, traced);
        let mut case = Self { world, steps: 0, crashes: 0, entries: Vec::new(), flights: Vec::new() };
        let intents = 1 + case.world.dice.below(6);
        for _ in 0..40 + case.world.dice.below(120) {
            if case.world.promises.broken.is_some() {
                return case;
            }
            case.steps += 1;
            case.anything(intents);
        }
        case.ends();
        case
    }

    fn anything(&mut self, intents: usize) {
        match self.world.dice.below(100) {
            0..10 if self.entries.len() < intents => {
                let entry = self.world.asks(self.entries.len());
                self.entries.push(entry);
            }
            10..13 => {
                let index = self.world.dice.below(self.entries.len());
                self.happens(index, Event::Withdrawn);
            }
            13..16 => self.one_is_asked_again(),
            16..22 => self.world.customer(),
            22..24 => self.world.others(),
            24..26 => self.crashes(),
            26..36 => self.time_passes(),
            _ => {
                if !self.works() {
                    self.time_passes();
                }
            }
        }
    }

    fn time_passes(&mut self) {
        let some = self.world.some_time();
        let longest = if self.flights.is_empty() { some } else { 5_000 };
        // Between writing down that a call begins and the call there is no time, only room for a crash.
        let is_begun = self.flights.iter().any(|flight| matches!(flight.stage, Stage::Begun(_)));
        self.world.pass(if is_begun { 0 } else { some.min(longest) });
    }

    fn one_is_asked_again(&mut self) {
        let stuck = self.entries.iter().position(|entry| matches!(entry.state, State::Stuck { .. }));
        if let Some(index) = stuck {
            let event = self.world.asks_again(index);
            self.happens(index, event);
        }
    }

    /// The program ends, and some time later begins again.
    fn crashes(&mut self) {
        self.crashes += 1;
        self.flights.clear();
        self.world.promises.forgets();
        self.world.promises.say(self.world.microsoft.now, || "crash".to_owned());
        let some = self.world.some_time();
        self.world.pass(some);
        for index in 0..self.entries.len() {
            if matches!(self.entries[index].state, State::Sending { .. }) {
                self.happens(index, Event::Crashed);
            }
        }
    }

    fn happens(&mut self, index: usize, event: Event) {
        let Some(entry) = self.entries.get_mut(index) else { return };
        let Ok((mut next, _)) = apply(entry, event, self.world.now()) else { return };
        next.version += 1;
        let before = std::mem::replace(entry, next).state;
        self.world.promises.wrote(index, &before, entry, &self.world.microsoft);
    }

    /// The worker goes one step further, with anything that is under way or due. `false` where nothing is.
    fn works(&mut self) -> bool {
        let now = self.world.now();
        let index_of = |entry: &Entry| entry.intent.id.as_str().get(1..).and_then(|index| index.parse().ok());
        let due = turns(&self.entries).into_iter().filter_map(|entry| Some((index_of(entry)?, step(entry, now))));
        let mut due: Vec<(usize, Step)> = due
            .filter(|(index, step)| {
                !matches!(step, Step::Rest(_)) && self.flights.iter().all(|flight| flight.index != *index)
            })
            .collect();
        let choice = self.world.dice.below(self.flights.len() + due.len());
        if choice < self.flights.len() {
            let flight = self.flights.swap_remove(choice);
            self.flies(flight);
            return true;
        }
        let choice = choice - self.flights.len();
        if choice >= due.len() {
            return false;
        }
        let (index, step) = due.swap_remove(choice);
        match step {
            Step::Rest(_) => {}
            Step::Release => self.happens(index, Event::Released),
            Step::Expire => self.happens(index, Event::Expired),
            Step::Judge => self.reads(index, Self::judges),
            Step::Look { operation } => self.reads(index, |case, index| {
                let subscription = case.world.promises.records[index].subscription;
                let operation = operation.map(|id| case.world.operation(Some(index), subscription, &id));
                // While its operation waits, or may wait, a subscription proves nothing about an answer.
                let may_wait = match &operation {
                    Some(Read::Found(operation)) => !operation.status.is_final(),
                    Some(Read::NotNow { .. }) => true,
                    Some(Read::Unknown) | None => false,
                };
                let proves = !(may_wait && case.world.promises.is_answer(index));
                let subscription = case.world.subscription(proves.then_some(index), subscription);
                Event::Looked(Evidence { operation, subscription })
            }),
        }
        true
    }

    fn reads(&mut self, index: usize, read: impl FnOnce(&mut Self, usize) -> Event) {
        let version = self.entries[index].version;
        let stage = Stage::Read(Box::new(read(self, index)));
        self.flights.push(Flight { index, version, stage });
    }

    /// As the worker does it.
    fn judges(&mut self, index: usize) -> Event {
        let subscription = self.world.promises.records[index].subscription;
        let intent = self.entries[index].intent.clone();
        let unread = |why, after| Event::Unread { why, after: chrono::TimeDelta::from_std(after).unwrap_or_default() };
        let operation = match intent.wish.operation() {
            Some(operation) => match self.world.operation(Some(index), subscription, operation) {
                Read::Found(operation) => Some(operation),
                Read::Unknown => None,
                Read::NotNow { why, after } => return unread(why, after),
            },
            None => None,
        };
        let subscription = match &operation {
            Some(_) => intent.seen.clone(),
            None => match self.world.subscription(Some(index), subscription) {
                Read::Found(subscription) => subscription,
                Read::Unknown => return Event::Unknown,
                Read::NotNow { why, after } => return unread(why, after),
            },
        };
        let ids = self.world.ids();
        let earlier = effects(&self.entries, &intent.subscription, intent.asked_at, &intent.id);
        weigh(&self.entries[index], &self.entries, &earlier, Present { subscription, operation }, ids)
    }

    fn flies(&mut self, Flight { index, version, stage }: Flight) {
        let is_latest = self.entries[index].version == version;
        match stage {
            // Once it is written down that a call begins, it begins.
            Stage::Read(_) | Stage::Heard(_) if !is_latest => {}
            Stage::Read(event) => {
                self.happens(index, *event);
                let entry = &self.entries[index];
                if let State::Sending { attempt } = &entry.state {
                    let stage = Stage::Begun(attempt.ids);
                    self.flights.push(Flight { index, version: entry.version, stage });
                }
            }
            Stage::Begun(ids) => {
                let heard = self.world.send(index, &self.entries[index].intent, ids);
                self.flights.push(Flight { index, version, stage: Stage::Heard(heard) });
            }
            Stage::Heard(sent) => self.happens(index, Event::Answered(sent)),
        }
    }

    /// From here on everything works, and people settle what needs them: every intent has to end.
    fn ends(&mut self) {
        self.world.is_calm = true;
        self.world.microsoft.customers_give_up();
        let mut patience = 5;
        for _ in 0..20_000 {
            if self.world.promises.broken.is_some() || self.entries.iter().all(|entry| entry.state.is_over()) {
                return;
            }
            self.steps += 1;
            if self.works() {
                continue;
            }
            let now = self.world.now();
            let rests = turns(&self.entries).into_iter().filter_map(|entry| match step(entry, now) {
                Step::Rest(at) => at,
                _ => None,
            });
            match rests.min() {
                Some(at) => self.world.pass(moment(at) - moment(now)),
                None if patience > 0 && self.world.dice.says(50) => {
                    patience -= 1;
                    self.one_is_asked_again();
                }
                None => {
                    let stuck = self.entries.iter().position(|entry| matches!(entry.state, State::Stuck { .. }));
                    let Some(index) = stuck else { break };
                    self.happens(index, Event::Withdrawn);
                }
            }
        }
        let words: Vec<_> = self.entries.iter().map(|entry| entry.state.word()).collect();
        self.world.promises.breaks(Broken::Lost, self.world.microsoft.now, || format!("never ends: {words:?}"));
    }
}
