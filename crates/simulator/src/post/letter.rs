//! A webhook on its way, and what its answer means.

use std::collections::HashMap;

use serde_json::{Value, value::RawValue};

use crate::{
    agenda::Due,
    books::Action,
    sim::{State, Turn},
    switches::{Contract, WindowStart},
};

use super::message;

/// Why a message is sent; it decides what the answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Asks: an answer of 4xx refuses.
    Question,
    /// Tells: the answer does not matter.
    Notice,
    /// Takes a refused change back: must be accepted, and is not taken back again.
    Revert,
}

/// One message until it is answered or given up.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) operation: usize,
    pub(crate) purpose: Purpose,
    pub(crate) body: Box<RawValue>,
    /// Deliveries so far.
    pub(crate) attempts: u32,
    copies: u32,
}

/// Messages on their way.
#[derive(Debug, Default)]
pub(crate) struct Outbound {
    letters: HashMap<u64, Letter>,
    last: u64,
}

/// What came back from the publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Status(u16),
    /// No answer in time, or no connection.
    Nothing,
}

impl Outbound {
    /// Whether a message of this operation has not been answered yet.
    pub(crate) fn is_under_way(&self, operation: usize) -> bool {
        self.letters.values().any(|letter| letter.operation == operation)
    }
}

impl State {
    /// Sends the message of an operation, showing the subscription as it is now.
    pub(crate) fn announce(&mut self, turn: &Turn<'_>, operation: usize, purpose: Purpose) {
        let Some(of) = self.books.get(operation) else { return };
        let view = self.world.view(of.progress.subscription);
        let body = message::write(of, &view, turn.switches.webhook_members);
        self.post(turn, operation, purpose, body);
    }

    pub(crate) fn post(&mut self, turn: &Turn<'_>, operation: usize, purpose: Purpose, body: Box<RawValue>) {
        self.outbound.last += 1;
        let letter = Letter { operation, purpose, body, attempts: 0, copies: turn.switches.duplicates };
        self.outbound.letters.insert(self.outbound.last, letter);
        self.agenda.add(turn.now, Due::Deliver(self.outbound.last));
    }

    /// Counts a delivery before it is made; the window may begin with the first.
    pub(crate) fn sending(&mut self, turn: &Turn<'_>, number: u64) -> Option<Letter> {
        let letter = self.outbound.letters.get_mut(&number)?;
        letter.attempts += 1;
        let letter = letter.clone();
        if letter.attempts == 1 && turn.switches.window_starts == WindowStart::Sending {
            self.open_window(turn, &letter);
        }
        Some(letter)
    }

    /// Acts on the answer to a delivery.
    pub(crate) fn replied(&mut self, turn: &Turn<'_>, number: u64, reply: Reply) {
        let Some(letter) = self.outbound.letters.get(&number).cloned() else { return };
        let status = if let Reply::Status(status) = reply { status } else { 0 };
        self.note(
            turn,
            "delivered",
            letter.operation,
            &serde_json::json!({ "status": status, "attempt": letter.attempts }),
        );
        match status {
            200..300 => self.was_answered(turn, number, &letter),
            400..500 if self.takes_refusals(turn, &letter) => {
                self.outbound.letters.remove(&number);
                self.refused_by_status(turn, &letter);
            }
            _ => self.try_again(turn, number, &letter),
        }
    }

    /// Under the old contract a status code never refuses; for notices it has no meaning that is documented.
    fn takes_refusals(&self, turn: &Turn<'_>, letter: &Letter) -> bool {
        match letter.purpose {
            Purpose::Question | Purpose::Revert => turn.switches.contract == Contract::New,
            Purpose::Notice => !turn.switches.refused_notices_are_retried,
        }
    }

    fn was_answered(&mut self, turn: &Turn<'_>, number: u64, letter: &Letter) {
        self.open_window_on_answer(turn, letter);
        match self.outbound.letters.get_mut(&number) {
            Some(letter) if letter.copies > 0 => {
                letter.copies -= 1;
                self.agenda.add(turn.now, Due::Deliver(number));
            }
            _ => drop(self.outbound.letters.remove(&number)),
        }
    }

    fn refused_by_status(&mut self, turn: &Turn<'_>, letter: &Letter) {
        match letter.purpose {
            Purpose::Question => self.refuse(turn, letter.operation, "answer"),
            Purpose::Revert => self.note(turn, "revert refused", letter.operation, &Value::Null),
            Purpose::Notice => self.note(turn, "notice refused", letter.operation, &Value::Null),
        }
    }

    /// Retries, or gives up after the last attempt.
    fn try_again(&mut self, turn: &Turn<'_>, number: u64, letter: &Letter) {
        if turn.switches.server_error_stops_window {
            self.stop_window(letter.operation);
        }
        if letter.attempts < turn.switches.retry_times {
            self.agenda.add(turn.now + i64::from(turn.switches.retry_every_ms), Due::Deliver(number));
            return;
        }
        self.outbound.letters.remove(&number);
        self.note(turn, "webhook given up", letter.operation, &Value::Null);
        if letter.purpose == Purpose::Question {
            self.give_up(turn, letter.operation);
        }
    }

    fn open_window_on_answer(&mut self, turn: &Turn<'_>, letter: &Letter) {
        let running = self.books.get(letter.operation).is_some_and(|operation| operation.progress.has_window);
        if !running {
            self.open_window(turn, letter);
        }
    }

    /// Lets the decision window run, where this letter asks for a decision that silence can make.
    fn open_window(&mut self, turn: &Turn<'_>, letter: &Letter) {
        let Some(operation) = self.books.get_mut(letter.operation) else { return };
        let can_be_silent = matches!(operation.action, Action::ChangePlan | Action::ChangeQuantity);
        let is_open = !operation.is_final() && !operation.progress.is_decided;
        if letter.purpose != Purpose::Question || turn.switches.contract == Contract::Old || !can_be_silent || !is_open
        {
            return;
        }
        operation.progress.has_window = true;
        operation.progress.window += 1;
        let closes = Due::WindowCloses(letter.operation, operation.progress.window);
        self.agenda.add(turn.now + i64::from(turn.switches.window_ms), closes);
    }

    /// Nothing closes by itself until the next 200.
    fn stop_window(&mut self, operation: usize) {
        if let Some(operation) = self.books.get_mut(operation) {
            operation.progress.has_window = false;
            operation.progress.window += 1;
        }
    }
}
