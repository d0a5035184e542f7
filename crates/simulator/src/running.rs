//! A simulator that runs, and its end.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::{
    Error, api, entra,
    entra::identity::App,
    net::{door, gate},
    options::Options,
    sim::{Addresses, Sim},
};

/// Starts simulators.
#[derive(Debug)]
pub struct Simulator;

/// A simulator that answers until this is dropped.
pub struct Running {
    sim: Arc<Sim>,
    gates: [gate::Gate; 4],
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Opens the four doors and begins to answer.
    pub async fn start(options: Options) -> Result<Running, Error> {
        let port = |offset: u16| options.ports.map_or(0, |base| base + offset);
        let (api_gate, api_door) = gate::bind(port(0)).await?;
        let (second_gate, second_door) = gate::bind(port(1)).await?;
        let (entra_gate, entra_door) = gate::bind(port(2)).await?;
        let (control_gate, control_door) = gate::bind(port(3)).await?;
        let origin = |port: u16| format!("http://127.0.0.1:{port}");
        let addresses = Addresses {
            base: format!("{}/api", origin(api_door.port())),
            second: origin(second_door.port()),
            authority: origin(entra_door.port()),
            control: origin(control_door.port()),
        };
        let sim = Arc::new(Sim::new(&options, addresses)?);
        let tasks = vec![
            door::open(api_door, Arc::clone(&sim), api::serve),
            door::open(second_door, Arc::clone(&sim), api::serve),
            door::open(entra_door, Arc::clone(&sim), entra::serve),
        ];
        drop(control_door);
        Ok(Running { sim, gates: [api_gate, second_gate, entra_gate, control_gate], tasks })
    }
}

impl Running {
    /// Where the doors are.
    pub fn addresses(&self) -> &Addresses {
        self.sim.addresses()
    }

    /// The publisher's app with the secret it started with.
    pub fn app(&self) -> &App {
        &self.sim.identity.publisher
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.gates.iter().for_each(|gate| gate.set_open(false));
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
