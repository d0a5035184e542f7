//! What the store promises, promise by promise.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on says so loudly")]

mod following;
mod given;
mod killing;
mod listing;
mod many;
mod offers;
mod opening;
mod suspending;
mod sweeping;
mod telling;
