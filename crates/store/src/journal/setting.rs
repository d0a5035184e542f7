//! What was chosen for this connection, one JSON value a name.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use super::Journal;
use crate::error::Result;

impl Journal {
    /// A setting, where one was made.
    pub async fn setting(&self, name: &str) -> Result<Option<Value>> {
        let name = name.to_owned();
        let text: Option<String> = self
            .db
            .read(move |conn| {
                let mut statement = conn.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
                Ok(statement.query_row([name], |row| row.get(0)).optional()?)
            })
            .await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Makes a setting.
    pub async fn set(&self, name: &str, value: Value) -> Result<()> {
        let name = name.to_owned();
        self.writable()?
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO setting (name, value) VALUES (?1, ?2)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    params![name, value.to_string()],
                )?;
                Ok(())
            })
            .await
    }
}
