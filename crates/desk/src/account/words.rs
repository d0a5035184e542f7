//! Hooks in the words of the page: what is asked for, how far it is, what was done.

use domain::Wish;
use domain::account::AccountAction;
use outbox::{Entry, Outcome, State, Trouble, Wait};
use store::HistoryStep;

use crate::contract::{IntentState, Sentence};

/// What is asked for, in a line.
pub(crate) fn told(action: AccountAction) -> Sentence {
    Sentence::plain(match action {
        AccountAction::Activate => "what-account-activate",
        AccountAction::Suspend => "what-account-suspend",
        AccountAction::Reinstate => "what-account-reinstate",
        AccountAction::Close => "what-account-close",
        AccountAction::PlanChanged => "what-account-plan-changed",
        AccountAction::SeatsChanged => "what-account-seats-changed",
    })
}

/// What a rule of the relay's wants done, in a line.
pub(crate) fn ruled(action: AccountAction) -> Sentence {
    Sentence::plain("what-account-ruled").with("action", word(action))
}

/// The word for it in the page's words.
pub(crate) fn word(action: AccountAction) -> String {
    let word = serde_json::to_value(action).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How far a hook has come, where that is said in other words than of what goes to Microsoft.
pub(crate) fn explained(entry: &Entry) -> Option<(IntentState, Sentence)> {
    let Wish::Access { .. } = entry.intent.wish else { return None };
    let plain = Sentence::plain;
    Some(match &entry.state {
        State::Pending { why: Wait::Receiver, .. } if entry.attempts == 0 => {
            (IntentState::Queued, plain("intent-queued-receiver"))
        }
        State::Pending { why: Wait::Receiver, .. } => {
            (IntentState::Queued, plain("intent-queued-receiver-again").with("count", entry.attempts))
        }
        State::Sending { .. } => (IntentState::Sending, plain("intent-sending-receiver")),
        State::Done { outcome: Outcome::Effective } => (IntentState::Done, plain("intent-done-receiver")),
        State::Stuck { why: Trouble::Refused { message } } => {
            (IntentState::NeedsYou, plain("intent-refused-receiver").with("message", message))
        }
        State::Withdrawn if entry.doubted => (IntentState::Withdrawn, plain("intent-withdrawn-receiver")),
        _ => return None,
    })
}

/// What was done about a hook, where that is said in other words.
pub(crate) fn did(step: &HistoryStep) -> Option<Sentence> {
    let Wish::Access { .. } = step.intent.wish else { return None };
    let message = step.did.detail.as_deref();
    Some(match (step.did.what.as_str(), message) {
        ("sent", _) => Sentence::plain("did-sent-receiver"),
        ("done", _) => Sentence::plain("did-done-receiver"),
        ("lost", _) => Sentence::plain("did-lost-receiver"),
        ("waits", Some(message)) => Sentence::plain("did-waits-receiver-because").with("why", message),
        ("waits", None) => Sentence::plain("did-waits-receiver"),
        _ => return None,
    })
}
