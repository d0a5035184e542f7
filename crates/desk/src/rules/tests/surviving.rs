//! What a newer desk wrote survives being edited by this one.

use domain::rule::Rules;
use rstest::rstest;
use serde_json::{Value, json};

use super::given::now;
use crate::contract::{Bounds, RuleOutcome, RulesDraft, SeatBounds};
use crate::rules::{reading, writing};

/// Everything there is, and words of a newer program at every level.
fn written() -> Value {
    json!({
        "version": 7, "signedBy": "a newer program",
        "ladders": { "fieldbook": { "silver": 1, "gold": 2, "gold-eu": 2 } },
        "sets": { "strategic": { "tenants": ["t-9"] } },
        "rules": [
            {
                "id": "r1", "name": "No small downgrades", "author": "Ines", "reason": "Agreed in March",
                "since": "2026-03-01T09:00:00Z", "enabled": true, "colour": "red",
                "conditions": {
                    "asks": "plan", "offers": ["fieldbook"], "fromPlans": ["gold"], "toPlans": ["silver"],
                    "direction": ["downgrade"],
                    "seats": { "total": { "atLeast": 1, "atMost": 10 }, "change": { "atMost": -1 }, "belowUse": true },
                    "customers": { "tenants": ["t-1"], "sets": ["strategic"] }, "channel": "reseller",
                    "hours": [{ "days": ["monday"], "from": "09:00:00", "to": "17:30:00", "zone": "Europe/Paris" }],
                    "moonPhase": { "is": ["full"] },
                },
                "outcome": { "ask": { "seconds": 5, "fallback": "hold" } },
            },
            {
                "id": "r2", "name": "Else", "author": "", "reason": "", "since": "2026-03-01T09:00:00Z",
                "enabled": false, "conditions": { "direction": ["sideways"] },
                "outcome": { "negotiate": { "with": "finance" } },
            },
        ],
    })
}

fn drafted(list: &Value) -> RulesDraft {
    let rules: Rules = serde_json::from_value(list.clone()).unwrap();
    reading::draft(&rules, 7)
}

#[test]
fn a_list_that_nobody_touched_is_written_as_it_was_read() {
    let again = writing::rules(&drafted(&written()), now());
    assert_eq!(serde_json::to_value(again).unwrap(), written());
}

#[test]
fn the_page_is_shown_what_it_knows_and_carries_the_rest_as_text() {
    let draft = drafted(&written());
    assert_eq!(draft.unknown, r#"{"sets":{"strategic":{"tenants":["t-9"]}},"signedBy":"a newer program"}"#);
    assert_eq!(draft.ladders[0].rungs, [vec!["silver"], vec!["gold", "gold-eu"]], "equal plans share a rung");
    let [known, strange] = &draft.rules[..] else { panic!("two rules") };
    assert_eq!(
        (known.unknown.as_str(), known.conditions.unknown.as_str()),
        (r#"{"colour":"red"}"#, r#"{"moonPhase":{"is":["full"]}}"#)
    );
    assert_eq!(
        (&strange.conditions.direction, strange.conditions.unknown.as_str()),
        (&None, r#"{"direction":["sideways"]}"#)
    );
    assert_eq!(strange.outcome, RuleOutcome::Unknown { json: r#"{"negotiate":{"with":"finance"}}"#.to_owned() });
}

#[test]
fn editing_one_part_loses_nothing_of_the_others() {
    let mut draft = drafted(&written());
    draft.rules.reverse();
    let rule = &mut draft.rules[1];
    rule.name = "Small downgrades".to_owned();
    rule.conditions.offers = None;
    let total = Some(Bounds { at_least: Some(3), at_most: None });
    rule.conditions.seats = Some(SeatBounds { total, change: None, percent: None, below_use: false });
    let again = serde_json::to_value(writing::rules(&draft, now())).unwrap();
    let rule = &again["rules"][1];
    assert_eq!((&rule["name"], &rule["colour"]), (&json!("Small downgrades"), &json!("red")));
    assert_eq!(rule["conditions"]["moonPhase"], json!({ "is": ["full"] }));
    assert_eq!(rule["conditions"]["seats"], json!({ "total": { "atLeast": 3 } }));
    assert_eq!(rule["conditions"].get("offers"), None);
    assert_eq!(again["rules"][0]["outcome"], json!({ "negotiate": { "with": "finance" } }));
    assert_eq!(again["signedBy"], "a newer program");
}

#[test]
fn what_the_page_names_stands_in_place_of_what_it_could_not_read() {
    let mut draft = drafted(&written());
    draft.rules[1].conditions.direction = Some(vec![crate::contract::Direction::Upgrade]);
    let again = serde_json::to_value(writing::rules(&draft, now())).unwrap();
    assert_eq!(again["rules"][1]["conditions"], json!({ "direction": ["upgrade"] }));
}

#[rstest]
#[case::zone("Mars/Olympus", "09:00")]
#[case::hour("Europe/Paris", "25:00")]
fn an_entry_that_nothing_can_be_judged_by_is_told_rather_than_taken_for_a_newer_programs(
    #[case] zone: &str,
    #[case] from: &str,
) {
    let mut draft = drafted(&written());
    let hours = draft.rules[0].conditions.hours.as_mut().unwrap();
    zone.clone_into(&mut hours[0].zone);
    from.clone_into(&mut hours[0].from);
    assert_eq!(writing::misread(&draft.rules[0].conditions), ["hours"]);
}

#[test]
fn a_ladder_in_a_newer_programs_form_is_left_as_it_is() {
    let mut list = written();
    list["ladders"] = json!({ "fieldbook": { "rungs": [["silver"], ["gold"]] } });
    let draft = drafted(&list);
    assert!(draft.ladders.is_empty());
    assert_eq!(serde_json::to_value(writing::rules(&draft, now())).unwrap(), list);
}
