//! What holds across crates and needs no window.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that meets the unexpected should fail loudly"
)]

mod architecture;
mod decisions;
mod faults;
mod killing;
mod landing;
mod notifications;
mod recorded;
mod relay;
mod secrets;
mod statements;
mod webhooks;
mod world;
