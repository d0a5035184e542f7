//! Intents on their way to Microsoft, exactly once or with a reason why not.
//!
//! Writes have no idempotency key. So an intent is written down before anything is sent, its attempt is counted before
//! the call, it is judged on a reading made immediately before, and after a lost answer or a crash it is settled by
//! reading, not by asking again.
//!
//! ```text
//!           withdraw                          ┌── refused, world changed ──▶ Stuck ── retry ──▶ Pending
//! Held ───────────────▶ Withdrawn             │
//!   └─ undo time over ─▶ Pending ─ judged ─▶ Sending ─ accepted ─▶ Settling ─ read back ─▶ Done
//!                          ▲                  │ answer lost, or killed
//!                          └─ ten minutes ─ InDoubt ─ read back ─▶ Settling, Done, Stuck
//! ```
//!
//! A hook to the publisher's own service goes the same way, but for this: it may be sent any number of times under one
//! id, so it is judged on nothing, and what was lost is sent again. It has a queue of its own for each account.
//!
//! [`machine`] is pure: a state, what happened, a moment; the next state. [`worker`] asks and sends for it. Where
//! intents are kept and who Microsoft is, others say through [`ports`].

pub mod entry;
pub mod machine;
pub mod ports;
pub mod worker;

mod evidence;
mod hooks;
mod looks;
mod moves;
mod order;
#[cfg(test)]
mod tests;

pub use entry::{Attempt, CallIds, Did, Entry, Outcome, Reply, State, Trouble, Wait};
pub use machine::{Event, Evidence, NotPossible, Step, apply, step};
pub use ports::{Heard, Ledger, Marketplace, Read, Sent};
pub use worker::Outbox;
