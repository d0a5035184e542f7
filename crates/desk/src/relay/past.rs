//! What the relay answered and did, and what people decided there, among what was done here: one history, the latest
//! first.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::relay_feed::{AccessStep, Announced, Because, Happened, ReadBack};
use domain::rule::{Request as Asked, RequestKind};

use crate::contract::{CallId, Fault, HistoryLine, Sentence};
use crate::opened::Opened;
use crate::sync_line::moment;
use crate::{account, explain};

/// A place in the history: how far both of its lists have been told. Written as a line's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Steps of ours from here on are told.
    pub did: i64,
    /// Answers of the relay's from here on are told.
    pub answered: i64,
}

impl Place {
    /// Where the history begins, or goes on.
    pub(crate) fn read(text: Option<&str>) -> Self {
        let (did, answered) = text.and_then(|text| text.split_once('.')).unwrap_or_default();
        Self { did: did.parse().unwrap_or(i64::MAX), answered: answered.parse().unwrap_or(i64::MAX) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.did, self.answered)
    }
}

/// A line with its moment and its place in its own list.
pub(crate) struct Told {
    pub at: DateTime<Utc>,
    pub seq: i64,
    pub line: HistoryLine,
}

/// Both lists as one. Each line's id is the place from which the history goes on after it.
pub(crate) fn merged(mut place: Place, did: Vec<Told>, answered: Vec<Told>) -> Vec<HistoryLine> {
    let (mut did, mut answered) = (did.into_iter().peekable(), answered.into_iter().peekable());
    let mut lines = Vec::new();
    loop {
        let is_ours = match (did.peek(), answered.peek()) {
            (Some(ours), Some(theirs)) => ours.at >= theirs.at,
            (ours, _) => ours.is_some(),
        };
        let Some(next) = (if is_ours { did.next() } else { answered.next() }) else { return lines };
        if is_ours {
            place.did = next.seq;
        } else {
            place.answered = next.seq;
        }
        lines.push(HistoryLine { id: place.to_string(), ..next.line });
    }
}

impl Opened {
    /// Answers, and purchases activated by rule, before a place, the latest first.
    pub(crate) async fn answers_before(
        &self,
        subscription: Option<&SubscriptionId>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Told>, Fault> {
        let journal = &self.source.store.journal;
        let found = journal.answers(subscription, Some(before), limit).await.map_err(explain::store)?;
        let mut told = Vec::new();
        for (seq, event) in found {
            match event.happened() {
                Happened::Announced(one) => {
                    told.push(Told { seq, at: self.in_our_time(one.received_at), line: self.line_about(&one).await? });
                }
                Happened::Activation(step) => {
                    told.extend(self.done_by_rule(&step).await?.map(|(at, line)| Told { seq, at, line }));
                }
                Happened::Access(step) => {
                    let at = self.in_our_time(event.at);
                    told.extend(self.line_of_move(&step, at).await?.map(|line| Told { seq, at, line }));
                }
                _ => {}
            }
        }
        Ok(told)
    }

    /// What somebody made of a hook that was stuck.
    async fn line_of_move(&self, step: &AccessStep, at: DateTime<Utc>) -> Result<Option<HistoryLine>, Fault> {
        let Some(moved) = account::moved(step) else { return Ok(None) };
        Ok(Some(HistoryLine {
            id: String::new(),
            at: moment(at),
            intent: String::new(),
            subscription: step.subscription.to_string(),
            customer: self.name_of(&step.subscription).await?,
            what: moved.what.with("reason", moved.reason),
            asked: Some(account::ruled(moved.action)),
            actor: moved.by.to_owned(),
            outcome: None,
            ids: vec![CallId { name: "webhook".to_owned(), value: step.id.to_string() }],
            took_ms: None,
        }))
    }

    async fn line_about(&self, one: &Announced) -> Result<HistoryLine, Fault> {
        let read_back = self.source.store.journal.read_back(&one.subscription, &one.key).await;
        let read_back = read_back.map_err(explain::store)?.and_then(|event| match event.happened() {
            Happened::ReadBack(found) => Some(found),
            _ => None,
        });
        let rule = one.answered.decision.as_ref().and_then(|decision| decision.rule.as_ref());
        let actor = match &one.answered.because {
            Because::Person { desk } => desk.clone(),
            _ => self.rule_name(rule).await?.unwrap_or_default(),
        };
        Ok(HistoryLine {
            id: String::new(),
            at: moment(self.in_our_time(one.received_at)),
            intent: String::new(),
            subscription: one.subscription.to_string(),
            customer: self.name_of(&one.subscription).await?,
            what: self.sentence(one).await?,
            asked: one.request.as_ref().and_then(asked),
            actor,
            outcome: read_back.as_deref().map(outcome),
            ids: Vec::new(),
            took_ms: Some(one.took_ms),
        })
    }
}

/// What was asked for, in a line.
fn asked(request: &Asked) -> Option<Sentence> {
    let key = match request.kind {
        RequestKind::Plan => "what-plan",
        RequestKind::Seats => "what-seats",
    };
    let text = |change: domain::Change| match change {
        domain::Change::Plan(plan) => plan.to_string(),
        domain::Change::Seats(seats) => seats.to_string(),
    };
    let from = request.present().map_or_else(|| "–".to_owned(), text);
    Some(Sentence::plain(key).with("from", from).with("to", text(request.target()?)))
}

/// What Microsoft's own data says of an answer.
pub(super) fn outcome(read_back: &ReadBack) -> Sentence {
    Sentence::plain(match read_back {
        ReadBack { was_read: false, .. } => "outcome-unread",
        ReadBack { fits: true, .. } => "outcome-confirmed",
        ReadBack { fits: false, .. } => "outcome-otherwise",
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn told(seq: i64, minute: i64) -> Told {
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        let line = HistoryLine {
            id: String::new(),
            at: moment(at),
            intent: String::new(),
            subscription: String::new(),
            customer: String::new(),
            what: Sentence::plain("did-asked"),
            asked: None,
            actor: String::new(),
            outcome: None,
            ids: Vec::new(),
            took_ms: None,
        };
        Told { at, seq, line }
    }

    #[test]
    fn two_lists_are_one_by_time_and_every_line_says_where_to_go_on() {
        let (did, answered) = (vec![told(9, 50), told(8, 20)], vec![told(4, 40), told(3, 10)]);
        let lines = merged(Place { did: 10, answered: 5 }, did, answered);
        let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(ids, ["9.5", "9.4", "8.4", "8.3"]);
        assert_eq!(Place::read(Some("8.4")), Place { did: 8, answered: 4 });
        assert_eq!(Place::read(None), Place { did: i64::MAX, answered: i64::MAX });
    }
}
