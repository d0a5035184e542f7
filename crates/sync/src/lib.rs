//! Pull: bringing Microsoft's state into the cache, again and again, at a pace it can bear.
//!
//! A [`sweep`](sweep::sweep) walks the whole listing, because the API has no search and no "changed since"; single
//! reads follow what is in motion more closely; the [`Puller`] decides when either happens and says how it goes. A few
//! customers are [watched](watch), so that a request is found while its window runs. Beside Microsoft, the outbox speaks to the
//! [publisher's own service](account). A relay, where there is one, is [followed](feed).
//! Nothing here decides what a difference means (`domain`) or how it is kept (`store`).

pub mod account;
mod error;
pub mod feed;
mod line;
mod pace;
mod puller;
mod reading;
mod sweep;
pub mod watch;

pub use error::PullError;
pub use line::{Activity, Line, Progress};
pub use puller::{Changed, Puller, PullerHandle, Source};
pub use reading::{Reading, read_customer};
pub use sweep::{Swept, sweep};
