use domain::relay_feed::{DryRunReport, Happened, RulesKept};
use futures::future::join_all;
use http::StatusCode;
use serde_json::{Value, json};

use crate::testing::messages::{change_plan, rule};
use crate::testing::{Desk, Rig, begin};

fn put(version: i64, rules: &Value) -> Value {
    json!({ "version": version, "author": "lea", "reason": "a test", "rules": rules })
}

async fn in_force(desk: &Desk) -> RulesKept {
    serde_json::from_value(desk.get("rules").await.1).unwrap()
}

#[tokio::test]
async fn without_any_there_is_version_zero_and_an_empty_list() {
    let rig = Rig::new();
    let kept = in_force(&rig.desk("north").await).await;
    assert_eq!((kept.version, &kept.rules["rules"]), (0, &json!([])));
}

#[tokio::test]
async fn what_this_program_does_not_know_survives_it() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let mut rules = rule(&json!("hold"));
    rules["ofTomorrow"] = json!({ "deep": [1, 2.5, null] });
    rules["rules"][0]["colour"] = "red".into();
    rules["rules"][0]["conditions"]["moonPhase"] = "full".into();
    assert_eq!(desk.put("rules", &put(0, &rules)).await.0, StatusCode::OK);
    let kept = in_force(&desk).await;
    assert_eq!(kept.rules, rules);
    assert_eq!(kept.author, "lea (north)", "who, and from which desk");

    assert_eq!(
        rig.posts(&change_plan("op-1", "crew", "bridge")).await,
        StatusCode::OK,
        "a doubt of ours refuses nobody"
    );
    let decision = rig.announced().await.remove(0).answered.decision.unwrap();
    assert!(decision.review.is_some(), "but somebody is to look at it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_edit_the_same_version_one_is_first() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let body = put(0, &rule(&json!("hold")));
    let puts = join_all((0..10).map(|_| desk.put("rules", &body))).await;
    assert_eq!(puts.iter().filter(|(status, _)| *status == StatusCode::OK).count(), 1);
    assert_eq!(in_force(&desk).await.version, 1);
}

#[tokio::test]
async fn every_version_is_kept_and_can_be_put_back() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    for (version, word) in (0..).zip(["hold", "refuse", "accept"]) {
        assert_eq!(desk.put("rules", &put(version, &rule(&json!(word)))).await.0, StatusCode::OK);
    }
    let back = json!({ "version": 3, "to": 1, "author": "lea", "reason": "too lenient" });
    assert_eq!(desk.post("rules/roll-back", &back).await.0, StatusCode::OK);

    let history: Vec<RulesKept> = serde_json::from_value(desk.get("rules/history").await.1).unwrap();
    assert_eq!(history.iter().map(|kept| kept.version).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(history[3].rules, history[0].rules);
    assert_eq!(history[3].reason, "too lenient");
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::BAD_REQUEST, "in force at once");
    assert_eq!(rig.told().await.iter().filter(|told| matches!(told, Happened::Rules(_))).count(), 4);

    let nowhere = json!({ "version": 4, "to": 99, "author": "lea", "reason": "?" });
    assert_eq!(desk.post("rules/roll-back", &nowhere).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_with_flaws_or_without_a_reason_is_not_put_in_force() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let mut twice = rule(&json!("hold"));
    let again = twice["rules"][0].clone();
    twice["rules"].as_array_mut().unwrap().push(again);
    let (status, answer) = desk.put("rules", &put(0, &twice)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("bad-request")));
    let (status, _) = desk.put("rules", &put(0, &json!({ "rules": [{ "no": "id" }] }))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut silent = put(0, &rule(&json!("hold")));
    silent["reason"] = " ".into();
    assert_eq!(desk.put("rules", &silent).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(in_force(&desk).await.version, 0);
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_otherwise_and_changes_nothing() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    rig.posts(&change_plan("op-0", "crew", "mast")).await;
    rig.time.seconds(60);
    for number in 1..=5 {
        let to = if number % 2 == 0 { "bridge" } else { "mast" };
        rig.posts(&change_plan(&format!("op-{number}"), "crew", to)).await;
    }
    let before = rig.events().await.len();
    let mut rules = rule(&json!("hold"));
    rules["rules"][0]["conditions"]["toPlans"] = json!(["bridge"]);

    let since = begin() + chrono::TimeDelta::seconds(30);
    let (status, report) = desk.post("rules/dry-run", &json!({ "rules": rules, "since": since })).await;
    assert_eq!(status, StatusCode::OK, "{report}");
    let report: DryRunReport = serde_json::from_value(report).unwrap();
    assert_eq!((report.requests, report.otherwise, report.lines.len()), (5, 2, 2));
    assert_eq!(rig.events().await.len(), before, "it reads only");
    assert_eq!(in_force(&desk).await.version, 0);

    let flawed = json!({ "rules": { "rules": [{ "no": "id" }] }, "since": since });
    let report: DryRunReport = serde_json::from_value(desk.post("rules/dry-run", &flawed).await.1).unwrap();
    assert_eq!((report.requests, report.flaws.len()), (0, 1), "a flaw is said instead");
}

#[tokio::test]
async fn an_older_snapshot_of_facts_does_not_replace_a_newer() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let facts = |version: i64, days: i64| json!({ "version": version, "facts": { "takenAt": begin() + chrono::TimeDelta::days(days), "goodFor": 3600 } });
    assert_eq!(desk.put("facts", &facts(0, 1)).await.0, StatusCode::OK);
    assert_eq!(desk.put("facts", &facts(0, 2)).await.0, StatusCode::CONFLICT, "another version was read");
    assert_eq!(desk.put("facts", &facts(1, 0)).await.0, StatusCode::CONFLICT, "it is older");
    assert_eq!(desk.put("facts", &facts(1, 2)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_snapshot_of_many_customers_is_taken() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let customers: serde_json::Map<String, Value> = (0..30_000)
        .map(|n| (format!("7c1d4a0e-93b2-6f58-c4e1-{n:012}"), json!({ "plan": "crew", "seatsInUse": n })))
        .collect();
    let facts = json!({ "version": 0, "facts": { "takenAt": begin(), "goodFor": 3600, "customers": customers } });
    assert!(facts.to_string().len() > 2_200_000, "more than the library's own limit");
    assert_eq!(desk.put("facts", &facts).await.0, StatusCode::OK);
    assert_eq!(rig.posts(&change_plan("op-1", "crew", "bridge")).await, StatusCode::OK);
}
