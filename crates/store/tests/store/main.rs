//! What the store promises, promise by promise.

mod given;
mod sweeping;
