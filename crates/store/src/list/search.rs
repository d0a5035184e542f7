//! Free words in a view: by the indexes where they find few rows, along the view where they find many.
//!
//! An index lists a quarter of a million rows in some 50 ms; a row's text costs 10 µs to read. So a word that stands in
//! every third row is looked for from the top of the view until the page is full, and a word that stands in few is
//! listed. Which it is, a sample of the view tells.

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
const LISTED_PER_READ: f64 = 40.0;
/// Fewer rows than this are read rather than listed for the next word.
const FEW: u32 = 300;

/// Part of what a search finds: all of it, where that was the cheaper way.
pub(crate) enum Part {
    Everything(Found),
    Rows(Vec<u32>),
}

/// So many rows of `view` with all `words`, from a place on.
pub(crate) fn part(conn: &Connection, view: &View, words: &[Word], from: u32, limit: u32) -> Result<Part> {
    let mut texts = Texts::of(conn, words)?;
    let often = if view.rows.len() < SHORT { 0.0 } else { texts.sample(view)? };
    let reads = f64::from(from.saturating_add(limit)) / often;
    let listed = often * view.rows.len() as f64 * words.first().map_or(1.0, Word::lists);
    if reads * LISTED_PER_READ < listed
        && let Some(rows) = texts.walk(view, from, limit, reads * 3.0)?
    {
        return Ok(Part::Rows(rows));
    }
    everything(conn, view, words).map(Part::Everything)
}

/// All rows of `view` with all `words`.
pub(crate) fn everything(conn: &Connection, view: &View, words: &[Word]) -> Result<Found> {
    let mut found: Option<Found> = None;
    for (at, word) in words.iter().enumerate() {
        found = Some(match found {
            None => listed(conn, view, word)?,
            Some(few) if few.total <= FEW => {
                return Texts::of(conn, words.get(at..).unwrap_or_default())?.keep(view, &few);
            }
            Some(many) => many.and(&listed(conn, view, word)?),
        });
    }
    Ok(found.unwrap_or_else(|| Found::none(view)))
}

/// All rows of `view` with one word, by its index.
fn listed(conn: &Connection, view: &View, word: &Word) -> Result<Found> {
    let mut found = Found::none(view);
    let index = match word {
        Word::Anywhere(_) => "SELECT rowid FROM found_anywhere WHERE found_anywhere MATCH ?1",
        Word::AtStart(_) => "SELECT rowid FROM found_at_start WHERE found_at_start MATCH ?1",
    };
    let mut statement = conn.prepare_cached(index)?;
    let mut rows = statement.query([word.quoted()])?;
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
        let hold = self.statement.query_row([row], |found| {
            let (text, id) = (found.get_ref(0)?.as_str()?, found.get_ref(1)?.as_str()?);
            Ok(words.iter().all(|word| word.occurs(text, id)))
        });
        Ok(hold?)
    }

    /// The share of rows that hold the words, by a sample spread over the view.
    fn sample(&mut self, view: &View) -> Result<f64> {
        let mut holding = 0_u32;
        for row in view.rows.iter().step_by(view.rows.len().div_ceil(SAMPLE).max(1)) {
            holding += u32::from(self.hold(*row)?);
        }
        Ok(f64::from(holding) / SAMPLE as f64)
    }

    /// The rows that hold the words, looked for from the top; `None` where `most` rows were read and it was not enough.
    fn walk(&mut self, view: &View, from: u32, limit: u32, most: f64) -> Result<Option<Vec<u32>>> {
        let (mut skip, mut rows) = (from, Vec::new());
        for (read, row) in view.rows.iter().enumerate() {
            if rows.len() >= limit as usize {
                return Ok(Some(rows));
            }
            if read as f64 > most {
                return Ok(None);
            }
            if self.hold(*row)? {
                if skip == 0 {
                    rows.push(*row);
                }
                skip = skip.saturating_sub(1);
            }
        }
        Ok(Some(rows))
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
