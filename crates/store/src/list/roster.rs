//! What every order and filter of the list needs, of every subscription, in memory.
//!
//! 36 bytes a subscription, by row number, and the order of their names. One scan of the index `all_by_name` fills it:
//! 0.1 s for a hundred thousand. After that only the rows that changed are read again. No name and no address is held.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::times::Perhaps;

/// What one subscription is sorted and filtered by. What was not said is the smallest value there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facets {
    /// Microseconds.
    pub(crate) created: i64,
    /// One more than their number; 0 where it is not sold per user.
    pub(crate) seats: u32,
    /// Days since the year one.
    pub(crate) term_end: i32,
    /// Places in the roster's lists of words.
    pub(crate) offer: u32,
    pub(crate) plan: u32,
    pub(crate) term_unit: u16,
    pub(crate) status_rank: u8,
    pub(crate) auto_renew: i8,
    pub(crate) reseller: bool,
    pub(crate) free_trial: bool,
}

/// Every subscription, as far as orders and filters go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    /// The state of the file it shows.
    pub(crate) generation: u64,
    /// By row number; `None` where there is no such row.
    facets: Vec<Option<Facets>>,
    /// Row numbers in the order of names.
    pub(crate) by_name: Vec<u32>,
    pub(crate) offers: Words,
    pub(crate) plans: Words,
    pub(crate) term_units: Words,
}

/// Different words, each known by its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) words: Vec<String>,
    places: HashMap<String, u32>,
}

impl Words {
    fn place_of(&mut self, word: &str) -> u32 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    /// For each word where it stands in the order of all, without regard to case as the file compares them; equal
    /// words stand at the same place.
    pub(crate) fn ranks(&self) -> Vec<u64> {
        let lower: Vec<String> = self.words.iter().map(|word| word.to_ascii_lowercase()).collect();
        let mut order: Vec<&String> = lower.iter().collect();
        order.sort_unstable();
        order.dedup();
        lower.iter().map(|word| order.binary_search(&word).unwrap_or_default() as u64).collect()
    }
}

const COLUMNS: &str =
    "row, status_rank, offer, plan, seats, term_unit, term_end, auto_renew, channel, free_trial, created";

/// Every subscription, in the order of names.
pub(crate) fn all() -> String {
    format!("SELECT {COLUMNS} FROM subscription INDEXED BY all_by_name ORDER BY name_key, row")
}

impl Roster {
    /// Reads every subscription.
    pub(crate) fn load(conn: &Connection, generation: u64) -> Result<Self> {
        let mut roster = Self { generation, ..Self::default() };
        let mut statement = conn.prepare(&all())?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number = roster.take(row)?;
            roster.by_name.push(number);
        }
        Ok(roster)
    }

    /// The same roster after `changed` rows have changed or appeared.
    pub(crate) fn renewed(&self, conn: &Connection, generation: u64, changed: &[u32]) -> Result<Self> {
        let mut roster = Self { generation, ..self.clone() };
        let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM subscription WHERE row = ?1"))?;
        for number in changed {
            let mut rows = statement.query([number])?;
            if let Some(row) = rows.next()? {
                roster.take(row)?;
            }
        }
        roster.by_name = super::names::put_in_order(conn, &self.by_name, changed)?;
        Ok(roster)
    }

    fn take(&mut self, row: &Row<'_>) -> Result<u32> {
        let number: u32 = row.get(0)?;
        let facets = self.facets_of(row)?;
        let at = number as usize;
        if self.facets.len() <= at {
            self.facets.resize(at + 1, None);
        }
        if let Some(place) = self.facets.get_mut(at) {
            *place = Some(facets);
        }
        Ok(number)
    }

    fn facets_of(&mut self, row: &Row<'_>) -> rusqlite::Result<Facets> {
        Ok(Facets {
            status_rank: row.get(1)?,
            offer: self.offers.place_of(row.get_ref(2)?.as_str()?),
            plan: self.plans.place_of(row.get_ref(3)?.as_str()?),
            seats: u32::try_from(row.get::<_, i64>(4)?.saturating_add(1)).unwrap_or(u32::MAX),
            term_unit: u16::try_from(self.term_units.place_of(row.get_ref(5)?.as_str()?)).unwrap_or(u16::MAX),
            term_end: row.get::<_, Perhaps<NaiveDate>>(6)?.0.map_or(i32::MIN, |day| day.num_days_from_ce()),
            auto_renew: row.get(7)?,
            reseller: row.get_ref(8)?.as_str()? == "reseller",
            free_trial: row.get(9)?,
            created: row.get::<_, Perhaps<DateTime<Utc>>>(10)?.0.map_or(i64::MIN, |at| at.timestamp_micros()),
        })
    }

    /// What a row is sorted and filtered by.
    pub(crate) fn facets(&self, row: u32) -> Option<&Facets> {
        self.facets.get(row as usize)?.as_ref()
    }

    /// One more than the largest row number.
    pub(crate) fn len(&self) -> usize {
        self.facets.len()
    }
}
