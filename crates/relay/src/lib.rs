//! The relay: it receives Microsoft's webhooks while desks sleep, answers by rules set in advance, keeps what came, and
//! tells every desk.
//!
//! Silence means yes, and a status code is a business decision: 4xx refuses a customer's request, 200 accepts it, 5xx
//! asks Microsoft to come again. Hence the rules of this crate:
//!
//! - A decision is durable before it is answered, and a repeat is given the stored answer.
//! - Whatever fails technically is 503. No library, proxy or fault of ours produces a 4xx ([`app()`]).
//! - No remote call is a condition of answering.
//! - Connections never mix. Logs carry ids, not people; no token or secret is printed.
//!
//! A message comes in at `receive`, is judged by `rules`, may be shown to a person by `ask`, is kept in [`log`], may wait
//! in `held`, and goes out by `feed` to [`desks`]. Buyers come in at `landing`, and are told of the same way. What it calls
//! for about a customer's account is done by `access`, a purchase that a rule activates by `activation`.

mod access;
mod activation;
pub mod app;
mod ask;
pub mod config;
pub mod desks;
mod digest;
mod door;
mod feed;
mod going;
mod health;
mod held;
mod landing;
mod lease;
pub mod log;
mod metrics;
pub mod opening;
mod reading_back;
mod receive;
pub mod relay;
#[cfg(test)]
mod replicas;
mod retention;
mod rules;
pub mod serving;
mod shift;
mod telling;
#[cfg(test)]
mod testing;
pub mod time;

pub use access::Access;
pub use activation::Activation;
pub use app::app;
pub use landing::Landing;
pub use relay::{Gate, Opening, Relay};
