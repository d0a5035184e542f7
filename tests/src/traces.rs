//! What was left on the disk, and whether it shows what it should not.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Every file below a folder; none where there is no folder.
///
/// # Errors
/// Where a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error.into()),
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// Searches files for texts that must not be readable in them, in large letters or small.
///
/// # Errors
/// Where a file cannot be read.
///
/// # Panics
/// Where one shows such a text.
pub fn no_file_shows(files: &[PathBuf], hidden: &[String]) -> Result<()> {
    for file in files {
        let content = match std::fs::read(file) {
            Ok(content) => content,
            // A file that is gone by now shows nothing.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        let text = String::from_utf8_lossy(&content).to_lowercase();
        for secret in hidden {
            assert!(!text.contains(&secret.to_lowercase()), "{} shows {secret}", file.display());
        }
    }
    Ok(())
}
