//! What was asked for, as the page shows it.

use chrono::{DateTime, Utc};
use domain::judge::{Moved, Obsolete};
use domain::{Answer, Change, IntentId, Seen, SubscriptionId, Wish};
use outbox::{Did, Entry, Outcome, Reply, State, Trouble, Wait};
use store::HistoryStep;

use crate::account;
use crate::contract::{CallId, Fault, HistoryLine, HistoryPage, HistoryRequest, IntentCard, IntentState, Sentence};
use crate::explain;
use crate::opened::Opened;
use crate::relay::{Place, Told, merged};
use crate::sync_line::moment;

const MOST_LINES: u32 = 200;
/// Intents that ended are shown with their customer for this long.
const SHOWN_AFTER_THE_END: chrono::TimeDelta = chrono::TimeDelta::hours(24);

impl Opened {
    /// One intent, as the page shows it.
    pub(crate) async fn card(&self, entry: &Entry, now: DateTime<Utc>) -> Result<IntentCard, Fault> {
        let customer = self.name_of(&entry.intent.subscription).await?;
        Ok(card(entry, customer, now))
    }

    /// What was asked for about a customer and is not over, or ended lately; the oldest first.
    pub(crate) async fn intents_about(&self, id: &SubscriptionId) -> Result<Vec<IntentCard>, Fault> {
        let now = self.source.clock.now();
        let mut entries = self.source.store.journal.intents_of(id, 50).await.map_err(explain::store)?;
        entries.retain(|entry| !entry.state.is_over() || now - entry.changed_at < SHOWN_AFTER_THE_END);
        entries.reverse();
        let customer = self.name_of(id).await?;
        Ok(entries.iter().map(|entry| card(entry, customer.clone(), now)).collect())
    }

    /// How many have not left yet.
    pub(crate) async fn unsent(&self) -> Result<u32, Fault> {
        let open = self.source.store.journal.open_intents().await.map_err(explain::store)?;
        let unsent = open.iter().filter(|entry| matches!(entry.state, State::Held { .. } | State::Pending { .. }));
        Ok(u32::try_from(unsent.count()).unwrap_or(u32::MAX))
    }

    /// Part of the history, the latest first.
    pub(crate) async fn history(&self, request: &HistoryRequest) -> Result<HistoryPage, Fault> {
        let limit = request.limit.min(MOST_LINES);
        let subscription = request.subscription.as_deref().map(SubscriptionId::from);
        let place = Place::read(request.before.as_deref());
        let journal = &self.source.store.journal;
        let steps = journal.history(subscription.as_ref(), Some(place.did), limit + 1).await.map_err(explain::store)?;
        let answers = self.answers_before(subscription.as_ref(), place.answered, limit + 1).await?;
        let mut lines = merged(place, self.lines(steps.into_iter()).await?, answers);
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = lines.len() > shown;
        lines.truncate(shown);
        Ok(HistoryPage { lines, more })
    }

    /// The history of one intent, the latest first.
    pub(crate) async fn steps_of(&self, intent: &IntentId) -> Result<Vec<HistoryLine>, Fault> {
        let steps = self.source.store.journal.steps_of(intent).await.map_err(explain::store)?;
        Ok(self.lines(steps.into_iter()).await?.into_iter().map(|told| told.line).collect())
    }

    async fn lines(&self, steps: impl Iterator<Item = HistoryStep>) -> Result<Vec<Told>, Fault> {
        let mut lines = Vec::new();
        let mut names = std::collections::BTreeMap::new();
        for step in steps {
            let id = &step.intent.subscription;
            let name = match names.get(id) {
                Some(name) => String::clone(name),
                None => {
                    let name = self.name_of(id).await?;
                    names.insert(id.clone(), name.clone());
                    name
                }
            };
            lines.push(Told { at: step.at, seq: step.seq, line: line(step, name) });
        }
        Ok(lines)
    }

