//! The list of subscriptions: any page of any filter in any order, at once.
//!
//! SQL can answer everything and memory answers quickly. A [`Roster`](roster) of 30 bytes a subscription, filled in
//! the background by one scan of one index, gives every order, filter and total without touching the file; only the
//! rows of a page are then read from it. Until the roster is there, pages come from SQL by the indexes made for them.

mod query;
mod reading;
mod row;
mod sql;
mod word;

pub use query::{ListCount, ListPage, ListQuery, PageKey, Sort, SortField};
pub use row::ListRow;

/// What is kept in memory for the list.
#[derive(Debug, Default)]
pub(crate) struct Memory {}
