//! The log: JSON lines, a file a day, two weeks of them. It carries ids, never people, tokens or secrets.

use std::path::Path;

use anyhow::Result;
use tauri::{App, Manager as _};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS_KEPT: usize = 14;

/// Starts the log in the profile. The writer lives as long as the program.
pub(crate) fn start(app: &App, profile: &Path) -> Result<()> {
    let folder = profile.join("logs");
    std::fs::create_dir_all(&folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("marketdesk")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    app.manage(guard);
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::new("info,hyper=warn,reqwest=warn,zbus=warn"))
        .with_writer(writer)
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}
