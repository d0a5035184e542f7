//! One order of one filter: the rows of a list, and the place of each.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::matching::Matcher;
use super::query::{ListQuery, Sort, SortField};
use super::roster::{Facets, Roster};

/// A list without its free words: which rows, in which order.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) rows: Vec<u32>,
    size: usize,
    places: OnceLock<Vec<u32>>,
}

/// What stands for "no place".
const NOWHERE: u32 = u32::MAX;

impl View {
    /// The rows of `query` in its order, whatever its words.
    pub(crate) fn of(query: &ListQuery, roster: &Roster) -> Self {
        let matcher = Matcher::of(query, roster);
        let listed = roster.by_name.iter().filter_map(|&row| Some((row, roster.facets(row)?)));
        let found = listed.filter(|(_, facets)| matcher.holds(facets));
        let rows = match query.order().as_slice() {
            [name] => in_order_of_names(found.map(|(row, _)| row), name.descending),
            order => sorted(in_order_of_names(found, order.last().is_some_and(|name| name.descending)), order, roster),
        };
        Self { rows, size: roster.len(), places: OnceLock::new() }
    }

    /// Part of it.
    pub(crate) fn part(&self, from: u32, limit: u32) -> &[u32] {
        let from = (from as usize).min(self.rows.len());
        let to = from.saturating_add(limit as usize).min(self.rows.len());
        self.rows.get(from..to).unwrap_or_default()
    }

    /// Where a row stands, if it is listed.
    pub(crate) fn place(&self, row: u32) -> Option<u32> {
        let places = self.places.get_or_init(|| {
            let mut places = vec![NOWHERE; self.size];
            for (place, row) in (0_u32..).zip(&self.rows) {
                if let Some(its) = places.get_mut(*row as usize) {
                    *its = place;
                }
            }
            places
        });
        places.get(row as usize).copied().filter(|place| *place != NOWHERE)
    }
}

fn in_order_of_names<T>(found: impl Iterator<Item = T>, descending: bool) -> Vec<T> {
    let mut found: Vec<T> = found.collect();
    if descending {
        found.reverse();
    }
    found
}

/// Sorts what is in the order of names by the columns before the name, which is the last: what is equal stays in place.
/// The first column is put beside each row; the others are looked up where it is equal.
fn sorted(found: Vec<(u32, &Facets)>, order: &[Sort], roster: &Roster) -> Vec<u32> {
    let keys: Vec<Key> = order.iter().map(|sort| Key::of(*sort, roster)).collect();
    let [first, others @ .., _] = keys.as_slice() else { return Vec::new() };
    let mut placed: Vec<(u64, u32, &Facets)> =
        found.into_iter().map(|(row, facets)| (first.value(facets), row, facets)).collect();
    if others.is_empty() {
        placed.sort_by_key(|(value, ..)| *value);
    } else {
        placed.sort_by(|left, right| {
            let by_others = others.iter().map(|key| key.value(left.2).cmp(&key.value(right.2)));
            left.0.cmp(&right.0).then_with(|| by_others.fold(Ordering::Equal, Ordering::then))
        });
    }
    placed.into_iter().map(|(_, row, _)| row).collect()
}

/// One column as numbers that sort as it does.
struct Key {
    sort: Sort,
    ranks: Vec<u64>,
}

impl Key {
    fn of(sort: Sort, roster: &Roster) -> Self {
        let ranks = match sort.field {
            SortField::Offer => roster.offers.ranks(),
            SortField::Plan => roster.plans.ranks(),
            _ => Vec::new(),
        };
        Self { sort, ranks }
    }

    fn value(&self, it: &Facets) -> u64 {
        let rank = |place: u32| self.ranks.get(place as usize).copied().unwrap_or(u64::MAX);
        let value = match self.sort.field {
            // What is in the order of names already stays in it.
            SortField::Name => return 0,
            SortField::Status => it.status_rank.into(),
            SortField::Offer => rank(it.offer),
            SortField::Plan => rank(it.plan),
            SortField::Seats => it.seats.into(),
            SortField::TermEnd => ascending(it.term_end.into()),
            SortField::Created => ascending(it.created),
        };
        if self.sort.descending { !value } else { value }
    }
}

/// Signed numbers in the order of unsigned ones.
fn ascending(value: i64) -> u64 {
    value.cast_unsigned() ^ (1 << 63)
}
