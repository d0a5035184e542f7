//! Requests that wait for a person: how they move on, and what desks may do with them.

mod approving;
mod calls;
pub(crate) mod course;
pub(crate) mod giving_up;
pub(crate) mod life;
#[cfg(test)]
mod sending_tests;
mod sent;
#[cfg(test)]
mod tests;

pub(crate) use approving::{approve, register_coming};
pub(crate) use calls::{claim, decline, list, one, release};
pub(crate) use sent::sent;
