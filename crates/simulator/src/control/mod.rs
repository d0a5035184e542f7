//! The hand behind the curtain: what tests and the demo may do and see that no publisher could.
//!
//! Everything exists twice with one meaning: as methods of `Control`, and as JSON under `/control` (see `routes`).

mod people;
mod routes;
mod time;
mod truth;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::people::Landing;
pub(crate) use self::routes::open;
use crate::{
    Error,
    faults::{Fault, FaultInForce},
    net::gate::Gate,
    sim::Sim,
    switches::Switches,
};

/// One of the doors a client sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Door {
    /// The API's base.
    Api,
    /// The origin of next links and operation locations.
    Second,
    /// The sign-in authority.
    Authority,
}

/// Control over a running simulator. Clones control the same one.
#[derive(Clone)]
pub struct Control {
    pub(crate) sim: Arc<Sim>,
}

impl Control {
    /// The switches as they are.
    pub fn switches(&self) -> Switches {
        self.sim.switches()
    }

    /// Sets all switches.
    pub fn set_switches(&self, switches: Switches) {
        self.sim.set_switches(switches);
    }

    /// Changes some switches.
    pub fn switch(&self, change: impl FnOnce(&mut Switches)) {
        let mut switches = self.switches();
        change(&mut switches);
        self.set_switches(switches);
    }

    /// Where webhooks go from now on; the built-in receiver takes them where no address is given.
    pub fn set_webhook(&self, url: Option<String>) {
        self.sim.set_webhook(url);
    }

    /// Puts a fault in force; the answer is its number.
    pub fn add_fault(&self, fault: Fault) -> u64 {
        self.sim.faults().add(fault)
    }

    /// Removes a fault; true where it was in force.
    pub fn remove_fault(&self, number: u64) -> bool {
        self.sim.faults().remove(number)
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.sim.faults().clear();
    }

    /// The faults in force, with how often each struck.
    pub fn faults(&self) -> Vec<FaultInForce> {
        self.sim.faults().list()
    }

    /// Closes a door: present connections end, new ones are refused.
    pub fn close(&self, door: Door) {
        self.gate(door).set_open(false);
    }

    /// Opens a door again, on the same port.
    pub fn open(&self, door: Door) {
        self.gate(door).set_open(true);
    }

    fn gate(&self, door: Door) -> &Gate {
        match door {
            Door::Api => &self.sim.gates.api,
            Door::Second => &self.sim.gates.second,
            Door::Authority => &self.sim.gates.authority,
        }
    }

    /// The index behind a subscription's id.
    fn index(&self, id: &str) -> Result<u32, Error> {
        self.sim.read().world.find(id).ok_or(Error::Refused("no such subscription"))
    }
}
