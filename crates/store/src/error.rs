//! What can go wrong with the two files, named by what happened.
//!
//! No error carries a row's contents, a search or a key: SQLite's own messages may quote the statement or the words
//! searched for, so only its codes are kept.

use rusqlite::ErrorCode;

use crate::file::FileName;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file is damaged. Opening the store again puts it right: the cache is rebuilt, the journal moved aside.
    #[error("{0} is damaged")]
    Corrupt(FileName),
    /// The key does not fit the files. Nothing was touched.
    #[error("the key does not fit")]
    WrongKey,
    /// A newer program wrote the journal; this one only reads it.
    #[error("the journal was written by a newer program (version {found}, this program knows {known})")]
    NewerSchema {
        /// Version of the file.
        found: u32,
        /// Newest version this program knows.
        known: u32,
    },
    /// Somebody else held the file for longer than anybody should.
    #[error("the file is held by somebody else")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The sweep is not the one in progress, or not at that page.
    #[error("the sweep has moved on")]
    SweepMoved,
    /// A newer question made this one pointless.
    #[error("a newer question came")]
    Superseded,
    /// The file system refused.
    #[error("the file system refused")]
    Io(#[from] std::io::Error),
    /// SQLite refused; the source holds its code.
    #[error("SQLite refused")]
    Sqlite(#[source] Source),
    /// A stored value is not what its column promises.
    #[error("a stored value cannot be read")]
    Unreadable(#[source] Source),
    /// The work was broken off: the program is ending, or a bug.
    #[error("the work was broken off")]
    BrokenOff,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(cause, _) | rusqlite::Error::SqlInputError { error: cause, .. } => {
                Self::from_code(cause)
            }
            other => Self::Unreadable(Box::new(other)),
        }
    }
}

impl StoreError {
    fn from_code(cause: rusqlite::ffi::Error) -> Self {
        match cause.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt(FileName::Unsaid),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::OperationInterrupted => Self::Superseded,
            _ => Self::Sqlite(Box::new(cause)),
        }
    }

    /// The same failure, said of `file`.
    pub(crate) fn of(self, file: FileName) -> Self {
        match self {
            Self::Corrupt(FileName::Unsaid) => Self::Corrupt(file),
            other => other,
        }
    }
}

impl From<tokio::task::JoinError> for StoreError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::BrokenOff
    }
}

/// What the functions of this crate return.
pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;
