//! Files of other versions: the cache is filled anew beside the old one, the journal migrates behind a copy.

use rusqlite_migration::M;

use super::{key, look_into, place, subscription, sweep};
use crate::cache::{Rebuilt, Versions};
use crate::file::Role;
use crate::journal::{Journal, STEPS};
use crate::{FoundItem, ItemWrite, ListQuery, NewSuspensionPlan, PageToApply, Store, StoreError};

const NEXT: Versions = Versions { written: 2, readable_since: 1 };

fn names(rows: &[crate::ListRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn an_older_cache_is_shown_until_the_new_one_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a", "b"]).await;
    drop(store);

    let (journal, _) = Journal::open(folder.path(), &key()).unwrap();
    let (cache, opened) = NEXT.open(folder.path(), &key()).unwrap();
    assert_eq!(opened.rebuilding, Some(Rebuilt::Schema));
    let store = Store { cache, journal };
    let all = ListQuery::default();
    let state = store.cache.begin_sweep(super::now()).await.unwrap();
    assert!(state.baseline, "the new file has never been swept");
    let records = vec![Ok(subscription("b")), Ok(subscription("c"))];
    let page = PageToApply { records, next: None };
    let applied = store.apply_page(&state, page, super::now()).await.unwrap();
    let shown = store.cache.list(&all, 0, 9).await.unwrap();
    assert_eq!(names(&shown.rows), ["a", "b"], "the old one is shown");
    assert!(store.cache.subscription(&"c".into()).await.unwrap().is_some(), "what is new is found by its id");
    store.finish_sweep(&applied.state, super::now()).await.unwrap();
    store.cache.warm().await;
    let shown = store.cache.list(&all, 0, 9).await.unwrap();
    assert_eq!(names(&shown.rows), ["a", "b", "c"], "the new one is shown, and nothing was deleted");
    assert_eq!(shown.rows.iter().map(|row| row.missing).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(store.cache.counts().await.unwrap().total, 3);
    assert_eq!(store.journal.timeline(&"a".into(), 9, None).await.unwrap().len(), 1, "it is told to be missing");
    drop(store);

    let (cache, opened) = NEXT.open(folder.path(), &key()).unwrap();
    assert_eq!(opened.rebuilding, None, "it has the old one's name now");
    assert_eq!(names(&cache.list(&all, 0, 9).await.unwrap().rows), ["a", "b", "c"]);
    assert!(!folder.path().join("cache.next.db").exists(), "nothing is left beside it");
}

#[tokio::test]
async fn filling_goes_on_after_the_program_was_ended() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    drop(store);
    for pages in 0..3 {
        let (journal, _) = Journal::open(folder.path(), &key()).unwrap();
        let (cache, opened) = NEXT.open(folder.path(), &key()).unwrap();
        assert_eq!(opened.rebuilding, Some(Rebuilt::Schema), "still");
        let store = Store { cache, journal };
        let state = match store.cache.sweep_in_progress().await.unwrap() {
            Some(state) => state,
            None => store.cache.begin_sweep(super::now()).await.unwrap(),
        };
        assert_eq!(state.pages, pages);
        let page = PageToApply { records: vec![Ok(subscription("b"))], next: Some("more".to_owned()) };
        store.apply_page(&state, page, super::now()).await.unwrap();
    }
}

#[tokio::test]
async fn a_cache_of_a_newer_program_is_filled_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(NEXT.open(folder.path(), &key()).unwrap());
    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(report.cache.rebuilding, Some(Rebuilt::Schema));
    assert_eq!(store.cache.list(&ListQuery::default(), 0, 9).await.unwrap().rows, []);
}

#[tokio::test]
async fn the_journal_migrates_behind_an_encrypted_copy_and_an_older_program_only_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    store.journal.set("watched", serde_json::json!(["harbour"])).await.unwrap();
    drop(store);

    let steps = [STEPS, &[M::up("CREATE TABLE novelty (text TEXT NOT NULL) STRICT")]].concat();
    let (journal, opened) = Journal::open_with(folder.path(), &key(), &steps).unwrap();
    assert_eq!(journal.setting("watched").await.unwrap(), Some(serde_json::json!(["harbour"])), "nothing was lost");
    let copy = opened.backup.expect("it was copied first");
    let (copied, version) =
        place(folder.path(), copy.file_name().unwrap().to_str().unwrap()).open(Role::Reader).unwrap();
    let known = u32::try_from(STEPS.len()).unwrap();
    assert_eq!(version, known, "the copy is what was there before");
    assert_eq!(copied.query_row("SELECT count(*) FROM setting", [], |row| row.get::<_, u32>(0)).unwrap(), 1);
    assert!(!String::from_utf8_lossy(&std::fs::read(&copy).unwrap()).contains("harbour"), "it is encrypted");
    drop(journal);

    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    assert!(report.journal.read_only && store.journal.is_read_only(), "this program is older now");
    let refused = store.journal.set("watched", serde_json::json!([])).await;
    let newer = |found, older| found == known + 1 && older == known;
    assert!(matches!(refused, Err(StoreError::NewerSchema { found, known }) if newer(found, known)));
    assert!(store.journal.setting("watched").await.unwrap().is_some(), "it can be read");
    let tables = look_into(folder.path(), "journal.db")
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'novelty'", [], |row| row.get::<_, u32>(0))
        .unwrap();
    assert_eq!(tables, 1, "and nothing was taken from it");
}

#[tokio::test]
async fn what_was_kept_before_suspensions_could_be_planned_is_kept_and_can_be_planned() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = Journal::open_with(folder.path(), &key(), &STEPS[..3]).unwrap();
    let id = "s1:suspended:0".to_owned();
    let (kind, facts) = ("suspended".to_owned(), serde_json::json!({}));
    let item = FoundItem { id: id.clone(), kind, subscription: Some("s1".into()), facts, due: super::now() };
    journal.write_items(vec![ItemWrite::Found { item, silently: false }], super::now()).await.unwrap();
    drop(journal);

    let (journal, opened) = Journal::open(folder.path(), &key()).unwrap();
    assert!(opened.backup.is_some(), "it was copied first");
    let plan = NewSuspensionPlan {
        actor: "Ada".to_owned(),
        stage: "contacted".to_owned(),
        next_step: "call again".to_owned(),
        remind_at: Some(super::now()),
    };
    let planned = ItemWrite::Planned { id: id.clone(), plan: plan.clone() };
    journal.write_items(vec![planned], super::now()).await.unwrap();
    let plans = journal.suspension_plans(vec![id.clone(), "nobody's".to_owned()]).await.unwrap();
    assert_eq!(plans.get(&id).map(|kept| &kept.plan), Some(&plan));
    let unknown = NewSuspensionPlan { stage: "forgiven".to_owned(), ..plan };
    let refused = journal.write_items(vec![ItemWrite::Planned { id, plan: unknown }], super::now()).await;
    assert!(refused.is_err(), "a stage that nobody knows is not kept");
}

#[test]
fn the_steps_of_the_journal_can_be_taken() {
    rusqlite_migration::Migrations::from_slice(STEPS).validate().unwrap();
}
