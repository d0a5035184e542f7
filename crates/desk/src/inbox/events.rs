//! Items that an event starts: what happened, and what a person may want to do about it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Change, Seen, Status, SubscriptionId};
use store::{Event, EventKind, FoundItem, ListRow};

use super::clocks::{DATA_IS_KEPT, item};
use super::facts::{About, Request, Stage};

/// Within this time somebody should look at what happened without us.
const REVIEW: TimeDelta = TimeDelta::days(1);

/// What somebody knows already, so that the same fact does not become two items.
pub(crate) struct Known<'a> {
    /// Changes of ours that are on their way or came to effect lately.
    pub ours: &'a [(SubscriptionId, Change)],
    /// Changes that requests in the inbox are about, or were lately.
    pub requested: &'a [(SubscriptionId, Change)],
}

/// The item an event starts, where it starts one. `row` is the subscription as it is now.
pub(crate) fn of(event: &Event, row: &ListRow, known: &Known<'_>) -> Option<FoundItem> {
    let at = event.seen_before;
    match event.kind {
        EventKind::Status => {
            let (before, after) = (status(event.before.as_deref()), status(event.after.as_deref()));
            match after {
                Status::Unsubscribed => {
                    Some(item(row, &key("cancelled", event), About::Cancelled { since: at }, at + DATA_IS_KEPT))
                }
                Status::Subscribed if before == Status::Suspended => {
                    Some(item(row, &key("reinstated", event), About::Reinstated { since: at }, at + REVIEW))
                }
                _ => None,
            }
        }
        EventKind::Plan | EventKind::Seats => changed(event, row, known, at),
        _ => None,
    }
}

fn changed(event: &Event, row: &ListRow, known: &Known<'_>, at: DateTime<Utc>) -> Option<FoundItem> {
    let (asked, before) = match event.kind {
        EventKind::Plan => {
            let before = Seen { plan: event.before.as_deref()?.into(), ..seen(row) };
            (Change::Plan(event.after.as_deref()?.into()), before)
        }
        _ => {
            let before = Seen { seats: Some(event.before.as_deref()?.parse().ok()?), ..seen(row) };
            (Change::Seats(event.after.as_deref()?.parse().ok()?), before)
        }
    };
    let is_known = |list: &[(SubscriptionId, Change)]| {
        list.iter().any(|(id, change)| *id == event.subscription && *change == asked)
    };
    if is_known(known.ours) || is_known(known.requested) {
        return None;
    }
    let request =
        Request { operation: None, asked, before, stage: Stage::Unseen, closes_at: None, effect: None, relay: None };
    Some(item(row, &key("unseen", event), About::Request(request), at + REVIEW))
}

fn key(word: &str, event: &Event) -> String {
    format!("{word}:{}", event.id)
}

fn status(word: Option<&str>) -> Status {
    Status::read(word.unwrap_or_default())
}

/// What a list row shows of what decides.
pub(crate) fn seen(row: &ListRow) -> Seen {
    Seen { status: row.status.clone(), plan: row.plan.clone(), seats: row.seats }
}
