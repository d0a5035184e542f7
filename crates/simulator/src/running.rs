//! A simulator that runs, and its end.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::{
    Error, api,
    control::{self, Control},
    entra,
    entra::identity::App,
    net::{
        door::{self, Handler},
        gate::{self, GateListener, Gates},
    },
    options::Options,
    sim::{Addresses, Sim},
    timers,
};

/// Starts simulators.
#[derive(Debug)]
pub struct Simulator;

/// A simulator that answers until this is dropped.
pub struct Running {
    control: Control,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Opens the four doors and begins to answer.
    pub async fn start(options: Options) -> Result<Running, Error> {
        let port = |offset: u16| options.ports.map_or(0, |base| base + offset);
        let (api, api_door) = gate::bind(port(0)).await?;
        let (second, second_door) = gate::bind(port(1)).await?;
        let (authority, entra_door) = gate::bind(port(2)).await?;
        let (control, control_door) = gate::bind(port(3)).await?;
        let addresses = Addresses {
            base: format!("{}/api", origin(&api_door)),
            second: origin(&second_door),
            authority: origin(&entra_door),
            control: origin(&control_door),
        };
        let gates = Gates { api, second, authority, control };
        let sim = Arc::new(Sim::new(&options, addresses, gates)?);
        let marketplace = Handler { serve: api::serve, kind: api::kind };
        let directory = Handler { serve: entra::serve, kind: entra::kind };
        let tasks = vec![
            door::open(api_door, Arc::clone(&sim), marketplace),
            door::open(second_door, Arc::clone(&sim), marketplace),
            door::open(entra_door, Arc::clone(&sim), directory),
            control::open(control_door, Arc::clone(&sim)),
            tokio::spawn(timers::follow(Arc::clone(&sim))),
        ];
        Ok(Running { control: Control { sim }, tasks })
    }
}

fn origin(door: &GateListener) -> String {
    format!("http://127.0.0.1:{}", door.port())
}

impl Running {
    /// Where the doors are.
    pub fn addresses(&self) -> &Addresses {
        self.control.sim.addresses()
    }

    /// The publisher's app with the secret it started with.
    pub fn app(&self) -> &App {
        self.control.app()
    }

    /// Everything that can be done and seen behind the curtain.
    pub const fn control(&self) -> &Control {
        &self.control
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.control.sim.gates.close_all();
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
