//! Keeping the order of names up to date without holding a single name.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// A row that changed, and the row that stands before it in the file.
struct Anchored {
    row: u32,
    behind: Option<u32>,
}

/// The order of names after `changed` rows have changed or appeared: they are taken out and put where the index says.
pub(crate) fn put_in_order(conn: &Connection, by_name: &[u32], changed: &[u32]) -> Result<Vec<u32>> {
    let moved = anchored(conn, changed)?;
    let is_moved = Marks::of(moved.iter().map(|moved| moved.row));
    // A row behind a moved row stands behind whatever unmoved row that one stands behind.
    let mut followers: HashMap<Option<u32>, Vec<u32>> = HashMap::new();
    let mut last = None;
    for Anchored { row, behind } in moved {
        let anchor = if behind.is_some_and(|behind| is_moved.has(behind)) { last } else { behind };
        followers.entry(anchor).or_default().push(row);
        last = anchor;
    }
    let is_followed = Marks::of(followers.keys().filter_map(|anchor| *anchor));
    let mut order = Vec::with_capacity(by_name.len() + changed.len());
    order.extend(followers.remove(&None).unwrap_or_default());
    for &row in by_name.iter().filter(|row| !is_moved.has(**row)) {
        order.push(row);
        if is_followed.has(row) {
            order.extend(followers.remove(&Some(row)).unwrap_or_default());
        }
    }
    Ok(order)
}

/// A set of rows that a hundred thousand others are held against.
struct Marks(Vec<bool>);

impl Marks {
    fn of(rows: impl Iterator<Item = u32> + Clone) -> Self {
        let mut marks = vec![false; rows.clone().max().map_or(0, |largest| largest as usize + 1)];
        for row in rows {
            if let Some(mark) = marks.get_mut(row as usize) {
                *mark = true;
            }
        }
        Self(marks)
    }

    fn has(&self, row: u32) -> bool {
        self.0.get(row as usize).copied().unwrap_or_default()
    }
}

/// The changed rows in the order of their names, each with the row before it.
fn anchored(conn: &Connection, changed: &[u32]) -> Result<Vec<Anchored>> {
    let mut name = conn.prepare_cached("SELECT name_key FROM subscription WHERE row = ?1")?;
    let mut before = conn.prepare_cached(
        "SELECT row FROM subscription INDEXED BY all_by_name
          WHERE (name_key, row) < (?1, ?2) ORDER BY name_key DESC, row DESC LIMIT 1",
    )?;
    let mut named: Vec<(String, u32)> = Vec::with_capacity(changed.len());
    for row in changed {
        let found: Option<String> = name.query_row([row], |found| found.get(0)).optional()?;
        named.extend(found.map(|name| (name, *row)));
    }
    named.sort_unstable();
    named.dedup();
    let anchor = |(name, row): (String, u32)| {
        let behind = before.query_row(params![name, row], |found| found.get(0)).optional()?;
        Ok(Anchored { row, behind })
    };
    named.into_iter().map(anchor).collect()
}