    /// The customer's name, or the subscription's id where it was never read.
    pub(crate) async fn name_of(&self, id: &SubscriptionId) -> Result<String, Fault> {
        let stored = self.source.store.cache.subscription(id).await.map_err(explain::store)?;
        Ok(stored.map_or_else(|| id.to_string(), |stored| stored.row.name))
    }
}

pub(crate) fn card(entry: &Entry, customer: String, now: DateTime<Utc>) -> IntentCard {
    let Entry { intent, state, .. } = entry;
    let (state_word, explanation) = explained(entry, now);
    IntentCard {
        id: intent.id.to_string(),
        subscription: intent.subscription.to_string(),
        customer,
        what: what(&intent.wish, &intent.seen),
        state: state_word,
        explanation: Some(explanation),
        raw: match state {
            State::Stuck { why: Trouble::Refused { message } | Trouble::Failed { message } } => Some(message.clone()),
            _ => None,
        },
        undo_until: match state {
            State::Held { until } => Some(moment(*until)),
            _ => None,
        },
        next_at: match state {
            State::Pending { not_before, .. } => Some(moment(*not_before)),
            State::InDoubt { look_at, .. } | State::Settling { look_at, .. } => Some(moment(*look_at)),
            _ => None,
        },
        expires_at: intent.expires_at.map(moment),
        actor: intent.actor.clone(),
        reason: intent.reason.clone(),
        consent: intent.consent.clone(),
        asked_at: moment(intent.asked_at),
        changed_at: moment(entry.changed_at),
        attempts: entry.attempts,
        may_withdraw: matches!(state, State::Held { .. } | State::Pending { .. } | State::Stuck { .. }),
        may_retry: matches!(state, State::Stuck { .. }),
    }
}

/// What is asked for, in a line.
pub(crate) fn what(wish: &Wish, seen: &Seen) -> Sentence {
    match wish {
        Wish::Activate => Sentence::plain("what-activate").with("plan", &seen.plan),
        Wish::Cancel => Sentence::plain("what-cancel"),
        Wish::Acknowledge { .. } => Sentence::plain("what-acknowledge"),
        Wish::Access { hook } => account::told(hook.action),
        Wish::Change { to } => match to {
            Change::Plan(plan) => Sentence::plain("what-plan").with("from", &seen.plan).with("to", plan),
            Change::Seats(seats) => {
                let from = seen.seats.map_or_else(|| "–".to_owned(), |seats| seats.to_string());
                Sentence::plain("what-seats").with("from", from).with("to", seats)
            }
        },
        Wish::Answer { answer, asked, .. } => {
            let word = match answer {
                Answer::Accept => "accept",
                Answer::Refuse => "refuse",
            };
            match asked {
                Change::Plan(plan) => Sentence::plain(&format!("what-{word}-plan")).with("to", plan),
                Change::Seats(seats) => Sentence::plain(&format!("what-{word}-seats")).with("to", seats),
            }
        }
    }
}

/// How far it has come, in a word and in a sentence.
pub(crate) fn explained(entry: &Entry, now: DateTime<Utc>) -> (IntentState, Sentence) {
    let plain = Sentence::plain;
    if let Some(explained) = account::explained(entry) {
        return explained;
    }
    match &entry.state {
        State::Held { .. } => (IntentState::Held, plain("intent-held")),
        State::Pending { not_before, why } => {
            let key = match why {
                _ if entry.intent.expires_at.is_some_and(|expires| expires <= *not_before) => "intent-queued-too-late",
                Wait::Nothing if *not_before <= now => "intent-queued",
                Wait::Nothing => "intent-queued-turn",
                Wait::Offline => "intent-queued-offline",
                Wait::SignIn => "intent-queued-sign-in",
                Wait::Throttled => "intent-queued-throttled",
                Wait::Locked => "intent-queued-locked",
                Wait::Receiver => "intent-queued-receiver",
            };
            (IntentState::Queued, plain(key))
        }
        State::Sending { .. } => (IntentState::Sending, plain("intent-sending")),
        State::InDoubt { .. } => (IntentState::Sending, plain("intent-doubt")),
        State::Settling { reply, .. } => {
            let key = match reply {
                Reply::Taken => "intent-working",
                Reply::AlreadySo => "intent-says-so",
                Reply::Decided => "intent-says-decided",
                Reply::Locked => "intent-says-locked",
            };
            (IntentState::Working, plain(key))
        }
        State::Done { outcome } => ended(*outcome),
        State::Stuck { why } => (IntentState::NeedsYou, trouble(why)),
        State::Withdrawn => (IntentState::Withdrawn, plain("intent-withdrawn")),
    }
}

