//! Doors on loopback and what can happen to the connections through them.

pub(crate) mod door;
pub(crate) mod gate;
