//! The list as SQL: it can answer everything, and a list as a whole quickly.
//!
//! A list sorted by one column is read along the index made for it, by name: what the planner guesses changes with
//! statistics, and a guess that sorts a hundred thousand rows costs half a second.

use chrono::{Days, NaiveDate};
use domain::Channel;
use domain::filter::{Bound, Condition};
use rusqlite::types::Value;

use super::query::{ListQuery, PageKey, Sort, SortField};
use super::row::COLUMNS;
use super::word::Word;
use crate::cache::subscription::rank;

/// A statement and what goes into it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) values: Vec<Value>,
}

/// Where in the list to begin.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Start<'a> {
    /// So many rows from its beginning.
    At(u32),
    /// Behind this row.
    Behind(&'a PageKey),
}

/// Part of a list: the columns of a row, then what decides its place, then its number.
///
/// `is_laid` says whether there is an index of this name.
pub(crate) fn page(query: &ListQuery, start: Start<'_>, limit: u32, is_laid: impl FnOnce(&str) -> bool) -> Sql {
    let order = query.order();
    let places: Vec<&str> = order.iter().map(|sort| column(sort.field)).chain(["row"]).collect();
    let mut sql = Sql::default();
    sql.push(&format!("SELECT {COLUMNS}, {} FROM subscription", places.join(", ")), []);
    if let Some(index) = index(query.live_only(), &order).filter(|index| is_laid(index)) {
        sql.push(&format!(" INDEXED BY {index}"), []);
    }
    sql.push(" WHERE true", []);
    narrow(&mut sql, query);
    if let Start::Behind(key) = start {
        behind(&mut sql, &order, key);
    }
    let decided: Vec<String> = directions(&order).map(|(column, way)| format!("{column} {way}")).collect();
    sql.push(&format!(" ORDER BY {} LIMIT ?", decided.join(", ")), [Value::from(limit)]);
    if let Start::At(from) = start {
        sql.push(" OFFSET ?", [Value::from(from)]);
    }
    sql
}

/// How many rows a list has.
pub(crate) fn count(query: &ListQuery) -> Sql {
    let mut sql = Sql::default();
    sql.push("SELECT count(*) FROM subscription WHERE true", []);
    narrow(&mut sql, query);
    sql
}

impl Sql {
    fn push(&mut self, text: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(text);
        self.values.extend(values);
    }

    fn push_one_of(&mut self, column: &str, values: impl ExactSizeIterator<Item = Value>) {
        let marks = vec!["?"; values.len()].join(", ");
        self.push(&format!(" AND {column} IN ({marks})"), values);
    }
}

fn column(field: SortField) -> &'static str {
    match field {
        SortField::Name => "name_key",
        SortField::Status => "status_rank",
        SortField::Offer => "offer",
        SortField::Plan => "plan",
        SortField::Seats => "seats",
        SortField::TermEnd => "term_end",
        SortField::Created => "created",
    }
}

/// The index in which the list lies in this very order, where one does.
fn index(live_only: bool, order: &[Sort]) -> Option<String> {
    let field = match order {
        [name] => name.field,
        [first, name] if name.field == SortField::Name && name.descending == first.descending => first.field,
        _ => return None,
    };
    let whose = if live_only { "live" } else { "all" };
    Some(format!("{whose}_by_{}", column(field).trim_end_matches("_key").trim_end_matches("_rank")))
}

/// Every column that decides with its way, the number last: it goes the way of the name.
fn directions(order: &[Sort]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let way = |descending| if descending { "DESC" } else { "ASC" };
    let columns: Vec<_> = order.iter().map(|sort| (column(sort.field), way(sort.descending))).collect();
    let name = order.iter().find(|sort| sort.field == SortField::Name);
    columns.into_iter().chain([("row", way(name.is_some_and(|name| name.descending)))])
}

