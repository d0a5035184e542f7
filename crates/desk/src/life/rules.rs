//! Whether a step may be taken, and if not, why: who may do what in which state (contract §1.3).

use domain::{Status, Subscription};

use crate::change::Asked;
use crate::contract::{LifeStep, Sentence};
use crate::listing::status_word;

/// Why a step cannot be taken; `None` where it can. `may_cancel`: cancelling is switched on in this console.
pub(crate) fn refusal(asked: &Asked<'_>, step: LifeStep, may_cancel: bool) -> Option<Sentence> {
    if asked.is_read_only {
        return Some(Sentence::plain("no-read-only"));
    }
    let refused = match step {
        LifeStep::Activate => activation_refusal(&asked.subscription.status),
        LifeStep::Cancel => cancellation_refusal(asked.subscription, may_cancel),
    };
    if refused.is_some() {
        return refused;
    }
    if asked.change_waits {
        return Some(Sentence::plain("no-queued"));
    }
    // A purchase that waits has none that would matter to it.
    (step == LifeStep::Cancel && asked.operation_runs).then(|| Sentence::plain("no-operation"))
}

/// Why what has this status cannot be activated.
pub(crate) fn activation_refusal(status: &Status) -> Option<Sentence> {
    let key = match status {
        Status::PendingFulfillmentStart => return None,
        Status::Subscribed => "no-active-already",
        Status::Unsubscribed => "no-cancelled",
        Status::NotStarted | Status::Suspended | Status::Other(_) => "no-not-pending",
    };
    Some(Sentence::plain(key).with("status", status_word(status)))
}

fn cancellation_refusal(subscription: &Subscription, may_cancel: bool) -> Option<Sentence> {
    if subscription.status == Status::Unsubscribed {
        return Some(Sentence::plain("no-cancelled"));
    }
    if !subscription.allowed.iter().any(|word| word.eq_ignore_ascii_case("delete")) {
        return Some(Sentence::plain("no-delete"));
    }
    (!may_cancel).then(|| Sentence::plain("no-cancelling"))
}