fn ended(outcome: Outcome) -> (IntentState, Sentence) {
    let (state, key) = match outcome {
        Outcome::Effective => (IntentState::Done, "intent-done"),
        Outcome::AlreadySo => (IntentState::Done, "intent-already"),
        Outcome::Expired => (IntentState::Obsolete, "intent-expired"),
        Outcome::Obsolete(Obsolete::Cancelled) => (IntentState::Obsolete, "intent-cancelled-meanwhile"),
        Outcome::Obsolete(Obsolete::AcceptedBefore) => (IntentState::Obsolete, "intent-accepted-before"),
        Outcome::Obsolete(Obsolete::RefusedBefore) => (IntentState::Obsolete, "intent-refused-before"),
        Outcome::Obsolete(Obsolete::OperationGone) => (IntentState::Obsolete, "intent-operation-gone"),
    };
    (state, Sentence::plain(key))
}

fn trouble(why: &Trouble) -> Sentence {
    let plain = Sentence::plain;
    match why {
        Trouble::WorldChanged { moved } => {
            let (seen, now) = moved.first().map_or_else(Default::default, both);
            plain("intent-world-changed").with("seen", seen).with("now", now)
        }
        Trouble::Refused { message } if says_nothing(message) => plain("intent-refused-plainly"),
        Trouble::Refused { message } => plain("intent-refused").with("message", message),
        Trouble::Failed { message } => plain("intent-failed").with("message", message),
        Trouble::Unknown => plain("intent-unknown"),
        Trouble::NotHonoured => plain("intent-not-honoured"),
        Trouble::MovedElsewhere => plain("intent-moved"),
        Trouble::Ended => plain("intent-ended"),
        Trouble::NoProof => plain("intent-no-proof"),
        Trouble::NotTaken => plain("intent-not-taken"),
    }
}

/// Some refusals come with nothing but the call's id.
fn says_nothing(message: &str) -> bool {
    message.trim().is_empty() || uuid::Uuid::try_parse(message.trim()).is_ok()
}

fn both(moved: &Moved) -> (String, String) {
    let seats = |seats: &Option<u32>| seats.map_or_else(|| "–".to_owned(), |seats| seats.to_string());
    match moved {
        Moved::Status { seen, now } => (seen.to_string(), now.to_string()),
        Moved::Plan { seen, now } => (seen.clone(), now.clone()),
        Moved::Seats { seen, now } => (seats(seen), seats(now)),
    }
}

fn line(step: HistoryStep, customer: String) -> HistoryLine {
    HistoryLine {
        id: step.seq.to_string(),
        at: moment(step.at),
        intent: step.intent.id.to_string(),
        subscription: step.intent.subscription.to_string(),
        customer,
        what: account::did(&step).unwrap_or_else(|| did(&step.did)),
        asked: None,
        outcome: None,
        actor: step.intent.actor.clone(),
        ids: step.did.ids.into_iter().map(|(name, value)| CallId { name, value }).collect(),
        took_ms: step.did.took_ms.and_then(|took| u32::try_from(took).ok()),
    }
}

/// What was done, in a line. Words of a newer program are shown as they are.
fn did(did: &Did) -> Sentence {
    let sentence = Sentence::plain(&format!("did-{}", did.what));
    match &did.detail {
        Some(detail) => sentence.with("message", detail).with("status", detail),
        None => sentence,
    }
}
