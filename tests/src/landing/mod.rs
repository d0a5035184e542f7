//! A publisher whose offer names a landing page, for journeys of buyers: market, relay, TLS before it, and the
//! publisher's own page behind it.

mod front;
mod publisher;
mod shop;

pub use shop::{Settings, Shop};
