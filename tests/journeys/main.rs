//! Journeys in the real window: what a person does, and what the person sees. One window at a time.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected should fail loudly")]

mod beside;
mod deciding;
mod desk;
mod first_run;
mod life;
mod offline;
mod paying;
mod relayed;
