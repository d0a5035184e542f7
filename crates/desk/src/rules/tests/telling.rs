//! Rules in plain words.

use domain::rule::Rules;
use rstest::rstest;
use serde_json::{Value, json};

use super::given::{list, now, offers, ordered};
use crate::contract::Sentence;
use crate::rules::judged::Judged;
use crate::rules::preview::{self, Names};
use crate::rules::{flaws, history, snapshot};

const ENGLISH: &str = include_str!("../../../../../ui/words/en/rules.ftl");

fn names() -> Names {
    let plan = |(id, name): (&str, &str)| (("fieldbook".into(), id.into()), name.to_owned());
    let plans = [("gold", "Gold"), ("silver", "Silver")].map(plan);
    Names { plans: plans.into(), customers: [("s-1".to_owned(), "Lumen Optik".to_owned())].into() }
}

/// The key, and what stands in its places.
fn terse(sentence: &Sentence) -> String {
    let places = sentence.args.iter().map(|(name, value)| format!(" {name}={}", value.replace('\n', "|")));
    assert!(ENGLISH.contains(&format!("\n{} = ", sentence.key)), "{} has no words", sentence.key);
    for key in sentence.args.get("anyOf").iter().flat_map(|keys| keys.split('\n')) {
        assert!(ENGLISH.contains(&format!("\n{key} = ")), "{key} has no words");
    }
    sentence.key.clone() + &places.collect::<String>()
}

fn told(conditions: Value) -> Vec<String> {
    let rules = list([(conditions, json!("hold"))]);
    preview::when(&rules.rules[0], &names()).iter().map(terse).collect()
}

#[rstest]
#[case::nothing(json!({}), &[])]
#[case::offers(json!({"offers": ["archive", "fieldbook"]}), &["rule-if-offers any=archive|fieldbook"])]
#[case::plans(json!({"fromPlans": ["gold"], "toPlans": ["silver", "new"]}), &["rule-if-from any=Gold", "rule-if-to any=new|Silver"])]
#[case::direction(json!({"direction": ["downgrade", "unordered"]}), &["rule-if-direction anyOf=way-downgrade|way-unordered"])]
#[case::total(json!({"seats": {"total": {"atLeast": 10}}}), &["rule-if-total-least least=10"])]
#[case::range(json!({"seats": {"total": {"atLeast": 10, "atMost": 20}}}), &["rule-if-total-between least=10 most=20"])]
#[case::one(json!({"seats": {"total": {"atLeast": 1, "atMost": 1}}}), &["rule-if-total-exactly exactly=1"])]
#[case::more(json!({"seats": {"change": {"atLeast": 5}}}), &["rule-if-change-more count=5"])]
#[case::fewer(json!({"seats": {"change": {"atMost": -1}, "belowUse": true}}), &["rule-if-change-fewer count=1", "rule-if-below-use"])]
#[case::about(json!({"seats": {"change": {"atLeast": -2, "atMost": 2}}}), &["rule-if-change-between least=−2 most=+2"])]
#[case::half(json!({"seats": {"percent": {"atLeast": 50}}}), &["rule-if-percent-more count=50"])]
#[case::customers(json!({"customers": {"subscriptions": ["s-1"], "sets": ["strategic"]}}), &["rule-if-customers any=strategic|Lumen Optik"])]
#[case::many(json!({"customers": {"tenants": ["1", "2", "3", "4", "5"]}}), &["rule-if-customers-many count=5"])]
#[case::reseller(json!({"channel": "reseller"}), &["rule-if-reseller"])]
#[case::hours(json!({"hours": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "09:00", "to": "17:30", "zone": "Europe/Paris"}, {"days": ["sunday"], "zone": "UTC"}]}),
    &["rule-if-hours anyOf=day-working from=09:00 to=17:30 zone=Europe/Paris", "rule-or-hours-whole anyOf=day-sunday zone=UTC"])]
