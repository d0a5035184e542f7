//! Words and rules of the marketplace.
//!
//! Everything here is a value or a pure function: no I/O, no async, no clock. Time and ids come in as arguments,
//! so that every rule can be tested by calling it. Microsoft's words keep Microsoft's spelling; enumerations are
//! open, because the service adds members without notice.

pub mod account;
pub mod clock;
pub mod difference;
pub mod filter;
pub mod folding;
pub mod ids;
pub mod intent;
pub mod judge;
pub mod operation;
pub mod plan;
pub mod received;
pub mod relay_feed;
pub mod rule;
pub mod subscription;
mod words;

pub use clock::Clock;
pub use ids::{ConnectionId, HookId, IntentId, OfferId, OperationId, PlanId, SubscriptionId};
pub use intent::{Answer, Change, Intent, Lane, Seen, Wish};
pub use operation::{Action, Operation, OperationSource, OperationStatus};
pub use plan::{Included, Meter, Plan, Price};
pub use received::{BadRecord, Misread, Received};
pub use subscription::{Channel, Person, Status, Subscription, Term, TermUnit};
