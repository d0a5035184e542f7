//! What happened, in order, for tests that compare and for people who wonder.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::{Value, value::RawValue};

use crate::api::route::RouteKind;

/// Entries kept; older ones are dropped and counted.
const KEPT: usize = 100_000;
/// Calls and webhook messages kept.
const KEPT_CALLS: usize = 5_000;

/// One thing that happened to a subscription or on the wire.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Counts from 1 without gaps.
    pub number: u64,
    /// When, by the simulator's clock.
    pub at: String,
    /// What: `purchased`, `accepted`, `delivered`, and so on.
    pub what: &'static str,
    /// The subscription's id, where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subscription: String,
    /// The operation's id, where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub operation: String,
    /// Particulars.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub detail: Value,
}

/// One request that was answered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenCall {
    /// Counts from 1 without gaps.
    pub number: u64,
    /// When it had arrived, by the simulator's clock.
    pub arrived_at: String,
    /// When it was answered, by the simulator's clock.
    pub at: String,
    /// Which call of the contract.
    pub route: RouteKind,
    /// Method and path, without the query.
    pub line: String,
    /// The status answered; 0 where the connection was cut.
    pub status: u16,
    /// The client's request id, where it sent one.
    pub request_id: Option<String>,
    /// The client's correlation id, where it sent one.
    pub correlation_id: Option<String>,
    /// The fault that spoiled the answer, where one did.
    pub fault: Option<&'static str>,
}

/// Ledger, traffic and the built-in receiver's inbox.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: VecDeque<Entry>,
    last: u64,
    calls: VecDeque<SeenCall>,
    answered: u64,
    counts: BTreeMap<RouteKind, u64>,
    inbox: VecDeque<Box<RawValue>>,
}

impl Ledger {
    pub(crate) fn note(&mut self, mut entry: Entry) {
        self.last += 1;
        entry.number = self.last;
        push(&mut self.entries, entry, KEPT);
    }

    pub(crate) fn see(&mut self, mut call: SeenCall) {
        self.answered += 1;
        call.number = self.answered;
        *self.counts.entry(call.route).or_default() += 1;
        push(&mut self.calls, call, KEPT_CALLS);
    }

    /// Keeps a message that the built-in receiver took.
    pub(crate) fn receive(&mut self, message: Box<RawValue>) {
        push(&mut self.inbox, message, KEPT_CALLS);
    }

    /// Entries after a number.
    pub(crate) fn after(&self, number: u64) -> Vec<Entry> {
        self.entries.iter().filter(|entry| entry.number > number).cloned().collect()
    }

    /// Calls after a number.
    pub(crate) fn calls_after(&self, number: u64) -> Vec<SeenCall> {
        self.calls.iter().filter(|call| call.number > number).cloned().collect()
    }

    pub(crate) const fn counts(&self) -> &BTreeMap<RouteKind, u64> {
        &self.counts
    }

    pub(crate) fn inbox(&self) -> Vec<Box<RawValue>> {
        self.inbox.iter().cloned().collect()
    }
}

fn push<T>(list: &mut VecDeque<T>, item: T, kept: usize) {
    if list.len() == kept {
        list.pop_front();
    }
    list.push_back(item);
}
