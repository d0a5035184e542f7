//! What a search found, as one bit for each place of a view.
//!
//! Rows come out of the indexes in the order of their numbers; as bits by place they are in the order of the list
//! without being sorted, and their number is known. A million places are 125 KB.

use super::view::View;

/// Places of a view.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    bits: Vec<u64>,
    pub(crate) total: u32,
}

impl Found {
    /// Nothing yet.
    pub(crate) fn none(view: &View) -> Self {
        Self { bits: vec![0; view.rows.len().div_ceil(64)], total: 0 }
    }

    /// Adds a place.
    pub(crate) fn insert(&mut self, place: u32) {
        if let Some(word) = self.bits.get_mut(place as usize / 64) {
            let bit = 1 << (place % 64);
            self.total += u32::from(*word & bit == 0);
            *word |= bit;
        }
    }

    /// Only what is in both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        for (word, other) in self.bits.iter_mut().zip(&other.bits) {
            *word &= other;
        }
        self.total = self.bits.iter().map(|word| word.count_ones()).sum();
        self
    }

    /// Every place, in order.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        (0_u32..).step_by(64).zip(&self.bits).flat_map(|(first, word)| places_of(first, *word))
    }

    /// Some of them: whole words are counted over, not looked into.
    pub(crate) fn part(&self, from: u32, limit: u32) -> Vec<u32> {
        let (mut skip, mut part) = (from, Vec::new());
        for (first, word) in (0_u32..).step_by(64).zip(&self.bits) {
            let wanted = limit as usize - part.len();
            if wanted == 0 {
                break;
            }
            let passed = skip.min(word.count_ones());
            part.extend(places_of(first, *word).skip(passed as usize).take(wanted));
            skip -= passed;
        }
        part
    }
}

fn places_of(first: u32, word: u64) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)))
        .take_while(|word| *word != 0)
        .map(move |word| first + word.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(places: &[u32]) -> Found {
        let mut found = Found { bits: vec![0; 4], total: 0 };
        places.iter().for_each(|place| found.insert(*place));
        found
    }

    #[test]
    fn a_part_begins_wherever_it_is_asked_to() {
        let found = found(&[0, 5, 63, 64, 130, 200, 200]);
        assert_eq!(found.total, 6, "a place counts once");
        assert_eq!(found.places().collect::<Vec<_>>(), [0, 5, 63, 64, 130, 200]);
        for from in 0..8 {
            let expected: Vec<u32> = found.places().skip(from).take(3).collect();
            assert_eq!(found.part(u32::try_from(from).unwrap(), 3), expected, "from {from}");
        }
    }

    #[test]
    fn both_means_both() {
        let both = found(&[1, 70, 90]).and(&found(&[70, 91, 1]));
        assert_eq!((both.places().collect::<Vec<_>>(), both.total), (vec![1, 70], 2));
    }
}
