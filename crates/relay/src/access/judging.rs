//! Whether something is still to be done, by Microsoft's own data. No I/O.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{AccountAction, called_for};
use domain::relay_feed::AccessOver;
use domain::{OperationStatus, Seen, Status, Subscription};

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

/// Judges a hook on the subscription as it is at this moment, and on what became of the operation that caused it.
pub(super) fn judge(
    errand: &Errand,
    action: AccountAction,
    (present, operation): (&Subscription, Option<&OperationStatus>),
    now: DateTime<Utc>,
) -> Judged {
    let is_late = now - errand.asked_at.max(errand.step.caused_at) >= SHOWS_WITHIN;
    let has_ended = present.status == Status::Unsubscribed;
    let is_change = matches!(action, AccountAction::PlanChanged | AccountAction::SeatsChanged);
    let shows = match action {
        // Who has bought has an account, whether or not the first payment came.
        AccountAction::Activate => matches!(present.status, Status::Subscribed | Status::Suspended),
        AccountAction::Suspend | AccountAction::Reinstate | AccountAction::Close => {
            called_for(&present.status) == action.leads_to()
        }
        AccountAction::PlanChanged | AccountAction::SeatsChanged => {
            errand.target.as_ref().is_none_or(|target| Seen::from(present).shows(target))
        }
    };
    // It came about, though something newer may have taken its place since.
    let was_so = (is_change || action == AccountAction::Reinstate) && operation == Some(&OperationStatus::Succeeded);
    let has_failed = matches!(operation, Some(OperationStatus::Failed | OperationStatus::Conflict));
    match action {
        // It was so when it got stuck: whatever is so now was told since, or has a hook of its own.
        _ if errand.was_confirmed() && !shows => Judged::Over(AccessOver::NotSoAnyMore),
        AccountAction::Close | AccountAction::Suspend if shows => Judged::Go,
        _ if has_ended && !matches!(action, AccountAction::Close) => Judged::Over(AccessOver::NotSoAnyMore),
        _ if shows || was_so => Judged::Go,
        // The one that takes something from somebody: a customer who pays is not shut out, however it was announced.
        AccountAction::Suspend if present.status == Status::Subscribed => Judged::Over(AccessOver::NotSoAnyMore),
        _ if is_change && (has_failed || is_late) => Judged::Over(AccessOver::NeverCame),
        _ if is_late => Judged::NotConfirmed,
        _ => Judged::Wait,
    }
}
