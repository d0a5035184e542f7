//! Both schemas, as they stand in the files.

use super::{key, look_into, sweep};
use crate::Store;

fn schema_of(conn: &rusqlite::Connection) -> String {
    let mut statement = conn
        .prepare(
            "SELECT sql || ';' FROM sqlite_schema
              WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'found_*_*_*'
              ORDER BY tbl_name, type DESC, name",
        )
        .unwrap();
    let all: rusqlite::Result<Vec<String>> = statement.query_map([], |row| row.get(0)).unwrap().collect();
    all.unwrap().join("\n\n")
}

#[tokio::test]
async fn the_files_have_the_schemas_that_were_agreed() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    insta::assert_snapshot!("cache", schema_of(&look_into(folder.path(), "cache.db")));
    insta::assert_snapshot!("journal", schema_of(&look_into(folder.path(), "journal.db")));
}

#[test]
fn every_connection_has_the_settings_of_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let _store = Store::open(folder.path(), &key()).unwrap();
    let conn = look_into(folder.path(), "cache.db");
    let setting = |name: &str| {
        conn.query_row(&format!("SELECT * FROM pragma_{name}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
            .unwrap()
    };
    assert_eq!(setting("journal_mode"), "wal".to_owned().into());
    assert_eq!(setting("synchronous"), 1.into(), "NORMAL");
    assert_eq!(setting("temp_store"), 2.into(), "MEMORY");
    assert_eq!(setting("query_only"), 1.into(), "a reader cannot write");
    let refused = conn.execute("DELETE FROM subscription", []);
    assert!(refused.is_err(), "whatever it runs");
}
