//! The list of subscriptions: any page of any filter in any order, at once.
//!
//! SQL can answer everything and memory answers quickly. A roster of 36 bytes a subscription, filled in
//! the background by one scan of one index, gives every order, filter and total without touching the file; only the
//! rows of a page are then read from it. Until the roster is there, pages come from SQL by the indexes made for them.

mod found;
mod matching;
mod memory;
mod names;
mod query;
mod reading;
pub(crate) mod roster;
mod row;
mod search;
pub(crate) mod sql;
mod turn;
mod view;
mod word;

pub(crate) use memory::Memory;
pub use query::{ListCount, ListPage, ListQuery, PageKey, Sort, SortField};
pub use row::ListRow;
