//! What was stuck at the relay and what people made of it, as the relay told.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::account::AccountAction;
use domain::relay_feed::{AccessOver, AccessState, AccessStep, AccessWork, Happened};

use super::words::word;
use crate::contract::{AccessStepCard, Fault, Sentence};
use crate::explain;
use crate::opened::Opened;
use crate::relay::saying_why;
use crate::sync_line::moment;

/// What somebody did about a hook that was stuck.
pub(crate) struct Moved<'a> {
    pub action: AccountAction,
    /// What was done, in a line.
    pub what: Sentence,
    /// Who.
    pub by: &'a str,
    /// Why; empty where nobody asks for a reason.
    pub reason: &'a str,
}

/// What somebody did, where a step tells that.
pub(crate) fn moved(step: &AccessStep) -> Option<Moved<'_>> {
    let AccessWork::Hook(action) = step.what else { return None };
    Some(match (&step.state, &step.again) {
        (AccessState::Dropped { by, reason, .. }, _) => {
            Moved { action, what: Sentence::plain("told-hook-dropped"), by, reason }
        }
        (AccessState::Confirming, Some(again)) => {
            Moved { action, what: Sentence::plain("told-hook-again"), by: &again.by, reason: "" }
        }
        _ => return None,
    })
}

impl Opened {
    /// What the relay told of one account that got stuck, each with its moment; the latest first.
    pub(super) async fn moves_of(
        &self,
        id: &SubscriptionId,
        limit: u32,
    ) -> Result<Vec<(DateTime<Utc>, AccessStepCard)>, Fault> {
        let told = self.source.store.journal.access_told(id, limit).await.map_err(explain::store)?;
        let steps = told.into_iter().filter_map(|event| match event.happened() {
            Happened::Access(step) => Some((self.in_our_time(event.at), *step)),
            _ => None,
        });
        Ok(steps.filter_map(|(at, step)| Some((at, card(&step, at)?))).collect())
    }
}

fn card(step: &AccessStep, at: DateTime<Utc>) -> Option<AccessStepCard> {
    let AccessWork::Hook(action) = step.what else { return None };
    let (by, reason) = moved(step).map_or(("", ""), |moved| (moved.by, moved.reason));
    let said = |key: &str| Sentence::plain(key).with("action", word(action));
    let what = match &step.state {
        AccessState::Stuck { why } => saying_why(said("access-step-stuck"), why),
        AccessState::Dropped { .. } => said("access-step-dropped"),
        AccessState::Confirming if step.again.is_some() => said("access-step-again"),
        AccessState::Withdrawn { why: AccessOver::NotSoAnyMore, .. } if step.again.is_some() => {
            said("access-step-not-so")
        }
        _ => return None,
    };
    Some(AccessStepCard {
        at: moment(at),
        what,
        access: None,
        actor: by.to_owned(),
        reason: reason.to_owned(),
        hook: Some(step.id.to_string()),
    })
}
