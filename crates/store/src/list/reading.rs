//! Asking for the list.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::query::{ListCount, ListPage, ListQuery, PageKey};
use super::row::{COLUMN_COUNT, ListRow};
use super::sql::{self, Sql, Start};
use crate::cache::{Cache, tally};
use crate::error::Result;

impl Cache {
    /// Rows of a list from a place on.
    pub async fn list(&self, query: &ListQuery, from: u32, limit: u32) -> Result<ListPage> {
        let query = query.clone();
        self.shown()
            .read(move |conn| {
                let (rows, _) = rows(conn, &query, &sql::page(&query, Start::At(from), limit))?;
                Ok(ListPage { from, rows, total: kept_total(conn, &query)? })
            })
            .await
    }

    /// How long a list is.
    pub async fn count(&self, query: &ListQuery) -> Result<ListCount> {
        let query = query.clone();
        self.shown()
            .read(move |conn| {
                let everything = tally::by_status(conn)?.total;
                let sql = sql::count(&query);
                let mut statement = conn.prepare_cached(&sql.text)?;
                let total = statement.query_row(params_from_iter(&sql.values), |row| row.get(0))?;
                Ok(ListCount { total, everything })
            })
            .await
    }

    /// Rows of a list behind a place that stays true however the list changes, and the place behind the last of them.
    pub async fn page_after(
        &self,
        query: &ListQuery,
        after: Option<&PageKey>,
        limit: u32,
    ) -> Result<(Vec<ListRow>, Option<PageKey>)> {
        let (query, after) = (query.clone(), after.cloned());
        self.shown()
            .read(move |conn| {
                let start = after.as_ref().map_or(Start::At(0), Start::Behind);
                rows(conn, &query, &sql::page(&query, start, limit))
            })
            .await
    }
}

/// The rows of a page and the place behind the last one.
fn rows(conn: &Connection, query: &ListQuery, sql: &Sql) -> Result<(Vec<ListRow>, Option<PageKey>)> {
    let places = COLUMN_COUNT..=COLUMN_COUNT + query.order().len();
    let mut statement = conn.prepare_cached(&sql.text)?;
    let mut found = statement.query(params_from_iter(&sql.values))?;
    let (mut rows, mut last) = (Vec::new(), None);
    while let Some(row) = found.next()? {
        rows.push(ListRow::from_row(row)?);
        let values: rusqlite::Result<Vec<Value>> = places.clone().map(|at| row.get(at)).collect();
        last = Some(PageKey { values: values? });
    }
    Ok((rows, last))
}

/// The length of a list that nothing narrows is kept.
fn kept_total(conn: &Connection, query: &ListQuery) -> Result<Option<u32>> {
    if !query.is_whole() {
        return Ok(None);
    }
    let counts = tally::by_status(conn)?;
    Ok(Some(if query.live_only() { counts.live } else { counts.total }))
}
