//! What an operator can do, one method per command, without a window.
//!
//! A [`Desk`] is made from a folder, a clock, a source of chance and a way to find the system's vault. The window (or a
//! test) calls its methods; it tells back, by [tags](contract::Tag), what has changed. Everything that can go wrong
//! becomes a [`Fault`](contract::Fault) here, once, with its words, and nothing secret passes this door.

pub mod contract;
pub mod notices;
pub mod vault;

#[cfg(test)]
mod access_days;
mod account;
#[cfg(test)]
mod answer_table;
mod change;
mod check;
mod connecting;
mod customer;
#[cfg(test)]
mod deciding_days;
mod desk;
mod explain;
mod export;
mod files;
#[cfg(test)]
mod first_days;
mod inbox;
mod intents;
mod keeping;
mod life;
#[cfg(test)]
mod life_days;
mod listing;
mod many;
#[cfg(test)]
mod many_days;
mod opened;
mod profile;
mod random;
mod relay;
#[cfg(test)]
mod relayed_days;
mod rules;
mod safe;
#[cfg(test)]
mod suspended_days;
mod suspensions;
mod sync_line;
#[cfg(test)]
mod testing;
mod tidings;

pub use desk::{Desk, HandedIn, Setup};
pub use random::{Random, SystemRandom};
pub use tidings::Told;
