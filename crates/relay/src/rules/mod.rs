//! Rules: kept per connection, in versions with author and reason. The relay is the authority on them; desks edit them.
//!
//! They are kept as the JSON that came, so that parts this program does not know survive it.

mod calls;
mod dry_run;
mod facts;
pub(crate) mod standing;
#[cfg(test)]
mod tests;

pub(crate) use calls::{history, now, put_in_force, roll_back};
pub(crate) use dry_run::dry_run;
pub(crate) use facts::{FactsDoc, put_facts};
