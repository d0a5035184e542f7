//! Whether a change may be asked for, and if not, why: all that the contract (§3.8) wants checked before the button.

use domain::{Change, Channel, Plan, Status, Subscription};

use crate::contract::Sentence;
use crate::listing::status_word;

/// What a change is judged by.
pub(crate) struct Asked<'a> {
    /// The subscription as last read.
    pub subscription: &'a Subscription,
    /// Plans it may use, as last read; empty where they never were.
    pub plans: &'a [Plan],
    /// An operation runs, as far as is known.
    pub operation_runs: bool,
    /// A change of ours waits or is on its way.
    pub change_waits: bool,
    /// A newer program wrote the journal.
    pub is_read_only: bool,
}

/// Why a change cannot be asked for; `None` where it can. With no change given: why none can.
pub(crate) fn refusal(asked: &Asked<'_>, change: Option<&Change>) -> Option<Sentence> {
    let plain = Sentence::plain;
    let Asked { subscription, .. } = asked;
    if asked.is_read_only {
        return Some(plain("no-read-only"));
    }
    if subscription.status != Status::Subscribed {
        return Some(plain("no-status").with("status", status_word(&subscription.status)));
    }
    if let Some(why) = may_not_change(subscription) {
        return Some(why);
    }
    if asked.operation_runs {
        return Some(plain("no-operation"));
    }
    if asked.change_waits {
        return Some(plain("no-queued"));
    }
    match change {
        Some(Change::Plan(plan)) => plan_refusal(asked, plan.as_str()),
        Some(Change::Seats(seats)) => seats_refusal(asked, *seats),
        None => None,
    }
}

/// Why the publisher may never change it, whatever its state.
pub(crate) fn may_not_change(subscription: &Subscription) -> Option<Sentence> {
    if subscription.channel() == Channel::Reseller {
        return Some(Sentence::plain("no-reseller"));
    }
    let may_update = subscription.allowed.iter().any(|word| word.eq_ignore_ascii_case("update"));
    (!may_update).then(|| Sentence::plain("no-update"))
}

fn plan_refusal(asked: &Asked<'_>, plan: &str) -> Option<Sentence> {
    if asked.subscription.plan.as_str().eq_ignore_ascii_case(plan) {
        return Some(Sentence::plain("no-same-plan"));
    }
    match asked.plans.iter().find(|known| known.id.as_str().eq_ignore_ascii_case(plan)) {
        None => Some(Sentence::plain("no-plan-unknown")),
        Some(known) if known.is_stop_sell => Some(Sentence::plain("no-stop-sell")),
        Some(_) => None,
    }
}

fn seats_refusal(asked: &Asked<'_>, seats: u32) -> Option<Sentence> {
    let Some(present) = asked.subscription.seats else { return Some(Sentence::plain("no-flat")) };
    if present == seats {
        return Some(Sentence::plain("no-same-seats"));
    }
    let (min, max) = limits(asked);
    let fits = seats >= min.unwrap_or(1) && max.is_none_or(|max| seats <= max);
    let most = max.map_or_else(|| "∞".to_owned(), |max| max.to_string());
    (!fits).then(|| Sentence::plain("no-limits").with("min", min.unwrap_or(1)).with("max", most))
}

/// Fewest and most seats of the present plan, as far as the service tells.
pub(crate) fn limits(asked: &Asked<'_>) -> (Option<u32>, Option<u32>) {
    let present = asked.plans.iter().find(|plan| plan.id == asked.subscription.plan);
    present.map_or((None, None), |plan| (plan.min_seats, plan.max_seats))
}

/// Why no seats can be changed at all.
pub(crate) fn no_seats(asked: &Asked<'_>) -> Option<Sentence> {
    refusal(asked, None).or_else(|| asked.subscription.seats.is_none().then(|| Sentence::plain("no-flat")))
}

#[cfg(test)]
mod tests {
    use domain::{PlanId, Term};
    use rstest::rstest;
    use serde_json::Map;

    use super::*;

    fn subscription() -> Subscription {
        Subscription {
            id: "s1".into(),
            name: String::new(),
            publisher: String::new(),
            offer: "tidewatch".into(),
            plan: "crew".into(),
            seats: Some(12),
            status: Status::Subscribed,
            beneficiary: domain::Person::default(),
            purchaser: domain::Person::default(),
            term: Term::default(),
            auto_renew: Some(true),
            is_test: false,
            is_free_trial: false,
            allowed: ["Delete", "Update", "Read"].map(str::to_owned).to_vec(),
            sandbox: "None".to_owned(),
            session_mode: "None".to_owned(),
            created: None,
        }
    }

    fn plan(id: &str, is_stop_sell: bool) -> Plan {
        Plan {
            id: PlanId::from(id),
            display_name: id.to_owned(),
            description: String::new(),
            is_private: false,
            is_stop_sell,
            has_free_trial: false,
            is_per_seat: true,
            min_seats: Some(5),
            max_seats: Some(20),
            market: "DE".to_owned(),
            prices: Vec::new(),
            meters: Vec::new(),
            private_offers: Vec::new(),
            other: Map::new(),
        }
    }

    fn refused(alter: impl FnOnce(&mut Subscription), operation_runs: bool, change: &Change) -> Option<String> {
        let mut subscription = subscription();
        alter(&mut subscription);
        let plans = [plan("crew", false), plan("bridge", false), plan("old", true)];
        let asked = Asked {
            subscription: &subscription,
            plans: &plans,
            operation_runs,
            change_waits: false,
            is_read_only: false,
        };
        refusal(&asked, Some(change)).map(|sentence| sentence.key)
    }

    #[rstest]
    #[case::plan(Change::Plan("bridge".into()), None)]
    #[case::present_plan(Change::Plan("crew".into()), Some("no-same-plan"))]
    #[case::unlisted(Change::Plan("secret".into()), Some("no-plan-unknown"))]
    #[case::not_sold_any_more(Change::Plan("old".into()), Some("no-stop-sell"))]
    #[case::seats(Change::Seats(13), None)]
    #[case::fewest(Change::Seats(5), None)]
    #[case::most(Change::Seats(20), None)]
    #[case::too_few(Change::Seats(4), Some("no-limits"))]
    #[case::too_many(Change::Seats(21), Some("no-limits"))]
    #[case::present_seats(Change::Seats(12), Some("no-same-seats"))]
    fn a_change_must_be_possible(#[case] change: Change, #[case] key: Option<&str>) {
        assert_eq!(refused(|_| (), false, &change).as_deref(), key);
    }

    #[test]
    fn whatever_stands_in_the_way_says_so() {
        let to = Change::Plan("bridge".into());
        let reseller = |it: &mut Subscription| it.sandbox = "Csp".to_owned();
        assert_eq!(refused(reseller, false, &to).as_deref(), Some("no-reseller"));
        let suspended = |it: &mut Subscription| it.status = Status::Suspended;
        assert_eq!(refused(suspended, false, &to).as_deref(), Some("no-status"));
        let may_only_delete = |it: &mut Subscription| it.allowed = vec!["Delete".to_owned(), "Read".to_owned()];
        assert_eq!(refused(may_only_delete, false, &to).as_deref(), Some("no-update"));
        assert_eq!(refused(|_| (), true, &to).as_deref(), Some("no-operation"));
        let flat = |it: &mut Subscription| it.seats = None;
        assert_eq!(refused(flat, false, &Change::Seats(3)).as_deref(), Some("no-flat"));
    }
}
