//! Opening the journal without ever losing it.
//!
//! It is copied before it migrates, only read when a newer program wrote it, and moved aside when damaged.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{Journal, Newer};
use crate::error::{Result, StoreError};
use crate::file::{self, FileName, Place, Role};
use crate::key::Key;
use crate::pool::Db;

/// Every step the journal has taken, in order. A step that was released is never changed.
pub(crate) const STEPS: &[M<'_>] = &[
    M::up(include_str!("0001-begin.sql")),
    M::up(include_str!("0002-inbox-and-outbox.sql")),
    M::up(include_str!("0003-relay.sql")),
    M::up(include_str!("0004-suspensions.sql")),
    M::up(include_str!("0005-account-access.sql")),
    M::up(include_str!("0006-many.sql")),
];

/// How the journal was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalOpened {
    /// There was none.
    pub is_new: bool,
    /// The copy that was made before it migrated.
    pub backup: Option<PathBuf>,
    /// Where the damaged one was moved; an empty one is in its place.
    pub moved_aside: Option<PathBuf>,
    /// A newer program wrote it: it is only read.
    pub read_only: bool,
}

impl Journal {
    /// Opens the journal in `folder`.
    pub(crate) fn open(folder: &Path, key: &Key) -> Result<(Self, JournalOpened)> {
        Self::open_with(folder, key, STEPS)
    }

    pub(crate) fn open_with(folder: &Path, key: &Key, steps: &[M<'_>]) -> Result<(Self, JournalOpened)> {
        let place = Place { path: folder.join("journal.db"), name: FileName::Journal, key: key.clone() };
        let mut opened = JournalOpened { is_new: !place.path.exists(), ..JournalOpened::default() };
        let (mut conn, found) = sound(&place, &mut opened)?;
        let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let newer = (found > known).then_some(Newer { found, known });
        opened.read_only = newer.is_some();
        if newer.is_some() {
            conn.pragma_update(None, "query_only", true)?;
        } else if found < known {
            if found > 0 {
                opened.backup = Some(back_up(&conn, &place.path, found)?);
            }
            migrate(&mut conn, steps)?;
        }
        Ok((Self { db: Db::new(place, conn), newer }, opened))
    }
}

/// A connection to the journal, or to an empty one where it was damaged.
fn sound(place: &Place, opened: &mut JournalOpened) -> Result<(Connection, u32)> {
    match place.open(Role::Writer) {
        Ok((conn, version)) if !place.damage_mark().exists() || is_sound(&conn) => {
            remove_mark(place)?;
            Ok((conn, version))
        }
        Ok(_) | Err(StoreError::Corrupt(_)) => {
            opened.moved_aside = Some(move_aside(place)?);
            place.open(Role::Writer)
        }
        Err(other) => Err(other),
    }
}

/// To call a sound journal damaged would be to lose it: before it is moved it is read through.
fn is_sound(conn: &Connection) -> bool {
    conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)).is_ok_and(|answer| answer == "ok")
}

fn remove_mark(place: &Place) -> Result<()> {
    match std::fs::remove_file(place.damage_mark()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Gives the damaged file a name of its own, with everything SQLite keeps beside it.
fn move_aside(place: &Place) -> Result<PathBuf> {
    let aside = unused(&place.path, "damaged");
    file::rename(&place.path, &aside)?;
    remove_mark(place)?;
    tracing::error!(aside = %aside.display(), "the journal is damaged and was moved aside");
    Ok(aside)
}

/// Copies the journal as it is, encrypted with the same key and, because a copy takes the default, in the same way.
fn back_up(conn: &Connection, path: &Path, version: u32) -> Result<PathBuf> {
    let copy = unused(path, &format!("version-{version}"));
    conn.execute_batch("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256")?;
    conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(copy)
}

fn migrate(conn: &mut Connection, steps: &[M<'_>]) -> Result<()> {
    Migrations::from_slice(steps).to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Unreadable(Box::new(other)),
    })
}

/// A name beside `path` that no file has: `journal.damaged-1.db`.
fn unused(path: &Path, why: &str) -> PathBuf {
    let named = |number: u32| path.with_extension(format!("{why}-{number}.db"));
    (1..).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}
