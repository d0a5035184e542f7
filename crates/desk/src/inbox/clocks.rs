//! Items that a clock starts: what runs out, and when.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{Status, SubscriptionId};
use store::{FoundItem, Item, ListRow};

use super::facts::{About, ByRule, Facts, Suspended};

/// A purchase that is not activated lapses after this time (contract §7.1).
const ACTIVATION: TimeDelta = TimeDelta::days(30);
/// A suspension ends in cancellation after this time, counted from a moment Microsoft does not tell.
pub(crate) const GRACE: TimeDelta = TimeDelta::days(30);
/// A customer's data must be kept at least so long after cancellation.
pub(crate) const DATA_IS_KEPT: TimeDelta = TimeDelta::days(7);
/// What a purchase's item is called beside its subscription.
const PURCHASE: &str = "purchase";
/// How far ahead a term that ends for good is told of.
pub(crate) const RENEWAL_AHEAD: TimeDelta = TimeDelta::days(90);
/// How far ahead the end of a trial is told of.
const TRIAL_AHEAD: TimeDelta = TimeDelta::days(30);
/// How far ahead the end of a credential is told of.
const CREDENTIAL_AHEAD: TimeDelta = TimeDelta::days(30);

/// When a status began that Microsoft does not date: when it was first seen, and when it was told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since {
    pub seen: DateTime<Utc>,
    pub told: Option<DateTime<Utc>>,
}

impl Since {
    /// Nobody was told of it.
    pub(crate) fn seen(at: DateTime<Utc>) -> Self {
        Self { seen: at, told: None }
    }
}

/// The items of one subscription whose clocks run, in our own time. `since` is when its present status began; `ahead` how
/// far this computer's clock is ahead of Microsoft's; `by_rule` what the relay does about it where it is a purchase.
pub(crate) fn of(
    row: &ListRow,
    since: Since,
    by_rule: Option<ByRule>,
    now: DateTime<Utc>,
    ahead: TimeDelta,
) -> Vec<FoundItem> {
    let mut found = Vec::new();
    match row.status {
        Status::PendingFulfillmentStart => {
            let due = row.created.map_or(since.seen, |theirs| theirs + ahead) + ACTIVATION;
            let about = About::Purchase { plan: row.plan.as_str().to_owned(), by_rule };
            found.push(item(row, PURCHASE, about, due));
        }
        Status::Suspended => {
            let key = format!("suspended:{}", since.seen.timestamp());
            let suspended = Suspended { since: since.seen, told: since.told };
            found.push(item(row, &key, About::Suspended(suspended), suspended.began() + GRACE));
        }
        Status::Subscribed => {
            found.extend(row.term_end.and_then(|end| term_end(row, end, now)));
        }
        Status::NotStarted | Status::Unsubscribed | Status::Other(_) => {}
    }
    found
}

/// The item of a purchase that waits.
pub(crate) fn purchase_id(id: &SubscriptionId) -> String {
    format!("{id}:{PURCHASE}")
}

/// Whether the clock of this subscription begins when its status does, a moment that Microsoft does not tell.
pub(crate) fn begins_with_status(row: &ListRow) -> bool {
    match row.status {
        Status::Suspended => true,
        Status::PendingFulfillmentStart => row.created.is_none(),
        _ => false,
    }
}

/// When such a clock began, by the item that counts it: whose, in which status, since when.
pub(crate) fn begun<'a>(item: &'a Item, facts: &Facts) -> Option<((&'a SubscriptionId, &'static Status), Since)> {
    let id = item.subscription.as_ref()?;
    match facts.about {
        About::Suspended(Suspended { since, told }) => Some(((id, &Status::Suspended), Since { seen: since, told })),
        About::Purchase { .. } => Some(((id, &Status::PendingFulfillmentStart), Since::seen(item.due - ACTIVATION))),
        _ => None,
    }
}

fn term_end(row: &ListRow, end: NaiveDate, now: DateTime<Utc>) -> Option<FoundItem> {
    let due = last_moment(end);
    if due < now {
        return None;
    }
    if row.free_trial && due - now <= TRIAL_AHEAD {
        return Some(item(row, &format!("trial:{end}"), About::Trial { end }, due));
    }
    (row.auto_renew == Some(false) && due - now <= RENEWAL_AHEAD)
        .then(|| item(row, &format!("renewal:{end}"), About::Renewal { end }, due))
}

