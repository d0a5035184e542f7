//! Many at once: a customer and what it became are written in one step, so that nothing is asked for twice.

use domain::{Intent, Seen, Status, Wish};
use outbox::{Entry, Event, Ledger as _, State, apply};
use serde_json::{Value, json};
use store::{Many, ManyFate, ManyStage, NewManyRow, Skipped};

use super::given::{Desk, at};

fn seen() -> Seen {
    Seen { status: Status::PendingFulfillmentStart, plan: "gold".into(), seats: Some(3) }
}

fn many() -> Many {
    let (action, actor) = (json!({ "kind": "activate" }), "Ada".to_owned());
    let (begun_at, hold_until, stage) = (at(0), at(0), ManyStage::Going);
    Many { id: "m".to_owned(), action, actor, reason: String::new(), begun_at, hold_until, stage }
}

fn row(id: &str, skipped: Option<Skipped>) -> NewManyRow {
    NewManyRow { subscription: id.into(), seen: Some(seen()), skipped }
}

fn entry(id: &str, subscription: &str) -> Entry {
    let intent = Intent {
        id: id.into(),
        subscription: subscription.into(),
        wish: Wish::Activate,
        actor: "Ada".to_owned(),
        reason: String::new(),
        consent: None,
        seen: seen(),
        asked_at: at(1),
        expires_at: None,
    };
    Entry::new(intent, None)
}

async fn begun() -> Desk {
    let desk = Desk::new();
    let already = Skipped { already_so: true, why: json!({ "key": "no-active-already", "args": {} }) };
    let rows = vec![row("a", None), row("b", Some(already)), row("c", None), row("A", None)];
    assert!(desk.store.journal.begin_many(&many(), rows.clone()).await.unwrap());
    assert!(!desk.store.journal.begin_many(&many(), rows).await.unwrap(), "it is written once");
    desk
}

async fn tally(desk: &Desk) -> Vec<(ManyFate, u32)> {
    let mut tally = desk.store.journal.many_tally("m").await.unwrap();
    tally.sort();
    tally
}

#[tokio::test]
async fn a_customer_is_asked_for_once_whoever_asks_and_however_often() {
    let desk = begun().await;
    let waiting = desk.store.journal.many_waiting("m", 10).await.unwrap();
    let ids: Vec<_> = waiting.iter().map(|row| (row.place, row.subscription.as_str(), row.turn)).collect();
    assert_eq!(ids, [(0, "a", 0), (2, "c", 0)], "who is named twice is one, and who is left out does not wait");
    assert!(desk.store.journal.ask_of_many("m", 0, &entry("i", "a")).await.unwrap());
    let (desk, _) = desk.reopened();
    assert!(!desk.store.journal.ask_of_many("m", 0, &entry("i", "a")).await.unwrap());
    assert!(desk.store.journal.ask_of_many("m", 2, &entry("i", "c")).await.is_err(), "an intent's id is its own");
    assert_eq!(tally(&desk).await, [(ManyFate::NotBegun, 1), (ManyFate::Working, 1), (ManyFate::AlreadySo, 1)]);
    assert_eq!(desk.store.journal.many_on_the_way("m").await.unwrap(), (1, 0));
    assert_eq!(desk.store.journal.many_on_the_way("n").await.unwrap(), (0, 0), "another's are not its own");
    assert_eq!(desk.store.journal.many_left_out("m").await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_stopped_begins_nothing_and_what_has_left_is_not_taken_back() {
    let desk = begun().await;
    let journal = &desk.store.journal;
    journal.ask_of_many("m", 0, &entry("i", "a")).await.unwrap();
    assert!(journal.stop_many("m", at(2)).await.unwrap());
    assert!(!journal.stop_many("m", at(2)).await.unwrap());
    assert!(!journal.ask_of_many("m", 2, &entry("j", "c")).await.unwrap());
    let why = Skipped { already_so: false, why: Value::Null };
    assert!(!journal.skip_of_many("m", 2, why).await.unwrap());

    let (place, unsent) = journal.many_unsent("m").await.unwrap().remove(0);
    let (withdrawn, did) = apply(&unsent, Event::Withdrawn, at(3)).unwrap();
    let stale = Entry { version: unsent.version + 1, ..withdrawn.clone() };
    assert!(!journal.take_back_of_many("m", place, &stale, &did).await.unwrap(), "somebody was quicker");
    assert!(journal.take_back_of_many("m", place, &withdrawn, &did).await.unwrap());
    assert_eq!(tally(&desk).await, [(ManyFate::NotBegun, 1), (ManyFate::AlreadySo, 1), (ManyFate::Withdrawn, 1)]);

    assert!(journal.go_on_many("m", at(4)).await.unwrap());
    assert!(!journal.go_on_many("m", at(4)).await.unwrap());
    let waiting = journal.many_waiting("m", 10).await.unwrap();
    let turns: Vec<_> = waiting.iter().map(|row| (row.place, row.turn)).collect();
    assert_eq!(turns, [(0, 1), (2, 0)], "what was taken back is asked for again, and knows that");
}

#[tokio::test]
async fn it_is_through_when_nobody_waits_and_its_fate_is_what_became_of_the_intent() {
    let desk = begun().await;
    let journal = &desk.store.journal;
    assert!(!journal.finish_many("m", at(2)).await.unwrap(), "two wait");
    journal.ask_of_many("m", 0, &entry("i", "a")).await.unwrap();
    let why = Skipped { already_so: false, why: json!({ "key": "many-missing", "args": {} }) };
    assert!(journal.skip_of_many("m", 2, why).await.unwrap());
    assert!(journal.finish_many("m", at(2)).await.unwrap());
    assert_eq!(journal.many("m").await.unwrap().unwrap().stage, ManyStage::Through);
    assert!(journal.unfinished_many().await.unwrap().is_empty());

    let trouble = outbox::Trouble::Refused { message: "under review".to_owned() };
    let stuck = Entry { state: State::Stuck { why: trouble }, ..entry("i", "a") };
    assert!(journal.write(&stuck, &outbox::Did::plainly("refused")).await.unwrap());
    let rows = journal.many_rows("m", Some(ManyFate::Refused), 0, 10).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.place).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(rows[0].intent.as_ref().map(|entry| &entry.state), Some(&stuck.state));
    let ended = Entry { state: State::Stuck { why: outbox::Trouble::Ended }, version: 1, ..stuck };
    assert!(journal.write(&ended, &outbox::Did::plainly("stuck")).await.unwrap());
    assert_eq!(tally(&desk).await, [(ManyFate::AlreadySo, 1), (ManyFate::Refused, 1), (ManyFate::Stuck, 1)]);
}
