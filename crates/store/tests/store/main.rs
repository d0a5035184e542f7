//! What the store promises, promise by promise.

mod given;
mod killing;
mod listing;
mod opening;
mod sweeping;
