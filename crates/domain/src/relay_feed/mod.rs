//! What relay and desk say to each other.
//!
//! A desk follows the relay's feed from a cursor and gets every [`FeedEvent`] after it at least once, in the order in
//! which the relay made them durable; a cursor that is too old, or of another log, gets a [`FeedSnapshot`] first. Over
//! plain calls a desk edits rules, claims and decides held requests, and answers questions; whoever writes names the
//! version it read, and of two the first wins.
//!
//! Both sides read what they know and keep or skip what they do not: an older desk follows a newer relay. What either
//! must know about the other is in [`Hello`].

mod access;
mod activation;
mod announced;
mod event;
mod held;
mod hello;
mod promise;
mod question;
mod rules;
#[cfg(test)]
mod tests;
mod trouble;
mod visit;

pub use access::{
    AccessAgain, AccessOver, AccessState, AccessStep, AccessTrouble, AccessWork, DropStep, ReportActivated, TryAgain,
};
pub use activation::{ActivationOver, ActivationState, ActivationStep, ActivationTrouble};
pub use announced::{Announced, Answered, Because, Verdict, Way};
pub use event::{FeedEvent, FeedSnapshot, Happened};
pub use held::{
    Approval, Approve, ApprovedHow, AskAgain, Claim, Consent, Decline, HeldRequest, HeldState, Joined, NothingCame,
    ReportSent, Supersession,
};
pub use hello::{Activates, Hello, PROTOCOL};
pub use promise::{Coming, GivenPass, RegisterComing};
pub use question::{AnswerQuestion, Question, QuestionState};
pub use rules::{DryRun, DryRunLine, DryRunReport, FactsKept, PutFacts, PutRules, RollBack, RulesKept};
pub use trouble::{Problem, ReadBack, Trouble};
pub use visit::{Bought, Relation, ReportResolved, Unresolved, Visit, VisitAnswer, VisitState, VisitToken, Visitor};
