//! The state all doors share, behind one lock, and the few things that need no lock.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use serde::Serialize;

use crate::{
    Error,
    books::Books,
    clock::Clock,
    entra::{Identity, claims::Claims},
    options::Options,
    seed::{Draw, Room},
    switches::Switches,
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
}

/// The whole stand-in.
pub(crate) struct Sim {
    pub(crate) clock: Clock,
    pub(crate) identity: Identity,
    addresses: Addresses,
    switches: RwLock<Switches>,
    state: RwLock<State>,
    chance: Mutex<Draw>,
    tokens: Mutex<HashMap<String, Claims>>,
}

impl Sim {
    pub(crate) fn new(options: &Options, addresses: Addresses) -> Result<Self, Error> {
        let clock = Clock::starting_at(options.start_at, options.frozen);
        let now = clock.millis();
        let world = match &options.recorded {
            Some(folder) => World::recorded(options.seed, folder, now)?,
            None => World::made(options.seed, options.size, now),
        };
        Ok(Self {
            identity: Identity::new(options)?,
            addresses,
            switches: RwLock::new(options.switches.clone()),
            state: RwLock::new(State { world, books: Books::default() }),
            chance: Mutex::new(Draw::new(options.seed, Room::Runtime, 0)),
            tokens: Mutex::default(),
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

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bearer tokens whose signature was found right.
    pub(crate) fn seen_tokens(&self) -> MutexGuard<'_, HashMap<String, Claims>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fresh id.
    pub(crate) fn guid(&self) -> String {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).guid().to_string()
    }
}
