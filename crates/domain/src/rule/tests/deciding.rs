//! What each condition means where everything is known.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;

fn refuses(conditions: &Value, request: &Request) -> bool {
    let decision = under(conditions, request);
    assert_eq!(decision.review, None, "{conditions} is decided");
    decision.outcome == Outcome::Refuse
}

#[rstest]
#[case::nothing_named(json!({}), true)]
#[case::kind(json!({"asks": "plan"}), true)]
#[case::other_kind(json!({"asks": "seats"}), false)]
#[case::offer(json!({"offers": ["other", "tidewatch"]}), true)]
#[case::other_offer(json!({"offers": ["other"]}), false)]
#[case::from(json!({"fromPlans": ["crew"]}), true)]
#[case::not_from(json!({"fromPlans": ["basic"]}), false)]
#[case::to(json!({"toPlans": ["basic", "side"]}), true)]
#[case::from_to(json!({"fromPlans": ["crew"], "toPlans": ["basic"]}), true)]
#[case::only_half_of_it(json!({"fromPlans": ["bridge"], "toPlans": ["basic"]}), false)]
#[case::tenant(json!({"customers": {"tenants": ["T-1 "]}}), true)]
#[case::subscription(json!({"customers": {"subscriptions": ["sub-1"]}}), true)]
#[case::set(json!({"customers": {"sets": ["early", "strategic"]}}), true)]
#[case::another_customer(json!({"customers": {"tenants": ["t-2"], "subscriptions": ["sub-2"], "sets": ["early"]}}), false)]
#[case::direct(json!({"channel": "direct"}), true)]
#[case::reseller(json!({"channel": "reseller"}), false)]
#[case::seats_kept_by_a_change_of_plan(json!({"seats": {"total": {"atLeast": 12}}}), true)]
#[case::too_few_for_it(json!({"seats": {"total": {"atLeast": 13}}}), false)]
#[case::changes_no_seats(json!({"seats": {"change": {"atMost": 5}}}), false)]
#[case::nor_by_percent(json!({"seats": {"percent": {"atMost": 5}}}), false)]
fn a_change_of_plan_meets(#[case] conditions: Value, #[case] holds: bool) {
    assert_eq!(refuses(&conditions, &to_plan("basic")), holds, "{conditions}");
}

#[rstest]
#[case::kind(12, json!({"asks": "seats"}), true)]
#[case::plan_it_is_in(13, json!({"fromPlans": ["crew"]}), true)]
#[case::goes_to_no_plan(13, json!({"toPlans": ["crew"]}), false)]
#[case::goes_nowhere(13, json!({"direction": ["upgrade", "downgrade", "same", "unordered"]}), false)]
#[case::ceiling(101, json!({"seats": {"total": {"atLeast": 101}}}), true)]
#[case::at_the_ceiling(100, json!({"seats": {"total": {"atLeast": 101}}}), false)]
#[case::fewer(11, json!({"seats": {"change": {"atMost": -1}}}), true)]
#[case::not_fewer(13, json!({"seats": {"change": {"atMost": -1}}}), false)]
#[case::ten_more(22, json!({"seats": {"change": {"atLeast": 10}}}), true)]
#[case::nine_more(21, json!({"seats": {"change": {"atLeast": 10}}}), false)]
#[case::half(6, json!({"seats": {"percent": {"atMost": -50}}}), true)]
#[case::more_than_half(7, json!({"seats": {"percent": {"atMost": -50}}}), false)]
#[case::double(24, json!({"seats": {"percent": {"atLeast": 100}}}), true)]
#[case::below_use(9, json!({"seats": {"belowUse": true}}), true)]
#[case::at_use(10, json!({"seats": {"belowUse": true}}), false)]
#[case::both(9, json!({"seats": {"belowUse": true, "total": {"atLeast": 9}}}), true)]
#[case::one_of_two(9, json!({"seats": {"belowUse": true, "total": {"atLeast": 10}}}), false)]
#[case::most(u32::MAX, json!({"seats": {"percent": {"atLeast": i32::MAX}}}), true)]
#[case::none_at_all(0, json!({"seats": {"percent": {"atMost": -100}}}), true)]
fn a_change_of_seats_meets(#[case] seats: u32, #[case] conditions: Value, #[case] holds: bool) {
    assert_eq!(refuses(&conditions, &to_seats(seats)), holds, "{seats}: {conditions}");
}

