//! The page: its packages, its checks, its build. The window embeds `ui/dist`, so this comes before any Rust.

use std::fs;
use std::time::SystemTime;

use anyhow::{Result, ensure};

use crate::shell;

/// Builds `ui/dist` where it is older than what it is made of.
pub(crate) fn build() -> Result<()> {
    install()?;
    let ui = shell::root().join("ui");
    let built = fs::metadata(ui.join("dist/index.html")).and_then(|file| file.modified()).ok();
    if built.is_none_or(|built| newest(&ui).is_none_or(|newest| newest > built)) {
        npm(&["run", "build"])?;
    }
    Ok(())
}

/// Types, lints and unit tests of the page.
pub(crate) fn check() -> Result<()> {
    install()?;
    npm(&["run", "check"])?;
    npm(&["test"])
}

fn install() -> Result<()> {
    ensure!(shell::has("node") && shell::has("npm"), "Node is missing: install Node 20 or newer, with npm");
    let ui = shell::root().join("ui");
    let locked = fs::metadata(ui.join("package-lock.json")).and_then(|file| file.modified())?;
    let stamp = ui.join("node_modules/.package-lock.json");
    if fs::metadata(stamp).and_then(|file| file.modified()).is_ok_and(|installed| installed >= locked) {
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
}

fn npm(args: &[&str]) -> Result<()> {
    shell::run_in(&shell::root().join("ui"), "npm", args, &[])
}

/// When the newest source of the page was written.
fn newest(ui: &std::path::Path) -> Option<SystemTime> {
    let mut newest = None;
    let mut folders = vec![ui.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).ok()?.flatten() {
            let name = entry.file_name();
            let about = entry.metadata().ok()?;
            if about.is_dir() && name != "node_modules" && name != "dist" {
                folders.push(entry.path());
            } else if about.is_file() {
                newest = newest.max(about.modified().ok());
            }
        }
    }
    newest
}
