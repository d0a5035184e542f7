//! Suspensions: who has not paid, how long is left, what it is worth, and what became of the others.
//!
//! Microsoft suspends where a payment is missing and cancels 30 days later; it tells neither when it began nor what is
//! owed. So a suspension is the inbox item of it, counted from when the relay was told or else from first sight, with
//! what people plan about it beside it in the journal. How it ended is read from events, never from what was planned.

mod access;
mod board;
mod months;
mod planning;
mod pricing;
mod sheet;
mod stages;
pub(crate) mod sums;
#[cfg(test)]
mod tests;
mod told;
mod turns;

pub(crate) use pricing::PriceReading;
