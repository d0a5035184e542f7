//! Who follows the relay: desks with a token the relay's owner made.
//!
//! A token is shown once and kept as a hash. It names its desk, so that what a desk did is told under a name.

mod caller;
mod problem;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use caller::Caller;
pub(crate) use problem::Trouble;
pub use token::{DeskError, DeskRow, Desks};