#[case::newer(json!({"moonPhase": "full"}), &["rule-if-unknown all=moonPhase"])]
fn conditions_are_said_part_by_part(#[case] conditions: Value, #[case] said: &[&str]) {
    assert_eq!(told(conditions), said);
}

#[rstest]
#[case(json!("accept"), "rule-then-accept")]
#[case(json!("refuse"), "rule-then-refuse")]
#[case(json!("hold"), "rule-then-hold")]
#[case(json!({"ask": {"fallback": "hold"}}), "rule-then-ask-hold seconds=5")]
#[case(json!({"ask": {"seconds": 8, "fallback": "accept"}}), "rule-then-ask-accept seconds=8")]
#[case(json!({"negotiate": true}), "rule-then-unknown")]
fn the_answer_is_said(#[case] outcome: Value, #[case] said: &str) {
    let rules = list([(json!({"asks": "seats"}), outcome)]);
    assert_eq!(terse(&preview::answer(&rules.rules[0])), said);
    assert_eq!(terse(&preview::asks(&rules.rules[0])), "rule-asks-seats");
}

fn flaws_of(rules: &Rules, place: usize) -> Vec<String> {
    flaws::of(place, rules, &rules.flaws(), None).iter().map(terse).collect()
}

#[test]
fn each_flaw_is_told_at_the_rule_that_has_it() {
    let asks = json!({"ask": {"seconds": 9, "fallback": "accept"}});
    let mut rules = list([
        (json!({"offers": []}), asks),
        (json!({"seats": {"total": {"atLeast": 2, "atMost": 1}}}), json!("hold")),
    ]);
    rules.rules[1].name.clear();
    assert_eq!(flaws_of(&rules, 0), ["rule-flaw-seconds given=9", "rule-flaw-nothing anyOf=condition-offers"]);
    assert_eq!(flaws_of(&rules, 1), ["rule-flaw-no-name", "rule-flaw-impossible anyOf=condition-seats"]);
    rules.rules[1].id = "r1".into();
    rules.rules[1].name = "Second".to_owned();
    assert!(flaws_of(&rules, 1).contains(&"rule-flaw-same-id".to_owned()));
}

fn notes_of(rules: &Rules, place: usize) -> Vec<String> {
    let facts = snapshot::taken(&offers(), rules, now());
    flaws::notes(place, Judged { rules, facts: &facts }).iter().map(terse).collect()
}

#[test]
fn what_a_person_would_want_to_know_is_noted() {
    let rules = list([
        (json!({"direction": ["downgrade"], "customers": {"sets": ["gone"]}}), json!("hold")),
        (json!({}), json!("refuse")),
        (json!({"seats": {"belowUse": true}, "moonPhase": 1}), json!("hold")),
    ]);
    assert_eq!(notes_of(&rules, 0), ["rule-note-set all=gone", "rule-note-no-order all=fieldbook"]);
    assert_eq!(notes_of(&rules, 1), ["rule-note-refuses-all"]);
    let below = ["rule-note-unknown all=moonPhase", "rule-note-shadowed rule=Rule 2", "rule-note-below-use"];
    assert_eq!(notes_of(&rules, 2), below);
    assert_eq!(notes_of(&ordered(rules), 0), ["rule-note-set all=gone"], "a ladder tells which way is down");
}

#[test]
fn a_version_says_what_it_changed() {
    let before = list([(json!({}), json!("hold")), (json!({"asks": "plan"}), json!("hold"))]);
    let mut after = ordered(before.clone());
    after.rules.reverse();
    after.rules[0].author = "somebody else".to_owned();
    assert_eq!(
        history::changes(&before, &after).iter().map(terse).collect::<Vec<_>>(),
        ["rules-reordered", "rules-ladders-changed"]
    );
    after.rules[1].enabled = false;
    after.rules.remove(0);
    let said: Vec<String> = history::changes(&before, &after).iter().map(terse).collect();
    assert_eq!(said, ["rules-removed all=Rule 2", "rules-changed all=Rule 1", "rules-ladders-changed"]);
    assert!(history::changes(&after, &after).is_empty());
}
