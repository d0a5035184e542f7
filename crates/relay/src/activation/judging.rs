//! Whether a purchase is still to be activated, by Microsoft's own data. No I/O.

use domain::Status;
use domain::relay_feed::ActivationOver;

/// What is to be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judged {
    /// It waits, and a rule covers it.
    Go,
    /// It is not so far.
    Wait,
    /// It is not done after all.
    Over(ActivationOver),
}

/// Judges a purchase that has this status. `is_covered`: a rule allows it with the plan it has now.
pub(super) fn judge(status: &Status, is_covered: bool) -> Judged {
    match status {
        Status::PendingFulfillmentStart if is_covered => Judged::Go,
        Status::PendingFulfillmentStart => Judged::Over(ActivationOver::NotCovered),
        Status::Subscribed | Status::Suspended => Judged::Over(ActivationOver::AlreadyActive),
        Status::Unsubscribed => Judged::Over(ActivationOver::Ended),
        Status::NotStarted | Status::Other(_) => Judged::Wait,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::waits(Status::PendingFulfillmentStart, true, Judged::Go)]
    #[case::waits_with_another_plan(Status::PendingFulfillmentStart, false, Judged::Over(ActivationOver::NotCovered))]
    #[case::somebody_was_quicker(Status::Subscribed, false, Judged::Over(ActivationOver::AlreadyActive))]
    #[case::and_a_payment_is_missing(Status::Suspended, true, Judged::Over(ActivationOver::AlreadyActive))]
    #[case::cancelled(Status::Unsubscribed, true, Judged::Over(ActivationOver::Ended))]
    #[case::not_yet(Status::NotStarted, true, Judged::Wait)]
    #[case::of_tomorrow(Status::Other("Levitating".to_owned()), true, Judged::Wait)]
    fn only_a_purchase_that_waits_and_is_covered_is_activated(
        #[case] status: Status,
        #[case] is_covered: bool,
        #[case] judged: Judged,
    ) {
        assert_eq!(judge(&status, is_covered), judged);
    }
}
