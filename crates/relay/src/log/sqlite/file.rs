//! One file, opened one way.
//!
//! | pragma | value | why |
//! |---|---|---|
//! | `key` | raw, 32 bytes, or none | encrypted where the owner configured a key |
//! | `journal_mode` | `WAL` | readers go on while a batch is written |
//! | `synchronous` | `FULL` | an answer is given only after its decision is on disk |
//! | `busy_timeout` | 2 s | a backup or a second program makes us wait, not fail; Microsoft waits ten seconds at most |
//! | `temp_store` | `MEMORY` | temporary files would not be encrypted |
//! | `query_only` | readers | a reader cannot write, whatever it runs |

use std::fmt;
use std::path::PathBuf;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};
use rusqlite_migration::{M, Migrations};

use crate::log::LogError;

/// Every step the log has taken, in order. A step that was released is never changed.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("0001-begin.sql")),
    M::up(include_str!("0002-course.sql")),
    M::up(include_str!("0003-landing.sql")),
    M::up(include_str!("0004-access.sql")),
    M::up(include_str!("0005-activation.sql")),
];

/// What opens an encrypted file. Printing one is a bug, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct FileKey([u8; 32]);

impl FileKey {
    /// 64 hexadecimal digits.
    pub fn read(hex: &str) -> Option<Self> {
        let hex = hex.trim();
        let digits: Vec<u8> =
            hex.chars().map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [high, low] => Some(high * 16 + low),
                _ => None,
            })
            .collect();
        (digits.len() == 64).then(|| bytes.try_into().ok().map(Self)).flatten()
    }

    fn pragma(&self) -> String {
        format!("PRAGMA key = \"x'{}'\";", crate::digest::hex(&self.0))
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// Where the file is, and what opens it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Without one it is not encrypted.
    pub key: Option<FileKey>,
    /// The file may not grow beyond so many pages; for tests of a full disk.
    pub most_pages: Option<u32>,
}

impl Place {
    /// A file, as large as it gets.
    pub fn new(path: impl Into<PathBuf>, key: Option<FileKey>) -> Self {
        Self { path: path.into(), key, most_pages: None }
    }

    /// The one connection that writes, and the name of the log.
    pub(super) fn open_writer(&self, new_name: &str) -> Result<(Connection, String), LogError> {
        self.make_private();
        let mut conn = self.connect(OpenFlags::SQLITE_OPEN_CREATE)?;
        conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").map_err(LogError::of_sqlite)?;
        Migrations::from_slice(STEPS).to_latest(&mut conn)?;
        let name = conn.query_row("SELECT name FROM log", [], |row| row.get(0)).optional()?;
        let name = if let Some(name) = name {
            name
        } else {
            conn.execute("INSERT INTO log (name) VALUES (?1)", [new_name])?;
            new_name.to_owned()
        };
        if let Some(pages) = self.most_pages {
            conn.pragma_update(None, "max_page_count", pages)?;
        }
        Ok((conn, name))
    }

    /// A connection that cannot write.
    pub(super) fn open_reader(&self) -> Result<Connection, LogError> {
        let conn = self.connect(OpenFlags::empty())?;
        conn.execute_batch("PRAGMA query_only = ON;")?;
        Ok(conn)
    }

    fn connect(&self, more: OpenFlags) -> Result<Connection, LogError> {
        self.try_connect(more).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => LogError::NotALog { path: self.path.clone() },
            _ => LogError::of_sqlite(error),
        })
    }

    fn try_connect(&self, more: OpenFlags) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let conn = Connection::open_with_flags(&self.path, flags)?;
        if let Some(key) = &self.key {
            conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
            conn.execute_batch(&key.pragma())?;
            conn.execute_batch("PRAGMA cipher_hmac_algorithm = HMAC_SHA256;")?;
        }
        conn.execute_batch("PRAGMA busy_timeout = 2000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;")?;
        conn.set_prepared_statement_cache_capacity(32);
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?; // Proves that the key fits.
        Ok(conn)
    }

    /// Nobody but the relay's user reads what customers do.
    #[cfg(unix)]
    fn make_private(&self) {
        use std::os::unix::fs::OpenOptionsExt as _;
        let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.path);
        drop(made); // One that is there keeps its rights; one that cannot be made is reported when it is opened.
    }

    #[cfg(not(unix))]
    fn make_private(&self) {}
}
