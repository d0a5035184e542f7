//! Writing how far it has come. Each move is one transaction, and says whether it happened.

use chrono::{DateTime, Utc};
use outbox::{Did, Entry};
use rusqlite::{Transaction, params};
use serde_json::Value;

use super::super::item::{self, Item, ItemWrite};
use super::super::{Journal, intent};
use super::{Many, ManyStage, NewManyRow, Skipped};
use crate::error::Result;
use crate::times;

/// A row in which something new stands.
struct Row<'a> {
    many: &'a str,
    place: u32,
}

impl Journal {
    /// Writes down all of it, on disk when this returns. `false` where it is written already.
    pub async fn begin_many(&self, many: &Many, rows: Vec<NewManyRow>) -> Result<bool> {
        let many = many.clone();
        self.writable()?
            .write(move |tx| {
                if insert(tx, &many)? == 0 {
                    return Ok(false);
                }
                for (place, row) in (0_u32..).zip(&rows) {
                    insert_row(tx, &many.id, place, row)?;
                }
                Ok(true)
            })
            .await
    }

    /// A customer's turn has come and it becomes an intent. `false` where it is not its turn, or somebody has stopped
    /// the whole of it.
    pub async fn ask_of_many(&self, many: &str, place: u32, entry: &Entry) -> Result<bool> {
        let (many, entry) = (many.to_owned(), entry.clone());
        self.writable()?
            .write(move |tx| {
                let row = Row { many: &many, place };
                if !leaves_waiting(tx, &row, "asked", entry.intent.id.as_str(), &Value::Null)? {
                    return Ok(false);
                }
                intent::insert(tx, &entry)?;
                intent::tell(tx, &entry, &Did::plainly("asked"))?;
                Ok(true)
            })
            .await
    }

    /// A customer's turn has come, and nothing is done to it.
    pub async fn skip_of_many(&self, many: &str, place: u32, skipped: Skipped) -> Result<bool> {
        let many = many.to_owned();
        self.writable()?
            .write(move |tx| leaves_waiting(tx, &Row { many: &many, place }, skipped.word(), "", &skipped.why))
            .await
    }

    /// A customer's turn has come, and what is done to it is done to its items here. `None` where it is not its turn;
    /// else the items that changed, as they are now.
    pub async fn do_of_many(
        &self,
        many: &str,
        place: u32,
        writes: Vec<ItemWrite>,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Item>>> {
        let many = many.to_owned();
        self.writable()?
            .write(move |tx| {
                if !leaves_waiting(tx, &Row { many: &many, place }, "done", "", &Value::Null)? {
                    return Ok(None);
                }
                item::write_all(tx, &writes, now).map(Some)
            })
            .await
    }

    /// What one customer became is taken back: its intent is written as given, and its row waits to be asked again some
    /// day. `false` where somebody has written the intent meanwhile: it has left.
    pub async fn take_back_of_many(&self, many: &str, place: u32, entry: &Entry, did: &Did) -> Result<bool> {
        let (many, entry, did) = (many.to_owned(), entry.clone(), did.clone());
        self.writable()?
            .write(move |tx| {
                if !intent::update(tx, &entry)? {
                    return Ok(false);
                }
                intent::tell(tx, &entry, &did)?;
                tx.prepare_cached(
                    "UPDATE many_row SET word = 'taken-back' WHERE many_id = ?1 AND place = ?2 AND word = 'asked'",
                )?
                .execute(params![many, place])?;
                Ok(true)
            })
            .await
    }

    /// Nothing more of it is begun. `false` where it was stopped before. What is through may have something that has not
    /// left, so it can be stopped too.
    pub async fn stop_many(&self, many: &str, now: DateTime<Utc>) -> Result<bool> {
        let going = self.turn_many(many, ManyStage::Going, ManyStage::Stopped, now).await?;
        Ok(going || self.turn_many(many, ManyStage::Through, ManyStage::Stopped, now).await?)
    }

    /// Nothing is left of it to begin. Says whether that is so.
    pub async fn finish_many(&self, many: &str, now: DateTime<Utc>) -> Result<bool> {
        self.turn_many(many, ManyStage::Going, ManyStage::Through, now).await
    }

    /// It goes on; what was taken back is to be asked again. `false` where it was not stopped.
    pub async fn go_on_many(&self, many: &str, now: DateTime<Utc>) -> Result<bool> {
        let many = many.to_owned();
        self.writable()?
            .write(move |tx| {
                if !turns(tx, &many, ManyStage::Stopped, ManyStage::Going, now)? {
                    return Ok(false);
                }
                tx.execute(
                    "UPDATE many_row SET word = 'waiting', turn = turn + 1, intent_id = ''
                      WHERE many_id = ?1 AND word = 'taken-back'",
                    [&many],
                )?;
                Ok(true)
            })
            .await
    }

    async fn turn_many(&self, many: &str, from: ManyStage, to: ManyStage, now: DateTime<Utc>) -> Result<bool> {
        let many = many.to_owned();
        self.writable()?.write(move |tx| turns(tx, &many, from, to, now)).await
    }
}

impl Skipped {
    fn word(&self) -> &'static str {
        if self.already_so { "already-so" } else { "refused" }
    }
}

fn insert(tx: &Transaction<'_>, many: &Many) -> Result<usize> {
    Ok(tx.execute(
        "INSERT OR IGNORE INTO many (id, action, actor, reason, begun_at, hold_until, word, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?5)",
        params![
            many.id,
            many.action.to_string(),
            many.actor,
            many.reason,
            times::text(many.begun_at),
            times::text(many.hold_until),
            many.stage.word(),
        ],
    )?)
}

/// A customer that is named twice is one customer.
fn insert_row(tx: &Transaction<'_>, many: &str, place: u32, row: &NewManyRow) -> Result<()> {
    let (word, why) = row.skipped.as_ref().map_or(("waiting", &Value::Null), |skipped| (skipped.word(), &skipped.why));
    tx.prepare_cached(
        "INSERT OR IGNORE INTO many_row (many_id, place, subscription_id, seen, word, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![many, place, row.subscription.as_str(), intent::text(&row.seen), word, why.to_string()])?;
    Ok(())
}

fn leaves_waiting(tx: &Transaction<'_>, row: &Row<'_>, word: &str, intent: &str, why: &Value) -> Result<bool> {
    let left = tx
        .prepare_cached(
            "UPDATE many_row SET word = ?3, intent_id = ?4, why = ?5
              WHERE many_id = ?1 AND place = ?2 AND word = 'waiting'
                AND EXISTS (SELECT 1 FROM many WHERE id = ?1 AND word = 'going')",
        )?
        .execute(params![row.many, row.place, word, intent, why.to_string()])?;
    Ok(left == 1)
}

/// What is through has no row that waits.
fn turns(tx: &Transaction<'_>, many: &str, from: ManyStage, to: ManyStage, now: DateTime<Utc>) -> Result<bool> {
    let turned = tx.execute(
        "UPDATE many SET word = ?3, changed_at = ?4
          WHERE id = ?1 AND word = ?2
            AND (?3 <> 'through' OR NOT EXISTS (SELECT 1 FROM many_row WHERE many_id = ?1 AND word = 'waiting'))",
        params![many, from.word(), to.word(), times::text(now)],
    )?;
    Ok(turned == 1)
}
