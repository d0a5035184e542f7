//! The way to whoever keeps the rules in force.
//!
//! Shaped as the relay's interface is: every write carries the version that was read, and lists travel as JSON, so that
//! what either side does not know survives the other.

use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use domain::rule::Snapshot;
use serde_json::Value;

use crate::contract::{Code, Fault, Sentence};

/// An answer on its way.
pub(crate) type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, NotKept>> + Send + 'a>>;

/// Keeps rules in force.
pub(crate) trait RuleBook: Send + Sync {
    /// What is in force; nothing before the first time.
    fn kept(&self) -> Pending<'_, Option<Kept>>;
    /// Puts a list in force.
    fn put(&self, put: Put) -> Pending<'_, Kept>;
    /// Every version, in any order.
    fn history(&self) -> Pending<'_, Vec<Kept>>;
    /// Puts an earlier version in force again, as a new one.
    fn roll_back(&self, back: RollBack) -> Pending<'_, Kept>;
    /// What a list would have answered to the requests since. Changes nothing.
    fn dry_run(&self, rules: Value, since: DateTime<Utc>) -> Pending<'_, Report>;
    /// Brings a newer dated snapshot of ladders, prices and customers.
    fn put_facts(&self, facts: Snapshot) -> Pending<'_, Facts>;
    /// Which snapshot is in force; 0 where there is none.
    fn facts_version(&self) -> Pending<'_, i64>;
}

/// A version of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Which; 1 is the first.
    pub version: i64,
    /// Who put it in force.
    pub author: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// The list, as it came.
    pub rules: Value,
}

/// A list to put in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Put {
    /// The version that was read; 0 where there was none.
    pub version: i64,
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
    /// The list.
    pub rules: Value,
}

/// An earlier version to put in force again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RollBack {
    /// The version that was read.
    pub version: i64,
    /// The version that is wanted back.
    pub to: i64,
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// What a list would have answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Requests looked at.
    pub requests: u32,
    /// Of those, how many would be answered otherwise.
    pub otherwise: u32,
    /// What is wrong with the list.
    pub flaws: Vec<String>,
}

/// Which snapshot is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Which; 1 is the first.
    pub version: i64,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
}

/// Why the book did not do as it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotKept {
    /// Nobody answers.
    #[error("the relay does not answer")]
    Unreachable,
    /// Another version is in force than the one that was read.
    #[error("version {version} is in force")]
    Newer {
        /// The version in force.
        version: i64,
    },
    /// There is no such version.
    #[error("there is no such version")]
    Unknown,
    /// The list has flaws.
    #[error("the relay refuses the list")]
    Flawed(Vec<String>),
    /// This desk may not.
    #[error("this desk may not change the rules")]
    Forbidden,
    /// For another reason, said already.
    #[error(transparent)]
    Otherwise(Box<Fault>),
}

impl From<NotKept> for Fault {
    fn from(why: NotKept) -> Self {
        let plain = Sentence::plain;
        match why {
            NotKept::Unreachable => Self::new(Code::Offline, plain("fault-relay-silent")),
            NotKept::Newer { version } => Self::new(Code::Refused, plain("fault-rules-newer").with("version", version)),
            NotKept::Unknown => Self::new(Code::NotFound, plain("fault-rules-version-unknown")),
            NotKept::Flawed(flaws) => {
                Self { raw: Some(flaws.join("\n")), ..Self::new(Code::Refused, plain("fault-rules-flawed")) }
            }
            NotKept::Forbidden => Self::new(Code::Refused, plain("fault-rules-forbidden")),
            NotKept::Otherwise(fault) => *fault,
        }
    }
}

/// Where the book stands, once a relay is connected.
#[derive(Default)]
pub(crate) struct Shelf(RwLock<Option<Arc<dyn RuleBook>>>);

impl Shelf {
    /// The book, where a relay is connected.
    pub(crate) fn book(&self) -> Option<Arc<dyn RuleBook>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on this book is asked.
    pub(crate) fn put_up(&self, book: Arc<dyn RuleBook>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(book);
    }

    /// From now on none is.
    pub(crate) fn take_down(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
