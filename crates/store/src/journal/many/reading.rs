//! Reading how far it has come.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::super::{Journal, intent};
use super::{Many, ManyFate, ManyRow, ManyStage, WaitingRow};
use crate::error::Result;
use crate::times::At;

/// What became of a row `r`, whose intent is `i`.
macro_rules! fate {
    () => {
        "CASE r.word WHEN 'waiting' THEN 'not-begun' WHEN 'taken-back' THEN 'withdrawn' WHEN 'done' THEN 'effective'
              WHEN 'already-so' THEN 'already-so' WHEN 'refused' THEN 'refused'
              ELSE CASE i.word WHEN 'withdrawn' THEN 'withdrawn'
                   WHEN 'done' THEN CASE json_extract(i.state, '$.outcome') WHEN 'effective' THEN 'effective'
                                         WHEN 'already-so' THEN 'already-so' ELSE 'refused' END
                   WHEN 'stuck' THEN CASE json_extract(i.state, '$.trouble') WHEN 'refused' THEN 'refused' ELSE 'stuck' END
                   ELSE 'working' END END"
    };
}

macro_rules! columns {
    () => {
        "SELECT id, action, actor, reason, begun_at, hold_until, word FROM many"
    };
}

impl Journal {
    /// One of them.
    pub async fn many(&self, id: &str) -> Result<Option<Many>> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(concat!(columns!(), " WHERE id = ?1"))?;
                Ok(statement.query_row([id], many).optional()?)
            })
            .await
    }

    /// The last ones, the latest first.
    pub async fn latest_many(&self, limit: u32) -> Result<Vec<Many>> {
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(concat!(columns!(), " ORDER BY seq DESC LIMIT ?1"))?;
                Ok(statement.query_map([limit], many)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// Those that have something left to begin, the oldest first.
    pub async fn unfinished_many(&self) -> Result<Vec<Many>> {
        self.db()
            .read(|conn| {
                let mut statement =
                    conn.prepare_cached(concat!(columns!(), " WHERE word <> 'through' ORDER BY seq"))?;
                Ok(statement.query_map([], many)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// The next customers whose turn it is.
    pub async fn many_waiting(&self, id: &str, limit: u32) -> Result<Vec<WaitingRow>> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(WAITING)?;
                let rows = statement.query_map(params![id, limit], |row| {
                    Ok(WaitingRow {
                        place: row.get(0)?,
                        subscription: row.get::<_, String>(1)?.into(),
                        seen: intent::json(row, 2)?,
                        turn: row.get(3)?,
                    })
                })?;
                Ok(rows.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// How many intents of one are not over: those that have not left or are leaving, and those that left and wait for
    /// proof. A service that takes nothing holds up nothing that is done elsewhere.
    pub async fn many_on_the_way(&self, id: &str) -> Result<(u32, u32)> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                Ok(conn.prepare_cached(ON_THE_WAY)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
            })
            .await
    }

    /// The intents of one that have not left, each with its place.
    pub async fn many_unsent(&self, id: &str) -> Result<Vec<(u32, outbox::Entry)>> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(UNSENT)?;
                let rows = statement.query_map([id], |row| Ok((row.get(6)?, intent::entry(row)?)))?;
                Ok(rows.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// How many customers had which fate; none is left out.
    pub async fn many_tally(&self, id: &str) -> Result<Vec<(ManyFate, u32)>> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(TALLY)?;
                let rows =
                    statement.query_map([id], |row| Ok((ManyFate::read(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
                Ok(rows.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    /// With how many customers of one nothing was begun, because it was so already or could not be.
    pub async fn many_left_out(&self, id: &str) -> Result<u32> {
        let id = id.to_owned();
        self.db()
            .read(move |conn| {
                let mut statement = conn.prepare_cached(
                    "SELECT count(*) FROM many_row WHERE many_id = ?1 AND word IN ('already-so', 'refused')",
                )?;
                Ok(statement.query_row([id], |row| row.get(0))?)
            })
            .await
    }

    /// Some customers of one, in their order; of one fate, or of any.
    pub async fn many_rows(&self, id: &str, only: Option<ManyFate>, from: u32, limit: u32) -> Result<Vec<ManyRow>> {
        let id = id.to_owned();
        self.db().read(move |conn| rows(conn, &id, only, from, limit)).await
    }
}

/// Along its index: not past everybody who had their turn.
pub(crate) const WAITING: &str = "SELECT place, subscription_id, seen, turn FROM many_row INDEXED BY many_row_waiting
      WHERE many_id = ?1 AND word = 'waiting' ORDER BY place LIMIT ?2";
/// Along the index of what is not over, and each of it along its own.
pub(crate) const ON_THE_WAY: &str = "SELECT count(*) FILTER (WHERE i.word IN ('held', 'pending', 'sending')),
            count(*) FILTER (WHERE i.word IN ('in-doubt', 'settling'))
       FROM intent AS i WHERE NOT i.is_over AND EXISTS
            (SELECT 1 FROM many_row AS r WHERE r.intent_id = i.id AND r.intent_id <> '' AND r.many_id = ?1)";
/// The same.
pub(crate) const UNSENT: &str = "SELECT i.intent, i.state, i.attempts, i.doubted, i.changed_at, i.version, r.place
       FROM intent AS i INDEXED BY intent_open CROSS JOIN many_row AS r INDEXED BY many_row_by_intent
         ON r.intent_id = i.id AND r.intent_id <> ''
      WHERE NOT i.is_over AND i.word IN ('held', 'pending') AND r.many_id = ?1 AND r.word = 'asked' ORDER BY i.seq";
const TALLY: &str = concat!(
    "SELECT ",
    fate!(),
    " AS fate, count(*) FROM many_row AS r LEFT JOIN intent AS i ON i.id = r.intent_id WHERE r.many_id = ?1 GROUP BY fate"
);
const ROWS: &str = concat!(
    "SELECT i.intent, i.state, i.attempts, i.doubted, i.changed_at, i.version, r.place, r.subscription_id, r.why, ",
    fate!(),
    " AS fate FROM many_row AS r LEFT JOIN intent AS i ON i.id = r.intent_id
      WHERE r.many_id = ?1 AND (?2 = '' OR fate = ?2) ORDER BY r.place LIMIT ?4 OFFSET ?3"
);

fn many(row: &Row<'_>) -> rusqlite::Result<Many> {
    Ok(Many {
        id: row.get(0)?,
        action: intent::json(row, 1)?,
        actor: row.get(2)?,
        reason: row.get(3)?,
        begun_at: row.get::<_, At>(4)?.0,
        hold_until: row.get::<_, At>(5)?.0,
        stage: ManyStage::read(row.get_ref(6)?.as_str()?),
    })
}

fn rows(conn: &Connection, id: &str, only: Option<ManyFate>, from: u32, limit: u32) -> Result<Vec<ManyRow>> {
    let mut statement = conn.prepare_cached(ROWS)?;
    let only = only.map_or("", ManyFate::word);
    let rows = statement.query_map(params![id, only, from, limit], |row| {
        let intent = match row.get_ref(0)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(intent::entry(row)?),
        };
        Ok(ManyRow {
            intent,
            place: row.get(6)?,
            subscription: row.get::<_, String>(7)?.into(),
            why: intent::json(row, 8)?,
            fate: ManyFate::read(row.get_ref(9)?.as_str()?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
