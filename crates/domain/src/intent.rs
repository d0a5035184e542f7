//! Something an operator or a rule asked for, written down before anything is sent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::account::Hook;
use crate::ids::{IntentId, OperationId, PlanId, SubscriptionId};
use crate::subscription::{Status, Subscription};

/// Another plan, or another number of seats. The service changes one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "to")]
pub enum Change {
    /// To this plan.
    Plan(PlanId),
    /// To this many seats.
    Seats(u32),
}

/// The publisher's answer to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// `Success`.
    Accept,
    /// `Failure`.
    Refuse,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "wish")]
pub enum Wish {
    /// Answer a customer's request while Microsoft waits for it.
    Answer {
        /// The operation that waits.
        operation: OperationId,
        /// What is answered.
        answer: Answer,
        /// What the customer asked for.
        asked: Change,
    },
    /// Change the subscription.
    Change {
        /// To what.
        to: Change,
    },
    /// Begin what was bought, with the plan and seats that were seen: from then on it is billed.
    Activate,
    /// End the subscription, for ever.
    Cancel,
    /// Say that a reinstatement was heard. Under the old contract Microsoft waits for it; under the new nothing hangs on it.
    Acknowledge {
        /// The operation that may wait.
        operation: OperationId,
    },
    /// Tell the publisher's own service of the customer's account.
    Access {
        /// What it is told, as it will be sent.
        hook: Box<Hook>,
    },
}

impl Wish {
    /// The queue it stands in. Within a subscription changes keep their order, and so do answers to one request; an answer
    /// does not wait for a change, because Microsoft waits for it and refuses changes until it has it.
    pub fn lane(&self) -> Lane {
        match self {
            Self::Answer { .. } | Self::Acknowledge { .. } => Lane::Answers,
            Self::Change { .. } | Self::Activate | Self::Cancel => Lane::Changes,
            Self::Access { .. } => Lane::Accounts,
        }
    }

    /// The operation it answers, where it answers one.
    pub fn operation(&self) -> Option<&OperationId> {
        match self {
            Self::Answer { operation, .. } | Self::Acknowledge { operation } => Some(operation),
            Self::Change { .. } | Self::Activate | Self::Cancel | Self::Access { .. } => None,
        }
    }

    /// The plan or seats the subscription has once this is done; nothing where neither changes.
    pub fn leads_to(&self) -> Option<&Change> {
        match self {
            Self::Answer { answer: Answer::Accept, asked, .. } => Some(asked),
            Self::Change { to } => Some(to),
            Self::Answer { answer: Answer::Refuse, .. }
            | Self::Activate
            | Self::Cancel
            | Self::Acknowledge { .. }
            | Self::Access { .. } => None,
        }
    }

    /// Whether a subscription that looks so has what was asked for.
    pub fn is_shown_by(&self, seen: &Seen) -> bool {
        match self {
            Self::Activate => matches!(seen.status, Status::Subscribed | Status::Suspended),
            Self::Cancel => seen.status == Status::Unsubscribed,
            Self::Answer { .. } | Self::Change { .. } | Self::Acknowledge { .. } | Self::Access { .. } => {
                self.leads_to().is_some_and(|change| seen.shows(change))
            }
        }
    }
}

/// A queue of one subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Answers to requests.
    Answers,
    /// Changes.
    Changes,
    /// What the publisher's own service is told: it waits for nothing at Microsoft, and nothing there waits for it.
    Accounts,
}

/// What the operator saw when asking: the part of the subscription that decides whether the wish still makes sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its status.
    pub status: Status,
    /// Its plan.
    pub plan: PlanId,
    /// Its seats.
    pub seats: Option<u32>,
}

impl Seen {
    /// As it would look after a change of ours.
    #[must_use]
    pub fn after(mut self, change: &Change) -> Self {
        match change {
            Change::Plan(plan) => self.plan = plan.clone(),
            Change::Seats(seats) => self.seats = Some(*seats),
        }
        self
    }

    /// Whether it shows the target of a change.
    pub fn shows(&self, change: &Change) -> bool {
        match change {
            Change::Plan(plan) => self.plan == *plan,
            Change::Seats(seats) => self.seats == Some(*seats),
        }
    }
}

impl From<&Subscription> for Seen {
    fn from(now: &Subscription) -> Self {
        Self { status: now.status.clone(), plan: now.plan.clone(), seats: now.seats }
    }
}

/// Something asked for, by whom, why and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// Ours.
    pub id: IntentId,
    /// Whose subscription.
    pub subscription: SubscriptionId,
    /// What is asked for.
    pub wish: Wish,
    /// Who asks.
    pub actor: String,
    /// Why, in the operator's words; may be empty.
    pub reason: String,
    /// How the customer agreed, in the operator's words: Microsoft wants every change to have been agreed to.
    pub consent: Option<String>,
    /// What the operator saw.
    pub seen: Seen,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Nothing is sent after this moment.
    pub expires_at: Option<DateTime<Utc>>,
}
