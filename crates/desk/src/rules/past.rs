//! Requests of the past: changes of plan and seats that took effect, as this computer saw them.
//!
//! What was refused left no trace here, and what the publisher changed itself was no request; the relay's own log knows
//! better, and is asked as well before anything is put in force.

use chrono::{DateTime, TimeDelta, Utc};
use domain::rule::{Request, RequestKind, Seats, TenantId};
use domain::{Change, Intent, Subscription, Wish};
use store::{Event, EventKind};

/// How far back.
pub(super) const DAYS: i64 = 90;
/// More than this would tell nothing more.
pub(super) const MOST: u32 = 20_000;
/// A change of ours shows within this time.
const SHOWS_WITHIN: TimeDelta = TimeDelta::days(7);

/// A request of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Past {
    /// What was asked.
    pub request: Request,
    /// The customer's name then.
    pub customer: String,
}

/// The request that an event was the effect of; nothing where too little of it can be read.
pub(super) fn of(event: &Event) -> Option<Past> {
    let after = marketplace::read_subscription(&event.raw).ok()?.value;
    let (before, to) = (event.before.as_deref()?, event.after.as_deref()?);
    let told = told(&after, event.seen_before, event.kind);
    let request = match event.kind {
        EventKind::Plan => Request {
            from_plan: Some(before.into()),
            to_plan: Some(to.into()),
            from_seats: after.seats.map_or(Seats::Flat, Seats::Count),
            ..told
        },
        EventKind::Seats => Request {
            from_plan: Some(after.plan.clone()),
            from_seats: Seats::Count(before.parse().ok()?),
            to_seats: Some(to.parse().ok()?),
            ..told
        },
        _ => return None,
    };
    Some(Past { request, customer: after.name })
}

fn told(after: &Subscription, moment: DateTime<Utc>, kind: EventKind) -> Request {
    let kind = if kind == EventKind::Plan { RequestKind::Plan } else { RequestKind::Seats };
    Request {
        offer: Some(after.offer.clone()),
        purchaser: TenantId::told(&after.purchaser.tenant_id),
        beneficiary: TenantId::told(&after.beneficiary.tenant_id),
        channel: Some(after.channel()),
        ..Request::new(after.id.clone(), kind, moment)
    }
}

/// Whether it was a change of the publisher's own: nobody asked for it from outside.
pub(super) fn is_ours<'a>(past: &Past, intents: impl IntoIterator<Item = &'a Intent>) -> bool {
    let Some(target) = past.request.target() else { return false };
    let moment = past.request.moment;
    let shows = |intent: &Intent| intent.asked_at <= moment && moment - intent.asked_at < SHOWS_WITHIN;
    let same = |to: &Change| *to == target;
    intents.into_iter().any(|intent| matches!(&intent.wish, Wish::Change { to } if same(to)) && shows(intent))
}
