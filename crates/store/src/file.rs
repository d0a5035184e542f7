//! One encrypted file, opened one way.
//!
//! The only place that opens a connection. Every connection of the store has these settings:
//!
//! | pragma | value | why |
//! |---|---|---|
//! | `key` | raw, 32 bytes | a passphrase costs 100 ms at every connection, a raw key 3 ms |
//! | `cipher_log_level` | `NONE` | SQLCipher would write to standard error; its codes come back as errors anyway |
//! | `cipher_hmac_algorithm` | `HMAC_SHA256` | as strong for our purpose as the default SHA-512, and measured twice as quick on a processor that knows SHA; to check a page that is not in memory is what a list costs |
//! | `journal_mode` | `WAL` | readers go on while a page of the sweep is written |
//! | `synchronous` | cache `NORMAL`, journal `FULL` | a lost page of the cache is read again, a lost event is lost |
//! | `busy_timeout` | 5 s | a second program on the same folder waits instead of failing |
//! | `temp_store` | `MEMORY` | temporary files would not be encrypted |
//! | `cache_size` | see [`Role`] | all page caches together stay below 32 MiB |
//! | `journal_size_limit` | 64 MiB | a log swollen by a first sweep is cut down again |
//! | `wal_autocheckpoint` | 4,000 pages | a first sweep touches the same index pages again and again; copying them back rarely saves a third of its time |
//! | `query_only` | readers | a reader cannot write, whatever it runs |

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{Result, StoreError};
use crate::key::Key;

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileName {
    /// `cache.db`, which mirrors Microsoft.
    Cache,
    /// `journal.db`, which holds what only we know.
    Journal,
    /// Not said yet; whoever knows says it before the error leaves this crate.
    Unsaid,
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cache => "the cache",
            Self::Journal => "the journal",
            Self::Unsaid => "a file",
        })
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The one that writes.
    Writer,
    /// One of several that cannot.
    Reader,
}

/// Where a file is and what opens it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    pub(crate) name: FileName,
    pub(crate) key: Key,
}

/// How often a key is set again that SQLCipher has refused.
const KEY_AGAIN: u32 = 3;

impl Place {
    /// Opens a connection and reads the version of the file, which proves that the key fits and the file is sound at
    /// least at its beginning.
    pub(crate) fn open(&self, role: Role) -> Result<(Connection, u32)> {
        // SQLCipher now and then refuses a sound key while other threads set theirs (seen once in some 10,000 openings on
        // a busy computer). Nothing was read or written by then; a key that does not fit shows only at the first reading.
        let mut outcome = self.connect(role);
        for _ in 0..KEY_AGAIN {
            match &outcome {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => outcome = self.connect(role),
                _ => break,
            }
        }
        outcome.map_err(|error| StoreError::from(error).of(self.name))
    }

    fn connect(&self, role: Role) -> rusqlite::Result<(Connection, u32)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = if role == Role::Writer { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
        let conn = Connection::open_with_flags(&self.path, flags)?;
        conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        conn.execute_batch(&self.key.pragma())?;
        conn.execute_batch(&self.settings(role))?;
        conn.set_prepared_statement_cache_capacity(64);
        let version = conn.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))?;
        Ok((conn, version))
    }

    fn settings(&self, role: Role) -> String {
        let synchronous = if self.name == FileName::Journal { "FULL" } else { "NORMAL" };
        let query_only = if role == Role::Reader { "ON" } else { "OFF" };
        let cache_kib = match (self.name, role) {
            (FileName::Journal, _) => 1_024,
            (_, Role::Writer) => 8_192,
            (_, Role::Reader) => 6_144,
        };
        format!(
            "PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = {synchronous};
             PRAGMA busy_timeout = 5000;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -{cache_kib};
             PRAGMA journal_size_limit = 67108864;
             PRAGMA wal_autocheckpoint = 4000;
             PRAGMA query_only = {query_only};"
        )
    }

    /// The mark that says the file was found damaged; whoever opens it next puts it right.
    pub(crate) fn damage_mark(&self) -> PathBuf {
        self.path.with_extension("damaged")
    }

    /// Leaves the mark.
    pub(crate) fn mark_damaged(&self) {
        if let Err(error) = std::fs::write(self.damage_mark(), []) {
            tracing::error!(%error, file = %self.name, "the mark of damage could not be left");
        }
    }
}

/// Removes a file and what SQLite keeps beside it.
pub(crate) fn remove(path: &Path) -> Result<()> {
    for part in parts(path) {
        match std::fs::remove_file(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a file and what SQLite keeps beside it another name.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    for (from, to) in parts(from).into_iter().zip(parts(to)) {
        match std::fs::rename(&from, &to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// The log and its index first: a database must never meet the log of another.
fn parts(path: &Path) -> [PathBuf; 3] {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    [beside("-shm"), beside("-wal"), path.to_owned()]
}
