//! The customer's account in the publisher's own service: what is done to it, and what tells the service.
//!
//! An account is opened, suspended, reinstated and closed by the publisher, in the publisher's own service. Microsoft
//! knows nothing of it: its status and the account's access are two things, shown side by side and never mixed. The
//! service hears of each action by an [event](Event) in a hook. A hook's [id](hook_id) is a hash of what it is about, so
//! that every sender, any desk or the relay, makes the same one, and the service takes two of them for one.

mod access;
mod action;
mod cause;
mod drift;
mod event;
mod hook;
mod id;
mod pause;
#[cfg(test)]
mod tests;

pub use access::{Access, called_for};
pub use action::{AccountAction, EventType};
pub use cause::Cause;
pub use drift::{CLOSED_WITHIN, Drift, drift};
pub use event::{Account, Before, Customer, Event, EventData, Probe, ProbeData};
pub use hook::Hook;
pub use id::{hook_id, publisher_name};
pub use pause::pause;
