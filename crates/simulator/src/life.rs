//! What happens to a subscription without any change being asked for: activation, lapse, renewal, payment.

use serde_json::{Value, json, value::RawValue};

use crate::{
    agenda::Due,
    books::{Action, Operation, OperationStatus, Progress, Source},
    ledger::Entry,
    post::{letter::Purpose, message_of},
    sim::{State, Turn},
    when::day_of,
    world::{
        Status,
        live::{Fate, Live, Span},
        wire::Text,
    },
};

impl State {
    /// Changes a subscription, keeping the moment of a new status and what time alone will do next.
    pub(crate) fn edit(&mut self, turn: &Turn<'_>, index: u32, change: impl FnOnce(&mut Live)) {
        let before = self.world.live(index);
        self.world.edit(index, |live| {
            change(live);
            if live.status != before.status {
                live.since = turn.now;
            }
        });
        let after = self.world.live(index).fate();
        if let Some((at, _)) = after.filter(|_| after != before.fate()) {
            self.agenda.add(at, Due::Fate(index));
        }
    }

    /// A new operation in the books.
    pub(crate) fn open(&mut self, turn: &Turn<'_>, index: u32, action: Action, source: Source, id: String) -> usize {
        let view = self.world.view(index);
        let status = match (source, action) {
            (Source::Partner, _) => OperationStatus::NotStarted,
            (Source::Azure, Action::ChangePlan | Action::ChangeQuantity | Action::Reinstate) => {
                OperationStatus::InProgress
            }
            (Source::Azure, _) => OperationStatus::Succeeded,
        };
        self.books.open(Operation {
            activity_id: id.clone(),
            id,
            publisher_id: view.publisher_id,
            offer_id: view.offer_id,
            plan_id: view.plan_id,
            quantity: view.quantity,
            operation_request_source: source,
            subscription_id: view.id,
            time_stamp: turn.stamp(),
            action,
            status,
            error_status_code: None,
            error_message: None,
            progress: Progress {
                subscription: index,
                since: turn.now,
                is_decided: false,
                window: 0,
                has_window: false,
            },
        })
    }

    /// Something that has already happened is told.
    pub(crate) fn tell(&mut self, turn: &Turn<'_>, index: u32, action: Action) -> usize {
        let operation = self.open(turn, index, action, Source::Azure, turn.guid());
        self.announce(turn, operation, Purpose::Notice);
        operation
    }

    pub(crate) fn finish(&mut self, operation: usize, status: OperationStatus) {
        if let Some(operation) = self.books.get_mut(operation) {
            operation.status = status;
            if status == OperationStatus::Failed {
                operation.error_message.get_or_insert(Text::Borrowed("The operation could not be completed."));
            }
        }
    }

    /// The message an operation would send now.
    pub(crate) fn message_of(&self, turn: &Turn<'_>, operation: &Operation) -> Box<RawValue> {
        message_of(operation, &self.world.view(operation.progress.subscription), turn.switches.webhook_members)
    }

    /// Activation takes effect, or fails and ends the subscription.
    pub(crate) fn activated(&mut self, turn: &Turn<'_>, index: u32) {
        self.activating.remove(&index);
        if self.world.live(index).status != Status::PendingFulfillmentStart {
            return;
        }
        if turn.switches.activation_fails {
            self.end(turn, index, "activation failed", true);
            return;
        }
        self.begin_billing(turn, index);
        self.note_about(turn, "activated", index, Value::Null);
    }

    /// Billing starts today.
    pub(crate) fn begin_billing(&mut self, turn: &Turn<'_>, index: u32) {
        let has_trial = self.world.plan(index).is_some_and(|plan| plan.has_trial);
        self.edit(turn, index, |live| {
            live.status = Status::Subscribed;
            live.span = Some(Span::from(day_of(turn.now), live.unit));
            live.is_free_trial = Some(has_trial);
        });
    }

    /// Time alone changes a subscription, if it still stands as it did when this was foreseen.
    pub(crate) fn fate(&mut self, turn: &Turn<'_>, index: u32) {
        let live = self.world.live(index);
        match live.fate() {
            Some((at, _)) if at > turn.now => {}
            Some((_, Fate::Renews)) => self.renew(turn, index),
            Some((_, Fate::Ends)) => {
                // A purchase that lapses before activation is not announced.
                let was_used = live.status != Status::PendingFulfillmentStart;
                self.end(turn, index, "lapsed", was_used);
            }
            None => {}
        }
    }

    /// The next term begins.
    pub(crate) fn renew(&mut self, turn: &Turn<'_>, index: u32) {
        self.edit(turn, index, |live| {
            live.span = live.span.map(|span| span.next(live.unit));
            live.is_free_trial = live.is_free_trial.map(|_| false);
        });
        self.note_about(turn, "renewed", index, Value::Null);
        self.tell(turn, index, Action::Renew);
    }

    /// The subscription ends for good.
    pub(crate) fn end(&mut self, turn: &Turn<'_>, index: u32, why: &'static str, is_announced: bool) {
        self.edit(turn, index, |live| live.status = Status::Unsubscribed);
        self.note_about(turn, why, index, Value::Null);
        if is_announced {
            self.tell(turn, index, Action::Unsubscribe);
        }
    }

    /// Writes down what happened to an operation.
    pub(crate) fn note(&mut self, turn: &Turn<'_>, what: &'static str, operation: usize, detail: &Value) {
        let Some(of) = self.books.get(operation) else { return };
        let mut detail = detail.clone();
        match &mut detail {
            Value::Object(members) => drop(members.insert("action".to_owned(), json!(of.action))),
            other => *other = json!({ "action": of.action }),
        }
        let (subscription, operation) = (of.subscription_id.clone(), of.id.clone());
        self.ledger.note(Entry { number: 0, at: turn.stamp(), what, subscription, operation, detail });
    }

    /// Writes down what happened to a subscription.
    pub(crate) fn note_about(&mut self, turn: &Turn<'_>, what: &'static str, index: u32, detail: Value) {
        let subscription = self.world.id(index);
        self.ledger.note(Entry { number: 0, at: turn.stamp(), what, subscription, operation: String::new(), detail });
    }
}
