//! What is done to an account, and the word for it in an event.

use serde::{Deserialize, Serialize};

use super::Access;
use crate::words::open_words;

/// What is done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountAction {
    /// It is opened for a customer who has just bought.
    Activate,
    /// Access is withheld; what the customer has in it stays.
    Suspend,
    /// Access is given back.
    Reinstate,
    /// It is closed for good.
    Close,
    /// The customer has another plan now.
    PlanChanged,
    /// The customer has another number of seats now.
    SeatsChanged,
}

open_words! {
    /// The `type` of an event.
    EventType {
        /// An account was opened.
        Activated = "account.activated",
        /// Access was suspended.
        Suspended = "account.suspended",
        /// Access was given back.
        Reinstated = "account.reinstated",
        /// The account was closed.
        Closed = "account.closed",
        /// The plan has changed.
        PlanChanged = "account.plan_changed",
        /// The number of seats has changed.
        SeatsChanged = "account.seats_changed",
        /// A trial, about nobody.
        Test = "account.test",
    }
}

impl AccountAction {
    /// All there are.
    pub const ALL: [Self; 6] =
        [Self::Activate, Self::Suspend, Self::Reinstate, Self::Close, Self::PlanChanged, Self::SeatsChanged];

    /// The event that tells it.
    pub fn event(self) -> EventType {
        match self {
            Self::Activate => EventType::Activated,
            Self::Suspend => EventType::Suspended,
            Self::Reinstate => EventType::Reinstated,
            Self::Close => EventType::Closed,
            Self::PlanChanged => EventType::PlanChanged,
            Self::SeatsChanged => EventType::SeatsChanged,
        }
    }

    /// What an event tells; nothing for a trial, and for words we do not know.
    pub fn of(event: &EventType) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.event() == *event)
    }

    /// The access an account has once this is done; nothing where it stays as it is.
    pub fn leads_to(self) -> Option<Access> {
        match self {
            Self::Activate | Self::Reinstate => Some(Access::Open),
            Self::Suspend => Some(Access::Suspended),
            Self::Close => Some(Access::Closed),
            Self::PlanChanged | Self::SeatsChanged => None,
        }
    }
}
