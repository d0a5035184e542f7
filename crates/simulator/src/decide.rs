//! How a change is decided: by silence, by a status code, by PATCH; and how it takes effect.

use serde_json::{Value, json};

use crate::{
    agenda::Due,
    books::{Action, OperationStatus, Source},
    post::letter::Purpose,
    sim::{State, Turn},
    switches::{Contract, Revert},
    when::HOUR,
    world::{
        Status,
        catalog::PlanKey,
        live::{Live, TermUnit},
    },
};

/// Hours in which a cancellation is free.
const FREE_HOURS: i64 = 72;

/// What an acknowledgement led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acknowledged {
    Noted,
    TooLate,
    /// Publisher-started operations cannot be acknowledged.
    NotYours,
}

impl State {
    /// The window is over: silence accepts.
    pub(crate) fn window_closes(&mut self, turn: &Turn<'_>, operation: usize, window: u32) {
        let is_mine = |of: &crate::books::Operation| of.progress.window == window && of.progress.has_window;
        if self.books.get(operation).is_some_and(is_mine) {
            self.accept(turn, operation, "silence");
        }
    }

    /// Decides yes, once; the effect follows.
    pub(crate) fn accept(&mut self, turn: &Turn<'_>, operation: usize, by: &str) {
        let Some(of) = self.books.get_mut(operation).filter(|of| !of.is_final() && !of.progress.is_decided) else {
            return;
        };
        of.progress.is_decided = true;
        self.note(turn, "accepted", operation, &json!({ "by": by }));
        self.agenda.add(turn.now + i64::from(turn.switches.effect_delay_ms), Due::Effect(operation));
    }

    /// Decides no, once; a message may take the change back.
    pub(crate) fn refuse(&mut self, turn: &Turn<'_>, operation: usize, by: &str) {
        let undecided = self.books.get_mut(operation).filter(|of| !of.is_final() && !of.progress.is_decided);
        let Some(of) = undecided else {
            self.note(turn, "refused too late", operation, &json!({ "by": by }));
            return;
        };
        of.progress.is_decided = true;
        of.status = OperationStatus::Failed;
        self.note(turn, "refused", operation, &json!({ "by": by }));
        self.take_back(turn, operation);
    }

    /// The message after a refusal: the same action, wanting what the subscription already has.
    fn take_back(&mut self, turn: &Turn<'_>, operation: usize) {
        let Some(refused) = self.books.get(operation).filter(|of| of.action != Action::Reinstate).cloned() else {
            return;
        };
        let mut revert = refused;
        let view = self.world.view(revert.progress.subscription);
        (revert.plan_id, revert.quantity) = (view.plan_id, view.quantity);
        revert.time_stamp = turn.stamp();
        revert.status = OperationStatus::InProgress;
        match turn.switches.revert {
            Revert::None => {}
            Revert::Same => {
                let body = self.message_of(turn, &revert);
                self.post(turn, operation, Purpose::Revert, body);
            }
            Revert::New => {
                revert.id = turn.guid();
                revert.activity_id.clone_from(&revert.id);
                revert.progress.since = turn.now;
                let number = self.books.open(revert);
                self.announce(turn, number, Purpose::Revert);
                self.finish(number, OperationStatus::Succeeded);
            }
        }
    }

    /// PATCH on an operation.
    pub(crate) fn acknowledge(&mut self, turn: &Turn<'_>, operation: usize, is_success: bool) -> Acknowledged {
        let Some(of) = self.books.get(operation) else { return Acknowledged::TooLate };
        if of.operation_request_source == Source::Partner {
            return Acknowledged::NotYours;
        }
        if of.is_final() || of.progress.is_decided {
            return Acknowledged::TooLate;
        }
        if self.outbound.is_under_way(operation) {
            self.note(turn, "acknowledged before the answer", operation, &Value::Null);
        }
        let Some(of) = self.books.get(operation) else { return Acknowledged::TooLate };
        let counts = of.action != Action::Reinstate || turn.switches.contract == Contract::Old;
        match (counts, is_success) {
            (false, _) => self.note(turn, "acknowledged without effect", operation, &Value::Null),
            (true, true) => self.accept(turn, operation, "acknowledgement"),
            (true, false) if turn.switches.patch_failure_honoured => self.refuse(turn, operation, "acknowledgement"),
            (true, false) => self.note(turn, "refusal ignored", operation, &Value::Null),
        }
        Acknowledged::Noted
    }

