//! Requests that a rule refused for now, so that a person decides.

use chrono::{DateTime, Utc};
use domain::SubscriptionId;
use domain::relay_feed::{Approval, ApprovedHow, HeldRequest, HeldState, Supersession};
use store::ItemWrite;

use super::PASS_DAYS;
use super::approving::claim;
use crate::contract::Fault;
use crate::inbox::clocks;
use crate::inbox::facts::{About, AtRelay, Facts, HeldAt, Refusal, Request, Stage};
use crate::opened::Opened;

/// The item of a held request. One whose approval was given up is another item: the first is settled and stays so.
pub(super) fn item_id(held: &HeldRequest) -> String {
    let id = first_item_id(&held.request.subscription, &held.id);
    match &held.nothing_came {
        Some(came) => format!("{id}:again:{}", came.at.timestamp()),
        None => id,
    }
}

/// The item that a held request begins with.
pub(super) fn first_item_id(subscription: &SubscriptionId, held: &str) -> String {
    format!("{subscription}:held:{held}")
}

impl Opened {
    /// A held request is new, or has moved on.
    pub(super) async fn held(&self, held: &HeldRequest) -> Result<Vec<ItemWrite>, Fault> {
        let id = match &held.state {
            HeldState::Approved(_) => self.open_item_of(&held.id).await?.unwrap_or_else(|| item_id(held)),
            _ => item_id(held),
        };
        let at = match &held.state {
            HeldState::Open if self.is_overruled(held).await? => {
                return Ok(settled(id, superseded(Supersession::Change).to_owned()));
            }
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
        let in_vain = held.nothing_came.as_ref().map(|came| came.approval.by.clone());
        let by_pass = self.wants_pass(&held.request.subscription).await?;
        let due = if let HeldAt::Passed { until, .. } = &at { *until } else { held.opened_at };
        let refusal = self.refusal_of(held, &id).await?;
        let request = Request {
            before: super::question::before(&held.request, row.as_ref()),
            asked: target,
            relay: Some(AtRelay::Held { id: held.id.clone(), rule, at, ask_again, by_pass, in_vain, refusal }),
            ..Request::at(Stage::Held)
        };
        let facts = Facts::of(row.as_ref(), &held.request.subscription, About::Request(request));
        let mut item = clocks::found(&id, Some(held.request.subscription.clone()), &facts, due);
        self.price(&mut item).await;
        Ok(vec![ItemWrite::Found { item, silently: false }])
    }

    /// Whether its refusal counts, as far as that is known. A request without an operation cannot be asked about.
    async fn refusal_of(&self, held: &HeldRequest, item: &str) -> Result<Refusal, Fault> {
        let open = self.open_items().await?;
        Ok(match (open.get(item).map(|known| &known.facts.about), &held.operation) {
            (Some(About::Request(Request { relay: Some(AtRelay::Held { refusal, .. }), .. })), _) => refusal.clone(),
            (_, Some(operation)) => Refusal::Unconfirmed { operation: operation.clone() },
            (_, None) => Refusal::Counts,
        })
    }

    /// The open item of a held request, whichever of its items that is.
    pub(super) async fn open_item_of(&self, held: &str) -> Result<Option<String>, Fault> {
        let open = self.open_items().await?;
        let is_of = |about: &About| matches!(about, About::Request(Request { relay: Some(AtRelay::Held { id, .. }), .. }) if id == held);
        Ok(open.iter().find(|known| is_of(&known.facts.about)).map(|known| known.item.id.clone()))
    }

    /// Until when a pass holds: as its own event said, else as passes are given.
    async fn passed_until(&self, item: &str, given_at: DateTime<Utc>) -> Result<DateTime<Utc>, Fault> {
        let open = self.open_items().await?;
        Ok(match open.get(item).map(|known| &known.facts.about) {
            Some(About::Request(Request {
                relay: Some(AtRelay::Held { at: HeldAt::Passed { until, .. }, .. }),
                ..
            })) => *until,
            _ => self.pass_until(given_at, PASS_DAYS),
        })
    }

    /// Says no at the relay, where the request was refused already.
    pub(super) async fn decline_held(&self, id: &str, note: &str) -> Result<String, Fault> {
        let link = self.some_link()?;
        let parked = link.relay.held(id).await.map_err(|error| super::fault(&error))?;
        let held = if matches!(parked.state, HeldState::Parked { .. }) {
            parked
        } else {
            claim(&link, parked).await.map_err(|stopped| stopped.fault)?
        };
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
