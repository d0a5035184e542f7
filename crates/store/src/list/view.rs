//! One order of one filter: the rows of a list, and the place of each.

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
            [name] => in_order_of_names(found.map(|(row, _)| row).collect(), name.descending),
            order => sorted(&found.collect::<Vec<_>>(), order, roster),
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

fn in_order_of_names(mut rows: Vec<u32>, descending: bool) -> Vec<u32> {
    if descending {
        rows.reverse();
    }
    rows
}

/// The first column is put beside each row before sorting; the others are looked up where it is equal. `found` is in
/// the order of names, so that the place in it is the name.
fn sorted(found: &[(u32, &Facets)], order: &[Sort], roster: &Roster) -> Vec<u32> {
    let keys: Vec<Key> = order.iter().map(|sort| Key::of(*sort, roster)).collect();
    let Some((first, others)) = keys.split_first() else { return Vec::new() };
    let mut placed: Vec<(u64, u32)> =
        (0..).zip(found).map(|(name, (_, facets))| (first.value(facets, name), name)).collect();
    placed.sort_unstable_by(|left, right| {
        let value = |key: &Key, name: u32| found.get(name as usize).map(|(_, facets)| key.value(facets, name));
        let by_others = || others.iter().map(|key| value(key, left.1).cmp(&value(key, right.1))).find(|by| by.is_ne());
        left.0.cmp(&right.0).then_with(|| by_others().unwrap_or(left.1.cmp(&right.1)))
    });
    placed.into_iter().filter_map(|(_, name)| found.get(name as usize).map(|(row, _)| *row)).collect()
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

    fn value(&self, it: &Facets, name: u32) -> u64 {
        let rank = |place: u32| self.ranks.get(place as usize).copied().unwrap_or(u64::MAX);
        let value = match self.sort.field {
            SortField::Name => name.into(),
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
