//! Combinations in which every pair of values meets: two settings that only together do harm are found, and the full
//! product is far too large.

use std::collections::BTreeSet;

use super::switches::Setting;
use crate::model::dice::Dice;

/// Rows tried for each row that is taken.
const TRIES: usize = 12;

/// Two settings and a value of each.
type Pair = (usize, usize, usize, usize);

/// Rows of places of values, one for each setting, in which every pair of values of two settings is found. The first
/// row is the first value of each.
pub fn covering(all: &[Setting], dice: &mut Dice) -> Vec<Vec<usize>> {
    let mut open = every_pair(all);
    let mut rows = vec![vec![0; all.len()]];
    close(&mut open, rows.first().map(Vec::as_slice).unwrap_or_default());
    while !open.is_empty() {
        let tried = (0..TRIES).map(|_| row(all, &open, dice));
        let Some(best) = tried.max_by_key(|row| gain(&open, row)) else { break };
        close(&mut open, &best);
        rows.push(best);
    }
    rows
}

fn every_pair(all: &[Setting]) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for (one, first) in all.iter().enumerate() {
        for (other, second) in all.iter().enumerate().skip(one + 1) {
            for place in 0..first.values.len() {
                pairs.extend((0..second.values.len()).map(|with| (one, place, other, with)));
            }
        }
    }
    pairs
}

fn pairs_of(row: &[usize]) -> impl Iterator<Item = Pair> + '_ {
    row.iter().enumerate().flat_map(move |(one, place)| {
        row.iter().enumerate().skip(one + 1).map(move |(other, with)| (one, *place, other, *with))
    })
}

fn gain(open: &BTreeSet<Pair>, row: &[usize]) -> usize {
    pairs_of(row).filter(|pair| open.contains(pair)).count()
}

fn close(open: &mut BTreeSet<Pair>, row: &[usize]) {
    for pair in pairs_of(row) {
        open.remove(&pair);
    }
}

/// A row that begins with a pair nobody has met yet; each other setting, in any order, takes the value by which most
/// pairs are met.
fn row(all: &[Setting], open: &BTreeSet<Pair>, dice: &mut Dice) -> Vec<usize> {
    let mut chosen: Vec<Option<usize>> = vec![None; all.len()];
    if let Some((one, place, other, with)) = open.iter().nth(dice.below(open.len())).copied() {
        for (setting, value) in [(one, place), (other, with)] {
            if let Some(slot) = chosen.get_mut(setting) {
                *slot = Some(value);
            }
        }
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    for place in (1..order.len()).rev() {
        order.swap(place, dice.below(place + 1));
    }
    for setting in order {
        if chosen.get(setting).is_some_and(Option::is_some) {
            continue;
        }
        let values = all.get(setting).map_or(1, |setting| setting.values.len());
        let begin = dice.below(values);
        let tried = (0..values).map(|step| (begin + step) % values);
        let best = tried.max_by_key(|value| met(open, &chosen, setting, *value));
        if let Some(slot) = chosen.get_mut(setting) {
            *slot = best;
        }
    }
    chosen.into_iter().map(Option::unwrap_or_default).collect()
}

fn met(open: &BTreeSet<Pair>, chosen: &[Option<usize>], setting: usize, value: usize) -> usize {
    let others = chosen.iter().enumerate().filter_map(|(other, with)| Some((other, (*with)?)));
    let pairs = others.map(
        |(other, with)| {
            if other < setting { (other, with, setting, value) } else { (setting, value, other, with) }
        },
    );
    pairs.filter(|pair| open.contains(pair)).count()
}

#[cfg(test)]
mod tests {
    use super::super::switches::settings;
    use super::*;

    #[test]
    fn every_pair_of_values_meets_in_far_fewer_rows_than_there_are_pairs() {
        let all = settings();
        let rows = covering(&all, &mut Dice::new(1));
        let met: BTreeSet<Pair> = rows.iter().flat_map(|row| pairs_of(row).collect::<Vec<_>>()).collect();
        assert_eq!(met, every_pair(&all));
        assert!(rows.len() < 60, "{} rows", rows.len());
    }
}
