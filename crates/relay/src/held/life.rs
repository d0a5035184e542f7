//! How a held request moves on. No I/O.

use chrono::{DateTime, TimeDelta, Utc};
use domain::relay_feed::{Approval, ApprovedHow, AskAgain, Consent, HeldRequest, HeldState, Joined, NothingCame};
use domain::rule::{PlanFacts, Request, Snapshot};

use super::course::{Course, Standing};

/// What a joined message is that took the refused change back.
pub(crate) const REVERT: &str = "revert";
/// What a joined message is that tells of the approved change.
pub(crate) const ECHO: &str = "echo";
/// How long an approval is believed without any sign that its change was sent.
pub(crate) const SENT_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// A consent older than this does not count.
const CONSENT_LASTS: TimeDelta = TimeDelta::days(7);

/// Where it stands by the course of its subscription, if that is not where it is. What a person has decided stays; what
/// a desk has claimed stays claimed as long as nothing is in its way.
pub(crate) fn stand(mut held: HeldRequest, course: &Course) -> Option<HeldRequest> {
    let view = course.view(&held.id, held.request.kind, held.opened_at);
    let before = (held.state.clone(), held.joined.clone());
    held.state = state_by(held.state, view.standing);
    for (key, at) in view.taken_back {
        if !held.joined.iter().any(|joined| joined.key == key) {
            held.joined.push(Joined { key, what: REVERT.to_owned(), at });
        }
    }
    (before != (held.state.clone(), held.joined.clone())).then_some(held)
}

fn state_by(state: HeldState, standing: Standing) -> HeldState {
    match (state, standing) {
        (state @ (HeldState::Approved(_) | HeldState::Declined { .. }), _) => state,
        (_, Standing::Superseded { by, at }) => HeldState::Superseded { by, at },
        (HeldState::Open | HeldState::Claimed { .. } | HeldState::Parked { .. }, Standing::Parked { at }) => {
            HeldState::Parked { at }
        }
        (HeldState::Parked { .. }, Standing::Waits { was_suspended: true }) => HeldState::Open,
        (state, Standing::Parked { .. } | Standing::Waits { .. }) => state,
    }
}

/// The approval of which no sign has come yet, where there is one. A pass comes about when the customer asks again.
pub(crate) fn without_a_sign(held: &HeldRequest) -> Option<&Approval> {
    let HeldState::Approved(approval) = &held.state else { return None };
    let is_for_a_desk = matches!(approval.how, ApprovedHow::Change { .. });
    let was_seen =
        approval.sent_at.is_some() || held.joined.iter().any(|joined| joined.what == ECHO && joined.at >= approval.at);
    (is_for_a_desk && !was_seen).then_some(approval)
}

/// Nothing came of its approval: it waits again, as far as the course of its subscription lets it.
pub(crate) fn give_up(mut held: HeldRequest, approval: Approval, course: &Course, now: DateTime<Utc>) -> HeldRequest {
    held.nothing_came = Some(NothingCame { approval, at: now });
    held.state = HeldState::Open;
    stand(held.clone(), course).unwrap_or(held)
}

/// A sign that its approved change was sent after all, where it was given up.
pub(crate) fn came_about(mut held: HeldRequest) -> HeldRequest {
    if held.state.is_open()
        && let Some(NothingCame { approval, .. }) = held.nothing_came.take()
    {
        held.state = HeldState::Approved(approval);
    }
    held
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
    use domain::relay_feed::Supersession;
    use domain::rule::{Decision, Outcome, RequestKind};
    use rstest::rstest;

    use super::*;
    use crate::held::course::{Turn, What};

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
            nothing_came: None,
        }
    }

    fn claimed() -> HeldState {
        HeldState::Claimed { by: "north".to_owned(), at: at(1) }
    }

    fn declined() -> HeldState {
        HeldState::Declined { by: "north".to_owned(), at: at(1), note: String::new() }
    }

    fn course(turns: impl IntoIterator<Item = What>) -> Course {
        let mut course = Course::default();
        for (day, what) in (1..).zip(turns) {
            course.place(Turn { at: at(day), key: day.to_string(), what });
        }
        course
    }

    fn newer() -> What {
        What::Asked { kind: RequestKind::Plan, by: Supersession::NewerRequest, from: None, held: None }
    }

    #[rstest]
    #[case::open(HeldState::Open, true)]
    #[case::claimed(claimed(), true)]
    #[case::parked(HeldState::Parked { at: at(1) }, true)]
    #[case::declined(declined(), false)]
    fn only_what_waits_is_superseded(#[case] state: HeldState, #[case] is_moved: bool) {
        assert_eq!(stand(held(state), &course([newer()])).is_some(), is_moved);
    }

    #[test]
    fn a_suspension_parks_and_a_reinstatement_gives_back_to_all() {
        let suspended = course([What::Suspended]);
        let parked = stand(held(claimed()), &suspended).unwrap();
        assert_eq!(parked.state, HeldState::Parked { at: at(1) });
        assert_eq!(stand(parked.clone(), &suspended), None, "it is parked already");
        let reinstated = course([What::Suspended, What::Reinstated]);
        assert_eq!(stand(parked, &reinstated).unwrap().state, HeldState::Open);
        assert_eq!(stand(held(claimed()), &reinstated), None, "a claim that nothing stands in the way of is kept");
        assert_eq!(stand(held(declined()), &reinstated), None, "what is over stays over");
    }

    #[test]
    fn what_was_parked_before_there_was_a_course_stays_so_until_it_is_reinstated() {
        let parked = held(HeldState::Parked { at: at(0) });
        assert_eq!(stand(parked, &course([])), None);
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
