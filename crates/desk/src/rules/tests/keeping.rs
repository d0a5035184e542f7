//! Drafts, and putting them in force, on a desk that has read a publisher's customers.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;

use super::book::MemoryBook;
use crate::Desk;
use crate::contract::{
    Code, EditedRule, MatrixRequest, PlanOrder, PutRules, RollBackRules, RuleConditions, RuleOutcome, RulesDraft,
    SyncState, TryRules,
};
use crate::rules::Put;
use crate::testing::Computer;

async fn ready(computer: &Computer) -> Desk {
    let desk = computer.start();
    desk.connect(computer.draft()).await.unwrap();
    let read = async {
        loop {
            let line = desk.frame(()).await.unwrap().sync.unwrap();
            if line.synced_at.is_some() && line.state == SyncState::Idle {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(40), read).await.expect("everything is read");
    desk
}

async fn with_book(desk: &Desk) -> Arc<MemoryBook> {
    let book = Arc::new(MemoryBook::default());
    desk.opened().await.unwrap().book.put_up(Arc::clone(&book) as _);
    book
}

fn rule(name: &str) -> EditedRule {
    EditedRule {
        id: name.to_lowercase(),
        name: name.to_owned(),
        author: String::new(),
        reason: String::new(),
        since: String::new(),
        enabled: true,
        conditions: RuleConditions { unknown: "{}".to_owned(), ..RuleConditions::default() },
        outcome: RuleOutcome::Hold,
        unknown: "{}".to_owned(),
    }
}

fn with(draft: RulesDraft, added: EditedRule) -> RulesDraft {
    RulesDraft { rules: draft.rules.into_iter().chain([added]).collect(), ..draft }
}

#[tokio::test]
async fn without_a_relay_a_draft_is_kept_and_tried_and_never_in_force() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let page = desk.rules(()).await.unwrap();
    assert_eq!(page.refused.map(|said| said.key).as_deref(), Some("rules-no-relay"));
    assert!(page.in_force.is_none() && page.draft.rules.is_empty());
    let offer = page.offers.iter().max_by_key(|offer| offer.plans.len()).unwrap().clone();
    assert!(!offer.plans.is_empty(), "offers and plans come from the cache");

    let draft = with(page.draft, rule("Hold"));
    desk.keep_rules(draft.clone()).await.unwrap();
    let matrix = MatrixRequest { offer: offer.id, channel: crate::contract::Channel::Direct, seats: None };
    let trial = desk.try_rules(TryRules { draft: draft.clone(), matrix: Some(matrix) }).await.unwrap();
    assert!(trial.changed);
    assert_eq!(trial.matrix.unwrap().cells.len(), offer.plans.len() * (offer.plans.len() - 1));
    let put = PutRules { draft, reason: "a test".to_owned() };
    assert_eq!(desk.put_rules(put).await.unwrap_err().sentence.key, "rules-no-relay");
    assert_eq!(desk.rules_history(()).await.unwrap().refused.map(|said| said.key).as_deref(), Some("rules-no-relay"));

    drop(desk);
    let desk = computer.start();
    let kept = desk.rules(()).await.unwrap().draft;
    assert_eq!(kept.rules.iter().map(|rule| rule.name.as_str()).collect::<Vec<_>>(), ["Hold"], "the next day");
    let page = desk.discard_rules(()).await.unwrap();
    assert!(page.draft.rules.is_empty());
    desk.keep_rules(with(page.draft.clone(), rule("Again"))).await.unwrap();
    desk.keep_rules(page.draft).await.unwrap();
    let kept = desk.opened().await.unwrap().source.store.journal.setting("rules-draft").await.unwrap();
    assert_eq!(kept, Some(serde_json::Value::Null), "a draft that changes nothing is none");
}

#[tokio::test]
async fn what_is_put_in_force_bears_who_and_why_and_brings_its_snapshot() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let book = with_book(&desk).await;
    let page = desk.rules(()).await.unwrap();
    assert_eq!((page.refused, page.in_force), (None, None));
    let draft = with(page.draft, rule("Hold"));
    desk.keep_rules(draft.clone()).await.unwrap();
    let without = PutRules { draft: draft.clone(), reason: " ".to_owned() };
    assert_eq!(desk.put_rules(without).await.unwrap_err().sentence.key, "rules-no-reason");
    let nameless = PutRules { draft: with(draft.clone(), rule("")), reason: "a test".to_owned() };
    assert_eq!(desk.put_rules(nameless).await.unwrap_err().code, Code::Invalid);
    assert!(book.versions.lock().unwrap().is_empty(), "nothing was put in force");

    let page = desk.put_rules(PutRules { draft, reason: "Summer sale".to_owned() }).await.unwrap();
    let in_force = page.in_force.unwrap();
    assert_eq!((in_force.version, in_force.author.as_str(), in_force.reason.as_str()), (1, "Ada", "Summer sale"));
    assert_eq!((page.draft.version, page.draft.rules[0].author.as_str()), (1, "Ada"));
    let facts = book.facts.lock().unwrap().last().cloned().unwrap();
    assert!(!facts.customers.is_empty() && !facts.offers.is_empty());

    let second = PutRules { draft: with(page.draft, rule("Else")), reason: "One more".to_owned() };
    desk.put_rules(second).await.unwrap();
    let history = desk.rules_history(()).await.unwrap().versions;
    assert_eq!(history.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(
        (history[0].changes[0].key.as_str(), history[0].changes[0].args["all"].as_str()),
        ("rules-added", "Else")
    );
    let kept = book.versions.lock().unwrap().last().cloned().unwrap().rules;
    assert_eq!((&kept["rules"][0]["reason"], &kept["rules"][1]["reason"]), (&json!("Summer sale"), &json!("One more")));

    let back = RollBackRules { version: 2, to: 1, reason: "Too strict".to_owned() };
    let page = desk.roll_back_rules(back).await.unwrap();
    assert_eq!((page.in_force.unwrap().version, page.draft.rules.len()), (3, 1));
}

#[tokio::test]
async fn nobody_overwrites_a_version_they_have_not_read() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let book = with_book(&desk).await;
    let draft = with(desk.rules(()).await.unwrap().draft, rule("Mine"));
    desk.keep_rules(draft.clone()).await.unwrap();
    let theirs = json!({ "rules": [], "signedBy": "a newer program" });
    book.add(Put { version: 0, author: "Lea".to_owned(), reason: "quicker".to_owned(), rules: theirs }).unwrap();
    let fault = desk.put_rules(PutRules { draft, reason: "a test".to_owned() }).await.unwrap_err();
    assert_eq!((fault.sentence.key.as_str(), fault.sentence.args["version"].as_str()), ("fault-rules-newer", "1"));
    assert!(book.facts.lock().unwrap().is_empty(), "their rules are still judged on their facts");
    let page = desk.rules(()).await.unwrap();
    assert_eq!((page.draft.version, page.in_force.unwrap().version), (0, 1), "the page can see that it is behind");
}