/// The end of a credential, where it is near.
pub(crate) fn credential(end: NaiveDate, now: DateTime<Utc>) -> Option<FoundItem> {
    let due = last_moment(end);
    (due - now <= CREDENTIAL_AHEAD).then(|| about_us(&format!("secret:{end}"), About::Secret { end }, due))
}

/// An item about the connection itself.
pub(crate) fn about_us(key: &str, about: About, due: DateTime<Utc>) -> FoundItem {
    found(&format!("connection:{key}"), None, &Facts { customer: String::new(), offer: String::new(), about }, due)
}

/// An item about a subscription; its id is the subscription's with a key.
pub(crate) fn item(row: &ListRow, key: &str, about: About, due: DateTime<Utc>) -> FoundItem {
    let facts = Facts { customer: row.name.clone(), offer: row.offer.as_str().to_owned(), about };
    found(&format!("{}:{key}", row.id), Some(row.id.clone()), &facts, due)
}

pub(crate) fn found(id: &str, subscription: Option<SubscriptionId>, facts: &Facts, due: DateTime<Utc>) -> FoundItem {
    FoundItem {
        id: id.to_owned(),
        kind: facts.about.kind().word().to_owned(),
        subscription,
        facts: serde_json::to_value(facts).unwrap_or_default(),
        due,
    }
}

/// The end of the last valid day.
fn last_moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use domain::Channel;
    use rstest::rstest;

    use super::*;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
    }

    fn row(status: Status) -> ListRow {
        ListRow {
            id: "s1".into(),
            name: "Harbour office".to_owned(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: Some(12),
            status,
            term_start: None,
            term_end: None,
            term_unit: None,
            auto_renew: Some(true),
            channel: Channel::Direct,
            free_trial: false,
            created: Some(now() - TimeDelta::days(10)),
            buyer: String::new(),
            missing: false,
        }
    }

    #[rstest]
    #[case(Status::PendingFulfillmentStart, Some(("s1:purchase", 20)))]
    #[case(Status::Suspended, Some(("s1:suspended:1772280000", 29)))]
    #[case(Status::Subscribed, None)]
    #[case(Status::Unsubscribed, None)]
    fn a_status_may_start_a_clock(#[case] status: Status, #[case] expected: Option<(&str, i64)>) {
        let since = now() - TimeDelta::days(1);
        let found = of(&row(status), Since::seen(since), None, now(), TimeDelta::zero());
        let found = found.first().map(|item| (item.id.as_str(), (item.due - now()).num_days()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_thirty_days_of_a_suspension_are_counted_from_when_microsoft_told_of_it() {
        let (seen, told) = (now() - TimeDelta::days(1), now() - TimeDelta::days(3));
        let found = of(&row(Status::Suspended), Since { seen, told: Some(told) }, None, now(), TimeDelta::zero());
        let [item] = found.as_slice() else { panic!("one clock runs") };
        assert_eq!((item.due - now()).num_days(), 27);
        assert_eq!(
            item.id,
            of(&row(Status::Suspended), Since::seen(seen), None, now(), TimeDelta::zero())[0].id,
            "it is the same suspension"
        );
    }

    #[rstest]
    #[case::renews(Some(true), false, 20, None)]
    #[case::ends_for_good(Some(false), false, 80, Some("renewal"))]
    #[case::ends_far_off(Some(false), false, 100, None)]
    #[case::ended(Some(false), false, -2, None)]
    #[case::trial(Some(true), true, 20, Some("trial"))]
    #[case::trial_far_off(Some(true), true, 40, None)]
    #[case::nobody_says(None, false, 20, None)]
    fn a_term_that_ends_for_good_is_told_of_ahead(
        #[case] auto_renew: Option<bool>,
        #[case] free_trial: bool,
        #[case] days: i64,
        #[case] kind: Option<&str>,
    ) {
        let end = (now() + TimeDelta::days(days)).date_naive();
        let row = ListRow { auto_renew, free_trial, term_end: Some(end), ..row(Status::Subscribed) };
        assert_eq!(
            of(&row, Since::seen(now()), None, now(), TimeDelta::zero()).first().map(|item| item.kind.as_str()),
            kind
        );
    }
}
