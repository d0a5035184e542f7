//! Deciding on one message, and making the decision durable.

use std::sync::Arc;

use super::answered::StoredAnswer;
use super::judging::{self, Judgement, Used};
use super::promises::Promises;
use super::turning::{self, Turning};
use super::{Incoming, recording};
use crate::access;
use crate::ask;
use crate::log::{About, Doc, Kind, LogError, Written};
use crate::rules::standing::InForce;

/// How often a decision is made anew because what it rested on has changed meanwhile.
const MOST_TRIES: u32 = 16;

/// The status to be answered; none where nothing could be decided or written.
pub(super) async fn decide(incoming: &Incoming) -> Option<u16> {
    let decided = try_decide(incoming).await;
    decided
        .inspect_err(|error| {
            let connection = &incoming.connection.name;
            tracing::error!(%connection, %error, cause = ?std::error::Error::source(error), "nothing could be decided");
        })
        .ok()
        .map(|answer| answer.status)
}

async fn try_decide(incoming: &Incoming) -> Result<StoredAnswer, LogError> {
    let lane = incoming.connection.lanes.of(&incoming.message.value.subscription);
    let mut turn = None;
    for _ in 0..MOST_TRIES {
        let about = look(incoming).await?;
        if let Some(before) = &about.answer {
            let connection = incoming.connection.name.as_str();
            incoming.relay.metrics.count("repeats_total", &[("connection", connection)]);
            return before.read();
        }
        if let Some(answer) = once(incoming, &about).await? {
            return Ok(answer);
        }
        // The first try waits for nobody: it may be waiting for a person.
        if turn.is_none() {
            turn = Some(lane.lock().await);
        }
    }
    Err(LogError::Closed)
}

async fn look(incoming: &Incoming) -> Result<About, LogError> {
    let whose = &incoming.message.value.subscription;
    incoming.relay.log.about(&incoming.connection.id, &incoming.key, whose).await
}

/// One try. Nothing where somebody else has changed what it rests on.
async fn once(incoming: &Incoming, about: &About) -> Result<Option<StoredAnswer>, LogError> {
    let (relay, connection) = (&incoming.relay, &incoming.connection);
    let promises = Promises::read(about)?;
    let in_force = connection.standing.in_force(&*relay.log, &connection.id, about, incoming.at).await?;
    let judgement = judge(incoming, &promises, &in_force);
    let judgement = match (judgement.ask, judgement.decision.clone()) {
        (Some(ask), Some(decision)) => {
            let (outcome, because) = ask::settle(incoming, ask, decision).await?;
            judgement.settled(outcome, because)
        }
        _ => judgement,
    };
    write(incoming, &promises, &in_force, judgement).await
}

/// Makes a judgement durable.
pub(super) async fn write(
    incoming: &Incoming,
    promises: &Promises,
    in_force: &Arc<InForce>,
    judgement: Judgement,
) -> Result<Option<StoredAnswer>, LogError> {
    let turning = turning::turn(incoming, promises, &judgement).await?;
    let belongs_to = held_of(incoming, promises, &turning, judgement.used).await?;
    let verdict = judgement.verdict;
    let at = turning::happened_at(incoming);
    let errands = access::plan(incoming, at, (verdict, &judgement.because), &promises.errands).await?;
    let (mut write, answer) = recording::record(incoming, promises, in_force, judgement, turning, belongs_to)?;
    for (put, event) in errands {
        write = write.put(put).event(event);
    }
    let written = incoming.relay.log.write(write).await?;
    if let Written::Overtaken { .. } = written {
        return Ok(None);
    }
    let (connection, verdict) = (incoming.connection.name.as_str(), format!("{verdict:?}").to_ascii_lowercase());
    incoming.relay.metrics.count("decisions_total", &[("connection", connection), ("verdict", &verdict)]);
    Ok(Some(answer))
}

fn judge(incoming: &Incoming, promises: &Promises, in_force: &InForce) -> Judgement {
    let message = &incoming.message.value;
    let request = message.request(incoming.at);
    judging::judge(message, request.as_ref(), promises, &in_force.rules, &in_force.facts)
}

/// The held request that an echo or a revert belongs to, where the course does not say so. An approved one is closed, so
/// it is looked up.
async fn held_of(
    incoming: &Incoming,
    promises: &Promises,
    turning: &Turning,
    used: Used,
) -> Result<Option<Doc>, LogError> {
    let id = match used {
        Used::Coming(at) => promises.coming.get(at).and_then(|kept| kept.value.held.clone()),
        Used::Refused(at) => {
            let held = promises.refused.get(at).and_then(|kept| kept.value.held.clone());
            held.filter(|held| !turning.course.held().any(|known| known == held))
        }
        Used::Nothing | Used::Pass(_) => None,
    };
    let Some(id) = id else { return Ok(None) };
    incoming.relay.log.doc(&incoming.connection.id, Kind::Held, &id).await
}