#[tokio::test]
async fn a_silent_relay_leaves_the_draft_and_says_so() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let book = with_book(&desk).await;
    let draft = with(desk.rules(()).await.unwrap().draft, rule("Mine"));
    desk.keep_rules(draft.clone()).await.unwrap();
    book.silent.store(true, Ordering::Relaxed);
    let page = desk.rules(()).await.unwrap();
    assert_eq!(page.fault.map(|fault| fault.code), Some(Code::Offline));
    assert_eq!(page.draft.rules.len(), 1);
    assert_eq!(desk.put_rules(PutRules { draft, reason: "a test".to_owned() }).await.unwrap_err().code, Code::Offline);
}

#[tokio::test]
async fn a_desk_that_may_not_change_the_rules_is_told_so() {
    let computer = Computer::new(60).await;
    let desk = ready(&computer).await;
    let book = with_book(&desk).await;
    let mut draft = with(desk.rules(()).await.unwrap().draft, rule("Mine"));
    draft.ladders = vec![PlanOrder { offer: "fieldbook".to_owned(), rungs: vec![vec!["gold".to_owned()]] }];
    book.closed.store(true, Ordering::Relaxed);
    let fault = desk.put_rules(PutRules { draft: draft.clone(), reason: "a test".to_owned() }).await.unwrap_err();
    assert_eq!(fault.sentence.key, "fault-rules-forbidden");
    let ladders: Vec<bool> = book
        .facts
        .lock()
        .unwrap()
        .iter()
        .map(|facts| facts.offers.values().all(|offer| offer.ladder.is_empty()))
        .collect();
    assert_eq!(ladders, [false, true], "an order that was not taken is not left behind");
    let run = desk.dry_run_rules(draft).await.unwrap();
    assert_eq!((run.requests, run.otherwise), (41, 6), "reading is allowed all the same");
}

#[test]
fn the_window_may_wait_for_each_command_on_any_thread() {
    fn may_travel<T: Send>(_: &impl Fn(Desk) -> T) {}
    may_travel(&|desk: Desk| async move { desk.rules(()).await });
    may_travel(&|desk: Desk| async move { desk.rules_history(()).await });
    may_travel(&|desk: Desk| async move { desk.put_rules(serde_json::from_value(json!({})).unwrap()).await });
    may_travel(&|desk: Desk| async move { desk.try_rules(serde_json::from_value(json!({})).unwrap()).await });
    may_travel(&|desk: Desk| async move { desk.roll_back_rules(serde_json::from_value(json!({})).unwrap()).await });
}
