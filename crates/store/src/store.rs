//! Both files of one connection.

use std::path::Path;

use crate::cache::{Cache, CacheOpened};
use crate::error::{Result, StoreError};
use crate::file::{FileName, Place, Role};
use crate::journal::{Journal, JournalOpened};
use crate::key::Key;

/// The mirror and the journal of one connection. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    /// What Microsoft last told.
    pub cache: Cache,
    /// What only we know.
    pub journal: Journal,
}

/// How both files were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// The mirror.
    pub cache: CacheOpened,
    /// The journal.
    pub journal: JournalOpened,
}

impl Store {
    /// Opens the store in `folder`, which is made where there is none. Blocks for some milliseconds.
    ///
    /// Each file has to prove that the key fits it, and to a wrong key every file looks damaged. So a mark of the key
    /// is kept beside them, and nothing is touched where it does not match.
    pub fn open(folder: &Path, key: &Key) -> Result<(Self, OpenReport)> {
        std::fs::create_dir_all(folder)?;
        prove(folder, key)?;
        let (journal, journal_opened) = Journal::open(folder, key)?;
        let (cache, cache_opened) = Cache::open(folder, key)?;
        Ok((Self { cache, journal }, OpenReport { cache: cache_opened, journal: journal_opened }))
    }
}

fn prove(folder: &Path, key: &Key) -> Result<()> {
    let path = folder.join("key.mark");
    match std::fs::read_to_string(&path) {
        Ok(mark) if mark == key.mark() => Ok(()),
        Ok(_) => Err(StoreError::WrongKey),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if opens_nothing(folder, key) {
                Err(StoreError::WrongKey)
            } else {
                Ok(std::fs::write(&path, key.mark())?)
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether there are files and the key fits none of them.
fn opens_nothing(folder: &Path, key: &Key) -> bool {
    let found: Vec<bool> = [("cache.db", FileName::Cache), ("journal.db", FileName::Journal)]
        .into_iter()
        .map(|(file, name)| Place { path: folder.join(file), name, key: key.clone() })
        .filter(|place| place.path.exists())
        .map(|place| place.open(Role::Reader).is_ok())
        .collect();
    !found.is_empty() && !found.contains(&true)
}
