//! The log in a file: what all logs must do, and what only a file can show.

use std::future::{Ready, ready};
use std::sync::Arc;

use futures::future::join_all;
use tempfile::TempDir;

use super::suite::{Handles, log_tests};
use super::{done, harbour, held, ids, told};
use crate::log::sqlite::{FileKey, Place, SqliteLog};
use crate::log::{Kind, Log, LogError, Put};

fn open() -> Ready<Option<(Handles, TempDir)>> {
    let folder = tempfile::tempdir().unwrap();
    let log: Arc<dyn Log> = Arc::new(SqliteLog::open(Place::new(folder.path().join("log.db"), None), "log-a").unwrap());
    ready(Some(([Arc::clone(&log), log], folder)))
}

log_tests!(open);

fn key(digit: &str) -> Option<FileKey> {
    Some(FileKey::read(&digit.repeat(64)).unwrap())
}

#[tokio::test]
async fn what_was_answered_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("log.db"), None);
    let log = SqliteLog::open(place.clone(), "log-a").unwrap();
    done(&log, told("a")).await;

    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().flatten() {
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }

    let found = SqliteLog::open(Place::new(copy.path().join("log.db"), None), "log-b").unwrap();
    assert_eq!(ids(&found).await, ["a"], "as after a loss of power");
    assert_eq!(found.name(), "log-a", "a log keeps its name");
}

#[tokio::test]
async fn an_encrypted_file_shows_nothing_and_wants_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(Place::new(&path, key("a")), "log-a").unwrap();
    done(&log, told("a").put(held("h", "a-word-to-be-found"))).await;
    assert!(log.is_encrypted());
    log.close().await;

    for file in std::fs::read_dir(folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(18).any(|part| part == b"a-word-to-be-found"), "{:?}", file.file_name());
    }
    for wrong in [key("b"), None] {
        let opened = SqliteLog::open(Place::new(&path, wrong), "log-a");
        assert!(opened.is_err(), "another key does not open it");
    }
    assert_eq!(ids(&SqliteLog::open(Place::new(&path, key("a")), "log-a").unwrap()).await, ["a"]);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let _log = SqliteLog::open(Place::new(&path, None), "log-a").unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_full_disk_is_said_and_survived() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::new(folder.path().join("log.db"), None);
    place.most_pages = Some(60);
    let log = SqliteLog::open(place, "log-a").unwrap();
    done(&log, told("before")).await;

    let large = "x".repeat(400_000);
    let outcomes =
        join_all((0..5).map(|n| log.write(told(&format!("large {n}")).put(held(&n.to_string(), &large))))).await;

    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(LogError::NoRoom(_)))), "{outcomes:?}");
    done(&log, told("after")).await;
    assert_eq!(ids(&log).await, ["before", "after"], "what fits is written as before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_writes_share_one_transaction() {
    let (logs, _folder) = open().await.unwrap();
    let mut stirred = logs[0].stirred();
    stirred.mark_unchanged();
    let before = *stirred.borrow();

    join_all((0..1_000).map(|n| logs[0].write(told(&format!("e{n}"))))).await;

    let transactions = *stirred.borrow() - before;
    assert!(transactions < 100, "{transactions} transactions for 1,000 writes");
    assert_eq!(logs[0].bounds(&harbour()).await.unwrap().last, 1_000);
}

#[tokio::test]
async fn a_file_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    std::fs::write(&path, "a letter to my aunt, longer than any header of a database would be, and no log at all")
        .unwrap();
    assert!(matches!(SqliteLog::open(Place::new(&path, None), "x"), Err(LogError::NotALog { .. })));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("a letter"), "it is as it was");
}

#[expect(clippy::disallowed_methods, reason = "a file as the first program left it")]
#[tokio::test]
async fn a_log_of_the_first_program_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../sqlite/0001-begin.sql")).unwrap();
    old.execute_batch(
        "INSERT INTO log (name) VALUES ('log-of-old');
         INSERT INTO doc (connection, kind, id, version, subscription_id, is_open, at, value)
         VALUES ('harbour', 'held', 'h', 3, 's-1', 1, '2026-01-01T00:00:00.000Z', '\"open\"');
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);

    let log = SqliteLog::open(Place::new(&path, None), "log-b").unwrap();

    assert_eq!(log.name(), "log-of-old");
    let about = log.about(&harbour(), "none", &"S-1".into()).await.unwrap();
    assert_eq!((about.open.len(), about.open[0].version), (1, 3));
    let course = Put::new(Kind::Course, "s-1", &"a course").unwrap().of(&"s-1".into());
    done(&log, told("new").put(course)).await;
}
