//! What the relay answered, on the customer's timeline: joined with the difference that shows its effect.

use chrono::TimeDelta;
use domain::relay_feed::{Announced, Verdict};
use domain::{Change, SubscriptionId};
use store::{Event, EventKind};

use super::activated::Activated;
use super::announced::{Heard, why};
use crate::contract::{self, EventSource, Fault, Sentence, TimelineEvent};
use crate::opened::Opened;
use crate::sync_line::moment;

/// A change is first read at most so long after it was announced, and clocks differ.
const APART: TimeDelta = TimeDelta::hours(24);
pub(super) const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(2);

impl Opened {
    /// The timeline with what the relay told: a line of its own only where no difference shows it.
    pub(crate) async fn joined(&self, id: &SubscriptionId, events: Vec<Event>) -> Result<Vec<TimelineEvent>, Fault> {
        let mut announced = self.announcements(id).await?;
        announced.retain(|heard| heard.one.request.is_some());
        let mut activated = self.activated(id).await?;
        let mut lines = Vec::new();
        for event in events {
            if let Some(activated) = activated.take_if(|activated| activated.is_shown_by(&event)) {
                lines.push(activated.joined_with(event));
                continue;
            }
            let found = announced.iter().position(|heard| self.is_same(&event, &heard.one));
            let line = crate::customer::event(event);
            lines.push(match found {
                Some(at) => self.answered(line, &announced.remove(at)).await?,
                None => line,
            });
        }
        for heard in announced {
            lines.extend(self.line_of(&heard).await?);
        }
        lines.extend(activated.map(Activated::alone));
        lines.sort_by(|left, right| right.seen_before.cmp(&left.seen_before));
        Ok(lines)
    }

    fn is_same(&self, event: &Event, one: &Announced) -> bool {
        let after = match one.request.as_ref().and_then(domain::rule::Request::target) {
            Some(Change::Plan(plan)) if event.kind == EventKind::Plan => plan.to_string(),
            Some(Change::Seats(seats)) if event.kind == EventKind::Seats => seats.to_string(),
            _ => return false,
        };
        let at = self.in_our_time(one.received_at);
        one.answered.verdict == Verdict::Accepted
            && event.after.as_deref() == Some(&*after)
            && at - CLOCKS_DIFFER <= event.seen_before
            && event.seen_before - at < APART
    }

    /// The same line with what the relay answered, how long that took, and what Microsoft's data said of it.
    async fn answered(&self, line: TimelineEvent, heard: &Heard) -> Result<TimelineEvent, Fault> {
        let told = Some(self.sentence(&heard.one).await?);
        let outcome = heard.read_back.as_ref().map(super::past::outcome);
        Ok(TimelineEvent { told, took_ms: Some(heard.one.took_ms), outcome, ..line })
    }

    async fn line_of(&self, heard: &Heard) -> Result<Option<TimelineEvent>, Fault> {
        let Heard { id, one, .. } = heard;
        let Some(request) = &one.request else { return Ok(None) };
        let text = |change: Option<Change>| {
            change.map(|change| match change {
                Change::Plan(plan) => plan.to_string(),
                Change::Seats(seats) => seats.to_string(),
            })
        };
        let kind = match request.kind {
            domain::rule::RequestKind::Plan => contract::EventKind::Plan,
            domain::rule::RequestKind::Seats => contract::EventKind::Seats,
        };
        let line = TimelineEvent {
            id: id.clone(),
            kind,
            source: EventSource::Announced,
            field: None,
            before: text(request.present()),
            after: text(request.target()),
            seen_after: None,
            seen_before: moment(self.in_our_time(one.received_at)),
            told: None,
            took_ms: None,
            outcome: None,
            raw: one.raw.clone(),
        };
        self.answered(line, heard).await.map(Some)
    }

    /// What was answered and why, in a line.
    pub(super) async fn sentence(&self, one: &Announced) -> Result<Sentence, Fault> {
        let verdict = match one.answered.verdict {
            Verdict::Accepted => "accepted",
            Verdict::Refused => "refused",
            Verdict::Held => "held",
            Verdict::Noted => "noted",
        };
        let rule = one.answered.decision.as_ref().and_then(|decision| decision.rule.as_ref());
        let rule = self.rule_name(rule).await?.unwrap_or_default();
        let (why, desk) = why(&one.answered.because);
        let desk = desk.unwrap_or_default();
        Ok(Sentence::plain(&format!("told-{verdict}-{why}")).with("rule", rule).with("desk", desk))
    }
}
