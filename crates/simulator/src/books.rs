//! The record of operations: every asynchronous change, who asked for it, and how far it is.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{clock::Millis, switches::Switches, world::wire::Text};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// Another plan.
    ChangePlan,
    /// Another number of seats.
    ChangeQuantity,
    /// A payment came in.
    Reinstate,
    /// A payment is missing.
    Suspend,
    /// The term ended and the next began.
    Renew,
    /// Bought and active at once.
    Subscribe,
    /// Ended.
    Unsubscribe,
}

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperationStatus {
    /// Noted.
    NotStarted,
    /// Waiting for an answer or for its effect.
    InProgress,
    /// Done.
    Succeeded,
    /// Refused or impossible.
    Failed,
    /// Overtaken: the subscription already has what was asked for.
    Conflict,
}

/// Who asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A customer or reseller in a storefront, or Microsoft itself.
    Azure,
    /// The publisher by API.
    Partner,
}

/// An operation as the API shows it; members the service leaves out are left out.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) activity_id: String,
    pub(crate) publisher_id: Text,
    pub(crate) offer_id: Text,
    pub(crate) plan_id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity: Option<u32>,
    pub(crate) operation_request_source: Source,
    pub(crate) subscription_id: String,
    pub(crate) time_stamp: String,
    pub(crate) action: Action,
    pub(crate) status: OperationStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_status_code: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_message: Option<Text>,
    #[serde(skip)]
    pub(crate) progress: Progress,
}

/// What the service remembers about an operation and does not show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) subscription: u32,
    pub(crate) since: Millis,
    /// Whether the publisher accepted, by word or silence; no second decision counts.
    pub(crate) is_decided: bool,
    /// Number of the window that runs; a window with an older number no longer counts.
    pub(crate) window: u32,
    /// Whether a window runs.
    pub(crate) has_window: bool,
}

impl Operation {
    /// Whether nothing more will happen to it.
    pub(crate) const fn is_final(&self) -> bool {
        matches!(self.status, OperationStatus::Succeeded | OperationStatus::Failed | OperationStatus::Conflict)
    }

    /// Whether it asked (or asks) the publisher for a decision.
    pub(crate) const fn is_question(&self) -> bool {
        matches!(self.action, Action::ChangePlan | Action::ChangeQuantity | Action::Reinstate)
    }

    fn is_notice(&self) -> bool {
        matches!(self.action, Action::Suspend | Action::Renew | Action::Subscribe)
    }
}

/// All operations there ever were.
#[derive(Debug, Default)]
pub(crate) struct Books {
    operations: Vec<Operation>,
    by_id: HashMap<String, usize>,
    by_subscription: HashMap<u32, Vec<usize>>,
}

impl Books {
    /// Writes a new operation down; the answer is its number.
    pub(crate) fn open(&mut self, operation: Operation) -> usize {
        let number = self.operations.len();
        self.by_id.insert(operation.id.clone(), number);
        self.by_subscription.entry(operation.progress.subscription).or_default().push(number);
        self.operations.push(operation);
        number
    }

    pub(crate) fn get(&self, number: usize) -> Option<&Operation> {
        self.operations.get(number)
    }

    pub(crate) fn get_mut(&mut self, number: usize) -> Option<&mut Operation> {
        self.operations.get_mut(number)
    }

    /// The number of an operation of this subscription.
    pub(crate) fn find(&self, subscription: u32, id: &str) -> Option<usize> {
        let number = *self.by_id.get(&id.to_ascii_lowercase()).or_else(|| self.by_id.get(id))?;
        self.get(number).filter(|operation| operation.progress.subscription == subscription).map(|_| number)
    }

    /// Whether this id is taken.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Operations of a subscription, oldest first.
    pub(crate) fn of(&self, subscription: u32) -> impl Iterator<Item = &Operation> {
        let numbers = self.by_subscription.get(&subscription).into_iter().flatten();
        numbers.filter_map(|&number| self.operations.get(number))
    }

    /// Whether a change is running that locks the subscription.
    pub(crate) fn is_locked(&self, subscription: u32) -> bool {
        self.of(subscription).any(|operation| !operation.is_final())
    }

    /// What the list of outstanding operations shows at a moment.
    pub(crate) fn outstanding(
        &self,
        subscription: u32,
        now: Millis,
        switches: &Switches,
    ) -> impl Iterator<Item = &Operation> {
        let (delay, with_partner) =
            (Millis::from(switches.operations_list_delay_ms), switches.partner_operations_listed);
        self.of(subscription).filter(move |operation| {
            let is_late_enough = operation.progress.since + delay <= now;
            let is_waiting = operation.status == OperationStatus::InProgress && operation.is_question();
            match operation.operation_request_source {
                Source::Azure => is_waiting && is_late_enough,
                Source::Partner => with_partner && !operation.is_final() && is_late_enough,
            }
        })
    }

    /// An operation as far as Get operation shows it.
    pub(crate) fn readable(&self, subscription: u32, id: &str, switches: &Switches) -> Option<&Operation> {
        let operation = self.get(self.find(subscription, id)?)?;
        (switches.notices_are_readable || !operation.is_notice()).then_some(operation)
    }
}
