//! The state all doors share, behind one lock, and the few things that need no lock.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard},
    time::Duration,
};

use serde::Serialize;
use tokio::sync::{Notify, watch};

use crate::{
    Error,
    agenda::Agenda,
    books::Books,
    clock::{Clock, Millis},
    entra::{Identity, buyer::Buyers, claims::Claims},
    faults::Faults,
    ledger::{Ledger, SeenCall},
    net::gate::Gates,
    options::Options,
    post::{delivery, letter::Outbound},
    seed::{Draw, Room},
    switches::Switches,
    when::write_moment,
    world::World,
};

/// Where the four doors are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addresses {
    /// The API's base, with `/api`.
    pub base: String,
    /// The origin that next links and operation locations name.
    pub second: String,
    /// The sign-in authority.
    pub authority: String,
    /// The control API.
    pub control: String,
}

/// What changes while the simulator runs.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) books: Books,
    pub(crate) agenda: Agenda,
    pub(crate) outbound: Outbound,
    pub(crate) ledger: Ledger,
    /// Subscriptions whose activation was received and has not taken effect.
    pub(crate) activating: HashSet<u32>,
}

/// The moment and rules under which a change to the state is made.
pub(crate) struct Turn<'a> {
    pub(crate) now: Millis,
    pub(crate) switches: Switches,
    sim: &'a Sim,
}

/// The whole stand-in.
pub(crate) struct Sim {
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) identity: Identity,
    pub(crate) http: reqwest::Client,
    /// Held by whoever works through the agenda, so that a moved clock and a running one do not interleave.
    pub(crate) pace: tokio::sync::Mutex<()>,
    /// A delay before every answer.
    pub(crate) latency: Duration,
    pub(crate) gates: Gates,
    /// Rings when the agenda may have something earlier than before.
    pub(crate) bell: Notify,
    addresses: Addresses,
    switches: RwLock<Switches>,
    webhook: RwLock<Option<String>>,
    state: RwLock<State>,
    chance: Mutex<Draw>,
    tokens: Mutex<HashMap<String, Claims>>,
    buyers: Mutex<Buyers>,
    faults: Mutex<Faults>,
    flying: watch::Sender<usize>,
}

/// A webhook call that has not been answered yet; counts down when dropped.
pub(crate) struct Flight(watch::Sender<usize>);

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.send_modify(|flying| *flying -= 1);
    }
}

impl Sim {
    pub(crate) fn new(options: &Options, addresses: Addresses, gates: Gates) -> Result<Self, Error> {
        let clock = Clock::starting_at(options.start_at, options.frozen);
        let now = clock.millis();
        let world = match &options.recorded {
            Some(folder) => World::recorded(options.seed, folder, now)?,
            None => World::made(options.seed, options.size, now),
        };
        Ok(Self {
            seed: options.seed,
            identity: Identity::new(options)?,
            http: delivery::client()?,
            pace: tokio::sync::Mutex::default(),
            bell: Notify::new(),
            latency: options.latency,
            gates,
            addresses,
            switches: RwLock::new(options.switches.clone()),
            webhook: RwLock::new(options.webhook.clone()),
            state: RwLock::new(State::of(world)),
            chance: Mutex::new(Draw::new(options.seed, Room::Runtime, 0)),
            tokens: Mutex::default(),
            buyers: Mutex::default(),
            faults: Mutex::new(Faults::new(options.seed)),
            flying: watch::Sender::new(0),
            clock,
        })
    }

    pub(crate) const fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The switches as they are now.
    pub(crate) fn switches(&self) -> Switches {
        self.switches.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_switches(&self, switches: Switches) {
        *self.switches.write().unwrap_or_else(PoisonError::into_inner) = switches;
    }

    /// Where webhooks go, if not to the built-in receiver.
    pub(crate) fn webhook(&self) -> Option<String> {
        self.webhook.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_webhook(&self, url: Option<String>) {
        *self.webhook.write().unwrap_or_else(PoisonError::into_inner) = url;
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state at the present moment, and rings the bell for the timers.
    pub(crate) fn act<T>(&self, change: impl FnOnce(&mut State, &Turn<'_>) -> T) -> T {
        let turn = Turn { now: self.clock.millis(), switches: self.switches(), sim: self };
        let done = change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner), &turn);
        self.bell.notify_one();
        done
    }

    /// Bearer tokens whose signature was found right.
    pub(crate) fn seen_tokens(&self) -> MutexGuard<'_, HashMap<String, Claims>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who signs in, and the codes given to them.
    pub(crate) fn buyers(&self) -> MutexGuard<'_, Buyers> {
        self.buyers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The faults in force.
    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an answered call down. Rings no bell: nothing becomes due by it.
    pub(crate) fn see(&self, call: SeenCall) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).ledger.see(call);
    }

    /// A fresh id.
    pub(crate) fn guid(&self) -> String {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).guid().to_string()
    }

    /// Counts a webhook call as under way.
    pub(crate) fn take_off(&self) -> Flight {
        self.flying.send_modify(|flying| *flying += 1);
        Flight(self.flying.clone())
    }

    /// Waits until no webhook call is under way.
    pub(crate) async fn landed(&self) {
        drop(self.flying.subscribe().wait_for(|flying| *flying == 0).await);
    }
}

impl State {
    fn of(world: World) -> Self {
        let fates = (0..if world.ages() { world.len() } else { 0 })
            .filter_map(|index| Some((world.live(index).fate()?.0, index)));
        Self {
            agenda: Agenda::with_fates(fates),
            world,
            books: Books::default(),
            outbound: Outbound::default(),
            ledger: Ledger::default(),
            activating: HashSet::new(),
        }
    }
}

impl Turn<'_> {
    /// A fresh id.
    pub(crate) fn guid(&self) -> String {
        self.sim.guid()
    }

    /// The moment as operations and messages show it.
    pub(crate) fn stamp(&self) -> String {
        write_moment(self.now, 4_567)
    }
}
