//! An intent and how far it has come.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::judge::{Moved, Obsolete};
use domain::{Intent, OperationId, Seen};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The ids under which a call is made, chosen before it so that a lost answer can be looked for by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallIds {
    /// `x-ms-requestid`. The service has been seen to use it as the operation's id.
    pub request: Uuid,
    /// `x-ms-correlationid`.
    pub correlation: Uuid,
}

/// A call that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Its ids.
    pub ids: CallIds,
    /// The subscription immediately before it.
    pub base: Seen,
    /// When it was begun.
    pub at: DateTime<Utc>,
}

/// Why an intent waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wait {
    /// For nothing: it goes as soon as it is its turn.
    Nothing,
    /// Nobody can be reached.
    Offline,
    /// The sign-in needs a person.
    SignIn,
    /// Microsoft asks for patience, or has trouble of its own.
    Throttled,
    /// Another operation of the subscription runs.
    Locked,
    /// The publisher's own service does not take it now.
    Receiver,
}

/// How an intent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "why")]
pub enum Outcome {
    /// Microsoft's data shows what was asked for.
    Effective,
    /// It was so before anything was sent.
    AlreadySo,
    /// It could no longer do what was meant; nothing was sent.
    Obsolete(Obsolete),
    /// Its time ran out before it could leave; nothing was sent.
    Expired,
}

/// Why an intent needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "trouble")]
pub enum Trouble {
    /// The subscription is not as the operator saw it.
    WorldChanged {
        /// In what.
        moved: Vec<Moved>,
    },
    /// Microsoft refused.
    Refused {
        /// In its words.
        message: String,
    },
    /// Microsoft took it on and failed.
    Failed {
        /// In its words.
        message: String,
    },
    /// Microsoft does not know the subscription.
    Unknown,
    /// The request was refused, and Microsoft's data says it was accepted.
    NotHonoured,
    /// The answer was lost, and the subscription has become something else than it was or should be.
    MovedElsewhere,
    /// It was to begin, and has ended instead.
    Ended,
    /// Too long without a sign that it took effect.
    NoProof,
    /// The publisher's own service has not taken it for days.
    NotTaken,
}

/// What Microsoft said of an intent whose proof is still to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// It took it on.
    #[default]
    Taken,
    /// It is so already.
    AlreadySo,
    /// The request is decided, or not known any more.
    Decided,
    /// It is working on something for this subscription, perhaps on an earlier call of ours.
    Locked,
}

/// How far an intent has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    /// It can be taken back.
    Held {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// It waits for its turn.
    Pending {
        /// Not before then.
        not_before: DateTime<Utc>,
        /// Why.
        why: Wait,
    },
    /// A call was begun. After a crash nobody knows whether it left.
    Sending {
        /// The call.
        attempt: Attempt,
    },
    /// The call may have taken effect; its answer is lost.
    InDoubt {
        /// The call.
        attempt: Attempt,
        /// When it will be looked at next.
        look_at: DateTime<Utc>,
        /// How often it was looked at.
        looks: u32,
    },
    /// Microsoft has spoken; its data has yet to prove it.
    Settling {
        /// The call.
        attempt: Attempt,
        /// What it said.
        #[serde(default)]
        reply: Reply,
        /// The operation to watch, where Microsoft named one.
        operation: Option<OperationId>,
        /// When it said so.
        since: DateTime<Utc>,
        /// When it will be looked at next.
        look_at: DateTime<Utc>,
        /// How often it was looked at.
        looks: u32,
    },
    /// It is over.
    Done {
        /// How it ended.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// It needs a person.
    Stuck {
        /// Why.
        #[serde(flatten)]
        why: Trouble,
    },
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// The word for it, as the journal keeps it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Pending { .. } => "pending",
            Self::Sending { .. } => "sending",
            Self::InDoubt { .. } => "in-doubt",
            Self::Settling { .. } => "settling",
            Self::Done { .. } => "done",
            Self::Stuck { .. } => "stuck",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether nothing more will come of it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Withdrawn)
    }
}

/// An intent and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was asked for.
    pub intent: Intent,
    /// How far it has come.
    pub state: State,
    /// How many calls were begun. Counted before each.
    pub attempts: u32,
    /// A call before the present one may have taken effect.
    pub doubted: bool,
    /// When it last came further.
    pub changed_at: DateTime<Utc>,
    /// How often it was written. Whoever writes it must have read this one.
    pub version: u32,
}

impl Entry {
    /// A new intent: held until its undo time is over, or on its way at once.
    pub fn new(intent: Intent, hold: Option<Duration>) -> Self {
        let at = intent.asked_at;
        let state = match hold {
            Some(hold) if !hold.is_zero() => State::Held { until: at + hold },
            _ => State::Pending { not_before: at, why: Wait::Nothing },
        };
        Self { intent, state, attempts: 0, doubted: false, changed_at: at, version: 0 }
    }

    /// Whether a call of it was begun, and what came of it is not known yet.
    pub fn is_under_way(&self) -> bool {
        match self.state {
            State::Sending { .. } | State::InDoubt { .. } | State::Settling { .. } => true,
            State::Pending { .. } => self.doubted,
            State::Held { .. } | State::Done { .. } | State::Stuck { .. } | State::Withdrawn => false,
        }
    }
}

/// What was done, for the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Did {
    /// In a word: `asked`, `released`, `judged`, `sent`, `accepted`, `refused`, `lost`, `looked`, `done`, `stuck`,
    /// `obsolete`, `withdrew`, `retried`, `waits`.
    pub what: String,
    /// The other side's words, or ours.
    pub detail: Option<String>,
    /// Names and values of the ids support asks for.
    pub ids: Vec<(String, String)>,
    /// How long the call took, milliseconds.
    pub took_ms: Option<u64>,
}

impl Did {
    /// Something done without a call.
    pub fn plainly(what: &str) -> Self {
        Self { what: what.to_owned(), detail: None, ids: Vec::new(), took_ms: None }
    }

    /// The same with words.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with what a call left behind.
    #[must_use]
    pub fn with_ids(mut self, ids: Vec<(String, String)>) -> Self {
        self.ids = ids;
        self
    }
}
