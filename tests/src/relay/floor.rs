//! The floor under `relay-load`: the same rows, committed in groups of the same size, and the same token checks, with
//! nothing around them.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use domain::Clock as _;
use futures::future::try_join_all;
use marketplace::{Caller, Judged, KeySets, Recipient, Settings, TokenCheck};
use rusqlite::{Connection, OpenFlags, params};
use tokio_postgres::NoTls;

use super::station::KEY;
use crate::clock::SystemClock;
use crate::market::Addresses;

/// The schema of the relay's file.
const SCHEMA: &str = include_str!("../../../crates/relay/src/log/sqlite/0001-begin.sql");
const DOC: &str = "INSERT INTO doc (connection, kind, id, version, subscription_id, is_open, at, value)
                   VALUES ('main', ?1, ?2, 1, ?3, ?4, ?5, ?6)";
const EVENT: &str = "INSERT INTO event (connection, id, at, kind, subscription_id, body)
                     VALUES ('main', ?1, ?2, 'announced', ?3, ?4)";

/// What one answer wrote.
struct Row {
    id: String,
    subscription: String,
    at: String,
    answer: String,
    event: String,
    body: String,
}

/// The rows that answers wrote into a relay's file.
///
/// # Errors
/// Where it cannot be read.
fn rows(file: &Path) -> Result<Vec<Row>> {
    let conn = open(file)?;
    let mut statement = conn.prepare(
        "SELECT doc.id, doc.subscription_id, doc.at, doc.value, event.id, event.body
           FROM event JOIN doc ON doc.connection = event.connection AND doc.kind = 'answer'
                AND doc.id = json_extract(event.body, '$.key')
          WHERE event.kind = 'announced' ORDER BY event.seq",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Row {
            id: row.get(0)?,
            subscription: row.get(1)?,
            at: row.get(2)?,
            answer: row.get(3)?,
            event: row.get(4)?,
            body: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Answers a second over a file, in groups of this size.
///
/// # Errors
/// Where something cannot be written or checked.
pub async fn on_file(from: &Path, to: &Path, group: usize, market: &Addresses, tokens: &[String]) -> Result<f64> {
    let rows = rows(from)?;
    ensure!(!rows.is_empty(), "the relay wrote nothing");
    let conn = open(to)?;
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    conn.execute_batch(SCHEMA)?;
    let (check, count) = (token_check(market).await?, rows.len());
    let begin = Instant::now();
    let writing = tokio::task::spawn_blocking(move || write(&conn, &rows, group));
    check_tokens(&check, tokens, count).await?;
    writing.await??;
    Ok(per_second(count, begin))
}

fn open(file: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    conn.execute_batch(&format!("PRAGMA key = \"x'{KEY}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"))?;
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;")?;
    Ok(conn)
}

fn write(conn: &Connection, rows: &[Row], group: usize) -> Result<()> {
    let (mut doc, mut event) = (conn.prepare(DOC)?, conn.prepare(EVENT)?);
    for group in rows.chunks(group.max(1)) {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        for row in group {
            doc.execute(params!["answer", row.id, row.subscription, false, row.at, row.answer])?;
            event.execute(params![row.event, row.at, row.subscription, row.body])?;
        }
        conn.execute_batch("COMMIT")?;
    }
    Ok(())
}

/// The same over a database in which a relay has written: its rows are copied to tables of their own, and their groups
/// are those that the database committed together.
///
/// # Errors
/// Where something cannot be read, written or checked.
pub async fn on_postgres(line: &str, market: &Addresses, tokens: &[String]) -> Result<f64> {
    let (client, connection) = tokio_postgres::connect(line, NoTls).await?;
    tokio::spawn(connection);
    let grouped = "SELECT pg_xact_commit_timestamp(xmin)::text, id, subscription_id, value FROM doc
                    WHERE kind = 'answer' ORDER BY 1";
    let answers: Vec<(String, String, String, String)> =
        client.query(grouped, &[]).await?.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    let bodies = client.query("SELECT body FROM event WHERE kind = 'announced'", &[]).await?;
    let bodies: Vec<String> = bodies.iter().map(|row| row.get(0)).collect();
    client
        .batch_execute(
            "CREATE TABLE floor_event (LIKE event INCLUDING ALL); CREATE TABLE floor_doc (LIKE doc INCLUDING ALL)",
        )
        .await?;
    let doc = "INSERT INTO floor_doc (connection, kind, id, version, subscription_id, is_open, at, value)
               VALUES ('main', 'answer', $1, 1, $2, false, now(), $3)";
    let event = "INSERT INTO floor_event (connection, id, at, kind, subscription_id, body)
                 VALUES ('main', $1, now(), 'announced', $2, $3)";
    let (doc, event) = (client.prepare(doc).await?, client.prepare(event).await?);
    let (check, count) = (token_check(market).await?, answers.len());
    let begin = Instant::now();
    let writing = async {
        let mut bodies = bodies.iter();
        for group in answers.chunk_by(|one, other| one.0 == other.0) {
            client.batch_execute("BEGIN").await?;
            try_join_all(group.iter().map(|(_, id, of, value)| {
                let body = bodies.next().map_or("{}", String::as_str);
                let (client, doc, event) = (&client, &doc, &event);
                async move {
                    client.execute(doc, &[id, of, value]).await?;
                    client.execute(event, &[id, of, &body]).await
                }
            }))
            .await?;
            client.batch_execute("COMMIT").await?;
        }
        anyhow::Ok(())
    };
    tokio::try_join!(writing, check_tokens(&check, tokens, count))?;
    Ok(per_second(count, begin))
}

async fn token_check(market: &Addresses) -> Result<Arc<TokenCheck>> {
    let mut settings = Settings::microsoft();
    settings.authority = market.authority.parse()?;
    let recipient =
        Recipient { tenant: market.tenant.clone(), application: market.application.clone(), caller: Caller::Microsoft };
    let check = TokenCheck::new(recipient, Arc::new(KeySets::new(&settings)?)).context("the tenant is an id")?;
    check.warm(SystemClock.now()).await;
    Ok(Arc::new(check))
}

/// In a task of its own, beside whatever is written.
async fn check_tokens(check: &Arc<TokenCheck>, tokens: &[String], count: usize) -> Result<()> {
    let (check, tokens) = (Arc::clone(check), tokens.to_vec());
    let checking = tokio::spawn(async move {
        for token in tokens.iter().cycle().take(count) {
            let content = format!("Bearer {token}");
            let judged = check.check(Some(content.as_bytes()), SystemClock.now()).await;
            ensure!(judged == Judged::Genuine, "a good token was found to be {judged:?}");
            tokio::task::yield_now().await;
        }
        Ok(())
    });
    checking.await?
}

fn per_second(count: usize, begin: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of some thousands")]
    let count = count as f64;
    count / begin.elapsed().as_secs_f64()
}
