//! Documents and events made of what relay and desk say to each other.

use domain::relay_feed::{Coming, GivenPass, Happened, HeldRequest, Question};

use crate::digest;
use crate::log::{Doc, Kind, LogError, NewEvent, Put};

/// An event. Its id is made of the parts, so that the same thing is told once.
pub(crate) fn event(
    parts: &[&str],
    subscription: Option<&domain::SubscriptionId>,
    happened: &Happened,
) -> Result<NewEvent, LogError> {
    let kind = happened.kind();
    let body = happened.body().map_err(|source| LogError::Unreadable { kind, source })?;
    let id = digest::of(&[&[kind], parts].concat());
    Ok(NewEvent { id, kind: kind.to_owned(), subscription: subscription.cloned(), body })
}

/// The next version of a held request, and the event that tells it. With no document before it is the first.
pub(crate) fn held(before: Option<&Doc>, mut held: HeldRequest) -> Result<(Put, NewEvent), LogError> {
    held.version = before.map_or(0, |doc| doc.version) + 1;
    let whose = held.request.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &held)?,
        None => Put::new(Kind::Held, held.id.clone(), &held)?.of(&whose),
    };
    let put = put.open(held.state.is_open());
    let (id, version) = (held.id.clone(), held.version.to_string());
    Ok((put, event(&[&id, &version], Some(&whose), &Happened::Held(Box::new(held)))?))
}

/// A pass, given or used.
pub(crate) fn pass(before: Option<&Doc>, pass: GivenPass, is_open: bool) -> Result<(Put, NewEvent), LogError> {
    let whose = pass.pass.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &pass)?,
        None => Put::new(Kind::Pass, pass.id.clone(), &pass)?.of(&whose),
    };
    let (id, version) = (pass.id.clone(), (put.expect + 1).to_string());
    Ok((put.open(is_open), event(&[&id, &version], Some(&whose), &Happened::Pass(Box::new(pass)))?))
}

/// A coming change, registered or come.
pub(crate) fn coming(before: Option<&Doc>, coming: Coming, is_open: bool) -> Result<(Put, NewEvent), LogError> {
    let whose = coming.expected.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &coming)?,
        None => Put::new(Kind::Coming, coming.id.clone(), &coming)?.of(&whose),
    };
    let (id, version) = (coming.id.clone(), (put.expect + 1).to_string());
    Ok((put.open(is_open), event(&[&id, &version], Some(&whose), &Happened::Coming(Box::new(coming)))?))
}

/// A question, asked, shown or answered. It is open as long as it is not answered.
pub(crate) fn question(before: Option<&Doc>, question: Question) -> Result<(Put, NewEvent), LogError> {
    let is_open = question.state == domain::relay_feed::QuestionState::Open;
    let whose = question.request.subscription.clone();
    let put = match before {
        Some(doc) => Put::over(doc, &question)?,
        None => Put::new(Kind::Question, question.id.clone(), &question)?,
    };
    let (id, version) = (question.id.clone(), (put.expect + 1).to_string());
    Ok((put.open(is_open), event(&[&id, &version], Some(&whose), &Happened::Question(Box::new(question)))?))
}
