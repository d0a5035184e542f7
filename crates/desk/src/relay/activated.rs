//! What a rule made of a purchase: on its timeline, joined with the difference that shows it, and in the history.

use chrono::{DateTime, Utc};
use domain::relay_feed::{ActivationState, ActivationStep};
use domain::{Status, SubscriptionId};
use store::{Event, EventKind};

use crate::contract::{self, EventSource, Fault, HistoryLine, Sentence, TimelineEvent};
use crate::inbox::not_activated;
use crate::opened::Opened;
use crate::sync_line::moment;

/// A purchase that a rule has activated, or could not.
pub(super) struct Activated {
    /// By our clock.
    at: DateTime<Utc>,
    line: TimelineEvent,
}

impl Activated {
    fn of(id: String, step: &ActivationStep, ours: impl Fn(DateTime<Utc>) -> DateTime<Utc>) -> Option<Self> {
        let (at, after, told) = came_to(&step.state)?;
        let at = ours(at);
        let is_status = after.is_some();
        let line = TimelineEvent {
            id,
            kind: if is_status { contract::EventKind::Status } else { contract::EventKind::Activation },
            source: EventSource::Announced,
            field: None,
            before: is_status.then(|| Status::PendingFulfillmentStart.as_str().to_owned()),
            after: after.map(|status| status.as_str().to_owned()),
            seen_after: None,
            seen_before: moment(at),
            told: Some(told),
            took_ms: None,
            outcome: None,
            raw: serde_json::to_string(step).unwrap_or_default(),
        };
        Some(Self { at, line })
    }

    /// Whether this difference shows it. A purchase leaves its first status once.
    pub(super) fn is_shown_by(&self, event: &Event) -> bool {
        let is = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => false,
        };
        event.kind == EventKind::Status && is(&event.before, &self.line.before) && is(&event.after, &self.line.after)
    }

    /// The difference with what was told. Where the relay saw it before we did, it had happened by then.
    pub(super) fn joined_with(self, event: Event) -> TimelineEvent {
        let is_within = event.seen_after.is_none_or(|after| after < self.at);
        let seen_before = if is_within { event.seen_before.min(self.at) } else { event.seen_before };
        TimelineEvent { told: self.line.told, seen_before: moment(seen_before), ..crate::customer::event(event) }
    }

    /// A line of its own.
    pub(super) fn alone(self) -> TimelineEvent {
        self.line
    }
}

/// When, to which status, and in words; nothing as long as it is on its way, or was not the rule's after all.
fn came_to(state: &ActivationState) -> Option<(DateTime<Utc>, Option<Status>, Sentence)> {
    match state {
        ActivationState::Active { at } => {
            Some((*at, Some(Status::Subscribed), Sentence::plain("told-activated-by-rule")))
        }
        ActivationState::Failed { at } => {
            Some((*at, Some(Status::Unsubscribed), Sentence::plain("told-activation-failed")))
        }
        ActivationState::Stuck { why, at } => Some((*at, None, not_activated(why))),
        ActivationState::Confirming { .. }
        | ActivationState::Sending { .. }
        | ActivationState::Sent { .. }
        | ActivationState::Withdrawn { .. }
        | ActivationState::Other => None,
    }
}

impl Opened {
    /// The same among everything that was done, with its moment by our clock.
    pub(super) async fn done_by_rule(
        &self,
        step: &ActivationStep,
    ) -> Result<Option<(DateTime<Utc>, HistoryLine)>, Fault> {
        let Some((at, _, what)) = came_to(&step.state) else { return Ok(None) };
        let at = self.in_our_time(at);
        let line = HistoryLine {
            id: String::new(),
            at: moment(at),
            intent: String::new(),
            subscription: step.subscription.to_string(),
            customer: self.name_of(&step.subscription).await?,
            what,
            asked: Some(Sentence::plain("what-activate").with("plan", &step.plan)),
            actor: String::new(),
            outcome: None,
            ids: Vec::new(),
            took_ms: None,
        };
        Ok(Some((at, line)))
    }

    /// What a rule made of a purchase, where it has come to anything.
    pub(super) async fn activated(&self, id: &SubscriptionId) -> Result<Option<Activated>, Fault> {
        let latest = self.latest_activation(id).await?;
        Ok(latest.and_then(|(event, step)| Activated::of(event, &step, |theirs| self.in_our_time(theirs))))
    }
}
