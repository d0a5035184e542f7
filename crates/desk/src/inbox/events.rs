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

fn is_among(list: &[(SubscriptionId, Change)], id: &SubscriptionId, change: &Change) -> bool {
    list.iter().any(|(whose, known)| whose == id && known == change)
}

/// What an event changed, where it is a plan or a number of seats.
pub(crate) fn change(event: &Event) -> Option<Change> {
    let after = event.after.as_deref()?;
    match event.kind {
        EventKind::Plan => Some(Change::Plan(after.into())),
        EventKind::Seats => after.parse().ok().map(Change::Seats),
        _ => None,
    }
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
                Status::Subscribed if before == Status::Suspended => Some(item(
                    row,
                    &key("reinstated", event),
                    About::Reinstated { since: at, waits: None },
                    at + REVIEW,
                )),
                _ => None,
            }
        }
        EventKind::Plan | EventKind::Seats => changed(event, row, known, at),
        _ => None,
    }
}

fn changed(event: &Event, row: &ListRow, known: &Known<'_>, at: DateTime<Utc>) -> Option<FoundItem> {
    let (asked, before) = (change(event)?, event.before.as_deref()?);
    let before = match asked {
        Change::Plan(_) => Seen { plan: before.into(), ..seen(row) },
        Change::Seats(_) => Seen { seats: Some(before.parse().ok()?), ..seen(row) },
    };
    if is_among(known.ours, &event.subscription, &asked) || is_among(known.requested, &event.subscription, &asked) {
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
