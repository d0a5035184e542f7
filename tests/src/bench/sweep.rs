//! What a sweep costs beside a loop that only downloads, and one that downloads and inserts.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use reqwest::Client;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};
use serde_json::Value;
use tokio::process::Command;

use super::process::peak_mib;
use super::seconds;
use crate::figures::Figures;
use crate::market::Market;
use crate::programs::program;
use crate::pull;

const SMALL: u32 = 50_000;

/// Sweeps of so many subscriptions, with a page answered after 50 ms and at once.
///
/// # Errors
/// Where anything on the way fails.
pub async fn measure(figures: &mut Figures, size: u32) -> Result<()> {
    let slow = Market::start(&["--size", &size.to_string(), "--latency-ms", "50"]).await?;
    let folder = tempfile::tempdir()?;
    let download = timed(download(&slow)).await?;
    let first = timed(sweep(&slow, folder.path())).await?;
    let again = timed(sweep(&slow, folder.path())).await?;
    figures.add("sweep.download_s", seconds(download), "downloading the pages and nothing else, 50 ms a page");
    figures.add("sweep.first_s", seconds(first), "the first sweep, 50 ms a page");
    figures.add("sweep.unchanged_s", seconds(again), "a sweep that finds nothing new, 50 ms a page");
    figures.add("sweep.ratio_to_download", first.div_duration_f64(download), "goal ≤ 1.10");
    figures.add("sweep.unchanged_ratio_to_download", again.div_duration_f64(download), "goal ≤ 1.05");
    at_once(figures, size, folder.path()).await?;
    peaks(figures, size).await
}

async fn at_once(figures: &mut Figures, size: u32, swept: &Path) -> Result<()> {
    let market = Market::start(&["--size", &size.to_string()]).await?;
    let tables = Tables::of(swept)?;
    let (bare, mine) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let floor = timed(load(&market, bare.path(), &tables)).await?;
    drop(tables);
    let ours = timed(sweep(&market, mine.path())).await?;
    figures.add(
        "sweep.bare_load_s",
        seconds(floor),
        "downloading the pages and inserting ready-made rows, answered at once",
    );
    figures.add("sweep.at_once_s", seconds(ours), "the first sweep, answered at once");
    figures.add("sweep.ratio_to_bare_load", ours.div_duration_f64(floor), "goal ≤ 1.3");
    Ok(())
}

async fn peaks(figures: &mut Figures, size: u32) -> Result<()> {
    let (small, large) = (peak(SMALL).await?, peak(size).await?);
    figures.add("sweep.peak_small_mib", small, "most memory of a process that sweeps 50,000");
    figures.add("sweep.peak_mib", large, "the same for the full number (goal: does not grow with it)");
    Ok(())
}

async fn peak(size: u32) -> Result<f64> {
    let market = Market::start(&["--size", &size.to_string()]).await?;
    let folder = tempfile::tempdir()?;
    let output = Command::new(program("sweeper")?)
        .arg(folder.path())
        .arg(serde_json::to_string(&market.at)?)
        .arg("--status")
        .stdin(Stdio::null())
        .output()
        .await?;
    peak_mib(&String::from_utf8_lossy(&output.stdout))
}

async fn timed(work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let began = Instant::now();
    work.await?;
    Ok(began.elapsed())
}

async fn sweep(market: &Market, folder: &Path) -> Result<()> {
    let source = pull::source(&market.at, folder)?;
    sync::sweep(&source.api, &source.store, &source.clock, |_| ()).await?;
    Ok(())
}

/// Follows the links to the end and keeps nothing.
async fn download(market: &Market) -> Result<()> {
    let mut pages = Pages::begin(market).await?;
    while pages.next().await?.is_some() {}
    Ok(())
}

/// Follows the links and inserts, page by page, as many ready-made rows as the page has records.
async fn load(market: &Market, folder: &Path, tables: &Tables) -> Result<()> {
    drop(store::Store::open(folder, &pull::key())?);
    let mut conn = open(folder)?;
    let mut pages = Pages::begin(market).await?;
    let mut at = 0;
    while let Some(page) = pages.next().await? {
        let records = page.get("subscriptions").and_then(Value::as_array).map_or(0, Vec::len);
        tables.insert(&mut conn, at, records)?;
        at += records;
    }
    Ok(())
}

