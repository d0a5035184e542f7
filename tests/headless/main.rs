//! What holds across crates and needs no window.

mod architecture;
mod faults;
mod killing;
mod recorded;
mod secrets;
mod world;
