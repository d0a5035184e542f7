//! Requests: what waits for the publisher's answer, and for how long.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Action, Change, Operation, OperationId, SubscriptionId};
use store::ListRow;

use super::events::seen;
use super::facts::{About, Facts, Request, Stage};

/// The window in which an answer decides (contract §5.4).
const WINDOW: TimeDelta = TimeDelta::seconds(10);
/// An operation that waits so long after its beginning is not ended by a window at all. The 10 seconds may begin only
/// when a webhook was answered, and that takes some seconds more.
const NO_WINDOW_AFTER: TimeDelta = TimeDelta::seconds(30);

/// The item of a request.
pub(crate) fn id(subscription: &SubscriptionId, operation: &OperationId) -> String {
    format!("{subscription}:{}", key(operation))
}

pub(crate) fn key(operation: &OperationId) -> String {
    format!("request:{operation}")
}

/// A request as it is found waiting. `None` for one that asks for nothing we know. `skew` is our clock minus theirs.
pub(crate) fn waiting(
    operation: &Operation,
    row: &ListRow,
    known: Option<&Facts>,
    now: DateTime<Utc>,
    skew: TimeDelta,
) -> Option<Request> {
    let asked = asked(operation)?;
    // What is so already is no request: after a refusal the service may send a change back to what never changed.
    if known.is_none() && seen(row).shows(&asked) {
        return None;
    }
    let began = operation.at.map_or(now, |at| at + skew);
    let has_window = now - began < NO_WINDOW_AFTER;
    let before = match known.map(|facts| &facts.about) {
        Some(About::Request(request)) => request.before.clone(),
        _ => seen(row),
    };
    Some(Request {
        operation: Some(operation.id.as_str().to_owned()),
        asked,
        before,
        stage: if has_window { Stage::Live } else { Stage::Waiting },
        // Never later than the service may end it: a countdown that promises too much is worse than none.
        closes_at: has_window.then(|| began + WINDOW),
        effect: None,
        relay: None,
    })
}

/// What an operation asks for.
pub(crate) fn asked(operation: &Operation) -> Option<Change> {
    match operation.action {
        Action::ChangePlan => operation.plan.clone().map(Change::Plan),
        Action::ChangeQuantity => operation.seats.map(Change::Seats),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use domain::{Channel, OperationSource, OperationStatus, Status};

    use super::*;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
    }

    fn operation(began: Option<DateTime<Utc>>) -> Operation {
        Operation {
            id: "o1".into(),
            activity_id: String::new(),
            subscription: "s1".into(),
            action: Action::ChangePlan,
            status: OperationStatus::InProgress,
            source: Some(OperationSource::Azure),
            plan: Some("bridge".into()),
            seats: None,
            at: began,
            error: None,
        }
    }

    fn row() -> ListRow {
        ListRow {
            id: "s1".into(),
            name: "Harbour office".to_owned(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: Some(12),
            status: Status::Subscribed,
            term_start: None,
            term_end: None,
            term_unit: None,
            auto_renew: None,
            channel: Channel::Direct,
            free_trial: false,
            created: None,
            buyer: String::new(),
            missing: false,
        }
    }

    #[test]
    fn the_window_closes_ten_seconds_after_microsoft_began_in_our_own_time() {
        let began = now() - TimeDelta::seconds(4);
        let ours_is_ahead = TimeDelta::seconds(2);
        let request = waiting(&operation(Some(began - ours_is_ahead)), &row(), None, now(), ours_is_ahead).unwrap();
        assert_eq!((request.stage, request.closes_at), (Stage::Live, Some(now() + TimeDelta::seconds(6))));
    }

    #[test]
    fn a_change_to_what_is_so_already_is_no_request() {
        let same = ListRow { plan: "bridge".into(), ..row() };
        assert_eq!(waiting(&operation(Some(now())), &same, None, now(), TimeDelta::zero()), None);
    }

    #[test]
    fn what_still_waits_long_after_has_no_window() {
        let request = waiting(&operation(Some(now() - TimeDelta::minutes(5))), &row(), None, now(), TimeDelta::zero());
        let request = request.unwrap();
        assert_eq!((request.stage, request.closes_at), (Stage::Waiting, None));
    }

    #[test]
    fn what_stood_before_stays_what_it_was_when_the_request_was_first_seen() {
        let first = waiting(&operation(Some(now())), &row(), None, now(), TimeDelta::zero()).unwrap();
        let facts = Facts { customer: String::new(), offer: String::new(), about: About::Request(first) };
        let changed = ListRow { plan: "bridge".into(), ..row() };
        let again = waiting(&operation(Some(now())), &changed, Some(&facts), now(), TimeDelta::zero()).unwrap();
        assert_eq!(again.before.plan.as_str(), "crew");
    }
}
