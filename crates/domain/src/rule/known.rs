//! What looks like a request and is none, or is one that was promised a yes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::request::Request;
use crate::ids::{OperationId, SubscriptionId};
use crate::intent::Change;
use crate::operation::OperationSource;

/// How long after a refusal Microsoft may still take the change back.
const UNDONE_WITHIN: TimeDelta = TimeDelta::days(1);

/// A yes given in advance, for one request, where the publisher may not make the change itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pass {
    /// Whose request.
    pub subscription: SubscriptionId,
    /// What it must ask for.
    pub to: Change,
    /// Not after this moment.
    pub until: DateTime<Utc>,
    /// Who gave it.
    pub given_by: String,
}

/// A change of our own that is about to be announced to us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Expected {
    /// Whose.
    pub subscription: SubscriptionId,
    /// What it becomes.
    pub to: Change,
    /// Not after this moment.
    pub until: DateTime<Utc>,
}

/// A request we refused or hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// Whose.
    pub subscription: SubscriptionId,
    /// The operation that was refused, where its message named one.
    pub operation: Option<OperationId>,
    /// What there was, as far as was known.
    pub from: Option<Change>,
    /// What was asked for.
    pub to: Change,
    /// When it was refused.
    pub at: DateTime<Utc>,
}

/// What a request is, before any rule is looked at. All but the last are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// The announcement of a change we expected.
    Echo(&'a Expected),
    /// The publisher's own change, made by another program of the publisher.
    OwnChange,
    /// Asks for what is so: Microsoft takes a refused change back. The refusal, where we remember it.
    Revert(Option<&'a Refused>),
    /// A request that was promised a yes. The pass is used up.
    Pass(&'a Pass),
    /// A request to be judged by the rules.
    New,
}

/// Recognises a request (spec §5.4). The newest of several fitting records is named.
///
/// To refuse a revert would fight the service, so one is recognised by what the message itself shows; where that does
/// not show what there is (or shows the refused target), by going back to where a recent refusal started from.
pub fn recognise<'a>(
    request: &Request,
    source: Option<&OperationSource>,
    passes: &'a [Pass],
    expected: &'a [Expected],
    refused: &'a [Refused],
) -> Known<'a> {
    let Some(target) = request.target() else { return unnamed(source) };
    let (whose, now) = (&request.subscription, request.moment);
    let echo = expected.iter().rfind(|one| one.subscription == *whose && one.to == target && now <= one.until);
    if let Some(expected) = echo {
        return Known::Echo(expected);
    }
    if source == Some(&OperationSource::Partner) {
        return Known::OwnChange;
    }
    let present = request.present();
    let undone = refused.iter().rfind(|one| is_undone(one, request, &target, present.as_ref()));
    if present.as_ref() == Some(&target) || undone.is_some() {
        return Known::Revert(undone);
    }
    let pass = passes.iter().rfind(|pass| pass.subscription == *whose && pass.to == target && now <= pass.until);
    pass.map_or(Known::New, Known::Pass)
}

/// What a message is that does not say what it asks for.
fn unnamed<'a>(source: Option<&OperationSource>) -> Known<'a> {
    if source == Some(&OperationSource::Partner) { Known::OwnChange } else { Known::New }
}

/// Whether going to the target takes this refused change back.
fn is_undone(refused: &Refused, request: &Request, target: &Change, present: Option<&Change>) -> bool {
    refused.subscription == request.subscription
        && refused.from.as_ref() == Some(target)
        && present.is_none_or(|present| *present == refused.to || present == target)
        && (request.moment - refused.at).abs() <= UNDONE_WITHIN
}
