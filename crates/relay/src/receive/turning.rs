//! What a message changes for requests that wait: by when it happened, whatever came before it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Action;
use domain::relay_feed::{Because, HeldRequest, Supersession, Verdict};
use domain::rule::Request;

use super::Incoming;
use super::judging::Judgement;
use super::promises::{Kept, Promises};
use crate::digest;
use crate::held::course::{Course, Turn, What};
use crate::held::life;
use crate::log::{Doc, Kind, LogError, Put};

/// A message cannot be from the future. One that says so by more than clocks differ counts as of its arrival.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(1);

/// A course with the message in its place, and the held requests it may concern.
pub(super) struct Turning {
    pub(super) course: Course,
    /// What to write of it; nothing where the message is no turn.
    pub(super) put: Option<Put>,
    /// Open ones, and those that are over by what happened and stand otherwise now.
    pub(super) concerned: Vec<Kept<HeldRequest>>,
}

/// The id of the held request a message opens.
pub(super) fn held_id(incoming: &Incoming) -> String {
    digest::of(&["held", incoming.connection.id.as_str(), &incoming.key])
}

/// Puts a message into the course of its subscription.
pub(super) async fn turn(incoming: &Incoming, promises: &Promises, judgement: &Judgement) -> Result<Turning, LogError> {
    let before = promises.course.as_ref().map(|kept| kept.value.clone()).unwrap_or_default();
    let request = incoming.message.value.request(incoming.at);
    let Some(what) = what(incoming, request.as_ref(), judgement) else {
        return Ok(Turning { course: before, put: None, concerned: Vec::new() });
    };
    let mut course = before.clone();
    course.place(Turn { at: happened_at(incoming), key: incoming.key.clone(), what });
    let subscription = &incoming.message.value.subscription;
    let put = match &promises.course {
        Some(kept) => Put::over(&kept.doc, &course)?,
        None => Put::new(Kind::Course, subscription.as_str().to_ascii_lowercase(), &course)?.of(subscription),
    };
    let mut concerned = promises.held.clone();
    for id in
        course.held().filter(|id| *id != held_id(incoming) && !promises.held.iter().any(|kept| kept.doc.id == **id))
    {
        let Some(doc) = read(incoming, id).await? else { continue };
        let value: HeldRequest = doc.read()?;
        if life::stand(value.clone(), &course).is_some() {
            concerned.push(Kept { doc, value });
        }
    }
    Ok(Turning { course, put: Some(put), concerned })
}

async fn read(incoming: &Incoming, id: &str) -> Result<Option<Doc>, LogError> {
    incoming.relay.log.doc(&incoming.connection.id, Kind::Held, id).await
}

/// When it happened, by Microsoft's clock.
pub(super) fn happened_at(incoming: &Incoming) -> DateTime<Utc> {
    let told = incoming.message.value.at.filter(|at| *at <= incoming.at + CLOCKS_DIFFER);
    told.unwrap_or(incoming.at)
}

fn what(incoming: &Incoming, request: Option<&Request>, judgement: &Judgement) -> Option<What> {
    let Some(request) = request else {
        return match incoming.message.value.action {
            Action::Suspend => Some(What::Suspended),
            Action::Reinstate => Some(What::Reinstated),
            Action::Unsubscribe => Some(What::Ended),
            Action::ChangePlan | Action::ChangeQuantity | Action::Renew | Action::Subscribe | Action::Other(_) => None,
        };
    };
    let Some(by) = takes_its_place(&judgement.because) else {
        return request.target().map(|to| What::TakenBack { to });
    };
    let held = (judgement.verdict == Verdict::Held).then(|| held_id(incoming));
    Some(What::Asked { kind: request.kind, by, from: request.present(), held })
}

/// What a request means for an earlier one of its kind: anything but Microsoft's taking back takes its place.
fn takes_its_place(because: &Because) -> Option<Supersession> {
    match because {
        Because::Revert { .. } => None,
        Because::Notice | Because::OwnChange | Because::Echo { .. } => Some(Supersession::Change),
        Because::UnknownAction
        | Because::Pass { .. }
        | Because::Rule
        | Because::NoRule
        | Because::Person { .. }
        | Because::Silence
        | Because::NobodyLooked
        | Because::Elsewhere => Some(Supersession::NewerRequest),
    }
}
