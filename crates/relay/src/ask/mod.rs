//! Asking a person while Microsoft waits.
//!
//! An answer is kept open only while somebody looks: a desk follows the feed, and has said that it shows the question.
//! Whoever answers first decides, by the version of the question's document; silence is an answer of its own, written
//! in the same way, so that nobody's yes arrives after it.

mod calls;
mod presence;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Answer;
use domain::relay_feed::{Because, Question, QuestionState};
use domain::rule::{Ask, Decision, Outcome};

pub(crate) use calls::{answer, hidden, list, shown};
pub(crate) use presence::{Here, Presence, is_anybody_here, say_here};

use crate::log::{Doc, Kind, LogError, Write, Written};
use crate::receive::Incoming;
use crate::telling;

/// A desk that follows must say within this time that it shows the question.
const SHOWN_WITHIN: TimeDelta = TimeDelta::milliseconds(1_500);

/// What a person answered, or silence.
pub(crate) async fn settle(incoming: &Incoming, ask: Ask, decision: Decision) -> Result<(Outcome, Because), LogError> {
    let fallback = Outcome::from(ask.fallback);
    let Some(request) = incoming.message.value.request(incoming.at) else {
        return Ok((fallback, Because::NobodyLooked));
    };
    let seconds = ask.seconds.clamp(Ask::SHORTEST, Ask::LONGEST);
    let question = Question {
        id: incoming.key.clone(),
        request,
        decision,
        asked_at: incoming.at,
        until: incoming.at + TimeDelta::seconds(seconds.into()),
        shown_by: Vec::new(),
        state: QuestionState::Open,
    };
    let mut stirred = incoming.relay.log.stirred();
    let mut was_shown = false;
    // Begun here and once, so that a clock set back meanwhile does not keep it open.
    let mut over = incoming.relay.time.until(question.until);
    let mut is_over = false;
    loop {
        stirred.mark_unchanged();
        let now = incoming.relay.time.now();
        let now = if is_over { now.max(question.until) } else { now };
        let Some(doc) = read(incoming).await? else {
            if !is_anybody_here(incoming, now).await? {
                return Ok((fallback, Because::NobodyLooked));
            }
            write(incoming, None, question.clone()).await?;
            continue;
        };
        let asked: Question = doc.read()?;
        was_shown |= !asked.shown_by.is_empty();
        if let Some(settled) = settled(&asked, fallback) {
            return Ok(settled);
        }
        match ends(&asked, was_shown, now) {
            End::Now(state) => write(incoming, Some(&doc), Question { state, ..asked }).await?,
            End::At(moment) => tokio::select! {
                _ = stirred.changed() => {}
                () = incoming.relay.time.until(moment) => {}
                () = &mut over, if !is_over => is_over = true,
            },
        }
    }
}

enum End {
    Now(QuestionState),
    At(DateTime<Utc>),
}

fn ends(question: &Question, was_shown: bool, now: DateTime<Utc>) -> End {
    let is_shown = !question.shown_by.is_empty();
    let shown_until = (question.asked_at + SHOWN_WITHIN).min(question.until);
    if is_shown && now < question.until {
        End::At(question.until)
    } else if is_shown {
        End::Now(QuestionState::Silence)
    } else if was_shown || now >= shown_until {
        End::Now(QuestionState::NobodyLooked)
    } else {
        End::At(shown_until)
    }
}

fn settled(question: &Question, fallback: Outcome) -> Option<(Outcome, Because)> {
    match &question.state {
        QuestionState::Open => None,
        QuestionState::Silence => Some((fallback, Because::Silence)),
        QuestionState::NobodyLooked => Some((fallback, Because::NobodyLooked)),
        QuestionState::Answered { by, answer, .. } => {
            let outcome = match answer {
                Answer::Accept => Outcome::Accept,
                Answer::Refuse => Outcome::Refuse,
            };
            Some((outcome, Because::Person { desk: by.clone() }))
        }
    }
}

async fn read(incoming: &Incoming) -> Result<Option<Doc>, LogError> {
    incoming.relay.log.doc(&incoming.connection.id, Kind::Question, &incoming.key).await
}

/// Whether or not it was overtaken, what stands in the log is read next.
async fn write(incoming: &Incoming, before: Option<&Doc>, question: Question) -> Result<(), LogError> {
    let (put, event) = telling::question(before, question)?;
    let write = Write::new(&incoming.connection.id, incoming.relay.time.now()).put(put).event(event);
    let (Written::Done | Written::Overtaken { .. }) = incoming.relay.log.write(write).await?;
    Ok(())
}
