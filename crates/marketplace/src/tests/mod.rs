//! Tests of the whole crate, over a marketplace that answers without a socket and a clock that waits to be moved.

mod anything;
mod calls;
pub(crate) mod fake;
mod lanes;
mod listing;
mod questions;
mod reading;
mod secrets;
mod sign_in;
mod waiting;
mod write_ids;
mod writes;
mod writing;