/// A listing, followed as plainly as can be.
struct Pages {
    client: Client,
    token: String,
    next: Option<String>,
}

impl Pages {
    async fn begin(market: &Market) -> Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        let at = &market.at;
        let asked = [
            ("grant_type", "client_credentials"),
            ("client_id", &at.application),
            ("client_secret", &at.secret),
            ("scope", "20e940b3-4c77-4b0b-9a53-9e16a1b010a7/.default"),
        ];
        let token =
            client.post(format!("{}/{}/oauth2/v2.0/token", at.authority, at.tenant)).form(&asked).send().await?;
        let token: Value = token.error_for_status()?.json().await?;
        let token = token.get("access_token").and_then(Value::as_str).context("a token")?.to_owned();
        let next = Some(format!("{}/saas/subscriptions?api-version=2018-08-31", at.base));
        Ok(Self { client, token, next })
    }

    async fn next(&mut self) -> Result<Option<Value>> {
        let Some(url) = self.next.take() else { return Ok(None) };
        let page = self.client.get(url).bearer_auth(&self.token).send().await?.error_for_status()?;
        let page: Value = page.json().await?;
        self.next = page.get("@nextLink").and_then(Value::as_str).filter(|link| !link.is_empty()).map(str::to_owned);
        Ok(Some(page))
    }
}

/// The rows of a filled cache, ready to be inserted into an empty one.
struct Tables(Vec<Table>);

struct Table {
    insert: String,
    rows: Vec<Vec<Cell>>,
}

impl Tables {
    fn of(folder: &Path) -> Result<Self> {
        let conn = open(folder)?;
        let words = Table::read(&conn, "", "SELECT row, search_text FROM subscription ORDER BY row")?.rows;
        let starts = words.iter().map(|row| row.iter().map(starts_of).collect()).collect();
        Ok(Self(vec![
            Table::read(&conn, "subscription", "SELECT * FROM subscription ORDER BY row")?,
            Table::read(&conn, "subscription_raw", "SELECT * FROM subscription_raw ORDER BY row")?,
            Table { insert: "INSERT INTO found_anywhere (rowid, text) VALUES (?, ?)".to_owned(), rows: words },
            Table { insert: "INSERT INTO found_at_start (rowid, starts) VALUES (?, ?)".to_owned(), rows: starts },
        ]))
    }

    fn insert(&self, conn: &mut Connection, from: usize, count: usize) -> Result<()> {
        let tx = conn.transaction()?;
        for table in &self.0 {
            let mut statement = tx.prepare_cached(&table.insert)?;
            for row in table.rows.iter().skip(from).take(count) {
                statement.execute(params_from_iter(row))?;
            }
        }
        Ok(tx.commit()?)
    }
}

impl Table {
    fn read(conn: &Connection, name: &str, select: &str) -> Result<Self> {
        let mut statement = conn.prepare(select)?;
        let columns = statement.column_count();
        let places = vec!["?"; columns].join(", ");
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
        Ok(Self {
            rows: rows.collect::<rusqlite::Result<_>>()?,
            insert: format!("INSERT INTO {name} VALUES ({places})"),
        })
    }
}

/// One or two characters at the beginning of each word, as the store enters them; anything else as it is.
fn starts_of(cell: &Cell) -> Cell {
    let Cell::Text(text) = cell else { return cell.clone() };
    let words = text.split(|c: char| !c.is_alphanumeric());
    let starts: BTreeSet<String> = words
        .flat_map(|word| [1, 2].map(|length| word.chars().take(length).collect()))
        .filter(|start: &String| !start.is_empty())
        .collect();
    Cell::Text(starts.into_iter().collect::<Vec<_>>().join(" "))
}

/// The file as the store opens it: the same key, the same promises about the disk.
#[expect(clippy::disallowed_methods, reason = "the floor is SQLite itself, without the store")]
fn open(folder: &Path) -> Result<Connection> {
    let conn = Connection::open(folder.join("cache.db"))?;
    let key = "5a".repeat(32);
    conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"))?;
    Ok(conn)
}
