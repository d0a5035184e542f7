//! What the page may ask and what it is told: every type that crosses to it.
//!
//! The page knows these from `ui/src/gen/desk.gen.ts`, which [`typescript`] writes. Numbers are `u32` or smaller,
//! because JSON numbers become doubles there; money and quantities are decimal text; times are RFC 3339 UTC text.

mod account;
mod change;
mod commands;
mod connection;
mod customer;
mod fault;
mod frame;
mod inbox;
mod life;
mod list;
mod many;
mod relay;
mod rules;
mod rules_trial;
mod suspensions;
mod sync_line;
mod typescript;

pub use account::*;
pub use change::*;
pub use connection::*;
pub use customer::*;
pub use fault::*;
pub use frame::*;
pub use inbox::*;
pub use life::*;
pub use list::*;
pub use many::*;
pub use relay::*;
pub use rules::*;
pub use rules_trial::*;
pub use suspensions::*;
pub use sync_line::*;
pub use typescript::typescript;
