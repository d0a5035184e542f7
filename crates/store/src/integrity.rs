//! Whether the files are sound, page by page: for proofs, and for whoever helps somebody with a sick computer.

use rusqlite::Connection;

use crate::error::Result;
use crate::store::Store;

impl Store {
    /// What `PRAGMA integrity_check` finds wrong with either file; empty where nothing is. Reads both from end to end.
    pub async fn faults(&self) -> Result<Vec<String>> {
        let mut faults = self.cache.shown().read(check).await?;
        faults.extend(self.cache.filling().read(check).await?);
        faults.extend(self.journal.db().read(check).await?);
        Ok(faults)
    }
}

fn check(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let answers = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut faults = answers.collect::<rusqlite::Result<Vec<_>>>()?;
    faults.retain(|answer| answer != "ok");
    Ok(faults)
}
