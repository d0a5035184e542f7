//! Whether something is still to be done, by Microsoft's own data. No I/O.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{AccountAction, called_for};
use domain::relay_feed::AccessOver;
use domain::{Seen, Status, Subscription};

use super::errand::Errand;

/// What was announced and does not show after this time does not come.
const SHOWS_WITHIN: TimeDelta = TimeDelta::hours(24);

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// It is so: the service is told.
    Go,
    /// It does not show yet.
    Wait,
    /// It is not done after all.
    Over(AccessOver),
    /// It was announced, and never showed.
    NotConfirmed,
}

/// Judges a hook on the subscription as it is at this moment.
pub(super) fn judge(errand: &Errand, action: AccountAction, present: &Subscription, now: DateTime<Utc>) -> Judged {
    let is_late = now - errand.asked_at.max(errand.step.caused_at) >= SHOWS_WITHIN;
    let has_ended = present.status == Status::Unsubscribed;
    let shows = match action {
        // Who has bought has an account, whether or not the first payment came.
        AccountAction::Activate => matches!(present.status, Status::Subscribed | Status::Suspended),
        AccountAction::Suspend | AccountAction::Reinstate | AccountAction::Close => {
            called_for(&present.status) == action.leads_to()
        }
        AccountAction::PlanChanged | AccountAction::SeatsChanged => {
            !has_ended && errand.target.as_ref().is_none_or(|target| Seen::from(present).shows(target))
        }
    };
    match action {
        _ if shows => Judged::Go,
        _ if has_ended => Judged::Over(AccessOver::NotSoAnyMore),
        // The one that takes something from somebody: a customer who pays is not shut out, however it was announced.
        AccountAction::Suspend if present.status == Status::Subscribed => Judged::Over(AccessOver::NotSoAnyMore),
        AccountAction::PlanChanged | AccountAction::SeatsChanged if is_late => Judged::Over(AccessOver::NeverCame),
        _ if is_late => Judged::NotConfirmed,
        _ => Judged::Wait,
    }
}
