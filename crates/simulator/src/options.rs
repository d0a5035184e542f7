//! How a simulator is started.

use std::{path::PathBuf, time::Duration};

use chrono::{DateTime, Utc};

use crate::switches::Switches;

/// Everything that can be chosen at the start.
#[derive(Debug, Clone)]
pub struct Options {
    /// Decides all ids, names, prices and histories.
    pub seed: u64,
    /// Subscriptions at the beginning.
    pub size: u32,
    /// A folder of recorded answers to serve instead of an invented world.
    pub recorded: Option<PathBuf>,
    /// First of four ports in a row; free ports where none is given.
    pub ports: Option<u16>,
    /// A delay before every answer.
    pub latency: Duration,
    /// Where webhooks go; the built-in receiver takes them where none is given.
    pub webhook: Option<String>,
    /// The moment the clock shows first; real time where none is given.
    pub start_at: Option<DateTime<Utc>>,
    /// Whether the clock stands still until it is moved.
    pub frozen: bool,
    /// The directory's id, where it must be a certain one.
    pub tenant: Option<String>,
    /// The application's id, where it must be a certain one.
    pub application: Option<String>,
    /// The client secret, where it must be a certain one.
    pub secret: Option<String>,
    /// What the contract leaves open.
    pub switches: Switches,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 7,
            size: 10_000,
            recorded: None,
            ports: None,
            latency: Duration::ZERO,
            webhook: None,
            start_at: None,
            frozen: false,
            tenant: None,
            application: None,
            secret: None,
            switches: Switches::default(),
        }
    }
}
