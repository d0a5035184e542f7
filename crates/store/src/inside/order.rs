//! The one order: what is journalled is on disk before the cache moves on.

use super::{key, now, subscription, sweep};
use crate::applying::Application;
use crate::{Applied, Store, StoreError};

#[tokio::test]
async fn a_cache_that_did_not_move_on_tells_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    let mut changed = subscription("a");
    changed.raw = "{\"id\":\"a\",\"planId\":\"gold\"}".to_owned();
    let (journalling, record) = (store.clone(), changed.clone());
    let broken_off = store.cache.filling().write(move |tx| {
        let mut application = Application::begin(tx, now(), true)?;
        application.apply(&record)?;
        application.settle(&journalling)?;
        Err::<(), _>(StoreError::BrokenOff)
    });
    assert!(broken_off.await.is_err(), "the journal was written and the cache was not");
    assert_eq!(store.journal.timeline(&"a".into(), 9, None).await.unwrap().len(), 1);
    let applied = store.apply_one(changed, now() + chrono::TimeDelta::hours(1)).await.unwrap();
    assert_eq!(applied, Applied::Changed, "the cache saw it for the first time");
    assert_eq!(store.journal.timeline(&"a".into(), 9, None).await.unwrap().len(), 1, "and it is told once");
}

#[tokio::test]
async fn a_journal_that_cannot_be_written_holds_the_cache_back() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    drop(store);
    let conn = super::place(folder.path(), "journal.db").open(crate::file::Role::Writer).unwrap().0;
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    let mut changed = subscription("a");
    changed.raw = "{\"id\":\"a\",\"planId\":\"gold\"}".to_owned();
    let refused = store.apply_one(changed, now()).await;
    assert!(matches!(refused, Err(StoreError::NewerSchema { found: 99, .. })));
    let kept = store.cache.subscription(&"a".into()).await.unwrap().unwrap();
    assert_eq!(kept.raw, subscription("a").raw, "what cannot be told is not taken in");
}

#[tokio::test]
async fn a_reader_comes_home_even_after_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    for _ in 0..5 {
        let broken = store.cache.shown().read::<()>(|_| panic!("as a bug would")).await;
        assert!(matches!(broken, Err(StoreError::BrokenOff)));
    }
    assert_eq!(store.cache.counts().await.unwrap().total, 0, "there are readers left");
    let broken = store.cache.filling().write::<()>(|_| panic!("as a bug would")).await;
    assert!(broken.is_err());
    sweep(&store, &["a"]).await;
    assert_eq!(store.cache.counts().await.unwrap().total, 1, "and the writer is free");
}
