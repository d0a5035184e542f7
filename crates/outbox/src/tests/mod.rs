//! What the tests of the outbox share.

mod evidence;
mod going;
mod hooks;
mod life;
mod looking;
mod order;
mod sending;
mod worker;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Action, Answer, Change, Intent, Operation, OperationStatus, Seen, Status, Wish};
use uuid::Uuid;

use crate::entry::{Attempt, CallIds, Entry, Reply, State, Wait};

pub(crate) fn second(second: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(second)
}

pub(crate) fn seen(plan: &str, seats: u32) -> Seen {
    Seen { status: Status::Subscribed, plan: plan.into(), seats: Some(seats) }
}

pub(crate) fn to_gold() -> Wish {
    Wish::Change { to: Change::Plan("gold".into()) }
}

pub(crate) fn answer(answer: Answer) -> Wish {
    Wish::Answer { operation: "o".into(), answer, asked: Change::Plan("gold".into()) }
}

pub(crate) fn intent(id: &str, subscription: &str, wish: Wish) -> Intent {
    Intent {
        id: id.into(),
        subscription: subscription.into(),
        wish,
        actor: String::new(),
        reason: String::new(),
        consent: None,
        seen: seen("silver", 5),
        asked_at: second(0),
        expires_at: None,
    }
}

pub(crate) fn entry(wish: Wish, state: State) -> Entry {
    Entry { state, ..Entry::new(intent("i", "s", wish), None) }
}

pub(crate) fn ids(number: u128) -> CallIds {
    CallIds { request: Uuid::from_u128(number), correlation: Uuid::from_u128(number + 1_000) }
}

pub(crate) fn attempt() -> Attempt {
    Attempt { ids: ids(1), base: seen("silver", 5), at: second(0) }
}

pub(crate) fn pending() -> State {
    State::Pending { not_before: second(0), why: Wait::Nothing }
}

pub(crate) fn sending() -> State {
    State::Sending { attempt: attempt() }
}

pub(crate) fn in_doubt() -> State {
    State::InDoubt { attempt: attempt(), look_at: second(2), looks: 0 }
}

pub(crate) fn settling() -> State {
    State::Settling {
        attempt: attempt(),
        reply: Reply::Taken,
        operation: None,
        since: second(0),
        look_at: second(2),
        looks: 0,
    }
}

pub(crate) fn operation(status: OperationStatus) -> Operation {
    Operation {
        id: "o".into(),
        activity_id: String::new(),
        subscription: "s".into(),
        action: Action::ChangePlan,
        status,
        source: None,
        plan: Some("gold".into()),
        seats: None,
        at: None,
        error: None,
    }
}
