//! Sweeps: what differs is written, what happened is told once, what is not listed is missing.

use domain::Status;
use store::{Applied, ListQuery, PageToApply, StoreError};

use crate::given::{Bought, Desk, at, bad, crowd, page};

#[tokio::test]
async fn a_first_sweep_is_a_baseline_and_observes_nothing() {
    let desk = Desk::new();
    let finished = desk.sweeps(&[&crowd(3), &crowd(5)], at(0)).await;
    assert!(finished.baseline, "nothing was known before it");
    assert_eq!(finished.subscriptions, 5, "those listed twice are one");
    assert_eq!(desk.story("id-000001").await, [""; 0], "a baseline tells no events");
    let list = desk.store.cache.list(&ListQuery::default(), 0, 10).await.unwrap();
    assert_eq!(list.total, Some(5));
    assert_eq!(list.rows[4].name, "Customer 000004");
}

#[tokio::test]
async fn what_differs_is_told_with_the_times_between_which_it_happened() {
    let desk = Desk::new();
    let vale = Bought::by("vale", "Vale Ltd");
    desk.sweeps(&[&[vale.clone().received()]], at(0)).await;
    desk.sweeps(&[&[vale.clone().received()]], at(10)).await;
    desk.sweeps(&[&[vale.clone().plan("gold").received()]], at(20)).await;
    let events = desk.store.journal.timeline(&"vale".into(), 10, None).await.unwrap();
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!((event.before.as_deref(), event.after.as_deref()), (Some("silver"), Some("gold")));
    assert_eq!(event.seen_after, Some(at(10)), "the sweep before confirmed the old plan");
    assert_eq!(event.seen_before, at(20));
}

#[tokio::test]
async fn a_page_says_what_it_brought() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(4)], at(0)).await;
    let mut records = crowd(5);
    records[0] = Bought::by("id-000000", "Renamed").received();
    let state = desk.store.cache.begin_sweep(at(5)).await.unwrap();
    let mut brought = page(&records, None);
    brought.records.push(Err(bad(Some("odd"))));
    let applied = desk.store.apply_page(&state, brought, at(5)).await.unwrap();
    assert_eq!((applied.new, applied.changed, applied.unchanged, applied.bad), (1, 1, 3, 1));
    assert_eq!(applied.state.subscriptions, 6);
    assert!(applied.state.has_all_pages(), "there was no next page");
    assert_eq!(desk.story("id-000004").await, ["appeared"]);
    assert_eq!(desk.story("id-000000").await, ["changed"; 3], "its name and both addresses");
}

#[tokio::test]
async fn a_page_out_of_turn_is_refused() {
    let desk = Desk::new();
    let state = desk.store.cache.begin_sweep(at(0)).await.unwrap();
    desk.store.apply_page(&state, page(&crowd(1), Some("2".to_owned())), at(0)).await.unwrap();
    let again = desk.store.apply_page(&state, page(&crowd(1), None), at(0)).await;
    assert!(matches!(again, Err(StoreError::SweepMoved)), "the first page was applied already");
}

#[tokio::test]
async fn what_is_not_listed_is_missing_and_not_deleted_and_comes_back() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(3)], at(0)).await;
    let finished = desk.sweeps(&[&crowd(2)], at(10)).await;
    assert_eq!(finished.missing.iter().map(|gone| gone.id.as_str()).collect::<Vec<_>>(), ["id-000002"]);
    let again = desk.sweeps(&[&crowd(2)], at(20)).await;
    assert_eq!(again.missing, [], "it is told once");
    assert!(desk.store.cache.subscription(&"id-000002".into()).await.unwrap().unwrap().row.missing);
    assert_eq!(desk.store.cache.counts().await.unwrap().missing, 1);
    desk.sweeps(&[&crowd(3)], at(30)).await;
    assert_eq!(desk.story("id-000002").await, ["returned", "missing"]);
    assert_eq!(desk.store.cache.missing(10).await.unwrap(), [], "it is listed again");
}

#[tokio::test]
async fn a_bad_record_waits_in_quarantine_until_it_can_be_read() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(2)], at(0)).await;
    let state = desk.store.cache.begin_sweep(at(10)).await.unwrap();
    let records = vec![Ok(crowd(1).remove(0)), Err(bad(Some("id-000001"))), Err(bad(None))];
    let applied = desk.store.apply_page(&state, PageToApply { records, next: None }, at(10)).await.unwrap();
    let finished = desk.store.finish_sweep(&applied.state, at(10)).await.unwrap();
    assert_eq!(finished.missing, [], "an unreadable record still says that its subscription is there");
    assert!(desk.store.cache.subscription(&"id-000001".into()).await.unwrap().is_some(), "its last reading is kept");
    assert_eq!(desk.store.cache.quarantined(10).await.unwrap().len(), 2);
    desk.sweeps(&[&crowd(2)], at(20)).await;
    assert_eq!(desk.store.cache.quarantined(10).await.unwrap(), [], "one became readable, one is no longer told");
}

#[tokio::test]
async fn a_single_reading_is_compared_like_a_page() {
    let desk = Desk::new();
    let vale = Bought::by("vale", "Vale Ltd");
    desk.sweeps(&[&[vale.clone().received()]], at(0)).await;
    assert_eq!(desk.store.apply_one(vale.clone().received(), at(5)).await.unwrap(), Applied::Unchanged);
    assert_eq!(desk.store.cache.subscription(&"vale".into()).await.unwrap().unwrap().read_at, at(5));
    let suspended = vale.status(Status::Suspended);
    assert_eq!(desk.store.apply_one(suspended.received(), at(6)).await.unwrap(), Applied::Changed);
    assert_eq!(desk.story("vale").await, ["status"]);
    assert_eq!(desk.store.cache.in_motion(9).await.unwrap(), ["vale".into()]);
    let counts = desk.store.cache.counts().await.unwrap();
    assert_eq!((counts.total, counts.subscribed, counts.suspended, counts.live), (1, 0, 1, 1));
}

#[tokio::test]
async fn an_interrupted_sweep_goes_on_and_a_restarted_one_begins_again() {
    let desk = Desk::new();
    let state = desk.store.cache.begin_sweep(at(0)).await.unwrap();
    let applied = desk.store.apply_page(&state, page(&crowd(2), Some("next".to_owned())), at(0)).await.unwrap();
    let (desk, _) = desk.reopened();
    let found = desk.store.cache.sweep_in_progress().await.unwrap().unwrap();
    assert_eq!(found, applied.state);
    assert_eq!(found.continuation.as_deref(), Some("next"));
    let again = desk.store.cache.restart_sweep(at(9)).await.unwrap();
    assert_eq!((again.pages, again.baseline, again.continuation), (0, true, None));
}
