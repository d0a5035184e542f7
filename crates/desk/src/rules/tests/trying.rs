//! The matrix and the dry run.

use std::collections::BTreeMap;

use domain::rule::Rules;
use rstest::rstest;
use serde_json::{Value, json};

use super::given::{list, now, offers, ordered, to_plan, to_seats};
use crate::contract::{AnswerKind, Channel, MatrixRequest, RulesMatrix};
use crate::rules::dry_run::{self, Run};
use crate::rules::judged::Judged;
use crate::rules::past::Past;
use crate::rules::preview::Names;
use crate::rules::{matrix, snapshot};

fn drawn(rules: &Rules, channel: Channel, past: &[Past]) -> RulesMatrix {
    let facts = snapshot::taken(&offers(), rules, now());
    let plans = snapshot::for_the_page(&offers(), rules).remove(0).plans;
    let wanted = MatrixRequest { offer: "fieldbook".to_owned(), channel, seats: Some(10) };
    matrix::drawn(&wanted, plans, Judged { rules, facts: &facts }, past, now())
}

/// The answers, row by row.
fn answers(matrix: &RulesMatrix) -> Vec<(&str, &str, AnswerKind)> {
    matrix.cells.iter().map(|cell| (cell.from.as_str(), cell.to.as_str(), cell.answered.answer)).collect()
}

#[test]
fn the_matrix_judges_every_pair_by_the_rules_in_the_order_of_the_ladder() {
    let down = json!({"direction": ["downgrade"]});
    let far = json!({"fromPlans": ["platinum"], "toPlans": ["silver"]});
    let matrix = drawn(&ordered(list([(far, json!("refuse")), (down, json!("hold"))])), Channel::Direct, &[]);
    let names: Vec<&str> = matrix.plans.iter().map(|plan| plan.name.as_str()).collect();
    assert_eq!(names, ["Silver", "Gold", "Platinum"]);
    let expected = [
        ("silver", "gold", AnswerKind::Accept),
        ("silver", "platinum", AnswerKind::Accept),
        ("gold", "silver", AnswerKind::Hold),
        ("gold", "platinum", AnswerKind::Accept),
        ("platinum", "silver", AnswerKind::Refuse),
        ("platinum", "gold", AnswerKind::Hold),
    ];
    assert_eq!(answers(&matrix), expected);
    let rules: Vec<Option<u32>> = matrix.cells.iter().map(|cell| cell.answered.rule).collect();
    assert_eq!(rules, [None, None, Some(2), None, Some(1), Some(2)]);
}

#[test]
fn without_an_order_a_direction_is_a_doubt_and_the_cell_says_so() {
    let matrix = drawn(&list([(json!({"direction": ["downgrade"]}), json!("refuse"))]), Channel::Direct, &[]);
    let cell = &matrix.cells[0].answered;
    assert_eq!((cell.answer, cell.rule), (AnswerKind::Review, Some(1)));
    assert_eq!(cell.doubt.as_ref().map(|doubt| doubt.args["anyOf"].as_str()), Some("condition-direction"));
}

#[rstest]
#[case::channel(json!({"channel": "reseller"}), Channel::Reseller, AnswerKind::Hold)]
#[case::other_channel(json!({"channel": "reseller"}), Channel::Direct, AnswerKind::Accept)]
#[case::nobody_in_particular(json!({"customers": {"tenants": ["t-1"]}}), Channel::Direct, AnswerKind::Accept)]
#[case::seats(json!({"seats": {"total": {"atLeast": 10}}}), Channel::Direct, AnswerKind::Hold)]
fn the_matrix_is_that_of_an_ordinary_customer(
    #[case] conditions: Value,
    #[case] channel: Channel,
    #[case] answer: AnswerKind,
) {
    let matrix = drawn(&list([(conditions, json!("hold"))]), channel, &[]);
    assert!(matrix.cells.iter().all(|cell| cell.answered.answer == answer));
}

#[test]
fn each_cell_knows_how_often_it_was_asked_for() {
    let past = [to_plan("gold", "silver"), to_plan("gold", "silver"), to_plan("silver", "gold"), to_seats(3)];
    let matrix = drawn(&ordered(list([])), Channel::Direct, &past);
    let often: BTreeMap<(&str, &str), u32> =
        matrix.cells.iter().map(|cell| ((cell.from.as_str(), cell.to.as_str()), cell.past)).collect();
    assert_eq!((often[&("gold", "silver")], often[&("silver", "gold")], often[&("gold", "platinum")]), (2, 1, 0));
}

fn run(past: &[Past], in_force: &Rules, draft: &Rules) -> Run {
    let (old, new) = (snapshot::taken(&offers(), in_force, now()), snapshot::taken(&offers(), draft, now()));
    let (old, new) = (Judged { rules: in_force, facts: &old }, Judged { rules: draft, facts: &new });
    dry_run::run(past, old, new, &Names::default(), (now(), now()))
}

#[test]
fn a_dry_run_counts_each_answer_and_lists_what_would_be_otherwise() {
    let past = [to_plan("gold", "silver"), to_plan("silver", "gold"), to_seats(4), to_seats(30)];
    let in_force = list([]);
    let draft = ordered(list([
        (json!({"direction": ["downgrade"]}), json!("hold")),
        (json!({"seats": {"percent": {"atLeast": 100}}}), json!({"ask": {"fallback": "accept"}})),
    ]));
    let Run { told, decides } = run(&past, &in_force, &draft);
    assert_eq!((told.requests, told.otherwise), (4, 2));
    let counts: Vec<(AnswerKind, u32, u32)> =
        told.counts.iter().map(|count| (count.answer, count.in_force, count.draft)).collect();
    assert_eq!(counts[0], (AnswerKind::Accept, 4, 2));
    assert_eq!(counts[2..4], [(AnswerKind::Ask, 0, 1), (AnswerKind::Hold, 0, 1)]);
    let lines: Vec<(&str, Option<u32>)> =
        told.lines.iter().map(|line| (line.what.key.as_str(), line.draft.rule)).collect();
    assert_eq!(lines, [("rule-past-plan", Some(1)), ("rule-past-seats", Some(2))]);
    assert_eq!(decides, [(0, 2), (1, 1), (2, 1)].into(), "each rule knows how many it decides, and so does silence");
}

#[test]
fn another_ladder_alone_answers_otherwise() {
    let rules = [(json!({"direction": ["downgrade"]}), json!("hold"))];
    let up = ordered(list(rules));
    let mut down = up.clone();
    down.other.insert("ladders".to_owned(), json!({ "fieldbook": { "silver": 3, "gold": 2, "platinum": 1 } }));
    let told = run(&[to_plan("gold", "silver")], &up, &down).told;
    assert_eq!((told.lines[0].in_force.answer, told.lines[0].draft.answer), (AnswerKind::Hold, AnswerKind::Accept));
}
