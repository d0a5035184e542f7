//! A page of the list in the core: by keyset, at any depth, in any order.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use domain::filter::Filter;
use store::{ListQuery, Sort, SortField, Store};

use super::millis;
use crate::figures::{Figures, percentile};
use crate::pull;

const ROWS: u32 = 100;
const FIELDS: [SortField; 7] = [
    SortField::Name,
    SortField::Status,
    SortField::Offer,
    SortField::Plan,
    SortField::Seats,
    SortField::TermEnd,
    SortField::Created,
];

/// Walks the whole list of a filled store in every order and times each page.
///
/// # Errors
/// Where the store does not answer.
pub async fn measure(figures: &mut Figures, folder: &Path) -> Result<()> {
    let (store, _) = Store::open(folder, &pull::key())?;
    let mut times = Vec::new();
    for field in FIELDS {
        for descending in [false, true] {
            let sort = vec![Sort { field, descending }];
            walk(&store, &ListQuery { filter: Filter::default(), hide_cancelled: true, sort }, &mut times).await?;
        }
    }
    let pages = times.len();
    figures.add(
        "page.p50_ms",
        percentile(&mut times, 0.5),
        "a page of 100 rows by keyset, any depth, any single order",
    );
    figures.add("page.p95_ms", percentile(&mut times, 0.95), &format!("of {pages} pages (goal ≤ 2)"));
    Ok(())
}

async fn walk(store: &Store, query: &ListQuery, times: &mut Vec<f64>) -> Result<()> {
    let mut after = None;
    loop {
        let began = Instant::now();
        let (_, next) = store.cache.page_after(query, after.as_ref(), ROWS).await?;
        times.push(millis(began.elapsed()));
        match next {
            Some(key) => after = Some(key),
            None => return Ok(()),
        }
    }
}
