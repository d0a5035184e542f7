//! Giving events their positions, after they were committed.

use domain::ConnectionId;
use tokio_postgres::Client;

use crate::log::LogError;

/// The channel on which replicas tell each other.
pub(super) const CHANNEL: &str = "marketdesk_relay";

/// Numbers what is committed and has no position, and tells every replica. Returns how many there were.
pub(super) async fn number(client: &mut Client, of: &ConnectionId) -> Result<u64, LogError> {
    let any = "SELECT EXISTS (SELECT FROM event WHERE connection = $1 AND position IS NULL)";
    if !client.query_one(any, &[&of.as_str()]).await?.get::<_, bool>(0) {
        return Ok(0);
    }
    let tx = client.transaction().await?;
    tx.execute("INSERT INTO feed (connection) VALUES ($1) ON CONFLICT DO NOTHING", &[&of.as_str()]).await?;
    // From here on until the commit no other numbers this connection; the next statement sees all that was committed.
    tx.execute("SELECT FROM feed WHERE connection = $1 FOR UPDATE", &[&of.as_str()]).await?;
    let numbered = tx
        .execute(
            "WITH fresh AS (
                 SELECT seq, row_number() OVER (ORDER BY seq) AS place
                   FROM event WHERE connection = $1 AND position IS NULL)
             UPDATE event SET position = feed.last + fresh.place
               FROM fresh, feed WHERE event.seq = fresh.seq AND feed.connection = $1",
            &[&of.as_str()],
        )
        .await?;
    let count = i64::try_from(numbered).unwrap_or_default();
    tx.execute("UPDATE feed SET last = last + $2 WHERE connection = $1", &[&of.as_str(), &count]).await?;
    tx.execute("SELECT pg_notify($1, $2)", &[&CHANNEL, &of.as_str()]).await?;
    tx.commit().await?;
    Ok(numbered)
}
