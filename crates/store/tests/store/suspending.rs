//! Suspensions: what is planned of them, how they ended, and what was told of them.

use chrono::{DateTime, Utc};
use domain::relay_feed::FeedEvent;
use domain::{Action, Received, Status, Subscription};
use serde_json::json;
use store::{FeedPlace, FoundItem, ItemWrite, NewSuspensionPlan};

use super::given::{Bought, Desk, at};

fn suspended(id: &str) -> ItemWrite {
    let (kind, subscription) = ("suspended".to_owned(), id.split(':').next().map(Into::into));
    let item = FoundItem { id: id.to_owned(), kind, subscription, facts: json!({}), due: at(100) };
    ItemWrite::Found { item, silently: false }
}

fn planned(id: &str, next_step: &str, remind_at: Option<DateTime<Utc>>) -> ItemWrite {
    let (actor, stage) = ("Ada".to_owned(), "contacted".to_owned());
    let plan = NewSuspensionPlan { actor, stage, next_step: next_step.to_owned(), remind_at };
    ItemWrite::Planned { id: id.to_owned(), plan }
}

fn subscription(id: &str, status: Status) -> Received<Subscription> {
    Bought::by(id, "Harbour office").status(status).received()
}

#[tokio::test]
async fn the_latest_plan_holds_and_the_earlier_ones_are_its_story() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    journal.write_items(vec![suspended("a:1"), suspended("b:1")], at(0)).await.unwrap();
    journal.write_items(vec![planned("a:1", "write", None)], at(1)).await.unwrap();
    journal.write_items(vec![planned("a:1", "call", Some(at(60)))], at(2)).await.unwrap();
    let (desk, _) = desk.reopened();
    let journal = &desk.store.journal;
    let plans = journal.suspension_plans(vec!["a:1".to_owned(), "b:1".to_owned()]).await.unwrap();
    assert_eq!(plans.len(), 1, "nobody has planned anything of the other");
    assert_eq!((plans["a:1"].plan.next_step.as_str(), plans["a:1"].plan.remind_at), ("call", Some(at(60))));
    let story = journal.suspension_story("a:1").await.unwrap();
    let steps: Vec<_> = story.iter().map(|plan| (plan.plan.next_step.as_str(), plan.at)).collect();
    assert_eq!(steps, [("call", at(2)), ("write", at(1))]);
}

#[tokio::test]
async fn what_is_over_cannot_be_planned_any_more_and_keeps_its_story() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    journal.write_items(vec![suspended("a:1"), planned("a:1", "write", None)], at(0)).await.unwrap();
    let over = ItemWrite::Settled { id: "a:1".to_owned(), how: "elsewhere".to_owned() };
    journal.write_items(vec![over], at(5)).await.unwrap();
    let changed = journal.write_items(vec![planned("a:1", "call", None)], at(6)).await.unwrap();
    assert!(changed.is_empty());
    assert_eq!(journal.suspension_story("a:1").await.unwrap().len(), 1);
    let settled = journal.suspensions_settled(at(5)).await.unwrap();
    assert_eq!(settled.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["a:1"]);
    assert!(journal.suspensions_settled(at(6)).await.unwrap().is_empty());
}

#[tokio::test]
async fn changes_of_status_are_told_with_the_readings_around_them() {
    let desk = Desk::new();
    desk.sweeps(&[&[subscription("a", Status::Subscribed), subscription("b", Status::Subscribed)]], at(0)).await;
    desk.sweeps(&[&[subscription("a", Status::Suspended), subscription("b", Status::Subscribed)]], at(15)).await;
    desk.sweeps(&[&[subscription("a", Status::Unsubscribed), subscription("b", Status::Subscribed)]], at(30)).await;
    let journal = &desk.store.journal;
    let changes = journal.status_changes(at(0)).await.unwrap();
    let told: Vec<_> =
        changes.iter().map(|change| (change.before.clone(), change.after.clone(), change.seen_before)).collect();
    assert_eq!(
        told,
        [(Status::Subscribed, Status::Suspended, at(15)), (Status::Suspended, Status::Unsubscribed, at(30))]
    );
    assert_eq!(changes[1].seen_after, Some(at(15)));
    assert_eq!(journal.status_changes(at(16)).await.unwrap().len(), 1);
    assert!(journal.known_since().await.unwrap().is_some_and(|since| since <= at(30)));
}

#[tokio::test]
async fn what_was_announced_of_suspensions_is_found_among_everything_else() {
    let desk = Desk::new();
    let journal = &desk.store.journal;
    let told = |id: &str, action: &str, minute: i64| FeedEvent {
        cursor: String::new(),
        id: id.to_owned(),
        at: at(minute),
        kind: "announced".to_owned(),
        subscription: Some("a".into()),
        body: json!({ "action": action, "messageAt": at(minute - 1) }),
    };
    let events = vec![told("1", "Suspend", 10), told("2", "ChangePlan", 11), told("3", "Reinstate", 12)];
    let place = FeedPlace { log: "log".to_owned(), cursor: "3".to_owned() };
    journal.take_in(place, events, at(20)).await.unwrap();
    let found = journal.told_of_suspensions(at(0)).await.unwrap();
    let actions: Vec<_> = found.iter().map(|one| (one.action.clone(), one.message_at, one.at)).collect();
    assert_eq!(actions, [(Action::Suspend, Some(at(9)), at(10)), (Action::Reinstate, Some(at(11)), at(12))]);
    assert_eq!(journal.told_of_suspensions(at(11)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn rows_come_with_the_plans_that_were_read() {
    let desk = Desk::new();
    desk.sweeps(&[&[subscription("a", Status::Subscribed), subscription("b", Status::Subscribed)]], at(0)).await;
    desk.store.cache.save_plans(&"a".into(), vec!["{}".to_owned()], at(1)).await.unwrap();
    let found = desk.store.cache.with_plans(vec!["a".into(), "b".into(), "c".into()]).await.unwrap();
    let plans: Vec<_> = found.iter().map(|one| (one.row.id.as_str(), one.plans.as_ref().map(Vec::len))).collect();
    assert_eq!(plans, [("a", Some(1)), ("b", None)]);
}
