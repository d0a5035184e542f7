//! Where the programs under test lie.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

/// The file of a built program: beside this one, or in the folder that `MARKETDESK_PROGRAMS` names.
///
/// # Errors
/// Where it has not been built.
pub fn program(name: &str) -> Result<PathBuf> {
    let folder = match std::env::var_os("MARKETDESK_PROGRAMS") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let here = std::env::current_exe()?;
            let folder = here.parent().context("a program lies in a folder")?;
            if folder.ends_with("deps") { folder.join("..") } else { folder.to_owned() }
        }
    };
    let file = folder.join(name);
    ensure!(
        file.exists(),
        "{} is not built: `cargo build -p marketdesk -p simulator -p relay -p acceptance`",
        file.display()
    );
    Ok(file)
}

/// The folder of recorded service answers, where this checkout has one beside it.
pub fn recorded() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/recorded");
    folder.is_dir().then_some(folder)
}
