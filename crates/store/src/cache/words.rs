//! The two indexes that free words are found by.
//!
//! Three characters and more are found anywhere, one or two at the beginning of a word. An id is found by its
//! beginning alone and through its own index: three hexadecimal digits occur by chance in one id out of a hundred.

use std::collections::BTreeSet;

use domain::Subscription;
use domain::folding::fold;
use rusqlite::{Transaction, params};

use crate::error::Result;

/// What words are looked for in: one part a line, so that no word is found across two of them.
pub(crate) fn search_text(subscription: &Subscription) -> String {
    let user = &subscription.beneficiary.email;
    let parts = [
        subscription.name.as_str(),
        &subscription.purchaser.email,
        if user == &subscription.purchaser.email { "" } else { user },
        subscription.offer.as_str(),
        subscription.plan.as_str(),
    ];
    let lines: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(|part| one_line(&fold(part))).collect();
    lines.join("\n")
}

/// Any blank becomes a simple one.
pub(crate) fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_whitespace() || c == '\0', " ")
}

/// The first and the first two characters of every word, each once.
pub(crate) fn starts(search_text: &str) -> String {
    let mut starts = BTreeSet::new();
    for word in search_text.split(|c: char| !c.is_alphanumeric()) {
        starts.extend((1..=2).filter_map(|length| start_of(word, length)));
    }
    starts.into_iter().collect::<Vec<_>>().join(" ")
}

fn start_of(word: &str, length: usize) -> Option<&str> {
    let end = word.char_indices().map(|(at, c)| at + c.len_utf8()).nth(length - 1)?;
    word.get(..end)
}

/// Enters a subscription into both indexes.
pub(crate) fn enter(tx: &Transaction<'_>, row: u32, search_text: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO found_anywhere (rowid, text) VALUES (?1, ?2)")?
        .execute(params![row, search_text])?;
    tx.prepare_cached("INSERT INTO found_at_start (rowid, starts) VALUES (?1, ?2)")?
        .execute(params![row, starts(search_text)])?;
    Ok(())
}

/// Enters it again, because its text has changed.
pub(crate) fn enter_again(tx: &Transaction<'_>, row: u32, search_text: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM found_anywhere WHERE rowid = ?1")?.execute([row])?;
    tx.prepare_cached("DELETE FROM found_at_start WHERE rowid = ?1")?.execute([row])?;
    enter(tx, row, search_text)
}
