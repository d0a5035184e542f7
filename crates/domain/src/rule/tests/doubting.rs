//! What cannot be decided is accepted, and said to be so.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;

fn missing(condition: Condition) -> Option<Doubt> {
    Some(Doubt::Missing { condition })
}

#[rstest]
#[case::offer(json!({"offers": ["tidewatch"]}), Condition::Offers)]
#[case::from(json!({"fromPlans": ["crew"]}), Condition::FromPlans)]
#[case::to(json!({"toPlans": ["crew"]}), Condition::ToPlans)]
#[case::direction(json!({"direction": ["downgrade"]}), Condition::Direction)]
#[case::seats(json!({"seats": {"total": {"atLeast": 1}}}), Condition::Seats)]
#[case::use_of_seats(json!({"seats": {"belowUse": true}}), Condition::Seats)]
#[case::tenant(json!({"customers": {"tenants": ["t-1"]}}), Condition::Customers)]
#[case::unknown_set(json!({"customers": {"sets": ["nobody"]}}), Condition::Customers)]
#[case::channel(json!({"channel": "reseller"}), Condition::Channel)]
fn what_nobody_told_is_accepted_for_review(#[case] conditions: Value, #[case] condition: Condition) {
    let decision = under(&conditions, &sparse(RequestKind::Plan, "sub-2"));
    assert_eq!((decision.outcome, decision.review), (Outcome::Accept, missing(condition)));
    assert_eq!(decision.rule, Some("r".into()), "the rule that is in doubt is named");
}

#[rstest]
#[case::offer(json!({"offers": ["tidewatch"]}), Condition::Offers)]
#[case::from(json!({"fromPlans": ["crew"]}), Condition::FromPlans)]
#[case::seats(json!({"seats": {"change": {"atMost": -1}}}), Condition::Seats)]
#[case::use_of_seats(json!({"seats": {"belowUse": true}}), Condition::Seats)]
#[case::tenant(json!({"customers": {"tenants": ["t-1"]}}), Condition::Customers)]
#[case::set(json!({"customers": {"sets": ["strategic"]}}), Condition::Customers)]
#[case::channel(json!({"channel": "direct"}), Condition::Channel)]
fn the_snapshot_tells_what_the_message_does_not_until_it_is_too_old(
    #[case] conditions: Value,
    #[case] condition: Condition,
) {
    let fresh = Request { to_seats: Some(5), ..sparse(RequestKind::Seats, "sub-1") };
    let decision = under(&conditions, &fresh);
    assert_eq!((decision.outcome, decision.review), (Outcome::Refuse, None), "in its age");
    let later = Request { moment: now() + TimeDelta::days(2), ..fresh };
    let decision = under(&conditions, &later);
    assert_eq!((decision.outcome, decision.review), (Outcome::Accept, Some(Doubt::Stale { condition })));
}

#[test]
fn a_message_that_tells_enough_needs_no_snapshot() {
    let later = Request { moment: now() + TimeDelta::days(2), ..to_plan("basic") };
    let told = json!({"offers": ["tidewatch"], "fromPlans": ["crew"], "channel": "direct"});
    assert_eq!(under(&told, &later).outcome, Outcome::Refuse);
    let decision = under(&json!({"direction": ["downgrade"]}), &later);
    assert_eq!(decision.review, Some(Doubt::Stale { condition: Condition::Direction }), "a ladder is in it alone");
}

#[rstest]
#[case::offer_without_a_snapshot("elsewhere", "basic")]
#[case::plan_that_is_new("tidewatch", "brand-new")]
#[case::plan_without_a_price("lamp", "unpriced")]
fn a_plan_nobody_placed_has_no_direction(#[case] offer: &str, #[case] plan: &str) {
    let request = Request { offer: Some(offer.into()), ..to_plan(plan) };
    let decision = under(&json!({"direction": ["unordered", "downgrade"]}), &request);
    assert_eq!((decision.outcome, decision.review), (Outcome::Accept, missing(Condition::Direction)));
}

#[rstest]
#[case::another_fails(json!({"offers": ["tidewatch"], "asks": "seats"}))]
#[case::seats_settle_it(json!({"offers": ["tidewatch"], "seats": {"change": {"atMost": 1}}}))]
#[case::a_strange_one_beside_it(json!({"asks": "seats", "moonPhase": "full"}))]
fn a_doubt_does_not_matter_where_a_rule_fails_anyway(#[case] conditions: Value) {
    let decision = under(&conditions, &sparse(RequestKind::Plan, "sub-2"));
    assert_eq!((decision.outcome, decision.rule, decision.review), (Outcome::Accept, None, None));
}

#[test]
fn one_known_tenant_in_a_list_is_enough() {
    let request = Request { purchaser: None, ..to_plan("basic") };
    let request = Request { subscription: "sub-2".into(), ..request };
    assert_eq!(under(&json!({"customers": {"tenants": ["t-1"]}}), &request).outcome, Outcome::Refuse);
    let decision = under(&json!({"customers": {"tenants": ["t-2"]}}), &request);
    assert_eq!(decision.review, missing(Condition::Customers), "the other tenant could be it");
}

#[test]
fn a_flat_plan_meets_no_number_of_seats() {
    let request = Request { from_seats: Seats::Flat, ..to_plan("basic") };
    for seats in [json!({"total": {"atMost": 5}}), json!({"total": {"atLeast": 0}}), json!({"belowUse": true})] {
        let decision = under(&json!({"seats": seats}), &request);
        assert_eq!((decision.outcome, decision.review), (Outcome::Accept, None), "{seats}");
    }
}

#[rstest]
#[case::new_condition(json!({"moonPhase": "full"}), "moonPhase")]
#[case::new_word(json!({"channel": "marketplaceRewards"}), "channel")]
#[case::new_direction(json!({"direction": ["downgrade", "sideways"]}), "direction")]
#[case::new_member_within(json!({"seats": {"total": {"atLeast": 1}, "idle": 3}}), "seats")]
#[case::new_zone(json!({"hours": [{"zone": "Moon/Tranquility"}]}), "hours")]
#[case::other_shape(json!({"offers": {"all": true}}), "offers")]
fn a_condition_of_a_newer_program_is_accepted_for_review(#[case] conditions: Value, #[case] member: &str) {
    let decision = under(&conditions, &to_plan("basic"));
    let doubt = Doubt::UnknownCondition { member: member.to_owned() };
    assert_eq!((decision.outcome, decision.review), (Outcome::Accept, Some(doubt)));
}

#[rstest]
#[case::new_word(json!("negotiate"))]
#[case::new_member(json!({"ask": {"fallback": "hold", "whom": "finance"}}))]
#[case::new_fallback(json!({"ask": {"fallback": "negotiate"}}))]
#[case::other_shape(json!(7))]
#[case::too_long(json!({"ask": {"seconds": 9, "fallback": "refuse"}}))]
#[case::no_time(json!({"ask": {"seconds": 0, "fallback": "refuse"}}))]
fn an_outcome_we_do_not_know_is_accepted_for_review(#[case] outcome: Value) {
    let list = rules([rule("r", &json!({"asks": "plan"}), &outcome), rule("last", &json!({}), &json!("refuse"))]);
    let decision = evaluate(&list, &snapshot(), &to_plan("basic"));
    assert_eq!((decision.outcome, decision.review), (Outcome::Accept, Some(Doubt::UnknownOutcome)));
    let decision = evaluate(&list, &snapshot(), &to_seats(3));
    assert_eq!(decision.rule, Some("last".into()), "it does not stand in the way of others");
}
