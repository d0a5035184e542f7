//! Opening: whatever state the files are in, nothing is lost that cannot be read again.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

use store::{Key, ListQuery, Rebuilt, Store, StoreError};

use crate::given::{Bought, Desk, at, crowd, key};

/// Overwrites part of a file with nonsense.
fn damage(path: &Path, from: u64, bytes: usize) {
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0xa5; bytes]).unwrap();
}

async fn whole_list(desk: &Desk) -> Result<usize, StoreError> {
    Ok(desk.store.cache.list(&ListQuery::default(), 0, 5_000).await?.rows.len())
}

#[tokio::test]
async fn another_key_opens_nothing_and_touches_nothing() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(3)], at(0)).await;
    let Desk { folder, store } = desk;
    drop(store);
    let refused = Store::open(folder.path(), &Key::new([1; 32]));
    assert!(matches!(refused, Err(StoreError::WrongKey)), "it is not the key of this folder");
    std::fs::remove_file(folder.path().join("key.mark")).unwrap();
    let refused = Store::open(folder.path(), &Key::new([1; 32]));
    assert!(matches!(refused, Err(StoreError::WrongKey)), "even where the mark was lost");
    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(report.cache.rebuilding, None);
    assert_eq!(whole_list(&Desk { folder, store }).await.unwrap(), 3, "all is there under the right key");
}

#[tokio::test]
async fn a_damaged_cache_is_filled_anew_and_the_journal_stays() {
    let desk = Desk::new();
    let vale = Bought::by("vale", "Vale Ltd");
    desk.sweeps(&[&[vale.clone().received()]], at(0)).await;
    desk.sweeps(&[&[vale.clone().plan("gold").received()]], at(1)).await;
    let Desk { folder, store } = desk;
    drop(store);
    damage(&folder.path().join("cache.db"), 0, 4_096);
    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(report.cache.rebuilding, Some(Rebuilt::Damage));
    let desk = Desk { folder, store };
    assert_eq!(whole_list(&desk).await.unwrap(), 0, "nothing can be read from it");
    let finished = desk.sweeps(&[&[vale.plan("bronze").received()]], at(2)).await;
    assert!(finished.baseline, "a rebuilt sweep observes nothing");
    assert_eq!(desk.story("vale").await, ["plan"], "what was journalled is still told");
    let (desk, report) = desk.reopened();
    assert_eq!(report.cache.rebuilding, None, "the new file has taken its place");
    assert_eq!(whole_list(&desk).await.unwrap(), 1);
}

#[tokio::test]
async fn damage_met_while_reading_is_mended_at_the_next_opening() {
    let desk = Desk::new();
    desk.sweeps(&[&crowd(3_000)], at(0)).await;
    let (desk, _) = desk.reopened();
    let path = desk.folder.path().join("cache.db");
    let length = std::fs::metadata(&path).unwrap().len();
    damage(&path, 5 * 4_096, usize::try_from(length).unwrap() - 10 * 4_096);
    let found = whole_list(&desk).await;
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "it is said to be damaged: {found:?}");
    let (desk, report) = desk.reopened();
    assert_eq!(report.cache.rebuilding, Some(Rebuilt::Damage));
    desk.sweeps(&[&crowd(3_000)], at(1)).await;
    assert_eq!(whole_list(&desk).await.unwrap(), 3_000);
    let (_, report) = desk.reopened();
    assert_eq!(report.cache.rebuilding, None, "and stays mended");
}

#[tokio::test]
async fn a_damaged_journal_is_moved_aside_and_never_deleted() {
    let desk = Desk::new();
    desk.store.journal.set("watched", serde_json::json!(1)).await.unwrap();
    let Desk { folder, store } = desk;
    drop(store);
    let path = folder.path().join("journal.db");
    damage(&path, 0, 1_024);
    let bytes = std::fs::read(&path).unwrap();
    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    let aside = report.journal.moved_aside.expect("it was moved aside");
    assert_eq!(std::fs::read(aside).unwrap(), bytes, "every byte of it is kept");
    assert_eq!(store.journal.setting("watched").await.unwrap(), None, "an empty one is in its place");
    store.journal.set("watched", serde_json::json!(2)).await.unwrap();
    drop(store);
    let (_, report) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(report.journal.moved_aside, None, "it is told once");
}

#[tokio::test]
async fn a_journal_that_was_suspected_and_is_sound_stays() {
    let desk = Desk::new();
    desk.store.journal.set("watched", serde_json::json!(1)).await.unwrap();
    std::fs::write(desk.folder.path().join("journal.damaged"), []).unwrap();
    let (desk, report) = desk.reopened();
    assert_eq!(report.journal.moved_aside, None, "it was read through and is sound");
    assert!(desk.store.journal.setting("watched").await.unwrap().is_some());
}

#[tokio::test]
async fn nothing_a_customer_is_called_can_be_read_from_the_files() {
    let desk = Desk::new();
    let vale = Bought::by("vale", "Harbourmaster Vale");
    desk.sweeps(&[&[vale.clone().received()]], at(0)).await;
    desk.sweeps(&[&[vale.plan("gold").received()]], at(1)).await;
    desk.store.cache.save_plans(&"vale".into(), vec!["{\"planId\":\"gold\"}".to_owned()], at(1)).await.unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(desk.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        for word in ["harbourmaster", "vale.example", "fieldbook", "sqlite format", "planid", "5a5a5a5a"] {
            let found = bytes.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!found, "{word} stands in {}", path.display());
        }
        files += 1;
    }
    assert!(files >= 5, "both files, their logs and the mark were looked through");
}

#[tokio::test]
async fn what_was_read_aside_is_kept() {
    let desk = Desk::new();
    let raws = vec!["{\"id\":\"1\"}".to_owned(), "{}".to_owned()];
    desk.store.cache.save_operations(&"vale".into(), raws.clone(), at(3)).await.unwrap();
    let (desk, _) = desk.reopened();
    let kept = desk.store.cache.operations(&"vale".into()).await.unwrap().unwrap();
    assert_eq!((kept.raws, kept.read_at), (raws, at(3)));
    assert_eq!(desk.store.cache.plans(&"vale".into()).await.unwrap(), None);
}
