//! Every change of plan within an offer, each judged as a request of an ordinary customer would be.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::rule::{Request, RequestKind, Seats, TenantId};
use domain::{OfferId, PlanId};

use super::judged::Judged;
use super::past::Past;
use crate::contract::{Channel, MatrixCell, MatrixRequest, RulePlan, RulesMatrix};

/// A customer that is in no set and of no tenant that a rule names.
const NOBODY: &str = "nobody in particular";

/// The matrix of an offer, whose plans are given in the order of its ladder.
pub(super) fn drawn(
    wanted: &MatrixRequest,
    plans: Vec<RulePlan>,
    judged: Judged<'_>,
    past: &[Past],
    now: DateTime<Utc>,
) -> RulesMatrix {
    let offer = OfferId::from(wanted.offer.as_str());
    let often = asked_for(&offer, past);
    let mut cells = Vec::new();
    for from in &plans {
        for to in plans.iter().filter(|to| to.id != from.id) {
            let (before, after) = (PlanId::from(from.id.as_str()), PlanId::from(to.id.as_str()));
            let request = request(wanted, &offer, &before, &after, now);
            let past = often.get(&(&before, &after)).copied().unwrap_or_default();
            let answered = judged.answer(&request);
            cells.push(MatrixCell { from: from.id.clone(), to: to.id.clone(), answered, past });
        }
    }
    RulesMatrix { offer: wanted.offer.clone(), plans, cells }
}

fn request(wanted: &MatrixRequest, offer: &OfferId, from: &PlanId, to: &PlanId, now: DateTime<Utc>) -> Request {
    Request {
        offer: Some(offer.clone()),
        from_plan: Some(from.clone()),
        to_plan: Some(to.clone()),
        from_seats: wanted.seats.map_or(Seats::Flat, Seats::Count),
        purchaser: Some(TenantId::from(NOBODY)),
        beneficiary: Some(TenantId::from(NOBODY)),
        channel: Some(match wanted.channel {
            Channel::Direct => domain::Channel::Direct,
            Channel::Reseller => domain::Channel::Reseller,
        }),
        ..Request::new(NOBODY.into(), RequestKind::Plan, now)
    }
}

fn asked_for<'a>(offer: &OfferId, past: &'a [Past]) -> BTreeMap<(&'a PlanId, &'a PlanId), u32> {
    let mut often = BTreeMap::new();
    for Past { request, .. } in past.iter().filter(|past| past.request.offer.as_ref() == Some(offer)) {
        if let (Some(from), Some(to)) = (&request.from_plan, &request.to_plan) {
            *often.entry((from, to)).or_insert(0) += 1;
        }
    }
    often
}
