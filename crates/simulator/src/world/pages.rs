//! How the list is cut into pages.
//!
//! The real list is partitioned by hash ranges, so a page is a partition and not a count: sizes are uneven, some
//! partitions are empty, and new subscriptions appear anywhere. Subscription N of a world always stays in its page, so
//! a listing is stable except for rows that changed.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::seed::{Draw, Room, scramble};

/// Start of the hash space left to partitions that open while the simulator runs.
const LATER: u64 = 0x00E0_0000_0000_0000;
/// How many late subscriptions a partition takes before others open.
const LATE_ROOM: usize = 10;
/// How many subscriptions a late partition takes.
const LATE_PAGE: usize = 75;

/// The pages of one world.
#[derive(Debug)]
pub(crate) struct Pages {
    /// Where each original page begins, and one entry for where the last ends.
    starts: Vec<u32>,
    /// Lower bounds of the hash ranges; the first is empty.
    bounds: Vec<Box<str>>,
    by_bound: HashMap<Box<str>, usize>,
    late: HashMap<usize, Vec<u32>>,
}

/// A continuation token, before encoding: one hash range, as the service writes it.
#[derive(Debug, Serialize, Deserialize)]
struct Continuation {
    token: Option<String>,
    range: Range,
}

#[derive(Debug, Serialize, Deserialize)]
struct Range {
    min: String,
    max: String,
}

impl Pages {
    /// Pages of 60 to 90, now and then an empty one.
    pub(crate) fn made(seed: u64, size: u32) -> Self {
        let mut draw = Draw::new(seed, Room::Page, 0);
        let mut starts = vec![0];
        let mut end = 0;
        while end < size {
            let is_empty = end > 0 && draw.chance(25);
            end = (end + if is_empty { 0 } else { 60 + draw.below(31) as u32 }).min(size);
            starts.push(end);
        }
        if size == 0 {
            starts.push(0);
        }
        let step = LATER / starts.len() as u64;
        let bounds = (0..starts.len() as u64 - 1).map(|page| match page {
            0 => String::new(),
            _ => format!("{:014X}", page * step + draw.below(step)),
        });
        Self::new(starts.clone(), bounds.collect())
    }

    /// Pages of given sizes with given lower bounds.
    pub(crate) fn recorded(sizes: &[u32], bounds: Vec<String>) -> Self {
        let mut starts = vec![0];
        starts.extend(sizes.iter().scan(0, |end, size| {
            *end += size;
            Some(*end)
        }));
        Self::new(starts, bounds)
    }

    fn new(starts: Vec<u32>, bounds: Vec<String>) -> Self {
        let bounds: Vec<Box<str>> = bounds.into_iter().map(String::into_boxed_str).collect();
        let by_bound = bounds.iter().enumerate().map(|(page, bound)| (bound.clone(), page)).collect();
        Self { starts, bounds, by_bound, late: HashMap::new() }
    }

    #[cfg(test)]
    fn count(&self) -> usize {
        self.bounds.len()
    }

    /// The subscriptions of a page.
    pub(crate) fn members(&self, page: usize) -> impl Iterator<Item = u32> {
        let original = match self.starts.get(page..page + 2) {
            Some(&[first, end]) => first..end,
            _ => 0..0,
        };
        original.chain(self.late.get(&page).into_iter().flatten().copied())
    }

    /// Puts a new subscription into the partition its hash names, or into one that opens for it.
    pub(crate) fn insert(&mut self, index: u32) {
        let original = self.starts.len() - 1;
        let page = (scramble(u64::from(index)) % original as u64) as usize;
        let is_full = self.late.get(&page).is_some_and(|late| late.len() >= LATE_ROOM);
        let page = if original > 1 && !is_full { page } else { self.open_page(original) };
        self.late.entry(page).or_default().push(index);
    }

    fn open_page(&mut self, original: usize) -> usize {
        let last = self.bounds.len() - 1;
        let held = self.late.get(&last).map_or(0, Vec::len);
        if held < LATE_PAGE && (last >= original || (original == 1 && self.starts.last() == Some(&0))) {
            return last;
        }
        let bound: Box<str> = format!("{:014X}", LATER + ((self.bounds.len() as u64) << 36)).into();
        self.by_bound.insert(bound.clone(), self.bounds.len());
        self.bounds.push(bound);
        self.bounds.len() - 1
    }

    /// The continuation token that leads to `page`, stamped where tokens can expire.
    pub(crate) fn continuation(&self, page: usize, stamp: Option<i64>) -> Option<String> {
        let bound = |page: usize| self.bounds.get(page).map(|bound| bound.to_string());
        let range = Range { min: bound(page)?, max: bound(page + 1).unwrap_or_else(|| "FF".to_owned()) };
        let token = stamp.map(|at| format!("+RID:~{at:013X}#RT:1#TRC:80#ISV:2#IEO:65567"));
        serde_json::to_string(&[Continuation { token, range }]).ok()
    }

    /// The page a token leads to and, where it carries one, its stamp.
    pub(crate) fn read_continuation(&self, token: &str) -> Option<(usize, Option<i64>)> {
        let [Continuation { token, range }] = serde_json::from_str(token).ok()?;
        let page = self.by_bound.get(range.min.as_str())?;
        let stamp = token.and_then(|token| i64::from_str_radix(token.get(6..19)?, 16).ok());
        Some((*page, stamp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subscription_is_on_exactly_one_page() {
        let mut pages = Pages::made(7, 10_000);
        (10_000..10_500).for_each(|index| pages.insert(index));
        let mut all: Vec<u32> = (0..pages.count()).flat_map(|page| pages.members(page).collect::<Vec<_>>()).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..10_500), "nothing twice, nothing lost");
    }

    #[test]
    fn some_pages_are_empty_and_the_rest_uneven() {
        let pages = Pages::made(7, 10_000);
        let sizes: Vec<usize> = (0..pages.count()).map(|page| pages.members(page).count()).collect();
        assert!(sizes.contains(&0), "an empty page is not the end of the list");
        assert!(sizes.iter().all(|&size| size <= 90), "the nominal most is 90");
    }

    #[test]
    fn a_token_leads_back_to_its_page() {
        let pages = Pages::made(7, 10_000);
        for page in 1..pages.count() {
            let token = pages.continuation(page, Some(page as i64)).unwrap();
            assert_eq!(pages.read_continuation(&token), Some((page, Some(page as i64))), "page {page}");
        }
        assert!(pages.continuation(1, None).unwrap().starts_with(r#"[{"token":null,"range""#), "as recorded");
    }

    #[test]
    fn an_empty_world_has_one_page_that_grows() {
        let mut pages = Pages::made(7, 0);
        assert_eq!(pages.count(), 1, "an empty list is one empty page");
        (0..200).for_each(|index| pages.insert(index));
        assert_eq!(pages.count(), 3, "75 to a page that opens late");
        assert_eq!((0..3).map(|page| pages.members(page).count()).sum::<usize>(), 200, "nothing lost");
    }
}
