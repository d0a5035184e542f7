//! Tests of the whole crate, over a marketplace that answers without a socket and a clock that waits to be moved.

mod fake;
mod listing;
mod reading;
