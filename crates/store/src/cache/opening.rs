//! Opening the mirror, whatever state it was left in.
//!
//! A file that is of another version or damaged is never mended: a new one, `cache.next.db`, is filled beside it.
//! Until that is complete lists are read from the old one where it can be read. Files change their names only here,
//! while nobody has them open.

use std::path::Path;

use rusqlite::Connection;

use super::{Cache, sweep};
use crate::error::{Result, StoreError};
use crate::file::{self, FileName, Place, Role};
use crate::key::Key;
use crate::pool::Db;

/// Versions of `schema.sql` that a program knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Versions {
    /// The one it writes. Raise it with every change of that file.
    pub(crate) written: u32,
    /// The oldest whose lists it can still show while it fills a new file.
    pub(crate) readable_since: u32,
}

const VERSIONS: Versions = Versions { written: 1, readable_since: 1 };

/// How the cache was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CacheOpened {
    /// There was none: everything is still to be read.
    pub is_new: bool,
    /// Why a new file is being filled beside the old one, where one is.
    pub rebuilding: Option<Rebuilt>,
}

/// Why a cache is filled anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rebuilt {
    /// It was written by a program with another schema.
    Schema,
    /// It was damaged.
    Damage,
}

/// What a file turned out to be.
enum Found {
    Nothing,
    Sound(Connection),
    Old(Connection),
    Unusable(Rebuilt),
}

impl Cache {
    /// Opens the cache in `folder`.
    pub(crate) fn open(folder: &Path, key: &Key) -> Result<(Self, CacheOpened)> {
        VERSIONS.open(folder, key)
    }
}

impl Versions {
    pub(crate) fn open(self, folder: &Path, key: &Key) -> Result<(Cache, CacheOpened)> {
        let place = |name: &str| Place { path: folder.join(name), name: FileName::Cache, key: key.clone() };
        let (main, next) = (place("cache.db"), place("cache.next.db"));
        self.settle_next(&main, &next)?;
        match self.look(&main)? {
            Found::Sound(conn) => {
                file::remove(&next.path)?;
                Ok((Cache::over(Db::new(main, conn), None), CacheOpened::default()))
            }
            Found::Nothing => {
                file::rename(&next.path, &main.path)?;
                let is_new = !main.path.exists();
                Ok((Cache::over(self.filling(main)?, None), CacheOpened { is_new, rebuilding: None }))
            }
            Found::Old(conn) => {
                let old = Db::new(main, conn);
                let opened = CacheOpened { is_new: false, rebuilding: Some(Rebuilt::Schema) };
                Ok((Cache::over(self.filling(next)?, Some(old)), opened))
            }
            Found::Unusable(why) => {
                let opened = CacheOpened { is_new: false, rebuilding: Some(why) };
                Ok((Cache::over(self.filling(next)?, None), opened))
            }
        }
    }

    /// Gives a complete new file its name; takes away one that is of no use.
    fn settle_next(self, main: &Place, next: &Place) -> Result<()> {
        let found = if next.path.exists() { self.look(next)? } else { return Ok(()) };
        match found {
            Found::Sound(conn) if sweep::last_finished(&conn)?.is_some() => {
                conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
                drop(conn);
                file::remove(&main.path)?;
                file::rename(&next.path, &main.path)?;
                remove_mark(main)
            }
            Found::Sound(_) => Ok(()),
            Found::Nothing | Found::Old(_) | Found::Unusable(_) => {
                file::remove(&next.path)?;
                remove_mark(next)
            }
        }
    }

    fn look(self, place: &Place) -> Result<Found> {
        if !place.path.exists() {
            return Ok(Found::Nothing);
        }
        if place.damage_mark().exists() {
            return Ok(Found::Unusable(Rebuilt::Damage));
        }
        match place.open(Role::Writer) {
            Ok((_, 0)) => file::remove(&place.path).map(|()| Found::Nothing),
            Ok((conn, version)) if version == self.written => Ok(Found::Sound(conn)),
            Ok((conn, version)) if (self.readable_since..self.written).contains(&version) => Ok(Found::Old(conn)),
            Ok(_) => Ok(Found::Unusable(Rebuilt::Schema)),
            Err(StoreError::Corrupt(_)) => Ok(Found::Unusable(Rebuilt::Damage)),
            Err(other) => Err(other),
        }
    }

    /// Opens a file to write to, with its tables where it is new.
    fn filling(self, place: Place) -> Result<Db> {
        let (mut conn, version) = place.open(Role::Writer)?;
        if version == 0 {
            let tx = conn.transaction()?;
            tx.execute_batch(include_str!("schema.sql"))?;
            tx.pragma_update(None, "user_version", self.written)?;
            tx.commit()?;
        }
        Ok(Db::new(place, conn))
    }
}

fn remove_mark(place: &Place) -> Result<()> {
    match std::fs::remove_file(place.damage_mark()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
