//! Standing answers to customers' requests: an ordered list of rules, the facts they are judged on, and one decision.
//!
//! Microsoft waits ten seconds and takes silence for a yes, so nobody is asked and nothing is fetched here: a request is
//! judged on what its message says and what a dated [`Snapshot`] holds. The first rule whose conditions all hold
//! decides; where none does, the answer is yes. What cannot be decided (a fact is missing, the snapshot is past its age,
//! a newer program wrote a word we do not know) is accepted too, and marked for a person to review: a doubt of ours
//! never refuses a customer.
//!
//! Deliberately absent: what an answer does. A request is first [recognised](recognise), because the echo of our own
//! change and Microsoft's undoing of a refused one look like requests and are none.

mod condition;
mod customer;
mod decide;
mod decision;
mod direction;
mod facts;
mod flaw;
mod holds;
mod known;
mod outcome;
mod request;
mod rules;
mod snapshot;
mod span;
mod window;

#[cfg(test)]
mod tests;

pub use condition::{Condition, Conditions, SeatsCondition};
pub use customer::{Customers, TenantId};
pub use decide::evaluate;
pub use decision::{Decision, Doubt};
pub use direction::Direction;
pub use flaw::Flaw;
pub use known::{Expected, Known, Pass, Refused, recognise};
pub use outcome::{Ask, Fallback, Outcome};
pub use request::{Request, RequestKind, Seats};
pub use rules::{Rule, RuleId, Rules, Understood};
pub use snapshot::{Customer, OfferFacts, PlanFacts, Snapshot};
pub use span::Span;
pub use window::{Day, Window};
