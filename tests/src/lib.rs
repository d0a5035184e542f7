//! What journeys, proofs and benches share: the simulator as a process, a desktop session, a real window.

#![allow(clippy::print_stdout, reason = "proofs and benches print their figures")]

pub mod accounts;
mod axe;
pub mod bench;
pub mod browser;
pub mod clock;
pub mod customer;
pub mod decisions;
mod driver;
pub mod figures;
pub mod inbox;
pub mod keys;
pub mod killing;
pub mod landing;
pub mod market;
pub mod model;
pub mod notifications;
pub mod outbox_killing;
pub mod outbox_model;
pub mod programs;
pub mod pull;
pub mod relay;
pub mod second_desk;
pub mod session_bus;
pub mod traces;
pub mod window;