#[rstest]
#[case::up("tidewatch", "crew", "bridge", Direction::Upgrade)]
#[case::down("tidewatch", "crew", "basic", Direction::Downgrade)]
#[case::same_rung("tidewatch", "crew", "deck", Direction::Same)]
#[case::off_the_ladder("tidewatch", "crew", "side", Direction::Unordered)]
#[case::to_itself("nowhere", "crew", "crew", Direction::Same)]
#[case::dearer("lamp", "dim", "bright", Direction::Upgrade)]
#[case::cheaper("lamp", "bright", "dim", Direction::Downgrade)]
#[case::same_price("lamp", "dim", "same", Direction::Same)]
#[case::terms_disagree("lamp", "dim", "yearly", Direction::Unordered)]
#[case::no_common_price("lamp", "bright", "dollars", Direction::Unordered)]
#[case::per_seat_or_not("lamp", "dim", "each", Direction::Unordered)]
fn a_change_of_plan_has_a_direction(
    #[case] offer: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] direction: Direction,
) {
    let request = Request { offer: Some(offer.into()), from_plan: Some(from.into()), ..to_plan(to) };
    for way in [Direction::Upgrade, Direction::Downgrade, Direction::Same, Direction::Unordered] {
        assert_eq!(refuses(&json!({"direction": [way]}), &request), way == direction, "{way:?}");
    }
}

#[rstest]
#[case::office_hours("2026-03-05T08:00:00Z", json!([{"from": "09:00", "to": "17:00", "zone": "Europe/Paris"}]), true)]
#[case::before_them("2026-03-05T07:59:59Z", json!([{"from": "09:00", "to": "17:00", "zone": "Europe/Paris"}]), false)]
#[case::after_them("2026-03-05T16:00:00Z", json!([{"from": "09:00", "to": "17:00", "zone": "Europe/Paris"}]), false)]
#[case::in_summer("2026-07-02T07:00:00Z", json!([{"from": "09:00", "to": "17:00", "zone": "Europe/Paris"}]), true)]
#[case::day_there("2026-03-05T23:30:00Z", json!([{"days": ["friday"], "zone": "Europe/Paris"}]), true)]
#[case::night("2026-03-06T03:00:00Z", json!([{"days": ["thursday"], "from": "22:00", "to": "06:00", "zone": "UTC"}]), true)]
#[case::night_before("2026-03-05T03:00:00Z", json!([{"days": ["thursday"], "from": "22:00", "to": "06:00", "zone": "UTC"}]), false)]
#[case::to_midnight("2026-03-05T23:59:59Z", json!([{"days": ["thursday"], "from": "22:00", "to": "00:00", "zone": "UTC"}]), true)]
#[case::any_of_several("2026-03-05T08:00:00Z", json!([{"days": ["sunday"], "zone": "UTC"}, {"days": ["thursday"], "zone": "UTC"}]), true)]
#[case::hour_that_is_skipped("2026-03-29T01:00:00Z", json!([{"from": "02:00", "to": "03:00", "zone": "Europe/Paris"}]), false)]
#[case::hour_that_comes_twice("2026-10-25T01:30:00Z", json!([{"from": "02:00", "to": "03:00", "zone": "Europe/Paris"}]), true)]
fn hours_are_those_of_a_place(#[case] moment: DateTime<Utc>, #[case] hours: Value, #[case] holds: bool) {
    let request = Request { moment, ..to_plan("basic") };
    assert_eq!(refuses(&json!({"hours": hours}), &request), holds);
}

#[test]
fn the_first_rule_that_holds_decides() {
    let list = rules([
        Rule { enabled: false, ..rule("off", &json!({}), &json!("refuse")) },
        rule("seats", &json!({"asks": "seats"}), &json!("refuse")),
        rule("down", &json!({"direction": ["downgrade"], "offers": ["tidewatch"]}), &json!("hold")),
        rule("all", &json!({}), &json!("refuse")),
    ]);
    let decision = evaluate(&list, &snapshot(), &to_plan("basic"));
    let why = vec![Condition::Offers, Condition::Direction];
    let expected = Decision { outcome: Outcome::Hold, rule: Some("down".into()), version: 3, review: None, why };
    assert_eq!(decision, expected);
}

#[test]
fn where_no_rule_holds_the_answer_is_yes() {
    let list = rules([rule("seats", &json!({"asks": "seats"}), &json!("refuse"))]);
    let decision = evaluate(&list, &snapshot(), &to_plan("basic"));
    let expected = Decision { outcome: Outcome::Accept, rule: None, version: 3, review: None, why: Vec::new() };
    assert_eq!(decision, expected);
    assert_eq!(evaluate(&Rules::default(), &snapshot(), &to_plan("basic")).outcome, Outcome::Accept);
}

#[test]
fn a_person_is_asked_for_five_seconds_unless_the_rule_says_otherwise() {
    let ask = |outcome: &Value| evaluate(&rules([rule("a", &json!({}), outcome)]), &snapshot(), &to_seats(1)).outcome;
    let asked = |seconds, fallback| Outcome::Ask(Ask { seconds, fallback });
    assert_eq!(ask(&json!({"ask": {"fallback": "hold"}})), asked(5, Fallback::Hold));
    assert_eq!(ask(&json!({"ask": {"seconds": 8, "fallback": "refuse"}})), asked(8, Fallback::Refuse));
}
