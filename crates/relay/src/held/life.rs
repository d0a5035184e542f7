//! How a held request moves on. No I/O.

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{AskAgain, Consent, HeldRequest, HeldState, Supersession};
use domain::rule::{PlanFacts, Request, Snapshot};

/// A consent older than this does not count.
const CONSENT_LASTS: TimeDelta = TimeDelta::days(7);

/// Something newer takes its place.
pub(crate) fn supersede(mut held: HeldRequest, by: Supersession, at: DateTime<Utc>) -> HeldRequest {
    if held.state.is_open() {
        held.state = HeldState::Superseded { by, at };
    }
    held
}

/// The subscription is suspended.
pub(crate) fn park(mut held: HeldRequest, at: DateTime<Utc>) -> Option<HeldRequest> {
    if matches!(held.state, HeldState::Open | HeldState::Claimed { .. }) {
        held.state = HeldState::Parked { at };
        return Some(held);
    }
    None
}

/// It is reinstated: anybody may take the request again.
pub(crate) fn unpark(mut held: HeldRequest) -> Option<HeldRequest> {
    if matches!(held.state, HeldState::Parked { .. }) {
        held.state = HeldState::Open;
        return Some(held);
    }
    None
}

/// The plan a request leads to, with its list prices.
pub(crate) fn priced(request: &Request, facts: &Snapshot) -> Option<PlanFacts> {
    let plan = request.to_plan.as_ref().or(request.from_plan.as_ref())?;
    facts.offers.get(request.offer.as_ref()?)?.plans.get(plan).cloned()
}

/// Why the customer must be asked again before this consent counts, if so.
pub(crate) fn must_ask_again(
    held: &HeldRequest,
    consent: &Consent,
    facts: &Snapshot,
    now: DateTime<Utc>,
) -> Option<AskAgain> {
    let priced = priced(&held.request, facts);
    let has_other_price = held.priced.is_some() && priced.is_some() && priced != held.priced;
    if has_other_price {
        return Some(AskAgain::PriceChanged { at: now });
    }
    let is_from_before = held.ask_again.as_ref().is_some_and(|again| consent.at < again.at());
    if is_from_before {
        return held.ask_again.clone();
    }
    (now - consent.at > CONSENT_LASTS).then_some(AskAgain::ConsentTooOld { at: now })
}

#[cfg(test)]
mod tests {
    use domain::rule::{Decision, Outcome, RequestKind};
    use rstest::rstest;

    use super::*;

    fn at(day: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn held(state: HeldState) -> HeldRequest {
        HeldRequest {
            id: "h".to_owned(),
            version: 1,
            request: Request::new("s".into(), RequestKind::Plan, at(0)),
            operation: None,
            decision: Decision { outcome: Outcome::Hold, rule: None, version: 1, review: None, why: Vec::new() },
            priced: None,
            opened_at: at(0),
            state,
            ask_again: None,
            joined: Vec::new(),
        }
    }

    fn claimed() -> HeldState {
        HeldState::Claimed { by: "north".to_owned(), at: at(1) }
    }

    fn declined() -> HeldState {
        HeldState::Declined { by: "north".to_owned(), at: at(1), note: String::new() }
    }

    #[rstest]
    #[case::open(HeldState::Open, true)]
    #[case::claimed(claimed(), true)]
    #[case::parked(HeldState::Parked { at: at(1) }, true)]
    #[case::declined(declined(), false)]
    fn only_what_waits_is_superseded(#[case] state: HeldState, #[case] is_moved: bool) {
        let after = supersede(held(state.clone()), Supersession::NewerRequest, at(2)).state;
        assert_eq!(after != state, is_moved, "{after:?}");
    }

    #[test]
    fn a_suspension_parks_and_a_reinstatement_gives_back_to_all() {
        let parked = park(held(claimed()), at(2)).unwrap();
        assert_eq!(parked.state, HeldState::Parked { at: at(2) });
        assert_eq!(park(parked.clone(), at(3)), None, "it is parked already");
        assert_eq!(unpark(parked).unwrap().state, HeldState::Open);
        assert_eq!(unpark(held(declined())), None, "what is over stays over");
    }

    fn agreed(day: i64) -> Consent {
        Consent { who: "a buyer".to_owned(), how: "by mail".to_owned(), at: at(day) }
    }

    #[rstest]
    #[case::fresh(8, 10, false)]
    #[case::seven_days_old(3, 10, false)]
    #[case::older(2, 10, true)]
    fn a_consent_lasts_seven_days(#[case] agreed_on: i64, #[case] today: i64, #[case] asks: bool) {
        let again = must_ask_again(&held(claimed()), &agreed(agreed_on), &Snapshot::empty(at(0)), at(today));
        assert_eq!(again.is_some(), asks, "{again:?}");
    }

    #[test]
    fn once_asked_again_only_a_newer_consent_counts() {
        let mut held = held(claimed());
        held.ask_again = Some(AskAgain::PriceChanged { at: at(10) });
        let asked = |day| must_ask_again(&held, &agreed(day), &Snapshot::empty(at(0)), at(11)).is_some();
        assert!(asked(9), "from before");
        assert!(!asked(10), "from then on");
    }
}
