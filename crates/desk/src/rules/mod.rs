//! Rules: the publisher's standing answers to customers' requests, edited here and kept in force by the relay.
//!
//! The relay is the authority: [`RuleBook`] is the way to it, and what is put in force goes through there with the version
//! that was read. Without one, people draft, preview and dry-run on what this computer knows, and nothing is in force.
//! A draft is kept in the journal until it is put in force or discarded.
//!
//! The publisher's own orders of plans stand beside the rules, in their list (see [`beside`]): an order decides answers
//! as much as a rule does, so it is versioned, rolled back and shared with them. The relay itself reads it from the
//! dated snapshot that is sent along.
//!
//! Nothing here judges a request: that is `domain::rule::evaluate`, with the same code as in the relay.

mod beside;
mod book;
mod clauses;
mod dry_run;
mod editing;
mod flaws;
mod ground;
mod history;
mod judged;
mod matrix;
mod past;
mod preview;
mod putting;
mod reading;
mod renewing;
mod seats;
mod snapshot;
mod writing;

#[cfg(test)]
mod tests;

pub(crate) use book::Shelf;
pub(crate) use book::{Facts, Kept, NotKept, Pending, Put, Report, RollBack, RuleBook};
pub(crate) use ground::Memory;
