//! The window. It decides nothing: it opens the desk, hands it the system's clock, chance and vault, and passes
//! commands through.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod clock;
mod commands;
mod logs;
mod renderer;
mod vault;

use std::io::Write as _;
use std::sync::Arc;

use desk::contract::Connected;
use desk::{Desk, Setup, SystemRandom};
use tauri::{App, AppHandle, Emitter as _, Manager as _, WebviewWindowBuilder};

use crate::arguments::Arguments;

/// The event by which the page learns what to ask again.
const STALE: &str = "stale";

fn main() -> anyhow::Result<()> {
    renderer::choose();
    let arguments = Arguments::read(std::env::args().skip(1))?;
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| come_forward(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(commands::handler())
        .setup(move |app| Ok(open(app, &arguments)?))
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Opens the desk first and the window on it second, so that no command finds the desk missing.
fn open(app: &mut App, arguments: &Arguments) -> anyhow::Result<()> {
    let profile = match &arguments.profile {
        Some(folder) => folder.clone(),
        None => app.path().app_data_dir()?,
    };
    logs::start(app, &profile)?;
    let exports = match &arguments.profile {
        Some(folder) => folder.join("exports"),
        None => app.path().download_dir().unwrap_or_else(|_| profile.join("exports")),
    };
    let page = app.handle().clone();
    let setup = Setup {
        profile,
        system_vault: Box::new(vault::find),
        clock: Arc::new(clock::SystemClock),
        random: Arc::new(SystemRandom),
        told: Arc::new(move |tags| {
            if let Err(error) = page.emit(STALE, tags) {
                tracing::debug!(%error, "the page could not be told");
            }
        }),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        exports,
        user: ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default(),
    };
    let desk = tauri::async_runtime::block_on(async { Desk::new(setup) });
    app.manage(desk.clone());
    let draft = arguments.connect.as_deref().map(arguments::draft_from).transpose()?;
    tauri::async_runtime::spawn(async move {
        if let Some(connected) = desk.wake(draft).await {
            hand_out(&connected);
        }
    });
    for window in app.config().app.windows.clone() {
        WebviewWindowBuilder::from_config(app.handle(), &window)?.build()?;
    }
    Ok(())
}

/// Whoever set this computer up by `--connect` gets the recovery code where they stand: on standard output, once.
fn hand_out(connected: &Connected) {
    if let Some(code) = &connected.recovery_code {
        let _told =
            writeln!(std::io::stdout(), "{} is connected. Recovery code: {code}", connected.connection.publisher);
    }
}

/// A second start brings the first window to the front.
fn come_forward(app: &AppHandle) {
    for window in app.webview_windows().values() {
        let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::debug!(%error, "the window could not be raised");
        }
    }
}
