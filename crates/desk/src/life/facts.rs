//! What to know before a purchase is begun or a subscription is ended: money, terms, and who bought it where.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::{Channel, Plan, Status, Subscription, TermUnit};

use crate::contract::{LifeStep, Sentence};

/// A cancellation within this time of the purchase is not billed (contract §1.8).
const FREE_FOR: TimeDelta = TimeDelta::hours(72);

/// In the order in which they matter. `plan` is the present one, where plans were read.
pub(super) fn notes(
    subscription: &Subscription,
    plan: Option<&Plan>,
    step: LifeStep,
    now: DateTime<Utc>,
) -> Vec<Sentence> {
    let words = match step {
        LifeStep::Activate => activation(subscription),
        LifeStep::Cancel => cancellation(subscription, plan, now),
    };
    let test = subscription.is_test.then(|| Sentence::plain("life-test"));
    words.into_iter().chain(test).collect()
}

fn activation(subscription: &Subscription) -> Vec<Sentence> {
    let plain = Sentence::plain;
    let billing = if subscription.is_free_trial { "activate-trial" } else { "activate-billing" };
    let reseller = (subscription.channel() == Channel::Reseller).then(|| plain("activate-reseller"));
    [plain(billing), plain("activate-ready")].into_iter().chain(reseller).collect()
}

fn cancellation(subscription: &Subscription, plan: Option<&Plan>, now: DateTime<Utc>) -> Vec<Sentence> {
    let plain = Sentence::plain;
    let mut notes = vec![plain("cancel-forever")];
    if subscription.status == Status::PendingFulfillmentStart {
        notes.push(plain("cancel-pending"));
        return notes;
    }
    let free_until = free_until(subscription);
    notes.push(match free_until {
        Some(until) if now < until => plain("cancel-free").with("count", hours_up(until - now)),
        Some(_) => plain("cancel-billed"),
        None => plain("cancel-billing-unknown"),
    });
    let is_free = free_until.is_some_and(|until| now < until);
    match &subscription.term.unit {
        Some(TermUnit::P1Y) if !is_free => notes.push(plain("cancel-year")),
        Some(TermUnit::P2Y | TermUnit::P3Y | TermUnit::P4Y | TermUnit::P5Y) if !is_free => {
            notes.push(plain("cancel-years"));
        }
        _ => {}
    }
    if plan.is_some_and(|plan| !plan.meters.is_empty()) {
        notes.push(plain("cancel-usage"));
    }
    if subscription.status == Status::Suspended {
        notes.push(plain("cancel-suspended"));
    }
    if subscription.channel() == Channel::Reseller {
        notes.push(plain("cancel-reseller"));
    }
    notes
}

/// Until when nothing would be billed: 72 hours from the purchase, or from the day on which a new term began.
fn free_until(subscription: &Subscription) -> Option<DateTime<Utc>> {
    let term = subscription.term.start.map(|start| start.and_time(NaiveTime::MIN).and_utc());
    Some([subscription.created, term].into_iter().flatten().max()? + FREE_FOR)
}

/// Whole hours, at least one: what is left is never said to be nothing.
fn hours_up(left: TimeDelta) -> i64 {
    (left.num_minutes() + 59).div_euclid(60).max(1)
}
