//! Recording what happened, with its position where that can be given at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use domain::SubscriptionId;

use super::numbering::CHANNEL;
use crate::log::{LogError, NewEvent, Position, Write};

const TAKE_TURN: &str = "SELECT connection, last FROM feed
     WHERE connection = ANY($1)
       AND NOT EXISTS (SELECT FROM event WHERE event.connection = feed.connection AND event.position IS NULL)
     ORDER BY connection FOR UPDATE SKIP LOCKED";

const RECORD: &str = "INSERT INTO event (connection, id, at, kind, subscription_id, body, position)
    SELECT connection, id, at, kind, subscription, body, position
      FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bigint[])
           WITH ORDINALITY AS new (connection, id, at, kind, subscription, body, position, place)
     ORDER BY place
    ON CONFLICT DO NOTHING";

const MOVE_ON: &str = "WITH moved AS (
        UPDATE feed SET last = new.last FROM unnest($1::text[], $2::bigint[]) AS new (connection, last)
         WHERE feed.connection = new.connection RETURNING feed.connection)
    SELECT pg_notify($3, connection) FROM moved";

/// In the order in which they were made, as the last that is done before the commit.
///
/// Whose turn it is has the lock of the connection's row until the commit, and so may give positions himself. Where
/// somebody else has it, nobody waits: those events are numbered after their commit, and whatever is written until then
/// comes after them. An event that is there already leaves a gap.
pub(super) async fn record(tx: &Transaction<'_>, writes: &[Write]) -> Result<(), LogError> {
    let events: Vec<(&Write, &NewEvent)> =
        writes.iter().flat_map(|write| write.events.iter().map(move |event| (write, event))).collect();
    if events.is_empty() {
        return Ok(());
    }
    let mut turn = Turn::take(tx, &events).await?;
    let connection: Vec<&str> = events.iter().map(|(write, _)| write.connection.as_str()).collect();
    let at: Vec<DateTime<Utc>> = events.iter().map(|(write, _)| write.at).collect();
    let id: Vec<&str> = events.iter().map(|(_, event)| event.id.as_str()).collect();
    let kind: Vec<&str> = events.iter().map(|(_, event)| event.kind.as_str()).collect();
    let of: Vec<Option<&str>> =
        events.iter().map(|(_, event)| event.subscription.as_ref().map(SubscriptionId::as_str)).collect();
    let body: Vec<&str> = events.iter().map(|(_, event)| event.body.as_str()).collect();
    let position: Vec<Option<Position>> = connection.iter().map(|connection| turn.next(connection)).collect();
    let statement = tx.prepare_cached(RECORD).await?;
    tx.execute(&statement, &[&connection, &id, &at, &kind, &of, &body, &position]).await?;
    turn.move_on(tx).await
}

/// The last position of each connection whose turn it is.
struct Turn(BTreeMap<String, Position>);

impl Turn {
    async fn take(tx: &Transaction<'_>, events: &[(&Write, &NewEvent)]) -> Result<Self, LogError> {
        let of: BTreeSet<&str> = events.iter().map(|(write, _)| write.connection.as_str()).collect();
        let of: Vec<&str> = of.into_iter().collect();
        let rows = tx.query(&tx.prepare_cached(TAKE_TURN).await?, &[&of]).await?;
        Ok(Self(rows.iter().map(|row| (row.get(0), row.get(1))).collect()))
    }

    fn next(&mut self, connection: &str) -> Option<Position> {
        let last = self.0.get_mut(connection)?;
        *last += 1;
        Some(*last)
    }

    /// Others go on from here once this is committed, and every replica is told.
    async fn move_on(self, tx: &Transaction<'_>) -> Result<(), LogError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let (connection, last): (Vec<String>, Vec<Position>) = self.0.into_iter().unzip();
        tx.execute(&tx.prepare_cached(MOVE_ON).await?, &[&connection, &last, &CHANNEL]).await?;
        Ok(())
    }
}
