//! Requests that a rule refused for now, so that a person decides.

use chrono::{DateTime, Utc};
use domain::relay_feed::{Approval, ApprovedHow, HeldRequest, HeldState, Supersession};
use store::ItemWrite;

use super::PASS_DAYS;
use super::telling::whose;
use crate::contract::{Code, Fault, Sentence};
use crate::explain;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, HeldAt, Request, Stage};
use crate::opened::Opened;

/// The item of a held request.
pub(super) fn item_id(held: &HeldRequest) -> String {
    format!("{}:held:{}", held.request.subscription, held.id)
}

impl Opened {
    /// A held request is new, or has moved on.
    pub(super) async fn held(&self, held: &HeldRequest) -> Result<Vec<ItemWrite>, Fault> {
        let id = item_id(held);
        let at = match &held.state {
            HeldState::Open => HeldAt::Open,
            HeldState::Claimed { by, .. } => HeldAt::Claimed { by: by.clone() },
            HeldState::Parked { .. } => HeldAt::Parked,
            HeldState::Superseded { by, .. } => return Ok(settled(id, superseded(*by).to_owned())),
            HeldState::Approved(Approval { by, at, how: ApprovedHow::Pass { .. }, .. }) => {
                HeldAt::Passed { by: by.clone(), until: self.passed_until(&id, *at).await? }
            }
            HeldState::Approved(approval) => return Ok(settled(id, format!("held-approved:{}", approval.by))),
            HeldState::Declined { by, .. } => return Ok(settled(id, format!("held-declined:{by}"))),
        };
        let Some(target) = held.request.target() else { return Ok(Vec::new()) };
        let row = self.row_of(&held.request.subscription).await?;
        let rule = self.rule_name(held.decision.rule.as_ref()).await?;
        let ask_again = held.ask_again.is_some();
        let by_pass = self.wants_pass(&held.request.subscription).await?;
        let due = if let HeldAt::Passed { until, .. } = &at { *until } else { held.opened_at };
        let request = Request {
            before: super::question::before(&held.request, row.as_ref()),
            asked: target,
            relay: Some(AtRelay::Held { id: held.id.clone(), rule, at, ask_again, by_pass }),
            ..Request::at(Stage::Held)
        };
        let facts = whose(row.as_ref(), &held.request.subscription, About::Request(request));
        let mut item = clocks::found(&id, Some(held.request.subscription.clone()), &facts, due);
        self.price(&mut item).await;
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// Until when a pass holds: as its own event said, else as passes are given.
    async fn passed_until(&self, item: &str, given_at: DateTime<Utc>) -> Result<DateTime<Utc>, Fault> {
        let known = self.source.store.journal.item(item).await.map_err(explain::store)?;
        let known = known.as_ref().and_then(crate::inbox::keeper::facts);
        Ok(match known.map(|facts| facts.about) {
            Some(About::Request(Request {
                relay: Some(AtRelay::Held { at: HeldAt::Passed { until, .. }, .. }),
                ..
            })) => until,
            _ => self.pass_until(given_at, PASS_DAYS),
        })
    }

    /// Takes a held request for this desk; two people never decide on the same one.
    async fn claim(&self, id: &str) -> Result<HeldRequest, Fault> {
        let link = self.some_link()?;
        let held = link.relay.held(id).await.map_err(|error| super::fault(&error))?;
        match &held.state {
            HeldState::Claimed { by, .. } if Some(by) == link.desk().as_ref() => Ok(held),
            HeldState::Claimed { by, .. } => {
                Err(Fault::new(Code::Refused, Sentence::plain("no-claimed").with("desk", by)))
            }
            _ => link.relay.claim(id, held.version).await.map_err(|error| super::fault(&error)),
        }
    }

    /// Says no at the relay, where the request was refused already.
    pub(super) async fn decline_held(&self, id: &str, note: &str) -> Result<String, Fault> {
        let link = self.some_link()?;
        let parked = link.relay.held(id).await.map_err(|error| super::fault(&error))?;
        let held = if matches!(parked.state, HeldState::Parked { .. }) { parked } else { self.claim(id).await? };
        let declined = link.relay.decline(id, held.version, note).await.map_err(|error| super::fault(&error))?;
        Ok(match declined.state {
            HeldState::Declined { by, .. } => by,
            _ => link.desk().unwrap_or_default(),
        })
    }
}

fn settled(id: String, how: String) -> Vec<ItemWrite> {
    vec![ItemWrite::Settled { id, how }]
}

fn superseded(by: Supersession) -> &'static str {
    match by {
        Supersession::NewerRequest => "held-superseded-request",
        Supersession::Change => "held-superseded-change",
        Supersession::End => "held-superseded-end",
    }
}
