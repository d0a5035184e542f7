//! Rules edited at a desk: the relay answers by them, and every other desk sees them.

use std::time::Duration;

use super::{RelayAtWork, followed, followed_as, followed_without_rules, found};
use crate::Desk;
use crate::contract::*;
use crate::deciding_days::{changeable, connected, ready, truth, until};
use crate::testing::Computer;

fn on_plans(name: &str, outcome: RuleOutcome) -> EditedRule {
    EditedRule {
        id: name.to_lowercase(),
        name: name.to_owned(),
        author: String::new(),
        reason: String::new(),
        since: String::new(),
        enabled: true,
        conditions: RuleConditions {
            asks: Some(RequestKind::Plan),
            unknown: "{}".to_owned(),
            ..RuleConditions::default()
        },
        outcome,
        unknown: "{}".to_owned(),
    }
}

async fn put(desk: &Desk, rules: Vec<EditedRule>, reason: &str) -> RulesPage {
    let draft = RulesDraft { rules, ..desk.rules(()).await.unwrap().draft };
    desk.put_rules(PutRules { draft, reason: reason.to_owned() }).await.unwrap()
}

#[tokio::test]
async fn what_is_put_in_force_at_the_desk_answers_at_the_relay() {
    let (computer, desk, _relay) = followed_without_rules().await;
    let page = desk.rules(()).await.unwrap();
    assert_eq!((page.in_force, page.refused, page.fault), (None, None, None), "a new relay has no rules");
    let page = put(&desk, vec![on_plans("No moves", RuleOutcome::Refuse)], "the audit").await;
    let in_force = page.in_force.unwrap();
    assert_eq!((in_force.version, in_force.author.as_str()), (1, "Ada (ada-desk)"));
    assert_eq!(desk.opened().await.unwrap().facts_sent().await, Some(1), "with the facts it is judged on");

    let (id, plan, other) = changeable(&computer, &desk).await;
    computer.service.control().change_plan(&id, &other).unwrap();
    let item = found(&desk, &id, RequestStage::Ruled).await;
    assert_eq!(item.what.key, "what-ruled-refused-plan");
    let detail = desk.inbox_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(detail.explanation[0].args["rule"], "No moves");
    assert_eq!(truth(&computer, &id)["planId"], plan.as_str());

    let draft = RulesDraft { rules: Vec::new(), ..desk.rules(()).await.unwrap().draft };
    let run = desk.dry_run_rules(draft).await.unwrap();
    assert_eq!((run.requests, run.otherwise), (1, 1), "without the rule it would have been a yes");

    desk.set_relay(None).await.unwrap();
    let page = desk.rules(()).await.unwrap();
    assert_eq!(page.refused.map(|said| said.key).as_deref(), Some("rules-no-relay"));
    assert_eq!(page.in_force, None, "a relay that was left is not asked any more");
}

#[tokio::test]
async fn another_desk_sees_what_is_in_force_and_nobody_overwrites_what_they_have_not_read() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    let profile = tempfile::tempdir().unwrap();
    let elsewhere = connected(&computer, computer.start_elsewhere(&profile)).await;
    followed_as(&elsewhere, relay.draft_of("lea-desk").await).await;
    let empty = elsewhere.rules(()).await.unwrap().draft;

    put(&desk, vec![on_plans("Hold", RuleOutcome::Hold)], "a first try").await;
    let theirs = elsewhere.rules(()).await.unwrap();
    assert_eq!(theirs.draft.rules.iter().map(|rule| rule.name.as_str()).collect::<Vec<_>>(), ["Hold"]);

    let mine = RulesDraft { rules: vec![on_plans("Mine", RuleOutcome::Accept)], ..empty };
    let behind = PutRules { draft: mine.clone(), reason: "not read".to_owned() };
    let fault = elsewhere.put_rules(behind).await.unwrap_err();
    assert_eq!((fault.sentence.key.as_str(), fault.sentence.args["version"].as_str()), ("fault-rules-newer", "1"));

    let read = PutRules { draft: RulesDraft { version: 1, ..mine }, reason: "read".to_owned() };
    elsewhere.put_rules(read).await.unwrap();
    let history = desk.rules_history(()).await.unwrap().versions;
    let told: Vec<_> = history.iter().map(|one| (one.version, one.author.as_str(), one.reason.as_str())).collect();
    assert_eq!(told, [(2, "Ada (lea-desk)", "read"), (1, "Ada (ada-desk)", "a first try")]);

    let behind = RollBackRules { version: 1, to: 1, reason: "too lenient".to_owned() };
    assert_eq!(desk.roll_back_rules(behind).await.unwrap_err().sentence.key, "fault-rules-newer");
    let unknown = RollBackRules { version: 2, to: 9, reason: "too lenient".to_owned() };
    assert_eq!(desk.roll_back_rules(unknown).await.unwrap_err().sentence.key, "fault-rules-version-unknown");
    let back = RollBackRules { version: 2, to: 1, reason: "too lenient".to_owned() };
    let page = desk.roll_back_rules(back).await.unwrap();
    assert_eq!((page.in_force.unwrap().version, page.draft.rules[0].name.as_str()), (3, "Hold"));
}

#[tokio::test]
async fn the_facts_are_renewed_every_day_a_desk_is_open() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let relay = RelayAtWork::beside(&computer).await;
    followed(&desk, &relay).await;
    put(&desk, vec![on_plans("Hold", RuleOutcome::Hold)], "a test").await;
    let opened = desk.opened().await.unwrap();
    let sent = opened.facts_sent().await.unwrap();
    opened.renew_facts().await.unwrap();
    assert_eq!(opened.facts_sent().await, Some(sent), "what the relay has from today is not sent again");
    computer.service.control().advance(Duration::from_hours(25)).await;
    until("they are sent anew", async || {
        opened.keep_inbox_soon();
        opened.facts_sent().await.filter(|now| *now > sent)
    })
    .await;
}