    /// Nobody answered for eight hours: the operation fails.
    pub(crate) fn give_up(&mut self, turn: &Turn<'_>, operation: usize) {
        let Some(of) = self.books.get_mut(operation).filter(|of| !of.is_final() && !of.progress.is_decided) else {
            return;
        };
        of.status = OperationStatus::Failed;
        of.error_message = Some("The publisher did not answer.".into());
        self.note(turn, "failed", operation, &json!({ "by": "no answer" }));
    }

    /// A publisher-started operation begins; the webhook tells of it.
    pub(crate) fn begin(&mut self, turn: &Turn<'_>, operation: usize) {
        let Some(of) = self.books.get_mut(operation).filter(|of| !of.is_final()) else { return };
        of.status = OperationStatus::InProgress;
        if of.action != Action::Unsubscribe {
            self.announce(turn, operation, Purpose::Notice);
        }
    }

    /// A decided operation takes effect, or turns out to be impossible by now.
    pub(crate) fn effect(&mut self, turn: &Turn<'_>, operation: usize) {
        let Some(of) = self.books.get(operation).filter(|of| !of.is_final()).cloned() else { return };
        let index = of.progress.subscription;
        let live = self.world.live(index);
        let outcome = match of.action {
            Action::ChangePlan => self.effect_of_plan(turn, index, &live, &of.plan_id),
            Action::ChangeQuantity => self.effect_of_seats(turn, index, &live, of.quantity),
            Action::Reinstate => self.effect_of_payment(turn, index, &live),
            Action::Unsubscribe => self.effect_of_cancel(turn, index, &live),
            Action::Suspend | Action::Renew | Action::Subscribe => OperationStatus::Succeeded,
        };
        self.finish(operation, outcome);
        self.note(turn, "took effect", operation, &json!({ "status": outcome }));
        if of.action == Action::Unsubscribe && outcome == OperationStatus::Succeeded {
            self.announce(turn, operation, Purpose::Notice);
        }
    }

    fn effect_of_plan(&mut self, turn: &Turn<'_>, index: u32, live: &Live, plan_id: &str) -> OperationStatus {
        let Some(plan) = self.world.catalog.sibling(live.plan, plan_id) else { return OperationStatus::Failed };
        match live.status {
            Status::Subscribed if plan == live.plan => OperationStatus::Conflict,
            Status::Subscribed => {
                let unit = self.unit_for(live, plan);
                let (has_trial, seats) =
                    self.world.catalog.plan(plan).map(|plan| (plan.has_trial, plan.seats)).unwrap_or_default();
                self.edit(turn, index, |live| {
                    live.plan = plan;
                    live.unit = unit;
                    live.quantity = seats.map(|(least, most)| live.quantity.unwrap_or(least).clamp(least, most));
                    live.is_free_trial = live.is_free_trial.map(|is_trial| is_trial && has_trial);
                });
                OperationStatus::Succeeded
            }
            _ => OperationStatus::Failed,
        }
    }

    /// The term stays where the new plan sells it.
    fn unit_for(&self, live: &Live, plan: PlanKey) -> TermUnit {
        let prices = self.world.catalog.plan(plan).map_or(&[][..], |plan| &plan.prices);
        let mut units = prices.iter().filter_map(|price| TermUnit::parse(&price.unit));
        let first = units.clone().next().unwrap_or(live.unit);
        units.find(|unit| *unit == live.unit).unwrap_or(first)
    }

    fn effect_of_seats(&mut self, turn: &Turn<'_>, index: u32, live: &Live, quantity: Option<u32>) -> OperationStatus {
        match live.status {
            Status::Subscribed if live.quantity == quantity => OperationStatus::Conflict,
            Status::Subscribed => {
                self.edit(turn, index, |live| live.quantity = quantity);
                OperationStatus::Succeeded
            }
            _ => OperationStatus::Failed,
        }
    }

    fn effect_of_payment(&mut self, turn: &Turn<'_>, index: u32, live: &Live) -> OperationStatus {
        if live.status != Status::Suspended {
            return OperationStatus::Failed;
        }
        self.edit(turn, index, |live| live.status = Status::Subscribed);
        OperationStatus::Succeeded
    }

    fn effect_of_cancel(&mut self, turn: &Turn<'_>, index: u32, live: &Live) -> OperationStatus {
        let is_free = turn.now - self.world.bought_at(index) <= FREE_HOURS * HOUR;
        if turn.switches.long_terms_refuse_cancel && live.unit != TermUnit::Month && live.span.is_some() && !is_free {
            return OperationStatus::Failed;
        }
        self.edit(turn, index, |live| live.status = Status::Unsubscribed);
        OperationStatus::Succeeded
    }
}
