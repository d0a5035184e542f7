//! Bringing the schema up to date. Replicas that start together wait for one another at an advisory lock.

use tokio_postgres::Client;

use crate::log::LogError;

/// Every step, in order. A step that was released is never changed.
const STEPS: &[&str] = &[
    include_str!("0001-begin.sql"),
    include_str!("0002-course.sql"),
    include_str!("0003-landing.sql"),
    include_str!("0004-access.sql"),
    include_str!("0005-activation.sql"),
];

/// Any number, as long as it stays the same.
const LOCK: i64 = 0x006d_6b74_6465_736b;

/// Runs what has not run, all or nothing, and returns the name of the log.
pub(super) async fn bring_up_to_date(client: &mut Client, new_name: &str) -> Result<String, LogError> {
    let tx = client.transaction().await?;
    tx.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    tx.batch_execute("CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)").await?;
    let found: i32 = tx.query_one("SELECT coalesce(max(version), 0) FROM schema_version", &[]).await?.get(0);
    let known = i32::try_from(STEPS.len()).unwrap_or(i32::MAX);
    if found > known {
        return Err(LogError::Newer { found, known });
    }
    for (number, step) in (1..).zip(STEPS).skip_while(|(number, _)| *number <= found) {
        tx.batch_execute(step).await?;
        tx.execute("INSERT INTO schema_version (version) VALUES ($1)", &[&number]).await?;
    }
    tx.execute("INSERT INTO log (name) SELECT $1 WHERE NOT EXISTS (SELECT FROM log)", &[&new_name]).await?;
    let name = tx.query_one("SELECT name FROM log", &[]).await?.get(0);
    tx.commit().await?;
    Ok(name)
}
