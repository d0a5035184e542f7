//! Asking for the list.

use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::query::{ListCount, ListPage, ListQuery, PageKey};
use super::row::{COLUMN_COUNT, ListRow};
use super::search::{self, Part};
use super::sql::{self, Start};
use super::view::View;
use super::word::Word;
use crate::cache::{Cache, orders, tally};
use crate::error::Result;

impl Cache {
    /// Rows of a list from a place on.
    pub async fn list(&self, query: &ListQuery, from: u32, limit: u32) -> Result<ListPage> {
        self.memory().counting.asked(query);
        let (cache, query, view) = (self.clone(), query.clone(), self.view(query).await?);
        self.shown()
            .read(move |conn| match view {
                None => from_file(conn, &query, from, limit),
                Some(view) => {
                    let (rows, total) = cache.part(conn, &view, &Word::all(&query.filter.words), from, limit)?;
                    let rows = rows.into_iter().map(|row| ListRow::of(conn, row)).collect::<Result<_>>()?;
                    Ok(ListPage { from, rows, total })
                }
            })
            .await
    }

    /// How long a list is. A newer question for another list makes this one fail as superseded.
    pub async fn count(&self, query: &ListQuery) -> Result<ListCount> {
        let counting = self.memory().counting.take(query);
        let (cache, query, view) = (self.clone(), query.clone(), self.view(query).await?);
        self.shown()
            .read(move |conn| {
                counting.run(conn, |conn| {
                    let everything = tally::by_status(conn)?.total;
                    let total = match view {
                        None => count_in_file(conn, &query)?,
                        Some(view) => cache.length(conn, &view, &Word::all(&query.filter.words))?,
                    };
                    Ok(ListCount { total, everything })
                })
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
                rows(conn, &query, start, limit)
            })
            .await
    }

    /// The row numbers of part of a list, and its length where that is known by now.
    fn part(
        &self,
        conn: &Connection,
        view: &Arc<View>,
        words: &[Word],
        from: u32,
        limit: u32,
    ) -> Result<(Vec<u32>, Option<u32>)> {
        if words.is_empty() {
            return Ok((view.part(from, limit).to_vec(), u32::try_from(view.rows.len()).ok()));
        }
        let found = match self.memory().search(view, words) {
            Some(found) => found,
            None => match search::part(conn, view, words, from, limit)? {
                Part::Rows(rows) => return Ok((rows, None)),
                Part::Everything(found) => self.memory().keep_search(view, words, found),
            },
        };
        let rows = found.part(from, limit).into_iter().filter_map(|place| view.rows.get(place as usize).copied());
        Ok((rows.collect(), Some(found.total)))
    }

    fn length(&self, conn: &Connection, view: &Arc<View>, words: &[Word]) -> Result<u32> {
        if words.is_empty() {
            return Ok(u32::try_from(view.rows.len()).unwrap_or(u32::MAX));
        }
        if let Some(found) = self.memory().search(view, words) {
            return Ok(found.total);
        }
        let found = search::everything(conn, view, words)?;
        Ok(self.memory().keep_search(view, words, found).total)
    }
}

/// A page while nothing is in memory yet.
fn from_file(conn: &Connection, query: &ListQuery, from: u32, limit: u32) -> Result<ListPage> {
    let (rows, _) = rows(conn, query, Start::At(from), limit)?;
    let total = if query.is_whole() { Some(kept_total(conn, query)?) } else { None };
    Ok(ListPage { from, rows, total })
}

fn count_in_file(conn: &Connection, query: &ListQuery) -> Result<u32> {
    if query.is_whole() {
        return kept_total(conn, query);
    }
    let sql = sql::count(query);
    let mut statement = conn.prepare_cached(&sql.text)?;
    Ok(statement.query_row(params_from_iter(&sql.values), |row| row.get(0))?)
}

/// The rows of a page and the place behind the last one.
fn rows(conn: &Connection, query: &ListQuery, start: Start<'_>, limit: u32) -> Result<(Vec<ListRow>, Option<PageKey>)> {
    let sql = sql::page(query, start, limit, |index| orders::is_laid(conn, index));
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
fn kept_total(conn: &Connection, query: &ListQuery) -> Result<u32> {
    let counts = tally::by_status(conn)?;
    Ok(if query.live_only() { counts.live } else { counts.total })
}
