//! Free words in a view: by the indexes where they find few rows, along the view where they find many.
//!
//! To read a row's text costs as much as to go over some sixty entries of an index. So a word that stands in every
//! third row is looked for from the top of the view until the page is full, and a rare one is listed. A word in between
//! is listed by its rarest three characters, which is several times quicker than by all of it, and looked for in those
//! rows from the top. Which it is, a sample of the view tells.

use rusqlite::{CachedStatement, Connection, params};

use super::found::Found;
use super::view::View;
use super::word::Word;
use crate::error::Result;

/// Rows whose text is read to learn how often the words occur.
const SAMPLE: usize = 48;
/// In a view this short nothing is worth a sample.
const SHORT: usize = 4_000;
/// To read a row's text costs as much as to go over so many entries of an index.
const LISTED_PER_READ: f64 = 60.0;
/// So many times more rows than a sample promised are read before another way is tried.
const PATIENCE: f64 = 3.0;
/// Where that many rows brought less than this share of what they promised, the words stand elsewhere in the view.
const SKEWED: f64 = 0.25;
/// Fewer rows than this are read rather than listed for the next word.
const FEW: u32 = 300;

/// Part of what a search finds: all of it, where that was the cheaper way.
pub(crate) enum Part {
    Everything(Found),
    Rows(Vec<u32>),
}

/// What a sample of a view says of a search.
struct Sample {
    /// The share of rows that hold all the words.
    holding: f64,
    /// The rarest part of the longest word, and the share of rows that hold it.
    rarest: (Word, f64),
}

/// So many rows of `view` with all `words`, from a place on.
pub(crate) fn part(conn: &Connection, view: &View, words: &[Word], from: u32, limit: u32) -> Result<Part> {
    let longest = match words.first() {
        Some(longest) if view.rows.len() >= SHORT => longest,
        _ => return everything(conn, view, words).map(Part::Everything),
    };
    let mut texts = Texts::of(conn, words)?;
    let Sample { holding, rarest: (rarest, often) } = texts.sample(view, longest)?;
    let wanted = f64::from(from.saturating_add(limit));
    let reads = wanted / holding;
    if reads * LISTED_PER_READ < often * view.rows.len() as f64
        && let Some(rows) = texts.walk(view.rows.iter().copied(), from, limit, reads)?
    {
        return Ok(Part::Rows(rows));
    }
    let reads = wanted * often / holding;
    if rarest != *longest && reads < wanted * 6.0 {
        let candidates = listed(conn, view, &rarest, longest)?;
        let rows = candidates.places().filter_map(|place| view.rows.get(place as usize).copied());
        if let Some(rows) = texts.walk(rows, from, limit, reads)? {
            return Ok(Part::Rows(rows));
        }
    }
    everything(conn, view, words).map(Part::Everything)
}

/// All rows of `view` with all `words`.
pub(crate) fn everything(conn: &Connection, view: &View, words: &[Word]) -> Result<Found> {
    let mut found: Option<Found> = None;
    for (at, word) in words.iter().enumerate() {
        found = Some(match found {
            None => listed(conn, view, word, word)?,
            Some(few) if few.total <= FEW => {
                return Texts::of(conn, words.get(at..).unwrap_or_default())?.keep(view, &few);
            }
            Some(many) => many.and(&listed(conn, view, word, word)?),
        });
    }
    Ok(found.unwrap_or_else(|| Found::none(view)))
}

/// All rows of `view` with `part`, by its index, and those whose id begins with `word`.
fn listed(conn: &Connection, view: &View, part: &Word, word: &Word) -> Result<Found> {
    let mut found = Found::none(view);
    let index = match part {
        Word::Anywhere(_) => "SELECT rowid FROM found_anywhere WHERE found_anywhere MATCH ?1",
        Word::AtStart(_) => "SELECT rowid FROM found_at_start WHERE found_at_start MATCH ?1",
    };
    let mut statement = conn.prepare_cached(index)?;
    let mut rows = statement.query([part.quoted()])?;
    while let Some(row) = rows.next()? {
        view.place(row.get(0)?).into_iter().for_each(|place| found.insert(place));
    }
    if let Word::Anywhere(text) = word {
        let mut ids = conn.prepare_cached("SELECT row FROM subscription WHERE id >= ?1 AND id < ?2")?;
        let mut rows = ids.query(params![text, format!("{text}\u{10ffff}")])?;
        while let Some(row) = rows.next()? {
            view.place(row.get(0)?).into_iter().for_each(|place| found.insert(place));
        }
    }
    Ok(found)
}

/// The texts of rows, and the words looked for in them.
struct Texts<'a> {
    statement: CachedStatement<'a>,
    words: &'a [Word],
}

impl<'a> Texts<'a> {
    fn of(conn: &'a Connection, words: &'a [Word]) -> Result<Self> {
        let statement = conn.prepare_cached("SELECT search_text, id FROM subscription WHERE row = ?1")?;
        Ok(Self { statement, words })
    }

    fn hold(&mut self, row: u32) -> Result<bool> {
        let words = self.words;
        self.read(row, |text, id| words.iter().all(|word| word.occurs(text, id)))
    }

    fn read<T>(&mut self, row: u32, of: impl FnOnce(&str, &str) -> T) -> Result<T> {
        let read =
            self.statement.query_row([row], |found| Ok(of(found.get_ref(0)?.as_str()?, found.get_ref(1)?.as_str()?)));
        Ok(read?)
    }

    /// How often the words occur, by a sample spread over the view.
    fn sample(&mut self, view: &View, longest: &Word) -> Result<Sample> {
        let (words, mut holding) = (self.words, 0_u32);
        let mut parts: Vec<(u32, Word)> = longest.parts().into_iter().map(|part| (0, part)).collect();
        for row in view.rows.iter().step_by(view.rows.len().div_ceil(SAMPLE).max(1)) {
            self.read(*row, |text, id| {
                holding += u32::from(words.iter().all(|word| word.occurs(text, id)));
                parts.iter_mut().for_each(|(count, part)| *count += u32::from(part.occurs(text, "")));
            })?;
        }
        let share = |count: u32| f64::from(count) / SAMPLE as f64;
        let rarest = parts.into_iter().min_by_key(|(count, _)| *count);
        let (count, rarest) = rarest.unwrap_or_else(|| (0, longest.clone()));
        Ok(Sample { holding: share(holding), rarest: (rarest, share(count)) })
    }

    /// The rows that hold the words, from a place on; `None` where it took too many reads, of which so many were
    /// expected.
    fn walk(
        &mut self,
        rows: impl Iterator<Item = u32>,
        from: u32,
        limit: u32,
        expected: f64,
    ) -> Result<Option<Vec<u32>>> {
        let (mut passed, mut holding) = (0, Vec::new());
        let enough = f64::from(from.saturating_add(limit)) * SKEWED;
        for (read, row) in rows.enumerate() {
            if holding.len() >= limit as usize {
                break;
            }
            let (read, found) = (read as f64, f64::from(passed) + holding.len() as f64);
            if read > expected * PATIENCE || (read > expected && found < enough) {
                return Ok(None);
            }
            if self.hold(row)? {
                if passed < from {
                    passed += 1;
                } else {
                    holding.push(row);
                }
            }
        }
        Ok(Some(holding))
    }

    /// What holds the words among what was found.
    fn keep(&mut self, view: &View, found: &Found) -> Result<Found> {
        let mut kept = Found::none(view);
        for place in found.places() {
            if let Some(row) = view.rows.get(place as usize)
                && self.hold(*row)?
            {
                kept.insert(place);
            }
        }
        Ok(kept)
    }
}