/// Rows behind `key`. Columns that all go one way are compared at once, which an index can seek.
fn behind(sql: &mut Sql, order: &[Sort], key: &PageKey) {
    let columns: Vec<_> = directions(order).collect();
    let sign = |way: &str| if way == "DESC" { "<" } else { ">" };
    if columns.iter().all(|(_, way)| columns.first().is_some_and(|(_, first)| way == first)) {
        let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let sign = columns.first().map_or(">", |(_, way)| sign(way));
        sql.push(&format!(" AND ({}) {sign} ({marks})", names.join(", ")), key.values.iter().cloned());
        return;
    }
    sql.push(" AND (false", []);
    for (at, (column, way)) in columns.iter().enumerate() {
        sql.push(" OR (true", []);
        for ((equal, _), value) in columns.iter().zip(&key.values).take(at) {
            sql.push(&format!(" AND {equal} = ?"), [value.clone()]);
        }
        sql.push(&format!(" AND {column} {} ?)", sign(way)), key.values.get(at).cloned());
    }
    sql.push(")", []);
}

fn narrow(sql: &mut Sql, query: &ListQuery) {
    if query.live_only() {
        sql.push(" AND live", []);
    }
    for condition in &query.filter.conditions {
        hold(sql, condition);
    }
    for word in Word::all(&query.filter.words) {
        find(sql, &word);
    }
}

fn hold(sql: &mut Sql, condition: &Condition) {
    let texts = |words: &[String]| words.iter().cloned().map(Value::from).collect::<Vec<_>>().into_iter();
    match condition {
        Condition::Status(any) if any.is_empty() => {}
        Condition::Status(statuses) => {
            sql.push_one_of("status_rank", statuses.iter().map(|status| Value::from(rank(status))));
        }
        Condition::Offer(offers) => sql.push_one_of("offer", texts(offers)),
        Condition::Plan(plans) => sql.push_one_of("plan", texts(plans)),
        Condition::Term(units) => sql.push_one_of("term_unit COLLATE NOCASE", texts(units)),
        Condition::Channel(Channel::Direct) => sql.push(" AND channel = 'direct'", []),
        Condition::Channel(Channel::Reseller) => sql.push(" AND channel = 'reseller'", []),
        Condition::Renew(on) => sql.push(" AND auto_renew = ?", [Value::from(*on)]),
        Condition::Trial(on) => sql.push(" AND free_trial = ?", [Value::from(*on)]),
        Condition::Ends(bound) => days(sql, "term_end", bound),
        Condition::Created(bound) => days(sql, "created", bound),
        Condition::Seats(Bound::Below(seats)) => sql.push(" AND seats >= 0 AND seats < ?", [Value::from(*seats)]),
        Condition::Seats(Bound::Above(seats)) => sql.push(" AND seats > ?", [Value::from(*seats)]),
        Condition::Seats(Bound::At(seats)) => sql.push(" AND seats = ?", [Value::from(*seats)]),
    }
}

/// Text of a day or of a moment within it, against a day: a moment's text begins with its day's.
fn days(sql: &mut Sql, column: &str, bound: &Bound<NaiveDate>) {
    let begin = |day: NaiveDate| Value::from(day.to_string());
    let after = |day: NaiveDate| begin(day.checked_add_days(Days::new(1)).unwrap_or(day));
    match *bound {
        Bound::Below(day) => sql.push(&format!(" AND {column} <> '' AND {column} < ?"), [begin(day)]),
        Bound::Above(day) => sql.push(&format!(" AND {column} >= ?"), [after(day)]),
        Bound::At(day) => sql.push(&format!(" AND {column} >= ? AND {column} < ?"), [begin(day), after(day)]),
    }
}

fn find(sql: &mut Sql, word: &Word) {
    let quoted = Value::from(word.quoted());
    match word {
        Word::Anywhere(text) => {
            let behind = format!("{text}\u{10ffff}");
            sql.push(
                " AND (row IN (SELECT rowid FROM found_anywhere WHERE found_anywhere MATCH ?)
                       OR (id >= ? AND id < ?))",
                [quoted, Value::from(text.clone()), Value::from(behind)],
            );
        }
        Word::AtStart(_) => {
            sql.push(" AND row IN (SELECT rowid FROM found_at_start WHERE found_at_start MATCH ?)", [quoted]);
        }
    }
}
