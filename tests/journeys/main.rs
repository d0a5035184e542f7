//! Journeys in the real window: what a person does, and what the person sees. One window at a time.

mod desk;
mod first_run;
mod offline;
