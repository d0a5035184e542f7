//! How SQLite goes about the list, pinned: along the index made for it, and without sorting.

use rstest::rstest;
use rusqlite::{Connection, params_from_iter};

use super::{key, look_into, sweep};
use crate::cache::orders;
use crate::list::sql::{self, Sql, Start};
use crate::{ListQuery, PageKey, Sort, SortField, Store};

const FIELDS: [(SortField, &str); 7] = [
    (SortField::Name, "name"),
    (SortField::Status, "status"),
    (SortField::Offer, "offer"),
    (SortField::Plan, "plan"),
    (SortField::Seats, "seats"),
    (SortField::TermEnd, "term_end"),
    (SortField::Created, "created"),
];

fn plan(conn: &Connection, sql: &Sql) -> String {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.text)).unwrap();
    let steps = statement.query_map(params_from_iter(&sql.values), |row| row.get::<_, String>(3)).unwrap();
    steps.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("; ")
}

#[tokio::test]
async fn a_list_by_one_column_is_read_along_its_index_and_never_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a", "b"]).await;
    let conn = look_into(folder.path(), "cache.db");
    for (field, name) in FIELDS {
        for (descending, hide_cancelled) in [(false, false), (false, true), (true, false), (true, true)] {
            let query = ListQuery { hide_cancelled, sort: vec![Sort { field, descending }], ..ListQuery::default() };
            let index = format!("{}_by_{name}", if hide_cancelled { "live" } else { "all" });
            let key = PageKey { values: vec!["a".to_owned().into(); if field == SortField::Name { 2 } else { 3 }] };
            for start in [Start::At(0), Start::Behind(&key)] {
                let plan = plan(&conn, &sql::page(&query, start, 100, |index| orders::is_laid(&conn, index)));
                assert!(plan.contains(&format!("INDEX {index}")), "{query:?} goes along {index}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{query:?} is not sorted: {plan}");
                let seeks = plan.starts_with("SEARCH");
                assert_eq!(seeks, matches!(start, Start::Behind(_)), "a place behind a row is sought: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn what_fills_the_roster_reads_one_index_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    let conn = look_into(folder.path(), "cache.db");
    let scan = Sql { text: crate::list::roster::all(), values: Vec::new() };
    assert_eq!(plan(&conn, &scan), "SCAN subscription USING COVERING INDEX all_by_name");
}

#[rstest]
#[case("cache.db", crate::cache::subscription::IN_MOTION, "INDEX in_motion")]
#[case("cache.db", crate::cache::subscription::MISSING, "INDEX missing")]
#[case("journal.db", crate::journal::event::TIMELINE, "INDEX event_by_subscription (subscription_id=? AND")]
#[case("journal.db", crate::journal::suspension::CHANGES, "INDEX event_of_status (seen_before>?)")]
#[case("journal.db", crate::journal::suspension::TOLD, "INDEX relay_event_of_suspension (at>?)")]
#[case("journal.db", crate::journal::suspension::PLANS, "INDEX suspension_plan_by_item (item_id=?)")]
#[case("journal.db", crate::journal::many::reading::WAITING, "INDEX many_row_waiting (many_id=?)")]
#[case("journal.db", crate::journal::many::reading::ON_THE_WAY, "INDEX intent_open")]
#[case("journal.db", crate::journal::many::reading::UNSENT, "INDEX many_row_by_intent (intent_id=? AND")]
#[case("journal.db", crate::journal::answers::ACCESS_TOLD, "INDEX relay_event_by_subscription (subscription_id=?)")]
#[case("journal.db", crate::journal::item::SETTLED_SUSPENSIONS, "INDEX item_suspended (settled_at>?)")]
#[tokio::test]
async fn what_is_read_often_goes_along_an_index(#[case] file: &str, #[case] text: &str, #[case] index: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &key()).unwrap();
    sweep(&store, &["a"]).await;
    let conn = look_into(folder.path(), file);
    let marks = text.matches('?').count();
    let plan = plan(&conn, &Sql { text: text.to_owned(), values: vec![1.into(); marks] });
    assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{text}: {plan}");
}

#[test]
fn a_list_is_read_without_its_index_while_that_is_not_laid() {
    let query = ListQuery { sort: vec![Sort { field: SortField::Seats, descending: false }], ..ListQuery::default() };
    let sql = sql::page(&query, Start::At(0), 10, |_| false);
    assert!(!sql.text.contains("INDEXED BY"), "the first sweep is still running");
}
