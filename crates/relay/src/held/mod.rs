//! Requests that wait for a person: how they move on, and what desks may do with them.

mod approving;
mod calls;
pub(crate) mod course;
pub(crate) mod life;
#[cfg(test)]
mod tests;

pub(crate) use approving::{approve, register_coming};
pub(crate) use calls::{claim, decline, list, one, release};
