//! Why something could not be kept or read. None of them is ever the customer's fault: all become 503.

use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The disk is full, or the file may not be written.
    #[error("the log has no room or may not be written")]
    NoRoom(#[source] rusqlite::Error),
    /// Something else in SQLite.
    #[error("the log's file failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The file belongs to a newer program, or a step failed.
    #[error("the log could not be brought up to date")]
    Migration(#[from] rusqlite_migration::Error),
    /// The key does not open the file, or it is no log.
    #[error("{path} is not a log, or its key is another")]
    NotALog {
        /// Where.
        path: PathBuf,
    },
    /// PostgreSQL said no, or went away.
    #[error("the log's database failed")]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to PostgreSQL in time.
    #[error("no connection to the log's database")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The pool could not be made.
    #[error("the log's database is not configured rightly")]
    Unusable(#[from] deadpool_postgres::BuildError),
    /// The computer has no root certificates to check the database's by.
    #[error("there are no root certificates to check the database's certificate by")]
    NoRoots,
    /// The database is from a newer program.
    #[error("the log's database has version {found}, this program knows {known}")]
    Newer {
        /// Its version.
        found: i32,
        /// Ours.
        known: i32,
    },
    /// A document says something this program does not understand.
    #[error("a document of kind {kind} could not be read")]
    Unreadable {
        /// Its kind.
        kind: &'static str,
        /// Where it stopped making sense.
        source: serde_json::Error,
    },
    /// A row has a word this program does not know.
    #[error("a row could not be read")]
    UnknownWord,
    /// Writing stands still, or has been closed.
    #[error("the log takes nothing at present")]
    Closed,
}

impl LogError {
    /// A cause that touched a whole batch, told to each who waited.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::NoRoom(source) => Self::NoRoom(again(source)),
            Self::Sqlite(source) => Self::Sqlite(again(source)),
            _ => Self::Closed,
        }
    }

    /// Tells a full disk from other failures.
    pub(crate) fn of_sqlite(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DiskFull | ReadOnly | SystemIoFailure | CannotOpen) => Self::NoRoom(error),
            _ => Self::Sqlite(error),
        }
    }
}

fn again(error: &rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqliteFailure(code, text) => rusqlite::Error::SqliteFailure(*code, text.clone()),
        _ => rusqlite::Error::InvalidQuery,
    }
}
